//! Posts that came when the session had expired: kept half an hour, resumed after sign-in.

use std::sync::Arc;

use bytes::Bytes;
use store::SecretHash;

use crate::core::Core;
use crate::error::PortalError;

/// Posts waiting for their sender to sign in again.
#[derive(Clone)]
pub struct ParkedPosts {
    pub(crate) core: Arc<Core>,
}

/// A post as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParkedPost {
    /// The path it was sent to, with its query.
    pub path: String,
    /// Its media type.
    pub content_type: String,
    /// Its body.
    pub body: Bytes,
}

/// Seconds for which a post is kept.
const KEPT_SECONDS: i64 = 30 * 60;
/// The largest body kept, in bytes.
const MAX_BODY: usize = 1024 * 1024;
/// The longest path and media type kept, in bytes.
const MAX_HEAD: usize = 2_000;
/// The most posts kept at a time, since anybody can send them.
const MOST: i64 = 1_000;

impl ParkedPosts {
    /// Keeps a post and says the key that takes it out again; only the key's hash is stored.
    ///
    /// # Errors
    /// [`PortalError::Invalid`] when it is too large or its path leads away, [`PortalError::Conflict`] when too many
    /// are kept already.
    pub async fn park(&self, path: &str, content_type: &str, body: Bytes) -> Result<String, PortalError> {
        if !path.starts_with('/') || path.starts_with("//") || path.contains('\\') || path.len() > MAX_HEAD {
            return Err(PortalError::invalid(
                "path",
                "Šāda adrese nav derīga.",
                "This address cannot be used.",
            ));
        }
        if body.len() > MAX_BODY || content_type.len() > MAX_HEAD {
            return Err(PortalError::invalid(
                "body",
                "Saturs ir par lielu.",
                "The content is too large.",
            ));
        }
        let key = self.core.ids.secret();
        let post = store::parked_posts::ParkedPost {
            path: path.to_owned(),
            content_type: content_type.to_owned(),
            body: body.into(),
        };
        let expires = self.core.now().plus_seconds(KEPT_SECONDS);
        let mut tx = self.core.db.begin().await?;
        if store::parked_posts::count(&mut tx).await? >= MOST {
            return Err(PortalError::Conflict("too many posts are parked"));
        }
        store::parked_posts::park(&mut tx, &SecretHash::of(&key), &post, expires).await?;
        tx.commit().await?;
        Ok(key)
    }

    /// Takes a post out: once, and only while it is fresh.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take(&self, key: &str) -> Result<Option<ParkedPost>, PortalError> {
        let mut tx = self.core.db.begin().await?;
        let post = store::parked_posts::take(&mut tx, &SecretHash::of(key), self.core.now()).await?;
        tx.commit().await?;
        Ok(post.map(|post| ParkedPost {
            path: post.path,
            content_type: post.content_type,
            body: post.body.into(),
        }))
    }
}
