//! Cases: submitted and followed by clients, handled by agencies.

mod agency;
mod change;
mod client;
mod files;
mod findable;
mod parts;
mod submit;
mod view;
mod views;

use std::sync::Arc;

use domain::{
    Action, Actor, Case, CaseEvent, CaseNumber, Denied, Grant, PersonActor, PublicServiceId, Scope, ServiceVersion,
    ServiceVersionId,
};
use store::Conn;

use crate::core::Core;
use crate::error::PortalError;
use crate::form_versions::FormVersions;
use crate::snapshot::Snapshot;

pub(crate) use change::{audit_action, end_waiting};
pub use files::{MAX_FILE_BYTES, MAX_FILES};
pub(crate) use findable::findable;
pub(crate) use submit::{NewCase, became};
pub use views::{
    Can, CaseDeadlines, CaseFilter, CaseSummary, CaseView, Close, MessageView, NewFile, QueueCounts, QueueFilter,
    QueueItem, QueuePage,
};

/// The longest message, question or decision, in characters.
pub(crate) const MAX_TEXT: usize = 10_000;

/// Cases.
#[derive(Clone)]
pub struct Cases {
    pub(crate) core: Arc<Core>,
    pub(crate) forms: FormVersions,
}

/// From which side somebody comes to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Client,
    Agency,
}

impl Cases {
    /// What happened to a case, in order, for its client or its agency.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is none, or it is somebody else's.
    pub async fn events(&self, actor: &Actor, number: &CaseNumber) -> Result<Vec<CaseEvent>, PortalError> {
        let mut reader = self.core.db.read().await?;
        let (case, grant, _) = self.readable(&mut reader, actor, number).await?;
        let events = store::case_events::of_case(&mut reader, case.id).await?;
        drop(reader);
        self.record_look(&grant, &case).await?;
        Ok(events)
    }

    /// A case that the actor may read, with the side they read it from.
    async fn readable(
        &self,
        conn: &mut Conn,
        actor: &Actor,
        number: &CaseNumber,
    ) -> Result<(Case, Grant, Side), PortalError> {
        let begun = actor.may(Action::Begin(Scope::OwnRead));
        begun.or_else(|_| actor.may(Action::Begin(Scope::AgencyRead)))?;
        let case = store::cases::by_number(conn, number).await?;
        if let Ok(grant) = actor.may(Action::ReadAsClient(&case.access())) {
            return Ok((case, grant, Side::Client));
        }
        let grant = self
            .as_agency(conn, actor, &case, Action::ReadAsAgency(&case.access()))
            .await?;
        Ok((case, grant, Side::Agency))
    }

    /// The right of an official over a case. Nobody has one over a case of their own or of somebody they may act for:
    /// they are told so, since they know the case; everybody else learns nothing, not even that it exists.
    async fn as_agency(
        &self,
        conn: &mut Conn,
        actor: &Actor,
        case: &Case,
        action: Action<'_>,
    ) -> Result<Grant, PortalError> {
        let grant = match (actor.may(action), actor.person()) {
            (Err(Denied::NotAllowed), Some(person)) if is_party_to(person, case) => Err(PortalError::NotAllowed),
            (result, _) => result.map_err(|denied| PortalError::from(denied).hidden()),
        }?;
        if let Some(person) = actor.person() {
            let mandates = store::mandates::of_representative(conn, person.person, self.core.today()).await?;
            let represents = mandates.iter().any(|named| named.mandate.represented == case.applicant);
            if represents || is_party_to(person, case) {
                return Err(PortalError::NotAllowed);
            }
        }
        Ok(grant)
    }
}

/// The wording of a service that a case or draft has: most often the present one, which is in memory.
pub(crate) async fn wording(
    snapshot: &Snapshot,
    conn: &mut Conn,
    service: PublicServiceId,
    id: ServiceVersionId,
) -> Result<Arc<ServiceVersion>, PortalError> {
    match snapshot.service_by_id(service) {
        Ok(published) if published.version.id == id => Ok(Arc::new(published.version.clone())),
        _ => Ok(Arc::new(store::registry::service_version(conn, id).await?)),
    }
}

fn is_party_to(person: &PersonActor, case: &Case) -> bool {
    [person.person, person.applicant()].contains(&case.applicant) || case.submitted_by == person.person
}

/// The right of a client over a case; others learn nothing, not even that it exists.
fn as_client(actor: &Actor, action: Action<'_>) -> Result<Grant, PortalError> {
    actor.may(action).map_err(|denied| PortalError::from(denied).hidden())
}
