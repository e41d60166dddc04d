//! The codes of everything that can be refused or go wrong. A shell maps every one to a text.

use serde::{Deserialize, Serialize};

/// What was refused or went wrong.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "each code is documented at the error of the same name in complaint, store, forms or desk"
)]
pub enum Code {
    // complaint: fields
    Required,
    TooLong,
    HiddenCharacter,
    NotAPhone,
    UnknownCategory,
    OutOfRange,
    Amount,
    InFuture,
    InPast,
    TooFar,
    AuthorisationNotValid,
    AuthorisationNotSeen,
    // complaint: course
    Ended,
    NotEnded,
    StepNotReached,
    NotBack,
    GateNotMet,
    LastStep,
    AlreadyRegistered,
    RoundsUsedUp,
    EscalationOpen,
    NoEscalation,
    MergeIntoItself,
    TooMany,
    // complaint: agreement
    UnknownOffer,
    OfferNotOpen,
    OfferNotApproved,
    NothingToApprove,
    NotAuthorised,
    OwnRequest,
    ReadsOnly,
    NothingChosen,
    NoDemand,
    // complaint: follow-up
    UnknownPromise,
    PromiseNotOpen,
    PromiseOpen,
    OpenPromises,
    ConsentNeeded,
    NotASignature,
    NothingToSign,
    UnknownCheck,
    // desk
    UnknownTicket,
    UnknownStaff,
    StaffGone,
    LastManager,
    HallExists,
    HallMissing,
    BadHallCode,
    BadStaffNumber,
    // desk: accounts
    WrongPassword,
    LockedOut,
    ShutOut,
    PasswordShort,
    PasswordLong,
    PasswordGuessable,
    PasswordSame,
    ProvisionalPassword,
    PasswordNeeded,
    InDemonstration,
    NotARecoveryCode,
    BadAnchor,
    StillKept,
    SignedOut,
    Covered,
    NotABackup,
    NewerBackup,
    BackupExists,
    Cancelled,
    NoSheet,
    // forms
    MissingCharacters,
    SlipTooLong,
    SlipFailed,
    // store
    FolderInUse,
    FolderReadOnly,
    DiskFull,
    Damaged,
    NewerFile,
    NotOurs,
    KeyUnsupported,
    Stale,
    DraftTooLarge,
    HallFixed,
    FileBusy,
    PlaceGone,
    DiskFailed,
    Internal,
    // shells
    BadRequest,
    Printer,
    NoPrinter,
    WriteFailed,
}
