//! Removes what is past its time, in portions, so that no transaction grows long.

use domain::{Session, Timestamp};

use crate::{StoreError, Tx};

/// Rows removed of each kind at one go.
const PORTION: i64 = 1_000;
/// Seconds for which answers to requests with idempotency keys are kept.
const IDEMPOTENCY: i64 = 24 * 60 * 60;

/// Seconds for which a token is still listed after its time.
const TOKEN: i64 = 30 * 24 * 60 * 60;

/// Removes ended sessions, sign-ins and parked posts past their time, old tokens and idempotency keys. Says how many rows went;
/// call again while there are any.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    let idle = now.plus_seconds(-Session::IDLE_SECONDS);
    let mut gone = 0;
    for (sql, before) in [
        (
            "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at <= $1 LIMIT $2)",
            now,
        ),
        (
            "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE last_seen_at <= $1 LIMIT $2)",
            idle,
        ),
        (
            "DELETE FROM sign_in WHERE secret_hash IN
                 (SELECT secret_hash FROM sign_in WHERE expires_at <= $1 LIMIT $2)",
            now,
        ),
        (
            "DELETE FROM parked_post WHERE secret_hash IN
                 (SELECT secret_hash FROM parked_post WHERE expires_at <= $1 LIMIT $2)",
            now,
        ),
        (
            "DELETE FROM token WHERE id IN (SELECT id FROM token WHERE expires_at <= $1 LIMIT $2)",
            now.plus_seconds(-TOKEN),
        ),
        (
            "DELETE FROM idempotency WHERE (person, key, operation) IN
                 (SELECT person, key, operation FROM idempotency WHERE created_at <= $1 LIMIT $2)",
            now.plus_seconds(-IDEMPOTENCY),
        ),
    ] {
        gone += tx.query(sql).bind(before).bind(PORTION).execute().await?;
    }
    Ok(gone)
}
