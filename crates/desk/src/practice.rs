//! Practice with a role-played customer, and advice for the moment. Nothing of either is kept.

use crate::{Context, Desk, DeskError, Operation, Session};
use ansu_coach::{AdviceView, PracticeAnswer, PracticeEntry, PracticeTalk};

impl<C: Context> Desk<C> {
    /// How to talk in a hard talk, how to stand, how to breathe, how to hand over.
    ///
    /// # Errors
    /// The person at work may not.
    pub fn advice(&self, session: &Session) -> Result<AdviceView, DeskError> {
        self.authorize(session, Operation::Coach, None)?;
        Ok(self.guidance()?.advice(self.language()?))
    }

    /// The customers to practise with.
    ///
    /// # Errors
    /// The person at work may not.
    pub fn practice(&self, session: &Session) -> Result<Vec<PracticeEntry>, DeskError> {
        self.authorize(session, Operation::Coach, None)?;
        Ok(self.guidance()?.practice(self.language()?))
    }

    /// A practised talk after these answers.
    ///
    /// # Errors
    /// There is no such customer; the person at work may not.
    pub fn practise(
        &self,
        session: &Session,
        id: &str,
        answers: &[PracticeAnswer],
    ) -> Result<PracticeTalk, DeskError> {
        self.authorize(session, Operation::Coach, None)?;
        self.guidance()?
            .practise(id, answers, self.language()?)
            .ok_or(DeskError::UnknownItem)
    }
}
