//! Sign-ins under way: what is remembered while a browser is away at the identity provider.

use domain::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::types::Json;

use crate::{SecretHash, StoreError, Tx};

/// Remembers `pending` for the browser that holds the secret.
pub async fn remember<T: Serialize + Sync>(
    tx: &mut Tx,
    secret: &SecretHash,
    pending: &T,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.query("INSERT INTO sign_in (secret_hash, pending, expires_at) VALUES ($1, $2, $3)")
        .bind(secret.as_str())
        .bind(Json(pending))
        .bind(expires_at)
        .execute()
        .await
        .map(|_| ())
}

/// Takes what was remembered, once; nothing when it is past its time.
pub async fn take<T: DeserializeOwned + Send + Unpin + 'static>(
    tx: &mut Tx,
    secret: &SecretHash,
    now: Timestamp,
) -> Result<Option<T>, StoreError> {
    let row: Option<(Json<T>, Timestamp)> = tx
        .query("DELETE FROM sign_in WHERE secret_hash = $1 RETURNING pending, expires_at")
        .bind(secret.as_str())
        .optional()
        .await?;
    Ok(row
        .filter(|(_, expires_at)| now < *expires_at)
        .map(|(Json(pending), _)| pending))
}
