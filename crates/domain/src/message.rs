//! What is said and handed over on a case: messages, files, results.

use serde::{Deserialize, Serialize};

use crate::{CaseId, FileId, MessageId, PartyId, ResultId, Timestamp};

/// A message on a case; both sides see all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// Identity.
    pub id: MessageId,
    /// The case.
    pub case: CaseId,
    /// Which side wrote it.
    pub author: MessageAuthor,
    /// The person who wrote it.
    pub person: PartyId,
    /// Plain text as typed.
    pub text: String,
    /// When.
    pub sent_at: Timestamp,
}

/// Side of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MessageAuthor {
    /// The one who asks.
    Client,
    /// The agency.
    Agency,
}

impl MessageAuthor {
    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Agency => "agency",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "client" => Some(Self::Client),
            "agency" => Some(Self::Agency),
            _ => None,
        }
    }
}

/// A file of a case. Its bytes are in the object store under its id; the name is only shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct File {
    /// Identity, and key in the object store.
    pub id: FileId,
    /// The case it belongs to.
    pub case: CaseId,
    /// Name as given, cleaned of paths and control characters.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub size: i64,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// When it was stored.
    pub created_at: Timestamp,
}

/// What the client receives in the end; stays in the workspace (Q2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseResult {
    /// Identity.
    pub id: ResultId,
    /// The case.
    pub case: CaseId,
    /// The decision or answer in words.
    pub text: String,
    /// Files handed over.
    pub files: Vec<File>,
    /// When it was issued.
    pub issued_at: Timestamp,
}
