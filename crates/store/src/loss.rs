//! What the mark beside the database says is missing from it: recorded in the trail when the folder is opened, and told from there for good.

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior};

use crate::anchor::{Anchor, Ends};
use crate::audit::{self, AuditNote, Stands};
use crate::error::StoreError;
use crate::key::Key;
use crate::mark::{Found, Mark};

/// The line of the trail for work that was acknowledged and is not there any more. The object are the anchors of the ends that were
/// expected; the detail has the numbers of events and lines that are there and that were expected, and `rewritten` where something
/// else stands in the place of what was expected.
pub const CUT_BACK: &str = "cut_back";
/// The line of the trail for a mark that is `missing` or `damaged`, so that nothing could tell whether the end of the chains is there.
pub const MARK_LOST: &str = "mark_lost";

/// Compares a database with its mark, records what is missing from it, and gives the mark to go on with; none for a folder in the clear.
///
/// The line is in the trail before the mark is begun anew: a kill in between tells the same loss twice, never not at all.
pub(crate) fn take_up(
    conn: &mut Connection,
    folder: &Path,
    key: &Key,
    boot: &[u8; 16],
    now: DateTime<Utc>,
) -> Result<Option<Mark>, StoreError> {
    let Some(found) = Mark::find(folder, key)? else {
        return Ok(None);
    };
    let there = audit::ends(conn)?;
    let told = match found {
        Found::Whole(mut mark, expected) => match missing(conn, there, expected)? {
            None => {
                mark.keep(there);
                return Ok(Some(mark));
            }
            told => told,
        },
        Found::Damaged => Some((MARK_LOST, String::new(), "damaged".to_owned())),
        Found::Nothing if there == Ends::default() => None,
        Found::Nothing => Some((MARK_LOST, String::new(), "missing".to_owned())),
    };
    if let Some((act, object, detail)) = told {
        let note = AuditNote {
            at: now,
            by: None,
            act: act.to_owned(),
            object,
            detail,
        };
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        audit::append(&tx, boot, &note)?;
        tx.commit()?;
    }
    Mark::begin(folder, key, audit::ends(conn)?)
}

type Told = (&'static str, String, String);

/// What to tell where the chains do not have what was expected at their ends.
fn missing(conn: &Connection, there: Ends, expected: Ends) -> Result<Option<Told>, StoreError> {
    let mut stands = Vec::with_capacity(2);
    for anchor in [expected.events, expected.audit].into_iter().flatten() {
        stands.push((anchor, audit::stands(conn, &anchor)?));
    }
    stands.retain(|(_, stands)| *stands != Stands::Same);
    if stands.is_empty() {
        return Ok(None);
    }
    let place = |end: Option<Anchor>| end.map_or(0, |end| end.position);
    let mut detail = format!(
        "events={} expected_events={} lines={} expected_lines={}",
        place(there.events),
        place(expected.events),
        place(there.audit),
        place(expected.audit)
    );
    if stands.iter().any(|(_, stands)| *stands == Stands::Other) {
        detail.push_str(" rewritten");
    }
    let anchors: Vec<String> = stands
        .iter()
        .map(|(anchor, _)| anchor.to_string())
        .collect();
    Ok(Some((CUT_BACK, anchors.join(" "), detail)))
}
