//! Signed-in sessions.

use serde::{Deserialize, Serialize};

use crate::{MandateId, PartyId, SessionId, Timestamp};

/// A session. The browser holds a secret of which only the hash is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Identity, for the list of sessions; not the secret.
    pub id: SessionId,
    /// Who signed in.
    pub person: PartyId,
    /// The mandate by which the person acts now; absent means as themself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<MandateId>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used; kept to the minute.
    pub last_seen_at: Timestamp,
    /// The browser and system it was begun with, as far as they said: "Firefox, Windows".
    pub device: String,
    /// When it ends, whatever happens.
    pub expires_at: Timestamp,
}

impl Session {
    /// Seconds without use after which a session ends.
    pub const IDLE_SECONDS: i64 = 30 * 60;
    /// Seconds after which a session ends in any case.
    pub const ABSOLUTE_SECONDS: i64 = 12 * 60 * 60;

    /// When it ends unless it is used again.
    pub fn ends_at(&self) -> Timestamp {
        self.expires_at.min(self.last_seen_at.plus_seconds(Self::IDLE_SECONDS))
    }

    /// Whether it may still be used.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.ends_at()
    }
}
