//! What Linux says over D-Bus: systemd's login manager of sessions and sleep, and the desktop's screen lock.

use super::LockReason;
use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::OwnedFd;
use zbus::{MatchRule, Message, Result};

const LOGIND: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";

/// Listens to the login manager until the bus goes away. A sleep waits until `lock` has returned, where the login manager allows for that
/// (systemd-inhibit: a "delay" lock, five seconds by default).
pub(super) fn logind(bus: &Connection, lock: impl Fn(LockReason)) -> Result<()> {
    let messages = MessageIterator::from(bus);
    let from = |interface, member| rule(interface, member)?.sender(LOGIND).map(|r| r.build());
    let dbus = DBusProxy::new(bus)?;
    dbus.add_match_rule(from("org.freedesktop.login1.Session", "Lock")?)?;
    dbus.add_match_rule(from(MANAGER, "PrepareForSleep")?)?;
    let mut delay = delay(bus);
    for message in messages {
        let message = message?;
        match member(&message).as_deref() {
            Some("Lock") => lock(LockReason::Locked),
            Some("PrepareForSleep") if says_yes(&message) => {
                lock(LockReason::Slept);
                delay = None;
            }
            Some("PrepareForSleep") => delay = self::delay(bus),
            _ => {}
        }
    }
    drop(delay);
    Ok(())
}

/// Listens to the desktop's screen lock until the bus goes away. GNOME, KDE, MATE, Cinnamon, UKUI and others each have an interface of their
/// own for it, which all end in `.ScreenSaver` and have the same signal.
pub(super) fn desktop(bus: &Connection, lock: impl Fn(LockReason)) -> Result<()> {
    let messages = MessageIterator::from(bus);
    let active = MatchRule::builder()
        .msg_type(Type::Signal)
        .member("ActiveChanged")?
        .build();
    DBusProxy::new(bus)?.add_match_rule(active)?;
    for message in messages {
        let message = message?;
        let of_a_saver = message
            .header()
            .interface()
            .is_some_and(|name| name.ends_with(".ScreenSaver"));
        if of_a_saver && says_yes(&message) {
            lock(LockReason::Locked);
        }
    }
    Ok(())
}

fn rule(
    interface: &'static str,
    member: &'static str,
) -> Result<zbus::match_rule::Builder<'static>> {
    MatchRule::builder()
        .msg_type(Type::Signal)
        .interface(interface)?
        .member(member)
}

/// Holds up a sleep for as long as it is kept; none where the login manager doesn't give one.
fn delay(bus: &Connection) -> Option<OwnedFd> {
    let words = ("sleep", "Ansu", "store what is typed and lock", "delay");
    let path = "/org/freedesktop/login1";
    let answer = bus.call_method(Some(LOGIND), path, Some(MANAGER), "Inhibit", &words);
    answer.ok()?.body().deserialize().ok()
}

fn member(message: &Message) -> Option<String> {
    let header = message.header();
    header.member().map(ToString::to_string)
}

fn says_yes(message: &Message) -> bool {
    message.body().deserialize().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system_lock::testing::Bus;
    use std::io::Read;
    use std::os::fd::OwnedFd as Descriptor;
    use std::os::unix::net::UnixStream;
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::thread;
    use std::time::Duration;

    const SOON: Duration = Duration::from_secs(10);
    const A_WHILE: Duration = Duration::from_millis(300);

    /// A login manager that gives delay locks away and hands the test their other ends.
    struct Manager(Sender<UnixStream>);

    #[zbus::interface(name = "org.freedesktop.login1.Manager")]
    impl Manager {
        fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> OwnedFd {
            assert_eq!((what, mode), ("sleep", "delay"));
            let (kept, given) = UnixStream::pair().unwrap();
            self.0.send(kept).unwrap();
            Descriptor::from(given).into()
        }
    }

    fn login_manager(bus: &Bus) -> (Connection, Receiver<UnixStream>) {
        let (given, delays) = channel();
        let manager = bus
            .builder()
            .serve_at("/org/freedesktop/login1", Manager(given))
            .unwrap()
            .name(LOGIND)
            .unwrap()
            .build()
            .unwrap();
        (manager, delays)
    }

    fn lock_session(from: &Connection) {
        let path = "/org/freedesktop/login1/session/_32";
        let interface = "org.freedesktop.login1.Session";
        from.emit_signal(None::<&str>, path, interface, "Lock", &())
            .unwrap();
    }

    fn sleep(from: &Connection, now: bool) {
        let path = "/org/freedesktop/login1";
        from.emit_signal(None::<&str>, path, MANAGER, "PrepareForSleep", &now)
            .unwrap();
    }

    /// Whether the other end of a delay lock has been given back within a while.
    fn given_back(delay: &mut UnixStream, within: Duration) -> bool {
        delay.set_read_timeout(Some(within)).unwrap();
        matches!(delay.read(&mut [0]), Ok(0))
    }

    #[test]
    fn a_lock_and_a_sleep_are_heard_and_the_sleep_waits_for_it() {
        let bus = Bus::start();
        let (manager, delays) = login_manager(&bus);
        let (said, heard) = channel();
        let (done, left) = channel::<()>();
        let own = bus.connect();
        thread::spawn(move || {
            logind(&own, |why| {
                said.send(why).unwrap();
                if why == LockReason::Slept {
                    left.recv().unwrap();
                }
            })
        });
        let mut delay = delays.recv_timeout(SOON).unwrap();

        lock_session(&manager);
        assert_eq!(heard.recv_timeout(SOON), Ok(LockReason::Locked));

        sleep(&manager, true);
        assert_eq!(heard.recv_timeout(SOON), Ok(LockReason::Slept));
        assert!(!given_back(&mut delay, A_WHILE), "the sleep did not wait");
        done.send(()).unwrap();
        assert!(given_back(&mut delay, SOON), "the sleep waits for ever");

        sleep(&manager, false);
        let mut next = delays.recv_timeout(SOON).unwrap();
        assert!(!given_back(&mut next, A_WHILE));
        assert!(heard.try_recv().is_err(), "waking is no reason to lock");
    }

    #[test]
    fn somebody_else_does_not_speak_for_the_login_manager() {
        let bus = Bus::start();
        let (manager, delays) = login_manager(&bus);
        let (said, heard) = channel();
        let own = bus.connect();
        thread::spawn(move || logind(&own, |why| said.send(why).unwrap()));
        delays.recv_timeout(SOON).unwrap();
        lock_session(&bus.connect());
        assert!(heard.recv_timeout(A_WHILE).is_err());
        lock_session(&manager);
        assert_eq!(heard.recv_timeout(SOON), Ok(LockReason::Locked));
    }

    #[test]
    fn every_desktop_says_it_in_the_same_way() {
        let bus = Bus::start();
        let (said, heard) = channel();
        let own = bus.connect();
        thread::spawn(move || desktop(&own, |why| said.send(why).unwrap()));
        let shell = bus.connect();
        let changed = |interface: &str, now: bool| {
            shell
                .emit_signal(None::<&str>, "/saver", interface, "ActiveChanged", &now)
                .unwrap();
        };
        // Until it listens.
        while heard.recv_timeout(A_WHILE).is_err() {
            changed("org.gnome.ScreenSaver", true);
        }
        while heard.recv_timeout(A_WHILE).is_ok() {}
        changed("org.gnome.ScreenSaver", false);
        changed("org.example.Lamp", true);
        assert!(heard.recv_timeout(A_WHILE).is_err());
        changed("org.freedesktop.ScreenSaver", true);
        assert_eq!(heard.recv_timeout(SOON), Ok(LockReason::Locked));
        changed("org.ukui.ScreenSaver", true);
        assert_eq!(heard.recv_timeout(SOON), Ok(LockReason::Locked));
    }

    #[test]
    fn without_a_login_manager_there_is_no_delay_and_no_error() {
        let bus = Bus::start();
        assert!(delay(&bus.connect()).is_none());
    }
}
