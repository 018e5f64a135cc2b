//! The append-only history of a case, from which everything shown is derived.

use serde::{Deserialize, Serialize};

use crate::{CaseId, Outcome, PartyId, StepId, Timestamp};

/// Something that happened to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseEvent {
    /// The case.
    pub case: CaseId,
    /// 1, 2, 3 … within the case.
    pub sequence: i64,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it became known here; later than `occurred_at` for events of other systems.
    pub recorded_at: Timestamp,
    /// Who made it happen.
    pub by: EventActor,
    /// What.
    #[serde(flatten)]
    pub kind: CaseEventKind,
}

#[cfg(not(target_arch = "wasm32"))]
impl CaseEvent {
    /// The civil date on which it happened.
    pub fn occurred_at_date(&self) -> forms::Date {
        self.occurred_at.date()
    }
}

/// Who made an event happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "side", rename_all = "snake_case")]
pub enum EventActor {
    /// The client or a representative.
    Client {
        /// The person.
        person: PartyId,
    },
    /// An official of the agency.
    Agency {
        /// The person.
        person: PartyId,
    },
    /// The program itself.
    System,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "event", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum CaseEventKind {
    /// The client submitted it and it was registered.
    Submitted {
        /// Minutes from the draft's start to its submission, when it was filled here.
        #[serde(rename = "filledMinutes")]
        filled_minutes: Option<i64>,
    },
    /// An official took it on.
    Taken {
        /// Who.
        official: PartyId,
    },
    /// It entered a step.
    StepEntered {
        /// Which.
        step: StepId,
    },
    /// The agency asked the client; the clock stands still from here.
    ClientAsked,
    /// The client answered; the clock goes on.
    ClientAnswered,
    /// A message went either way without stopping or starting the clock.
    MessageSent,
    /// It ended.
    Closed {
        /// How.
        outcome: Outcome,
    },
}

impl CaseEventKind {
    /// The stored code of the kind.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Submitted { .. } => "submitted",
            Self::Taken { .. } => "taken",
            Self::StepEntered { .. } => "step_entered",
            Self::ClientAsked => "client_asked",
            Self::ClientAnswered => "client_answered",
            Self::MessageSent => "message_sent",
            Self::Closed { .. } => "closed",
        }
    }
}
