//! What clients do with their cases.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::{
    Action, Actor, AuditAction, Case, CaseCommand, CaseNumber, CaseState, Cursor, Grant, Limit, PageOf, ServiceVersion,
    ServiceVersionId, StepActor, WaitingFor,
};
use store::Conn;
use store::cases::Which;

use super::change::Change;
use super::views::{CaseFilter, CaseSummary, CaseView};
use super::{Cases, MAX_TEXT, Side, as_client, wording};
use crate::error::PortalError;
use crate::input;
use crate::snapshot::Snapshot;

/// How often a message is tried when the case changes at the very same time.
const TRIES: usize = 5;

impl Cases {
    /// A case for its client. Looking leaves a row in the audit trail.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is none, or it is somebody else's.
    pub async fn get(&self, actor: &Actor, number: &CaseNumber) -> Result<CaseView, PortalError> {
        actor.may(Action::UseWorkspace)?;
        let snapshot = self.core.snapshot().await?;
        let mut reader = self.core.db.read().await?;
        let case = store::cases::by_number(&mut reader, number).await?;
        let grant = as_client(actor, Action::ReadAsClient(&case.access()))?;
        let view = self.view(&snapshot, &mut reader, case, Side::Client, &grant).await?;
        drop(reader);
        let view = self.with_form(view).await?;
        self.record_look(&grant, &view.case).await?;
        Ok(view)
    }

    /// Notes in the audit trail that somebody looked at a case. Looking changes nothing else: notices are read when they
    /// are opened, else a program that looks would take them from the person.
    pub(super) async fn record_look(&self, grant: &Grant, case: &Case) -> Result<(), PortalError> {
        let mut tx = self.core.db.begin().await?;
        store::audit::record(&mut tx, &self.core.audit_case(grant, AuditAction::ReadCase, case)).await?;
        Ok(tx.commit().await?)
    }

    /// The cases of the party acted for, newest first.
    ///
    /// # Errors
    /// [`PortalError::SignInFirst`] when nobody is signed in.
    pub async fn list(
        &self,
        actor: &Actor,
        filter: CaseFilter,
        cursor: Option<&Cursor>,
        limit: Limit,
    ) -> Result<PageOf<CaseSummary>, PortalError> {
        actor.may(Action::UseWorkspace)?;
        let applicant = actor.person().ok_or(PortalError::NotAllowed)?.applicant();
        let snapshot = self.core.snapshot().await?;
        let which = if filter.running { Which::Running } else { Which::Past };
        let mut reader = self.core.db.read().await?;
        let page = store::cases::of_applicant(&mut reader, applicant, which, cursor, limit).await?;
        let rated = match (page.items.last(), page.items.first()) {
            (Some(oldest), Some(newest)) if !filter.running => {
                let span = (oldest.submitted_at, newest.submitted_at);
                store::feedback::rated(&mut reader, applicant, span).await?
            }
            _ => HashSet::new(),
        };
        let mut versions = Wordings::default();
        let mut items = Vec::with_capacity(page.items.len());
        for case in page.items {
            let version = versions.of(&snapshot, &mut reader, &case).await?;
            let is_rated = rated.contains(&case.id);
            items.push(summary(&snapshot, case, &version, is_rated)?);
        }
        Ok(PageOf { items, next: page.next })
    }

    /// The client answers what was asked; the clock goes on and the deadlines move by the time it stood.
    ///
    /// # Errors
    /// [`PortalError::Refused`] when nothing was asked, [`PortalError::Stale`] when the case changed meanwhile.
    pub async fn answer(
        &self,
        actor: &Actor,
        number: &CaseNumber,
        version: i64,
        text: &str,
    ) -> Result<Case, PortalError> {
        let text = input::prose("text", text, MAX_TEXT)?;
        let change = Change::new(Side::Client, Some(version), CaseCommand::Answer).saying(Some(text));
        self.change(actor, number, change).await
    }

    /// Client or official write without a question. Which of them the actor is follows from their right. The same words
    /// twice within a minute are one message: a button pressed twice.
    ///
    /// # Errors
    /// [`PortalError::Invalid`] when the text is empty or too long.
    pub async fn message(&self, actor: &Actor, number: &CaseNumber, text: &str) -> Result<Case, PortalError> {
        let text = input::prose("text", text, MAX_TEXT)?;
        let (_, _, side) = self.readable(&mut *self.core.db.read().await?, actor, number).await?;
        for _ in 1..TRIES {
            let change = Change::new(side, None, CaseCommand::Message).saying(Some(text.clone()));
            match self.change(actor, number, change).await {
                Err(PortalError::Stale) => {}
                result => return result,
            }
        }
        self.change(
            actor,
            number,
            Change::new(side, None, CaseCommand::Message).saying(Some(text)),
        )
        .await
    }

    /// The client takes the case back.
    ///
    /// # Errors
    /// [`PortalError::Refused`] when it has ended, [`PortalError::Stale`] when it changed meanwhile.
    pub async fn withdraw(&self, actor: &Actor, number: &CaseNumber, version: i64) -> Result<Case, PortalError> {
        self.change(
            actor,
            number,
            Change::new(Side::Client, Some(version), CaseCommand::Withdraw),
        )
        .await
    }
}

/// The wordings that the cases of a list run under, each looked up once.
#[derive(Default)]
pub(super) struct Wordings(HashMap<ServiceVersionId, Arc<ServiceVersion>>);

impl Wordings {
    pub(super) async fn of(
        &mut self,
        snapshot: &Snapshot,
        conn: &mut Conn,
        case: &Case,
    ) -> Result<Arc<ServiceVersion>, PortalError> {
        if let Some(version) = self.0.get(&case.service_version) {
            return Ok(version.clone());
        }
        let version = wording(snapshot, conn, case.service, case.service_version).await?;
        self.0.insert(case.service_version, version.clone());
        Ok(version)
    }
}

fn summary(snapshot: &Snapshot, case: Case, version: &ServiceVersion, rated: bool) -> Result<CaseSummary, PortalError> {
    let step = version.content.steps.iter().find(|step| step.id == case.step);
    let waiting_for = match case.state {
        CaseState::Closed(_) => WaitingFor::Nobody,
        CaseState::WaitingForClient => WaitingFor::Client,
        CaseState::Submitted | CaseState::InProgress => match step.map(|step| step.actor) {
            Some(StepActor::Other) => WaitingFor::Other,
            Some(StepActor::Client | StepActor::Agency) | None => WaitingFor::Agency,
        },
    };
    Ok(CaseSummary {
        service_slug: snapshot.service_by_id(case.service)?.service.slug.clone(),
        service_title: version.content.title.clone(),
        agency_name: snapshot.agency_by_id(case.agency)?.name.clone(),
        state: case.state,
        step_title: step.map(|step| step.title.clone()).unwrap_or_default(),
        submitted_at: case.submitted_at,
        closed_at: case.closed_at,
        promised_by: case.promised_by,
        legal_by: case.legal_by,
        waiting_for,
        rated,
        number: case.number,
    })
}
