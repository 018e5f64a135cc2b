//! Hashes of secrets: the only form in which secrets of sessions, tokens and parked posts are stored.

use sha2::{Digest, Sha256};

/// SHA-256 of a secret. The secrets are 256 random bits, so no salt or slowness is needed.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretHash(String);

impl SecretHash {
    /// Hashes a secret.
    pub fn of(secret: &str) -> Self {
        Self(hex::encode(Sha256::digest(secret.as_bytes())))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}
