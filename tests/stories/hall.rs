//! A hall on real files, with its people, on a clock that the test holds.

use ansu_desk::complaint::{Action, Moment, StaffId, Ticket, TicketNumber};
use ansu_desk::{
    Act, ApiError, AuditLineView, AuditRequest, Cost, Desk, DeskError, Entrance, FoundHall,
    HeldContext, Lane, Line, LogLine, Outcome, Perform, QueueRequest, Session, SlipRequestView,
    SlipView, StaffView, StoryReport, TicketRef,
};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

/// Hall manager, who founded the hall.
pub(crate) const MANAGER: &str = "1001";
/// Duty manager.
pub(crate) const DUTY: &str = "1008";
/// Clerk.
pub(crate) const CLERK: &str = "1024";
/// Another clerk.
pub(crate) const COLLEAGUE: &str = "1031";

/// Who joins the manager: number, name, role. The first two are those of the stories.
const PEOPLE: &[(&str, &str, &str)] = &[
    (DUTY, "贺建平", "duty_manager"),
    (CLERK, "王敏", "clerk"),
    (COLLEAGUE, "李娜", "clerk"),
    ("1050", "沈若谷", "administrator"),
    ("1060", "方正清", "auditor"),
];

/// Everybody's password here: long enough, and on nobody's list.
pub(crate) fn password(number: &str) -> String {
    format!("tidal-mango-{number}-stapler")
}

/// A hall in a folder of its own.
pub(crate) struct Hall {
    // Declared first: the desk lets go of the folder before the folder goes.
    pub(crate) desk: Desk<HeldContext>,
    folder: TempDir,
}

/// A founded hall that every test gets a copy of: giving six people their passwords takes longer than most tests.
struct Founded {
    folder: TempDir,
    sessions: HashMap<String, Session>,
}

/// How every hall here is founded.
pub(crate) fn founding() -> FoundHall {
    FoundHall {
        company: "清渡电信".to_owned(),
        name: "望桥营业厅".to_owned(),
        code: "A01".to_owned(),
        counter: "1".to_owned(),
        manager: MANAGER.to_owned(),
        manager_name: "梁文秀".to_owned(),
    }
}

static FOUNDED: LazyLock<Founded> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let context = HeldContext::new(moment("2026-11-21T09:00:00+08:00"), 7);
    let founded = entrance(folder.path()).found(context, &founding(), &password(MANAGER));
    let ansu_desk::Founded {
        mut desk, session, ..
    } = founded.unwrap();
    let mut sessions = HashMap::new();
    for (id, name, role) in PEOPLE {
        let person: StaffView = read(json!({"id": id, "name": name, "role": role, "active": true}));
        desk.put_staff(&session, &person).unwrap();
        let issued = desk.issue_password(&session, &person.id).unwrap();
        let first = desk.sign_in(id, &issued.password).unwrap();
        let own = desk.change_password(&first, &issued.password, &password(id));
        sessions.insert((*id).to_owned(), own.unwrap());
    }
    sessions.insert(MANAGER.to_owned(), session);
    drop(desk);
    Founded { folder, sessions }
});

impl Hall {
    /// A hall with its people, Saturday 21 November 2026, ten o'clock.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(FOUNDED.folder.path()).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        let desk = open(folder.path(), moment("2026-11-21T10:00:00+08:00")).unwrap();
        Self { desk, folder }
    }

    /// The same folder after the program was ended and started again.
    pub(crate) fn started_again(self, now: &str) -> Self {
        let Self { desk, folder } = self;
        drop(desk);
        let desk = open(folder.path(), moment(now)).unwrap();
        Self { desk, folder }
    }

    /// The folder, after the program was ended.
    pub(crate) fn left(self) -> TempDir {
        drop(self.desk);
        self.folder
    }

    /// Where the data lies.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts the clock to a moment.
    pub(crate) fn at(&self, text: &str) {
        self.desk.context().set(moment(text));
    }

    /// Somebody at work, signed in when the hall was founded.
    pub(crate) fn session(&self, number: &str) -> Session {
        FOUNDED.sessions[number].clone()
    }

    /// Registers a complaint with the form's usual values and those given.
    pub(crate) fn register(&mut self, by: &str, changed: Value) -> Result<Ticket, ApiError> {
        let session = self.session(by);
        let outcome = self.desk.register(&session, &read(form(changed)), &[])?;
        Ok(self.record(outcome.view.ticket.number.as_str()))
    }

    /// Performs actions on a ticket as it stands now.
    pub(crate) fn perform(
        &mut self,
        by: &str,
        number: &str,
        actions: Value,
    ) -> Result<Outcome, ApiError> {
        let request = self.request(number, actions, &[]);
        Ok(self.desk.perform(&self.session(by), &request)?)
    }

    /// Actions on a ticket as it stands now, with the drafts that they clear.
    pub(crate) fn request(&self, number: &str, actions: Value, clears: &[&str]) -> Perform {
        let ticket = self.record(number);
        let clears = clears.iter().map(ToString::to_string).collect();
        Perform {
            ticket: ticket.id,
            revision: ticket.revision,
            actions: read(actions),
            clears,
        }
    }

    /// Runs a story that must go through.
    pub(crate) fn tell(&mut self, story: &str) -> StoryReport {
        match self.desk.run_story(&self.session(MANAGER), story) {
            Ok(report) => report,
            Err(error) => panic!("{error}"),
        }
    }

    /// A ticket's record.
    pub(crate) fn record(&self, number: &str) -> Ticket {
        self.desk.record(&by_number(number)).unwrap()
    }

    /// A ticket's history.
    pub(crate) fn log(&mut self, number: &str) -> Vec<LogLine> {
        let manager = self.session(MANAGER);
        self.desk.log(&manager, &by_number(number)).unwrap()
    }

    /// Every line of a lane, as somebody sees it.
    pub(crate) fn lines(&mut self, who: &str, lane: Lane) -> Vec<Line> {
        let session = self.session(who);
        lines(&mut self.desk, &session, lane)
    }

    /// What the trail says of some acts, the first line first: by whom, on what, and what else.
    pub(crate) fn noted(&mut self, acts: &[Act]) -> Vec<(Act, String, String, String)> {
        let manager = self.session(MANAGER);
        let request = AuditRequest {
            acts: acts.to_vec(),
            ..AuditRequest::default()
        };
        let page = self.desk.audit(&manager, &request).unwrap();
        let told = |line: AuditLineView| {
            let by = line.by.map(|id| id.to_string()).unwrap_or_default();
            (line.act, by, line.object, line.detail)
        };
        page.lines.into_iter().rev().map(told).collect()
    }

    /// A ticket's slip.
    pub(crate) fn slip(&mut self, number: &str) -> Result<SlipView, ApiError> {
        let request = SlipRequestView {
            ticket: by_number(number),
            masked: false,
            composed: None,
        };
        let manager = self.session(MANAGER);
        Ok(self.desk.slip(&manager, &request)?)
    }

    /// All that the hall has on record: for "nothing has changed".
    pub(crate) fn everything(&mut self) -> Value {
        let manager = self.session(MANAGER);
        let lanes = [Lane::Open, Lane::Ended];
        let lines = lanes
            .into_iter()
            .flat_map(|lane| lines(&mut self.desk, &manager, lane))
            .collect::<Vec<_>>();
        let tickets = lines.into_iter().map(|line| {
            let number = line.number.as_str();
            json!({"record": self.record(number), "log": self.log(number), "line": line})
        });
        Value::Array(tickets.collect())
    }

    /// The record is whole.
    pub(crate) fn is_sound(&mut self) {
        let health = self.desk.check(&self.session(MANAGER)).unwrap();
        assert!(health.sound, "{:?}", health.faults);
    }
}

/// The entrance of a folder, where passwords cost the least that is allowed.
pub(crate) fn entrance(folder: &Path) -> Entrance {
    Entrance::of(folder).at_cost(Cost::LEAST)
}

/// Opens a data folder as its manager.
pub(crate) fn open(folder: &Path, now: Moment) -> Result<Desk<HeldContext>, DeskError> {
    let context = HeldContext::new(now, 7);
    let opened = entrance(folder).sign_in(context, MANAGER, &password(MANAGER));
    opened.map(|(desk, _)| desk)
}

/// Every line of a lane, over all pages.
pub(crate) fn lines(desk: &mut Desk<HeldContext>, session: &Session, lane: Lane) -> Vec<Line> {
    let mut all: Vec<Line> = Vec::new();
    loop {
        let request = QueueRequest {
            lane,
            search: String::new(),
            after: all.last().map(|line| line.id),
        };
        let page = desk.queue(session, &request).unwrap();
        all.extend(page.lines);
        if !page.more {
            return all;
        }
    }
}

/// A moment as a story writes it.
pub(crate) fn moment(text: &str) -> Moment {
    text.parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A ticket by its number.
pub(crate) fn by_number(number: &str) -> TicketRef {
    TicketRef::Number(TicketNumber::try_from(number.to_owned()).unwrap())
}

/// A registration form: the usual values, with those given in their place.
pub(crate) fn form(changed: Value) -> Value {
    let mut form = json!({
        "phone": "15400010001", "name": "周建华", "address": "sir", "channel": "counter", "category": "2.2",
        "emotion": "angry", "phenomenon": "宽带反复断网", "area": "南湖花园",
    });
    let (Some(form_words), Value::Object(changed)) = (form.as_object_mut(), changed) else {
        panic!("a form is an object")
    };
    form_words.extend(changed);
    form
}

/// A member of staff's number.
pub(crate) fn staff_id(number: &str) -> StaffId {
    StaffId::try_from(number.to_owned()).unwrap()
}

/// An action as a story writes it.
pub(crate) fn action(value: Value) -> Action {
    read(value)
}

/// A value as the schema reads it.
pub(crate) fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"))
}
