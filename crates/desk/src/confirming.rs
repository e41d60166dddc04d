//! Legal values: confirmed against their source by an administrator, and by nobody else (domain §17).

use crate::library::{ItemRef, ItemView, item_of};
use crate::{Context, Desk, DeskError, Operation, Session};
use ansu_coach::{Item, ItemKind};

impl<C: Context> Desk<C> {
    /// Publishes a rule, or the multiples, with other legal values confirmed than before and nothing else changed (domain §17).
    ///
    /// # Errors
    /// As [`Desk::publish`]; [`DeskError::UnknownItem`] where it says anything else than what is published.
    pub fn confirm_rule(
        &mut self,
        session: &Session,
        item: &Item,
        based_on: u32,
        note: &str,
    ) -> Result<ItemView, DeskError> {
        self.authorize(session, Operation::ConfirmRule, None)?;
        let published = self.library_item(session, &ItemRef::of(item), None)?;
        if published.item.unconfirmed() != item.unconfirmed() {
            return Err(DeskError::UnknownItem);
        }
        self.put_one(session, item, based_on, note)
    }

    /// A part as it is published by who may not confirm: a legal value that says something else has to be confirmed anew.
    pub(crate) fn confirmed_as_before(&self, item: &Item) -> Result<Item, DeskError> {
        if item.kind() != ItemKind::Rule && item.kind() != ItemKind::Multiples {
            return Ok(item.clone());
        }
        let versions = self.store.library_versions(&ItemRef::of(item).key())?;
        let said: Vec<Option<Item>> = versions.iter().map(item_of).collect::<Result<_, _>>()?;
        let said: Vec<Item> = said.into_iter().flatten().collect();
        Ok(item.confirmed_as(&said))
    }
}
