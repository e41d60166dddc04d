//! The second place of automatic backups, as the desk remembers it (`ansu.second`) and knows it again (`ansu.place` on the stick).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ansu_complaint::Moment;
use ansu_desk::{ApiError, Code, Cost, Entrance, FoundHall, HeldContext, SecondPlaceView};
use ansu_store::is_place;
use fastrand::Rng;

use crate::changing::change;
use crate::child;
use crate::killing_copies::{on, proven};
use crate::scale::{Outcome, seeds, tally};
use crate::scene::at;

const REMEMBERED: &str = "ansu.second";
const MARK: &str = "ansu.place";
const MANAGER: &str = "1001";
const WORD: &str = "tidal-mango-stapler";

/// Copies made there, one a day.
const COPIES: i64 = 3;

fn rooms(place: &Path) -> (PathBuf, PathBuf) {
    (place.join("hall"), place.join("stick"))
}

fn on_day(day: i64) -> Moment {
    at(day * 24 * 60)
}

fn clock(day: i64) -> HeldContext {
    HeldContext::new(on_day(day), 7)
}

fn entrance(hall: &Path) -> Entrance {
    Entrance::of(hall).at_cost(Cost::LEAST)
}

/// A hall, and a stick that nobody has chosen yet.
pub(crate) fn founded(place: &Path) {
    let (hall, stick) = rooms(place);
    fs::create_dir(stick).unwrap();
    let form = FoundHall {
        company: String::new(),
        name: "望桥营业厅".to_owned(),
        code: "A01".to_owned(),
        counter: "1".to_owned(),
        manager: MANAGER.to_owned(),
        manager_name: "梁文秀".to_owned(),
    };
    entrance(&hall).found(clock(0), &form, WORD).unwrap();
}

/// In the other process: the stick is chosen, gets a copy a day, and is forgotten.
pub(crate) fn use_the_place(place: &Path) {
    let (hall, stick) = rooms(place);
    let entrance = entrance(&hall);
    let (mut desk, session) = entrance.sign_in(clock(0), MANAGER, WORD).unwrap();
    desk.choose_second_place(&session, stick.to_str().unwrap())
        .unwrap();
    child::say("chosen");
    for day in 1..=COPIES {
        let job = desk.second_job(&session).unwrap();
        entrance
            .back_up_second(&clock(day), &job, &mut on)
            .unwrap()
            .unwrap();
        child::say("proven");
    }
    desk.forget_second_place(&session).unwrap();
    child::say("forgotten");
}

/// What is remembered after so many words of the other process: none, or when a copy was last proven.
fn remembered(words: usize) -> Option<Option<Moment>> {
    let day = i64::try_from(words).unwrap() - 1;
    let chosen = (0..=COPIES).contains(&day);
    chosen.then(|| (day > 0).then(|| on_day(day)))
}

/// Says what is missing of what was told: what is remembered, the mark on the stick, and the copies.
pub(crate) fn missing_place(place: &Path, said: &[String]) -> Result<(), String> {
    let (hall, stick) = rooms(place);
    let found = entrance(&hall)
        .second_place(on_day(0))
        .map_err(|e| format!("what is remembered: {e}"))?;
    let proven = found.map(|view| view.proven_at);
    let done = said.len();
    if proven != remembered(done) && proven != remembered(done + 1) {
        return Err(format!("{proven:?} is remembered after {done} words"));
    }
    if proven.is_some() {
        // The recording was made elsewhere, so the folder's name leads nowhere; the mark is what counts.
        let bytes = fs::read(hall.join(REMEMBERED)).map_err(|e| e.to_string())?;
        let known: serde_json::Value = serde_json::from_slice(&bytes).map_err(|e| e.to_string())?;
        if !is_place(&stick, known["mark"].as_str().unwrap_or_default()) {
            return Err("the stick does not have the mark by which it is known".to_owned());
        }
    }
    let told = said.iter().filter(|word| *word == "proven").count();
    let last = proven
        .flatten()
        .max((told > 0).then(|| on_day(i64::try_from(told).unwrap())));
    missing_copies(&stick, last)
}

/// Says what is wrong with the copies on the stick, of which there is one of every day up to the last.
fn missing_copies(stick: &Path, last: Option<Moment>) -> Result<(), String> {
    let there = proven(stick)?;
    let mut days = (1..=COPIES)
        .map(on_day)
        .take_while(|day| Some(*day) <= last);
    let kept = |day: Moment| there.iter().any(|one| one.manifest().made_at == day);
    match days.find(|day| !kept(*day)) {
        Some(day) => Err(format!("the copy of {day} is gone")),
        None => Ok(()),
    }
}

/// What is remembered of a stick with a copy, its mark, and where it was.
fn chosen() -> &'static (PathBuf, Vec<u8>, Vec<u8>) {
    static CHOSEN: OnceLock<(PathBuf, Vec<u8>, Vec<u8>)> = OnceLock::new();
    CHOSEN.get_or_init(|| {
        let place = tempfile::tempdir().unwrap();
        founded(place.path());
        let (hall, stick) = rooms(place.path());
        let entrance = entrance(&hall);
        let (mut desk, session) = entrance.sign_in(clock(0), MANAGER, WORD).unwrap();
        desk.choose_second_place(&session, stick.to_str().unwrap())
            .unwrap();
        let job = desk.second_job(&session).unwrap();
        entrance
            .back_up_second(&clock(1), &job, &mut on)
            .unwrap()
            .unwrap();
        let read = |file: PathBuf| fs::read(file).unwrap();
        (
            stick.clone(),
            read(hall.join(REMEMBERED)),
            read(stick.join(MARK)),
        )
    })
}

/// Nothing seals what is remembered. What matters is that no other folder is ever taken for the place.
fn changed(seed: u64) -> Outcome {
    let mut chance = Rng::with_seed(seed);
    let place = tempfile::tempdir().unwrap();
    let (hall, stick) = rooms(place.path());
    let (was_at, known, mark) = chosen();
    let known = String::from_utf8(known.clone()).unwrap();
    let known = known.replace(was_at.to_str().unwrap(), stick.to_str().unwrap());
    fs::create_dir(&hall).unwrap();
    fs::create_dir(&stick).unwrap();
    fs::write(hall.join(REMEMBERED), known).unwrap();
    fs::write(stick.join(MARK), mark).unwrap();
    let look = || -> Result<Option<SecondPlaceView>, Code> {
        let found = entrance(&hall).second_place(on_day(1));
        found.map_err(|error| ApiError::from(error).code)
    };
    let whole = look().unwrap().unwrap();
    assert!(whole.there);

    let file = [hall.join(REMEMBERED), stick.join(MARK)];
    change(&file[chance.usize(..2)], &mut chance);
    match look() {
        Err(Code::Damaged) => Outcome::Good("told as damaged"),
        Ok(Some(view)) if !view.there => Outcome::Good("taken for away"),
        Ok(Some(view)) if view == whole => Outcome::Good("without effect"),
        Ok(Some(view)) if Path::new(&view.folder) == stick => Outcome::Good("another time"),
        other => Outcome::Bad(format!("{other:?}")),
    }
}

#[test]
fn no_change_of_what_is_remembered_leads_to_another_folder() {
    let tally = tally(
        "second place",
        &seeds(200, 5_000),
        |seed| *seed,
        |seed| changed(*seed),
    );
    tally.report(
        "a-second",
        "what is remembered of the second place, or its mark, changed or cut short",
        "nothing seals them",
    );
    tally.none_bad("changed second places");
    let alone = tally.cases == 1;
    let told = ["told as damaged", "taken for away"];
    assert!(alone || told.iter().all(|word| tally.count(word) > 0));
}
