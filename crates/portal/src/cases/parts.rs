//! Parts of a case that are read by themselves, by its client or its agency.

use domain::{Actor, CaseNumber, CaseResult, Cursor, Limit, PageOf};

use super::Cases;
use super::view::{Names, result};
use super::views::MessageView;
use crate::error::PortalError;

impl Cases {
    /// What was written on a case, newest first. Looking leaves a row in the audit trail.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is no such case, or it is somebody else's.
    pub async fn messages(
        &self,
        actor: &Actor,
        number: &CaseNumber,
        cursor: Option<&Cursor>,
        limit: Limit,
    ) -> Result<PageOf<MessageView>, PortalError> {
        let mut reader = self.core.db.read().await?;
        let (case, grant, _) = self.readable(&mut reader, actor, number).await?;
        let page = store::messages::of_case(&mut reader, case.id, cursor, limit).await?;
        let mut names = Names::default();
        let mut items = Vec::with_capacity(page.items.len());
        for message in page.items {
            let author_name = names.of(&mut reader, message.person).await?;
            items.push(MessageView { message, author_name });
        }
        drop(reader);
        self.record_look(&grant, &case).await?;
        Ok(PageOf { items, next: page.next })
    }

    /// What the client received in the end. Looking leaves a row in the audit trail.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is none yet, or the case is somebody else's.
    pub async fn result(&self, actor: &Actor, number: &CaseNumber) -> Result<CaseResult, PortalError> {
        let mut reader = self.core.db.read().await?;
        let (case, grant, _) = self.readable(&mut reader, actor, number).await?;
        let result = result(&mut reader, &case).await?;
        drop(reader);
        self.record_look(&grant, &case).await?;
        result.ok_or(PortalError::NotFound)
    }
}
