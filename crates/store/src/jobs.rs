//! Background work: enqueued in the transaction that calls for it, claimed by any worker, done at least once.

use domain::{Cursor, Job, JobId, JobKind, Limit, PageOf, Timestamp};
use sqlx::types::Json;

use crate::paging::{LATEST, page, place, rows};
use crate::{Conn, StoreError, Tx};

/// A job that is not tried any more until somebody looks.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadJob {
    /// Identity.
    pub id: JobId,
    /// What it was to do, as stored: a newer program may have written it.
    pub payload: serde_json::Value,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last try failed.
    pub error: String,
    /// When it was given up.
    pub died_at: Timestamp,
}

/// How much work there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Backlog {
    /// Jobs whose time has come.
    pub due: i64,
    /// Jobs given up.
    pub dead: i64,
}

/// Stored reasons of failure are cut to this many characters.
const KEPT: usize = 500;

/// Counting of waiting and dead jobs stops here.
const COUNTED: i64 = 10_000;

#[derive(sqlx::FromRow)]
struct ClaimRow {
    id: JobId,
    payload: Json<serde_json::Value>,
    attempts: i64,
    created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct DeadRow {
    id: JobId,
    payload: Json<serde_json::Value>,
    attempts: i64,
    last_error: Option<String>,
    died_at: Timestamp,
}

impl From<DeadRow> for DeadJob {
    fn from(row: DeadRow) -> Self {
        Self {
            id: row.id,
            payload: row.payload.0,
            attempts: row.attempts,
            error: row.last_error.unwrap_or_default(),
            died_at: row.died_at,
        }
    }
}

/// Adds a job that is due at `due_at`; says whether it was added. With a key it is not while one with the same key
/// is waiting.
pub async fn enqueue(
    tx: &mut Tx,
    id: JobId,
    kind: &JobKind,
    key: Option<&str>,
    now: Timestamp,
    due_at: Timestamp,
) -> Result<bool, StoreError> {
    let added = tx
        .query(
            "INSERT INTO job (id, dedup_key, payload, created_at, due_at, attempts) VALUES ($1, $2, $3, $4, $5, 0)
             ON CONFLICT (dedup_key) DO NOTHING",
        )
        .bind(id)
        .bind(key)
        .bind(Json(kind))
        .bind(now)
        .bind(due_at)
        .execute()
        .await?;
    Ok(added > 0)
}

/// Claims up to `most` due jobs for `lease` seconds: after that others may claim them again. Commit before working.
pub async fn claim(tx: &mut Tx, now: Timestamp, lease: i64, most: u16) -> Result<Vec<Job>, StoreError> {
    let skip = tx.on_postgres(" FOR UPDATE SKIP LOCKED");
    let rows: Vec<ClaimRow> = tx
        .query_of(&[
            "UPDATE job SET due_at = $2, attempts = attempts + 1
             WHERE id IN (SELECT id FROM job WHERE died_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $3",
            skip,
            ") RETURNING id, payload, attempts, created_at",
        ])
        .bind(now)
        .bind(now.plus_seconds(lease))
        .bind(i64::from(most))
        .all()
        .await?;
    let mut jobs = Vec::with_capacity(rows.len());
    for row in rows {
        match serde_json::from_value::<JobKind>(row.payload.0) {
            Ok(kind) => jobs.push(Job {
                id: row.id,
                kind,
                attempts: row.attempts,
                created_at: row.created_at,
            }),
            Err(_) => give_up(tx, row.id, row.attempts, "this program does not know such a job", now).await?,
        }
    }
    jobs.sort_by_key(|job| (job.created_at, job.id));
    Ok(jobs)
}

/// Removes a job that is done. One that was meanwhile claimed by somebody else stays theirs.
pub async fn finish(tx: &mut Tx, job: &Job) -> Result<(), StoreError> {
    tx.query("DELETE FROM job WHERE id = $1 AND attempts = $2")
        .bind(job.id)
        .bind(job.attempts)
        .execute()
        .await
        .map(|_| ())
}

/// Puts a failed job back until `due_at`.
pub async fn retry(tx: &mut Tx, job: &Job, error: &str, due_at: Timestamp) -> Result<(), StoreError> {
    tx.query("UPDATE job SET due_at = $3, last_error = $4 WHERE id = $1 AND attempts = $2")
        .bind(job.id)
        .bind(job.attempts)
        .bind(due_at)
        .bind(cut(error))
        .execute()
        .await
        .map(|_| ())
}

/// Gives a job up: it goes to the dead-letter list.
pub async fn bury(tx: &mut Tx, job: &Job, error: &str, now: Timestamp) -> Result<(), StoreError> {
    give_up(tx, job.id, job.attempts, error, now).await
}

async fn give_up(tx: &mut Tx, id: JobId, attempts: i64, error: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.query("UPDATE job SET died_at = $3, last_error = $4, dedup_key = NULL WHERE id = $1 AND attempts = $2")
        .bind(id)
        .bind(attempts)
        .bind(now)
        .bind(cut(error))
        .execute()
        .await
        .map(|_| ())
}

fn cut(error: &str) -> String {
    error.chars().take(KEPT).collect()
}

/// Lets a dead job be tried again at once, counted anew.
pub async fn revive(tx: &mut Tx, id: JobId, now: Timestamp) -> Result<(), StoreError> {
    tx.query("UPDATE job SET died_at = NULL, due_at = $2, attempts = 0 WHERE id = $1 AND died_at IS NOT NULL")
        .bind(id)
        .bind(now)
        .existing()
        .await
}

/// The dead-letter list, latest first.
pub async fn dead(conn: &mut Conn, cursor: Option<&Cursor>, limit: Limit) -> Result<PageOf<DeadJob>, StoreError> {
    let (before, id) = place(cursor, (LATEST, uuid::Uuid::max()))?;
    let found: Vec<DeadRow> = conn
        .query(
            "SELECT id, payload, attempts, last_error, died_at FROM job
             WHERE died_at IS NOT NULL AND (died_at, id) < ($1, $2) ORDER BY died_at DESC, id DESC LIMIT $3",
        )
        .bind(before)
        .bind(id)
        .bind(rows(limit))
        .all()
        .await?;
    Ok(page(found, limit, |row| (row.died_at, row.id.0)).map(DeadJob::from))
}

/// Whether there is a job whose time has come.
pub async fn is_due(conn: &mut Conn, now: Timestamp) -> Result<bool, StoreError> {
    let found: Option<(JobId,)> = conn
        .query("SELECT id FROM job WHERE died_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT 1")
        .bind(now)
        .optional()
        .await?;
    Ok(found.is_some())
}

/// How much is waiting and how much was given up, each counted up to 10,000.
pub async fn backlog(conn: &mut Conn, now: Timestamp) -> Result<Backlog, StoreError> {
    conn.query(
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM job WHERE died_at IS NULL AND due_at <= $1 LIMIT $2) AS counted)
                    AS due,
                (SELECT count(*) FROM (SELECT 1 FROM job WHERE died_at IS NOT NULL LIMIT $2) AS counted) AS dead",
    )
    .bind(now)
    .bind(COUNTED)
    .one()
    .await
}
