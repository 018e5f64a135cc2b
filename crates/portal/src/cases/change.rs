//! How a case changes: authorised, decided by the domain's rules, recorded, announced, all in one transaction.

use domain::{
    Action, Actor, AuditAction, Case, CaseCommand, CaseEvent, CaseEventKind, CaseId, CaseNumber, CaseResult, Date,
    Deadlines, EventActor, Grant, Limit, Message, MessageAuthor, PartyId, Scope, Timestamp, WorkingCalendar,
};
use store::case_events::NewCaseEvent;
use store::{Conn, Tx};

use super::{Cases, Side, as_client, wording};
use crate::error::PortalError;
use crate::notices;
use crate::snapshot::Snapshot;

/// After so many changes a case takes no further messages, so that its history stays one that can be read whole.
pub(super) const MOST_CHANGES: i64 = 900;
/// The same words of the same person within so many seconds are one message.
const TWICE_SECONDS: i64 = 60;

/// What somebody wants to change.
pub(super) struct Change {
    /// From which side.
    pub side: Side,
    /// The version of the case they saw; absent where it does not matter.
    pub version: Option<i64>,
    /// What the case is to do.
    pub command: CaseCommand,
    /// What is said with it.
    pub message: Option<String>,
    /// What is handed over with it.
    pub result: Option<CaseResult>,
}

impl Change {
    pub(super) fn new(side: Side, version: Option<i64>, command: CaseCommand) -> Self {
        Self {
            side,
            version,
            command,
            message: None,
            result: None,
        }
    }

    pub(super) fn saying(self, message: Option<String>) -> Self {
        Self { message, ..self }
    }
}

/// What the audit trail calls a command.
pub(crate) fn audit_action(command: &CaseCommand) -> AuditAction {
    match command {
        CaseCommand::Message | CaseCommand::Answer => AuditAction::SendMessage,
        _ => AuditAction::ChangeCase,
    }
}

/// The clock stood from the question to the answer: both days move by as much.
pub(crate) fn end_waiting(case: &mut Case, asked: Date, answered: Date, calendar: &WorkingCalendar) {
    let deadlines = Deadlines {
        promised_by: case.promised_by,
        legal_by: case.legal_by,
    };
    let moved = deadlines.after_waiting(asked, answered, calendar);
    case.promised_by = moved.promised_by;
    case.legal_by = moved.legal_by;
}

impl Cases {
    /// Does a change and gives the case as it is then.
    pub(super) async fn change(&self, actor: &Actor, number: &CaseNumber, change: Change) -> Result<Case, PortalError> {
        let snapshot = self.core.snapshot().await?;
        let mut tx = self.core.db.begin().await?;
        let (mut case, grant, kinds) = self.decide(&snapshot, &mut tx, actor, number, &change).await?;
        let person = grant.person().ok_or(PortalError::NotAllowed)?;
        let now = self.core.now();
        if self.was_said(&mut tx, &case, &change, person, now).await? {
            return Ok(case);
        }
        for kind in &kinds {
            if *kind == CaseEventKind::ClientAnswered {
                self.move_deadlines(&mut tx, &mut case, now).await?;
            }
            case.apply(kind, now);
        }
        store::cases::save(&mut tx, &grant, &mut case).await?;
        let by = match change.side {
            Side::Client => EventActor::Client { person },
            Side::Agency => EventActor::Agency { person },
        };
        for kind in kinds {
            self.append(&mut tx, &grant, &case, by.clone(), kind, now).await?;
        }
        let audit = audit_action(&change.command);
        if let Some(text) = change.message {
            let message = self.said(case.id, change.side, person, text, now);
            store::messages::insert(&mut tx, &grant, &message).await?;
        }
        if let Some(result) = &change.result {
            store::results::insert(&mut tx, &grant, result).await?;
        }
        store::audit::record(&mut tx, &self.core.audit_case(&grant, audit, &case)).await?;
        tx.commit().await?;
        Ok(case)
    }

    /// Reads the case, authorises, and says what the change would make happen.
    pub(super) async fn decide(
        &self,
        snapshot: &Snapshot,
        conn: &mut Conn,
        actor: &Actor,
        number: &CaseNumber,
        change: &Change,
    ) -> Result<(Case, Grant, Vec<CaseEventKind>), PortalError> {
        actor.may(Action::Begin(match change.side {
            Side::Client => Scope::OwnWrite,
            Side::Agency => Scope::AgencyWrite,
        }))?;
        let case = store::cases::by_number(conn, number).await?;
        let grant = match change.side {
            Side::Client => as_client(actor, Action::ActAsClient(&case.access()))?,
            Side::Agency => {
                self.as_agency(conn, actor, &case, Action::Handle(&case.access()))
                    .await?
            }
        };
        if change.version.is_some_and(|seen| seen != case.version) {
            return Err(PortalError::Stale);
        }
        if change.command == CaseCommand::Message && case.version >= MOST_CHANGES {
            return Err(PortalError::Conflict("the case holds as many messages as it can"));
        }
        let version = wording(snapshot, conn, case.service, case.service_version).await?;
        let kinds = case.decide(&version.content.steps, &change.command)?;
        Ok((case, grant, kinds))
    }

    /// Moves the deadlines by the time since the last question.
    async fn move_deadlines(&self, tx: &mut Tx, case: &mut Case, answered: Timestamp) -> Result<(), PortalError> {
        let events = store::case_events::of_case(tx, case.id).await?;
        let Some(asked) = events.iter().rfind(|event| event.kind == CaseEventKind::ClientAsked) else {
            return Ok(());
        };
        end_waiting(case, asked.occurred_at_date(), answered.date(), &self.core.calendar());
        Ok(())
    }

    /// Whether this message is the one that the same person wrote last, a moment ago.
    async fn was_said(
        &self,
        conn: &mut Conn,
        case: &Case,
        change: &Change,
        person: PartyId,
        now: Timestamp,
    ) -> Result<bool, PortalError> {
        let (CaseCommand::Message, Some(text)) = (&change.command, &change.message) else {
            return Ok(false);
        };
        let one = Limit::new(1).unwrap_or_default();
        let last = store::messages::of_case(conn, case.id, None, one).await?.items.pop();
        Ok(last.is_some_and(|last| {
            let moment = now.seconds_since(last.sent_at) < TWICE_SECONDS;
            moment && last.person == person && last.text == *text && last.author == author(change.side)
        }))
    }

    /// Records an event and has it announced to those it concerns.
    pub(super) async fn append(
        &self,
        tx: &mut Tx,
        grant: &Grant,
        case: &Case,
        by: EventActor,
        kind: CaseEventKind,
        now: Timestamp,
    ) -> Result<CaseEvent, PortalError> {
        let new = NewCaseEvent {
            case: case.id,
            by,
            kind,
            occurred_at: now,
            recorded_at: now,
        };
        let event = store::case_events::append(tx, grant, new).await?;
        if notices::is_announced(&event) {
            let job = domain::JobKind::Notify {
                case: case.id,
                event: event.sequence,
            };
            store::jobs::enqueue(tx, self.core.ids.id(now), &job, None, now, now).await?;
        }
        Ok(event)
    }

    fn said(&self, case: CaseId, side: Side, person: PartyId, text: String, now: Timestamp) -> Message {
        Message {
            id: self.core.ids.id(now),
            case,
            author: author(side),
            person,
            text,
            sent_at: now,
        }
    }
}

fn author(side: Side) -> MessageAuthor {
    match side {
        Side::Client => MessageAuthor::Client,
        Side::Agency => MessageAuthor::Agency,
    }
}
