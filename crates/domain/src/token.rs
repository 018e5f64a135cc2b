//! Personal tokens with which a person's programs sign in.

use serde::{Deserialize, Serialize};

use crate::{PartyId, Scopes, Timestamp, TokenId};

/// A personal API token. Its secret is shown once; only the hash is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Token {
    /// Identity.
    pub id: TokenId,
    /// Whose it is; a program does what the scopes allow of what this person may.
    pub person: PartyId,
    /// What the person calls it.
    pub name: String,
    /// What it may be used for.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<crate::Scope>))]
    pub scopes: Scopes,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// When a program last used it; kept to the minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
}

impl Token {
    /// The longest time a token works, in days.
    pub const MOST_DAYS: u16 = 366;

    /// Whether it may still be used.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}
