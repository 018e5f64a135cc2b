//! The inbox: what happened to one's cases, each event told once.

use std::sync::Arc;

use domain::{
    Action, Actor, CaseEvent, CaseEventKind, CaseId, Cursor, EventActor, Limit, Notice, NoticeId, NoticeKind, PageOf,
    Scope, Step,
};
use serde::Serialize;
use store::Tx;

use crate::cases::wording;
use crate::core::Core;
use crate::error::PortalError;
use crate::snapshot::Snapshot;

/// Notices.
#[derive(Clone)]
pub struct Notices {
    pub(crate) core: Arc<Core>,
}

/// A page of the inbox.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct InboxPage {
    /// The notices, newest first.
    #[serde(flatten)]
    pub page: PageOf<Notice>,
    /// How many are unread in all; from 100 on it means "100 or more".
    pub unread: i64,
}

impl Notices {
    /// The inbox of the party acted for, newest first.
    ///
    /// # Errors
    /// [`PortalError::SignInFirst`] when nobody is signed in.
    pub async fn inbox(&self, actor: &Actor, cursor: Option<&Cursor>, limit: Limit) -> Result<InboxPage, PortalError> {
        actor.may(Action::UseWorkspace)?;
        let party = actor.person().ok_or(PortalError::NotAllowed)?.applicant();
        let mut reader = self.core.db.read().await?;
        let page = store::notices::inbox(&mut reader, party, cursor, limit).await?;
        let unread = store::notices::unread(&mut reader, party).await?;
        Ok(InboxPage { page, unread })
    }

    /// How many notices are unread, counted up to 100.
    ///
    /// # Errors
    /// [`PortalError::SignInFirst`] when nobody is signed in.
    pub async fn unread_count(&self, actor: &Actor) -> Result<i64, PortalError> {
        actor.may(Action::UseWorkspace)?;
        let party = actor.person().ok_or(PortalError::NotAllowed)?.applicant();
        Ok(store::notices::unread(&mut *self.core.db.read().await?, party).await?)
    }

    /// Notes that a notice was read.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when the inbox has no such notice.
    pub async fn mark_read(&self, actor: &Actor, id: NoticeId) -> Result<(), PortalError> {
        let grant = actor.may(Action::Begin(Scope::OwnWrite))?;
        let party = actor.person().ok_or(PortalError::NotAllowed)?.applicant();
        let mut tx = self.core.db.begin().await?;
        store::notices::mark_read(&mut tx, &grant, party, id, self.core.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Notes that a notice was opened: it leads to its case, so the earlier ones about that case are read too.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when the inbox has no such notice.
    pub async fn open(&self, actor: &Actor, id: NoticeId) -> Result<(), PortalError> {
        let grant = actor.may(Action::Begin(Scope::OwnWrite))?;
        let party = actor.person().ok_or(PortalError::NotAllowed)?.applicant();
        let mut tx = self.core.db.begin().await?;
        store::notices::mark_read_up_to(&mut tx, &grant, party, id, self.core.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Notes that everything in the inbox was read.
    ///
    /// # Errors
    /// [`PortalError::SignInFirst`] when nobody is signed in.
    pub async fn mark_all_read(&self, actor: &Actor) -> Result<(), PortalError> {
        let grant = actor.may(Action::Begin(Scope::OwnWrite))?;
        let party = actor.person().ok_or(PortalError::NotAllowed)?.applicant();
        let mut tx = self.core.db.begin().await?;
        store::notices::mark_all_read(&mut tx, &grant, party, self.core.now()).await?;
        Ok(tx.commit().await?)
    }
}

/// Whether an event is told to the client: what the agency does, and the receipt of what the client did.
pub(crate) fn is_announced(event: &CaseEvent) -> bool {
    let by_client = matches!(event.by, EventActor::Client { .. });
    match event.kind {
        CaseEventKind::Submitted { .. } | CaseEventKind::Closed { .. } => true,
        CaseEventKind::ClientAnswered => false,
        CaseEventKind::Taken { .. }
        | CaseEventKind::StepEntered { .. }
        | CaseEventKind::ClientAsked
        | CaseEventKind::MessageSent => !by_client,
    }
}

/// What the client is told of an event.
fn kind_of(event: &CaseEvent, steps: &[Step]) -> Option<NoticeKind> {
    let kind = match &event.kind {
        CaseEventKind::Submitted { .. } => NoticeKind::Submitted,
        CaseEventKind::Taken { .. } => NoticeKind::Taken,
        CaseEventKind::StepEntered { step } => NoticeKind::StepEntered {
            title: steps
                .iter()
                .find(|known| known.id == *step)
                .map(|step| step.title.clone())
                .unwrap_or_default(),
            step: step.clone(),
        },
        CaseEventKind::ClientAsked => NoticeKind::ClientAsked,
        CaseEventKind::MessageSent => NoticeKind::MessageReceived,
        CaseEventKind::Closed { outcome } => NoticeKind::Closed { outcome: *outcome },
        CaseEventKind::ClientAnswered => return None,
    };
    is_announced(event).then_some(kind)
}

/// Puts the notice of an event into the client's inbox; doing it again changes nothing.
pub(crate) async fn deliver(
    core: &Core,
    snapshot: &Snapshot,
    tx: &mut Tx,
    case: CaseId,
    sequence: i64,
) -> Result<(), PortalError> {
    let event = store::case_events::find(tx, case, sequence).await?;
    let case = store::cases::find(tx, case).await?;
    let version = wording(snapshot, tx, case.service, case.service_version).await?;
    let Some(kind) = kind_of(&event, &version.content.steps) else {
        return Ok(());
    };
    let notice = Notice {
        id: core.ids.id(event.recorded_at),
        party: case.applicant,
        case: case.number,
        service_title: version.content.title.clone(),
        kind,
        created_at: event.recorded_at,
        read_at: None,
    };
    let key = format!("{}:{sequence}:{}", case.id, case.applicant);
    store::notices::put(tx, &key, case.id, &notice).await?;
    Ok(())
}
