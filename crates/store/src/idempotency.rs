//! Answers to requests that carry an idempotency key, so that a repeated request is answered, not repeated.

use domain::{PartyId, Timestamp};

use crate::{StoreError, Tx};

/// Names a request: whose, under which key, for which operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestKey<'a> {
    /// Who asks.
    pub person: PartyId,
    /// The key they chose.
    pub key: &'a str,
    /// The operation asked for.
    pub operation: &'a str,
}

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Body.
    pub body: Vec<u8>,
}

/// What is known about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Nothing: do it, then [`complete`] or [`release`].
    New,
    /// It was answered: answer the same.
    Answered(Answer),
    /// It is being done right now.
    Running,
    /// The key was used for another request.
    Different,
}

/// After so many seconds a request that neither completed nor was released counts as broken off, unless it is
/// [held](hold): whoever repeats it after a crash need not wait longer.
const LEASE: i64 = 15;

#[derive(sqlx::FromRow)]
struct IdempotencyRow {
    request_hash: String,
    status: Option<i64>,
    body: Option<Vec<u8>>,
}

/// Claims a key for a request. `hash` tells requests apart that use the same key. When the claim, the work and
/// [`complete`] share one transaction, a rival waits and then sees the answer.
pub async fn claim(tx: &mut Tx, key: RequestKey<'_>, hash: &str, now: Timestamp) -> Result<Claim, StoreError> {
    let claimed = tx
        .query(
            "INSERT INTO idempotency (person, key, operation, request_hash, created_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (person, key, operation) DO UPDATE SET created_at = excluded.created_at
             WHERE idempotency.status IS NULL AND idempotency.created_at <= $6
                   AND idempotency.request_hash = excluded.request_hash",
        )
        .bind(key.person)
        .bind(key.key)
        .bind(key.operation)
        .bind(hash)
        .bind(now)
        .bind(now.plus_seconds(-LEASE))
        .execute()
        .await?;
    if claimed > 0 {
        return Ok(Claim::New);
    }
    let row: IdempotencyRow = tx
        .query(
            "SELECT request_hash, status, body FROM idempotency
             WHERE person = $1 AND key = $2 AND operation = $3",
        )
        .bind(key.person)
        .bind(key.key)
        .bind(key.operation)
        .one()
        .await?;
    Ok(known(row, hash))
}

fn known(row: IdempotencyRow, hash: &str) -> Claim {
    if row.request_hash != hash {
        return Claim::Different;
    }
    match row.status.and_then(|status| u16::try_from(status).ok()) {
        Some(status) => Claim::Answered(Answer {
            status,
            body: row.body.unwrap_or_default(),
        }),
        None => Claim::Running,
    }
}

/// Says that a claimed request is still being done.
pub async fn hold(tx: &mut Tx, key: RequestKey<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.query(
        "UPDATE idempotency SET created_at = $4
         WHERE person = $1 AND key = $2 AND operation = $3 AND status IS NULL",
    )
    .bind(key.person)
    .bind(key.key)
    .bind(key.operation)
    .bind(now)
    .execute()
    .await
    .map(|_| ())
}

/// Keeps the answer to a claimed request.
pub async fn complete(tx: &mut Tx, key: RequestKey<'_>, answer: &Answer) -> Result<(), StoreError> {
    tx.query("UPDATE idempotency SET status = $4, body = $5 WHERE person = $1 AND key = $2 AND operation = $3")
        .bind(key.person)
        .bind(key.key)
        .bind(key.operation)
        .bind(i64::from(answer.status))
        .bind(&answer.body)
        .existing()
        .await
}

/// Forgets a claimed request that failed, so that it can be tried again.
pub async fn release(tx: &mut Tx, key: RequestKey<'_>) -> Result<(), StoreError> {
    tx.query("DELETE FROM idempotency WHERE person = $1 AND key = $2 AND operation = $3 AND status IS NULL")
        .bind(key.person)
        .bind(key.key)
        .bind(key.operation)
        .execute()
        .await
        .map(|_| ())
}
