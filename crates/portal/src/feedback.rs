//! Ratings of finished cases, one per case, and their public average.

use std::sync::Arc;

use domain::{
    Action, Actor, AuditAction, CaseNumber, Feedback, FeedbackError, NewFeedback, RatingSummary, Scope, Slug,
};
use store::StoreError;
use store::generation::Changed;

use crate::core::Core;
use crate::error::PortalError;

/// Ratings.
#[derive(Clone)]
pub struct Ratings {
    pub(crate) core: Arc<Core>,
}

impl Ratings {
    /// The client rates how a finished case went.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when the case is somebody else's, [`PortalError::Conflict`] when it still runs or was
    /// rated already, [`PortalError::Invalid`] when reasons and rating do not fit.
    pub async fn rate(
        &self,
        actor: &Actor,
        number: &CaseNumber,
        feedback: NewFeedback,
    ) -> Result<Feedback, PortalError> {
        actor.may(Action::Begin(Scope::OwnWrite))?;
        let mut tx = self.core.db.begin().await?;
        let case = store::cases::by_number(&mut tx, number).await?;
        let grant = actor
            .may(Action::ActAsClient(&case.access()))
            .map_err(|denied| PortalError::from(denied).hidden())?;
        if !case.state.is_closed() {
            return Err(PortalError::Conflict("a case is rated when it has ended"));
        }
        let now = self.core.now();
        let feedback = Feedback {
            id: self.core.ids.id(now),
            case: case.id,
            service: case.service,
            content: feedback.checked().map_err(refused)?,
            created_at: now,
        };
        store::feedback::insert(&mut tx, &grant, &feedback)
            .await
            .map_err(|error| match error {
                StoreError::Conflict { .. } => PortalError::Conflict("the case has been rated"),
                error => error.into(),
            })?;
        store::generation::bump(&mut tx, Changed::Rating).await?;
        store::audit::record(&mut tx, &self.core.audit_case(&grant, AuditAction::Rate, &case)).await?;
        tx.commit().await?;
        self.core.expire_snapshot();
        Ok(feedback)
    }

    /// Count and sum of a service's ratings; public.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is no such service.
    pub async fn summary(&self, service: &Slug) -> Result<RatingSummary, PortalError> {
        let snapshot = self.core.snapshot().await?;
        Ok(snapshot.rating(snapshot.service(service)?.service.id))
    }
}

fn refused(error: FeedbackError) -> PortalError {
    match error {
        FeedbackError::ReasonsDoNotFit => PortalError::invalid(
            "rating",
            "Grūtības norāda pie vērtējuma no 1 līdz 3, labo – pie 4 vai 5.",
            "Difficulties go with a rating of 1 to 3, what was good with 4 or 5.",
        ),
        FeedbackError::CommentTooLong => PortalError::invalid(
            "comment",
            "Komentārs ir par garu: drīkst būt ne vairāk kā 2 000 rakstzīmju.",
            "The comment is too long: at most 2,000 characters.",
        ),
    }
}
