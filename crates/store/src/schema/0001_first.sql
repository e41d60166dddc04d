-- The event log is the only source of truth. Rows are added and never changed; what a row says of a person can be erased, and its digest,
-- which the hash covers, stays. "ticket" is the ticket that the event is about, or the contact that is no complaint, or the incident.
CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    id       BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    origin   TEXT NOT NULL CHECK (origin <> ''),
    sequence INTEGER NOT NULL CHECK (sequence >= 1),
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    ticket   BLOB NOT NULL CHECK (length(ticket) = 16),
    based_on INTEGER NOT NULL CHECK (based_on >= 0),
    at       TEXT NOT NULL CHECK (at GLOB '*-[0-9][0-9]-[0-9][0-9]T*Z'),
    staff    TEXT NOT NULL CHECK (staff <> ''),
    version  INTEGER NOT NULL CHECK (version >= 1),
    digest   BLOB NOT NULL CHECK (length(digest) = 32),
    salt     BLOB CHECK (length(salt) = 16),
    payload  TEXT CHECK (json_valid(payload)),
    CHECK ((salt IS NULL) = (payload IS NULL)),
    UNIQUE (origin, sequence)
) STRICT;
CREATE INDEX event_of_ticket ON event (ticket, position);

CREATE TRIGGER event_stays BEFORE UPDATE ON event
WHEN NOT (NEW.payload IS NULL AND NEW.salt IS NULL
    AND EXISTS (SELECT 1 FROM disposal WHERE disposal.ticket = OLD.ticket)
    AND NEW.position IS OLD.position AND NEW.id IS OLD.id AND NEW.origin IS OLD.origin AND NEW.sequence IS OLD.sequence
    AND NEW.previous IS OLD.previous AND NEW.hash IS OLD.hash AND NEW.ticket IS OLD.ticket AND NEW.based_on IS OLD.based_on
    AND NEW.at IS OLD.at AND NEW.staff IS OLD.staff AND NEW.version IS OLD.version AND NEW.digest IS OLD.digest)
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
CREATE TRIGGER event_remains BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
-- INSERT OR REPLACE would delete the row in its way without asking the trigger above.
CREATE TRIGGER event_yields_not BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE position = NEW.position OR id = NEW.id
             OR (origin = NEW.origin AND sequence = NEW.sequence))
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;

-- Tickets and contacts whose content was erased: what stays is that there was one, and who disposed of it by which rule. Contacts have no number.
CREATE TABLE disposal (
    ticket BLOB NOT NULL PRIMARY KEY CHECK (length(ticket) = 16),
    number TEXT UNIQUE,
    at     TEXT NOT NULL,
    staff  TEXT NOT NULL CHECK (staff <> ''),
    reason TEXT NOT NULL CHECK (reason <> '')
) STRICT, WITHOUT ROWID;

CREATE TRIGGER disposal_stays BEFORE UPDATE ON disposal
BEGIN SELECT RAISE(ABORT, 'what was erased stays erased'); END;
CREATE TRIGGER disposal_remains BEFORE DELETE ON disposal
BEGIN SELECT RAISE(ABORT, 'what was erased stays erased'); END;

-- Who did, saw, printed, exported or revealed what. Rows are added and never changed; they name tickets and staff and hold nothing about
-- customers. "events" and "last" are the event log's last position and the hash there when the row was written: neither chain can be cut or
-- written anew without contradicting the other.
CREATE TABLE audit (
    position INTEGER PRIMARY KEY,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    events   INTEGER NOT NULL CHECK (events >= 0),
    last     BLOB NOT NULL CHECK (length(last) = 32),
    boot     BLOB NOT NULL CHECK (length(boot) = 16),
    at       TEXT NOT NULL CHECK (at GLOB '*-[0-9][0-9]-[0-9][0-9]T*Z'),
    staff    TEXT NOT NULL,
    act      TEXT NOT NULL CHECK (act <> ''),
    object   TEXT NOT NULL,
    detail   TEXT NOT NULL
) STRICT;
CREATE INDEX audit_of_object ON audit (object, position);
CREATE INDEX audit_of_staff ON audit (staff, position);

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_remains BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_yields_not BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

-- Read models from here: all of it can be rebuilt from the event log.
-- "row" is dense and grows in the order in which tickets came in, so newest first needs no sorting.
CREATE TABLE ticket (
    row      INTEGER PRIMARY KEY,
    id       BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    number   TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    snapshot TEXT NOT NULL CHECK (json_valid(snapshot))
) STRICT;

-- What lists show of a ticket and sort it by. Codes are the words of the wire; '' stands for none.
-- Times are milliseconds since 1970 UTC; no due time is the largest integer, so that it sorts last.
CREATE TABLE queue (
    ticket      INTEGER PRIMARY KEY REFERENCES ticket (row),
    received    INTEGER NOT NULL,
    name        TEXT NOT NULL,
    address     TEXT NOT NULL,
    phone       TEXT NOT NULL,
    category    TEXT NOT NULL,
    channel     TEXT NOT NULL,
    summary     TEXT NOT NULL,
    responsible TEXT NOT NULL,
    step        TEXT NOT NULL,
    round       INTEGER NOT NULL,
    ended       TEXT NOT NULL,
    next        TEXT NOT NULL,
    warn        INTEGER NOT NULL,
    due         INTEGER NOT NULL,
    norm        TEXT NOT NULL,
    paused      INTEGER NOT NULL,
    earlier     INTEGER NOT NULL,
    raised      INTEGER NOT NULL CHECK (raised IN (0, 1)),
    broken      INTEGER NOT NULL,
    approval    TEXT NOT NULL,
    escalated   TEXT NOT NULL,
    follows     TEXT NOT NULL,
    holder      TEXT NOT NULL,
    incident    BLOB NOT NULL CHECK (length(incident) IN (0, 16)),
    sensitive   TEXT NOT NULL
) STRICT;
CREATE INDEX queue_open ON queue (due, ticket) WHERE ended = '';
CREATE INDEX queue_held ON queue (holder) WHERE ended = '';
CREATE INDEX queue_left ON queue (holder, due) WHERE ended = 'broken_off';
CREATE INDEX queue_escalated ON queue (ticket) WHERE escalated <> '';
CREATE INDEX queue_follows ON queue (follows) WHERE follows <> '';

-- Every promise of every ticket. Times and codes are as in "queue"; "moved" is when it came to its state, 0 while it is open.
CREATE TABLE promise (
    ticket INTEGER NOT NULL REFERENCES ticket (row),
    no     INTEGER NOT NULL CHECK (no >= 1),
    text   TEXT NOT NULL,
    owner  TEXT NOT NULL,
    due    INTEGER NOT NULL,
    made   INTEGER NOT NULL,
    state  TEXT NOT NULL,
    moved  INTEGER NOT NULL,
    words  TEXT NOT NULL,
    PRIMARY KEY (ticket, no)
) STRICT, WITHOUT ROWID;
CREATE INDEX promise_open ON promise (due, ticket, no) WHERE state = 'open';
CREATE INDEX promise_broken ON promise (moved, ticket, no) WHERE state = 'broken';

-- Every due time that is not met, of every ticket that is open or was broken off.
CREATE TABLE clock (
    ticket INTEGER NOT NULL REFERENCES ticket (row),
    due    INTEGER NOT NULL,
    PRIMARY KEY (ticket, due)
) STRICT, WITHOUT ROWID;
CREATE INDEX clock_due ON clock (due, ticket);

-- Contacts with customers that are due without their asking: when, by when, and the attempts made since the customer was last reached.
CREATE TABLE follow_up (
    ticket   INTEGER NOT NULL REFERENCES ticket (row),
    why      TEXT NOT NULL,
    at       INTEGER NOT NULL,
    due      INTEGER NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    PRIMARY KEY (ticket, why)
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_up_at ON follow_up (at, ticket, why);
CREATE INDEX queue_received ON queue (received);
-- What managers have still to take note of.
CREATE INDEX queue_unnoted ON queue (ticket) WHERE sensitive <> '';
CREATE INDEX queue_of_incident ON queue (incident, ticket) WHERE length(incident) = 16;

-- Incidents. They hold nothing about persons: which tickets belong to one, and who was told, stands on the tickets.
CREATE TABLE incident (
    row      INTEGER PRIMARY KEY,
    id       BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    opened   INTEGER NOT NULL,
    ended    INTEGER NOT NULL CHECK (ended IN (0, 1)),
    declined INTEGER NOT NULL CHECK (declined IN (0, 1)),
    snapshot TEXT NOT NULL CHECK (json_valid(snapshot))
) STRICT;

-- Contacts that are no complaints, found by their number. "row" is as in "ticket".
CREATE TABLE contact (
    row      INTEGER PRIMARY KEY,
    id       BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    at       INTEGER NOT NULL,
    phone    TEXT NOT NULL,
    snapshot TEXT NOT NULL CHECK (json_valid(snapshot))
) STRICT;
CREATE INDEX contact_of_phone ON contact (phone, row);
CREATE INDEX contact_by_age ON contact (at);
CREATE INDEX contact_of_thanks ON contact (at) WHERE json_extract(snapshot, '$.kind') = 'thanks';

-- Every number under which a customer of the ticket can be known.
CREATE TABLE ticket_phone (
    phone  TEXT NOT NULL,
    ticket INTEGER NOT NULL REFERENCES ticket (row),
    PRIMARY KEY (phone, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_of_ticket ON ticket_phone (ticket);

-- All words of a ticket, folded for searching.
CREATE TABLE ticket_text (
    ticket INTEGER PRIMARY KEY REFERENCES ticket (row),
    body   TEXT NOT NULL
) STRICT;

-- Wordings of the library that were said, by playbook: what is used is offered first.
CREATE TABLE wording_use (
    ticket   INTEGER NOT NULL REFERENCES ticket (row),
    source   TEXT NOT NULL,
    playbook TEXT NOT NULL,
    PRIMARY KEY (ticket, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX use_of_playbook ON wording_use (playbook);

-- Units that tickets name: the most frequent are offered first.
CREATE TABLE unit_use (
    ticket INTEGER NOT NULL REFERENCES ticket (row),
    unit   TEXT NOT NULL,
    PRIMARY KEY (ticket, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX use_of_unit ON unit_use (unit, ticket);

-- The last sequence given out per counter and day of the hall; a clock set back goes on after it.
CREATE TABLE number_given (
    prefix TEXT NOT NULL PRIMARY KEY,
    last   INTEGER NOT NULL CHECK (last >= 1)
) STRICT, WITHOUT ROWID;

-- Kept beside the event log, not derived from it.
CREATE TABLE draft (
    key      TEXT NOT NULL,
    staff    TEXT NOT NULL,
    body     TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (key, staff)
) STRICT;
CREATE INDEX draft_of_staff ON draft (staff, saved_at);

-- Files of evidence: each lies encrypted in the folder "evidence", by its identity and under its key here. Kept beside the event log; that a
-- ticket has the file, an event says.
CREATE TABLE evidence (
    id      BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    ticket  BLOB NOT NULL CHECK (length(ticket) = 16),
    key     BLOB NOT NULL CHECK (length(key) = 32),
    record  TEXT NOT NULL CHECK (json_valid(record)),
    preview BLOB NOT NULL,
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_of_ticket ON evidence (ticket);

CREATE TABLE document (
    position    INTEGER PRIMARY KEY,
    ticket      BLOB NOT NULL CHECK (length(ticket) = 16),
    kind        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    sha256      BLOB NOT NULL CHECK (length(sha256) = 32),
    revision    INTEGER NOT NULL CHECK (revision >= 1),
    printed_at  TEXT NOT NULL,
    staff       TEXT NOT NULL
) STRICT;
CREATE INDEX document_of_ticket ON document (ticket, position);

CREATE TABLE hall (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    name    TEXT NOT NULL,
    company TEXT NOT NULL,
    code    TEXT NOT NULL CHECK (code <> ''),
    counter TEXT NOT NULL CHECK (counter <> '')
) STRICT;

CREATE TABLE staff (
    id     TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    name   TEXT NOT NULL,
    role   TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;

-- How often the key file has been changed, so that an older one put back is noticed; and when the recovery sheet was last proven.
CREATE TABLE keys (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL CHECK (revision >= 0),
    sheet    TEXT NOT NULL
) STRICT;

-- Rules that the hall sets for itself, its clocks and who may grant what: every version with its author. The last one counts; none = what a
-- hall starts with. Rows are added and never changed.
CREATE TABLE hall_rule (
    kind    TEXT NOT NULL CHECK (kind <> ''),
    version INTEGER NOT NULL CHECK (version >= 1),
    at      TEXT NOT NULL,
    author  TEXT NOT NULL CHECK (author <> ''),
    body    TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (kind, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER hall_rule_stays BEFORE UPDATE ON hall_rule
BEGIN SELECT RAISE(ABORT, 'a version of a hall rule stays'); END;
CREATE TRIGGER hall_rule_remains BEFORE DELETE ON hall_rule
BEGIN SELECT RAISE(ABORT, 'a version of a hall rule stays'); END;

-- What the coach says: every version of every part of the library, with its author. The last version counts; one without a body was taken
-- out. Rows are added and never changed.
CREATE TABLE library (
    kind    TEXT NOT NULL CHECK (kind <> ''),
    id      TEXT NOT NULL CHECK (id <> ''),
    version INTEGER NOT NULL CHECK (version >= 1),
    at      TEXT NOT NULL,
    author  TEXT NOT NULL,
    note    TEXT NOT NULL,
    body    TEXT CHECK (json_valid(body)),
    PRIMARY KEY (kind, id, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER library_stays BEFORE UPDATE ON library
BEGIN SELECT RAISE(ABORT, 'a version of the library stays'); END;
CREATE TRIGGER library_remains BEFORE DELETE ON library
BEGIN SELECT RAISE(ABORT, 'a version of the library stays'); END;
