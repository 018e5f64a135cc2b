//! Secrets that all nodes of an installation share, so that one goes on with what another began.

use store::shared_secrets;

use crate::core::Portal;
use crate::error::PortalError;

impl Portal {
    /// The secret of this name: 256 random bits in hexadecimal digits, made when it is first asked for and the same ever after.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn shared_secret(&self, name: &str) -> Result<Vec<u8>, PortalError> {
        let core = &self.core;
        let fresh = core.ids.secret();
        let mut tx = core.db.begin().await?;
        let secret = shared_secrets::obtain(&mut tx, name, fresh.as_bytes(), core.now()).await?;
        tx.commit().await?;
        Ok(secret)
    }
}
