//! Incidents, from the window.

use crate::counter::Counter;
use ansu_desk::complaint::{CategoryCode, IncidentAction, IncidentForm, IncidentId, TicketId};
use ansu_desk::{
    ApiError, DealtTicket, IncidentDeed, IncidentLine, IncidentView, Operation, SimilarView,
};
use tauri::State;

type Answer<T> = Result<T, ApiError>;

/// Incidents, those that go on first.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn incidents(counter: State<'_, Counter>) -> Answer<Vec<IncidentLine>> {
    counter.act(Operation::Incidents, |desk, session| {
        desk.incidents(session)
    })
}

/// One incident with its tickets.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn incident(counter: State<'_, Counter>, id: IncidentId) -> Answer<IncidentView> {
    counter.act(Operation::Incidents, |desk, session| {
        desk.incident(session, id)
    })
}

/// Opens an incident.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_incident(
    counter: State<'_, Counter>,
    form: IncidentForm,
    tickets: Vec<TicketId>,
) -> Answer<IncidentView> {
    counter.act(Operation::WorkOnIncident, |desk, session| {
        desk.open_incident(session, &form, &tickets)
    })
}

/// Similar complaints that may have one cause.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn similar(counter: State<'_, Counter>) -> Answer<Vec<SimilarView>> {
    counter.act(Operation::Incidents, |desk, session| desk.similar(session))
}

/// Says that they have not.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn not_one(
    counter: State<'_, Counter>,
    category: CategoryCode,
    place: String,
) -> Answer<()> {
    counter.act(Operation::WorkOnIncident, |desk, session| {
        desk.not_one(session, category, &place).map(drop)
    })
}

/// Carries out an action on an incident.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn work_on_incident(
    counter: State<'_, Counter>,
    id: IncidentId,
    revision: u32,
    action: IncidentAction,
) -> Answer<IncidentView> {
    counter.act(Operation::WorkOnIncident, |desk, session| {
        desk.work_on_incident(session, id, revision, &action)
    })
}

/// Does something to a few tickets of an incident; the page asks again for the next ones and shows how far it is.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn deal_with_tickets(
    counter: State<'_, Counter>,
    id: IncidentId,
    deed: IncidentDeed,
    tickets: Vec<TicketId>,
) -> Answer<Vec<DealtTicket>> {
    counter.act(Operation::WorkOnIncident, |desk, session| {
        desk.deal_with_tickets(session, id, deed, &tickets)
    })
}
