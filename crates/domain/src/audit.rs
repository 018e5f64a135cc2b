//! The audit trail: who did or saw what, for whom, by which right (I6).

use serde::{Deserialize, Serialize};

use crate::{AuditId, PartyId, Timestamp};

/// One row of the trail; never changed, never removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// Identity.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who; absent for the system itself.
    pub person: Option<PartyId>,
    /// For whom the person acted.
    pub acting_for: Option<PartyId>,
    /// By which mandate or role: `mandate:<id>`, `role:<id>`, `self` or `system`.
    pub by_right: String,
    /// What was done.
    pub action: AuditAction,
    /// On what: `case:<id>`, `draft:<id>` and so on.
    pub subject: String,
    /// Whose data it touched.
    pub data_of: Option<PartyId>,
}

/// What the trail tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuditAction {
    /// Signed in.
    SignIn,
    /// Signed out.
    SignOut,
    /// Ended a session from another one.
    EndSession,
    /// Changed the party acted for.
    SwitchCapacity,
    /// Began a draft.
    StartDraft,
    /// A draft moved to a newer version of its form.
    MoveDraft,
    /// Deleted a draft.
    DeleteDraft,
    /// Submitted a case.
    SubmitCase,
    /// Looked at a case.
    ReadCase,
    /// Looked at a queue of cases.
    ReadQueue,
    /// Moved a case along.
    ChangeCase,
    /// Wrote a message.
    SendMessage,
    /// Opened a file.
    ReadFile,
    /// Rated a service.
    Rate,
    /// Made a token.
    CreateToken,
    /// Ended a token.
    EndToken,
    /// Published a form version.
    PublishForm,
    /// Published a service version.
    PublishService,
    /// Changed an agency or a life situation with its needs.
    ChangeRegistry,
}

impl AuditAction {
    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::SignOut => "sign_out",
            Self::EndSession => "end_session",
            Self::SwitchCapacity => "switch_capacity",
            Self::StartDraft => "start_draft",
            Self::MoveDraft => "move_draft",
            Self::DeleteDraft => "delete_draft",
            Self::SubmitCase => "submit_case",
            Self::ReadCase => "read_case",
            Self::ReadQueue => "read_queue",
            Self::ChangeCase => "change_case",
            Self::SendMessage => "send_message",
            Self::ReadFile => "read_file",
            Self::Rate => "rate",
            Self::CreateToken => "create_token",
            Self::EndToken => "end_token",
            Self::PublishForm => "publish_form",
            Self::PublishService => "publish_service",
            Self::ChangeRegistry => "change_registry",
        }
    }
}
