//! Background work: at least once, so each kind must bear being done again.

use serde::{Deserialize, Serialize};

use crate::{CaseId, JobId, PublicServiceId, Timestamp};

/// A unit of work waiting or tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Identity.
    pub id: JobId,
    /// What to do.
    pub kind: JobKind,
    /// How often it was tried, this time included.
    pub attempts: i64,
    /// When it was enqueued.
    pub created_at: Timestamp,
}

/// What a job does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum JobKind {
    /// Puts the notices of one case event into the inboxes of those it concerns.
    Notify {
        /// The case.
        case: CaseId,
        /// Sequence of the event within the case.
        event: i64,
    },
    /// Removes what is past its time: ended sessions, parked posts, old idempotency keys.
    Sweep,
    /// Sums up how long the cases of a service took, for forecasts.
    RefreshForecast {
        /// Which.
        service: PublicServiceId,
    },
}
