//! The second place of automatic backups, from the window.

use crate::backing_up::{ProgressView, Stopping, copy_to_second};
use crate::counter::{Counter, told};
use ansu_desk::{ApiError, BackupView, Context, Operation, SecondPlaceView, SystemContext};
use tauri::State;
use tauri::ipc::Channel;

type Answer<T> = Result<T, ApiError>;

/// The second place and how it stands; none where none was chosen. Everybody at work may see to a stick that is away.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn second_place(counter: State<'_, Counter>) -> Answer<Option<SecondPlaceView>> {
    counter.act(Operation::Draft, |_, _| Ok(()))?;
    // The counter is free while the place is looked for.
    counter
        .entrance()
        .second_place(SystemContext.now())
        .map_err(|error| told(&error))
}

/// Chooses the second place.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn choose_second_place(counter: State<'_, Counter>, folder: String) -> Answer<()> {
    may_choose(&counter)?;
    // A share that does not answer keeps nobody from locking the counter.
    let marked = counter.entrance().mark_second_place(&folder);
    let marked = marked.map_err(|error| told(&error))?;
    counter.act(Operation::PutSecondPlace, |desk, session| {
        desk.keep_second_place(session, marked)
    })
}

fn may_choose(counter: &Counter) -> Answer<()> {
    counter.act(Operation::PutSecondPlace, |_, _| Ok(()))
}

/// Forgets the second place; the copies there stay.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn forget_second_place(counter: State<'_, Counter>) -> Answer<()> {
    counter.act(Operation::PutSecondPlace, |desk, session| {
        desk.forget_second_place(session)
    })
}

/// What is to be told of the second place was read: nobody is told again today.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn put_off_second_place(counter: State<'_, Counter>) -> Answer<()> {
    counter.act(Operation::Draft, |_, _| Ok(()))?;
    counter.at_entrance(|entrance| entrance.put_off_second_place(SystemContext.now()))
}

/// Makes a backup in the second place now, and proves it; none where no place was chosen.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn back_up_second(
    counter: State<'_, Counter>,
    stopping: State<'_, Stopping>,
    work: u32,
    progress: Channel<ProgressView>,
) -> Answer<Option<BackupView>> {
    let begun = counter.act(Operation::Backup, |desk, session| {
        Ok((session.staff().id.clone(), desk.backup_job(session)?))
    })?;
    copy_to_second(
        &counter,
        &counter.entrance(),
        &begun,
        &mut stopping.watch(work, &progress),
    )
}
