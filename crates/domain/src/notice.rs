//! Notices in the unified inbox (N1).

use serde::{Deserialize, Serialize};

use crate::{CaseNumber, NoticeId, Outcome, PartyId, StepId, Timestamp};

/// One notice to one party. Its words are made when shown, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// Identity.
    pub id: NoticeId,
    /// Whose inbox.
    pub party: PartyId,
    /// The case it is about.
    pub case: CaseNumber,
    /// Title of the service, for the line in the list.
    pub service_title: forms::LocalText,
    /// What happened.
    pub kind: NoticeKind,
    /// When.
    pub created_at: Timestamp,
    /// When it was first opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
}

/// What a notice tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum NoticeKind {
    /// The case is registered: the receipt.
    Submitted,
    /// An official has taken it.
    Taken,
    /// It moved to another step.
    StepEntered {
        /// Which.
        step: StepId,
        /// Its name at that time.
        title: forms::LocalText,
    },
    /// The agency asks; the clock stands until the answer.
    ClientAsked,
    /// A message came without a question.
    MessageReceived,
    /// It ended.
    Closed {
        /// How.
        outcome: Outcome,
    },
}
