//! A bus for tests alone.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;

/// A bus of its own, ended with the test.
pub(crate) struct Bus(Child, String);

impl Bus {
    pub(crate) fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        Self(daemon, address.trim().to_owned())
    }

    pub(crate) fn connect(&self) -> Connection {
        self.builder().build().unwrap()
    }

    pub(crate) fn builder(&self) -> Builder<'_> {
        Builder::address(self.1.as_str()).unwrap()
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}
