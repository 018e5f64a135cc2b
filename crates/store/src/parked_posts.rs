//! Posts whose session had ended: the body waits for the person to sign in again.

use domain::Timestamp;

use crate::{Conn, SecretHash, StoreError, Tx};

/// A post kept for later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParkedPost {
    /// The path it was sent to.
    pub path: String,
    /// Its media type.
    pub content_type: String,
    /// Its body as it came.
    pub body: Vec<u8>,
}

/// Keeps a post for whoever holds the secret.
pub async fn park(
    tx: &mut Tx,
    secret: &SecretHash,
    post: &ParkedPost,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.query("INSERT INTO parked_post (secret_hash, path, content_type, body, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(secret.as_str())
        .bind(&post.path)
        .bind(&post.content_type)
        .bind(&post.body)
        .bind(expires_at)
        .execute()
        .await
        .map(|_| ())
}

/// Takes a post out, once; nothing when it is past its time.
pub async fn take(tx: &mut Tx, secret: &SecretHash, now: Timestamp) -> Result<Option<ParkedPost>, StoreError> {
    let row: Option<(String, String, Vec<u8>, Timestamp)> = tx
        .query("DELETE FROM parked_post WHERE secret_hash = $1 RETURNING path, content_type, body, expires_at")
        .bind(secret.as_str())
        .optional()
        .await?;
    Ok(row
        .filter(|(_, _, _, expires_at)| now < *expires_at)
        .map(|(path, content_type, body, _)| ParkedPost {
            path,
            content_type,
            body,
        }))
}

/// How many posts are kept; there is a most, so that nobody fills the disk with them.
pub async fn count(conn: &mut Conn) -> Result<i64, StoreError> {
    let (count,): (i64,) = conn.query("SELECT count(*) FROM parked_post").one().await?;
    Ok(count)
}
