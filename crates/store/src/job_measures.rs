//! How background work stands, for those who operate the installation.

use domain::Timestamp;

use crate::{Conn, StoreError};

/// Background work in figures; each is counted up to 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct JobMeasures {
    /// Jobs whose time has come.
    pub due: i64,
    /// Jobs that have failed and wait for another try.
    pub failing: i64,
    /// Jobs given up.
    pub dead: i64,
    /// Since when the job that waits longest should have been done.
    pub oldest_due_at: Option<Timestamp>,
}

/// Counting stops here.
const COUNTED: i64 = 10_000;

/// Counts the jobs.
pub async fn read(conn: &mut Conn, now: Timestamp) -> Result<JobMeasures, StoreError> {
    conn.query(
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM job WHERE died_at IS NULL AND due_at <= $1 LIMIT $2) AS counted)
                    AS due,
                (SELECT count(*) FROM (SELECT 1 FROM job WHERE died_at IS NULL AND last_error IS NOT NULL LIMIT $2)
                    AS counted) AS failing,
                (SELECT count(*) FROM (SELECT 1 FROM job WHERE died_at IS NOT NULL LIMIT $2) AS counted) AS dead,
                (SELECT min(due_at) FROM job WHERE died_at IS NULL AND due_at <= $1) AS oldest_due_at",
    )
    .bind(now)
    .bind(COUNTED)
    .one()
    .await
}
