//! A notification over D-Bus, as the freedesktop.org specification of desktop notifications has it.

use std::collections::HashMap;
use zbus::Result;
use zbus::blocking::Connection;
use zbus::zvariant::Value;

const NAME: &str = "org.freedesktop.Notifications";

/// Shows it until the desktop takes it away.
pub(super) fn notify(bus: &Connection, title: &str, words: &str) -> Result<()> {
    let hints: HashMap<&str, Value<'_>> = HashMap::from([
        ("desktop-entry", Value::from("ansu")),
        // It is not to be read by whoever comes to the computer while it is locked.
        ("transient", Value::from(true)),
    ]);
    let actions: &[&str] = &[];
    // The last word is how long, by the desktop's own choice.
    let body = (
        "Ansu",
        0u32,
        "ansu",
        title,
        escaped(words),
        actions,
        hints,
        -1i32,
    );
    let path = "/org/freedesktop/Notifications";
    bus.call_method(Some(NAME), path, Some(NAME), "Notify", &body)
        .map(drop)
}

/// The specification lets a body have markup.
fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system_lock::testing::Bus;
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::time::Duration;
    use zbus::zvariant::OwnedValue;

    const SOON: Duration = Duration::from_secs(10);

    /// A desktop that hands on what it is to show.
    struct Desktop(Sender<(String, String, bool)>);

    #[zbus::interface(name = "org.freedesktop.Notifications")]
    impl Desktop {
        #[allow(clippy::too_many_arguments, reason = "the specification has these")]
        fn notify(
            &self,
            app: &str,
            _replaces: u32,
            _icon: &str,
            summary: &str,
            body: &str,
            actions: Vec<String>,
            hints: HashMap<String, OwnedValue>,
            expires: i32,
        ) -> u32 {
            assert_eq!((app, actions.len(), expires), ("Ansu", 0, -1));
            let transient = bool::try_from(&hints["transient"]).unwrap();
            let said = (summary.to_owned(), body.to_owned(), transient);
            self.0.send(said).unwrap();
            1
        }
    }

    fn desktop(bus: &Bus) -> (Connection, Receiver<(String, String, bool)>) {
        let (shown, seen) = channel();
        let desktop = bus
            .builder()
            .serve_at("/org/freedesktop/Notifications", Desktop(shown))
            .unwrap()
            .name(NAME)
            .unwrap()
            .build()
            .unwrap();
        (desktop, seen)
    }

    #[test]
    fn the_desktop_shows_words_as_they_are() {
        let bus = Bus::start();
        let (_desktop, seen) = desktop(&bus);
        notify(&bus.connect(), "时限提醒", "1 件已超时 <b>&").unwrap();
        let expected = ("时限提醒".into(), "1 件已超时 &lt;b&gt;&amp;".into(), true);
        assert_eq!(seen.recv_timeout(SOON), Ok(expected));
    }

    #[test]
    fn a_desktop_without_notifications_is_told_apart_and_nobody_waits() {
        let bus = Bus::start();
        assert!(notify(&bus.connect(), "时限提醒", "1 件已超时").is_err());
    }
}
