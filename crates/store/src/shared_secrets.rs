//! Secrets that all nodes of an installation share.

use domain::Timestamp;

use crate::{StoreError, Tx};

/// The secret of this name. When there is none yet it is `fresh` from now on, for every node.
pub async fn obtain(tx: &mut Tx, name: &str, fresh: &[u8], now: Timestamp) -> Result<Vec<u8>, StoreError> {
    let (secret,): (Vec<u8>,) = tx
        .query(
            "INSERT INTO shared_secret (name, secret, created_at) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET secret = shared_secret.secret
             RETURNING secret",
        )
        .bind(name.to_owned())
        .bind(fresh.to_vec())
        .bind(now)
        .one()
        .await?;
    Ok(secret)
}
