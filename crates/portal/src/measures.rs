//! How the installation stands, for those who operate it.

use store::PoolUse;
pub use store::job_measures::JobMeasures;

use crate::core::Portal;
use crate::error::PortalError;

/// The installation in figures.
#[derive(Debug, Clone, Copy)]
pub struct Measures {
    /// Background work.
    pub jobs: JobMeasures,
    /// Seconds for which the oldest due job has waited.
    pub oldest_job_seconds: i64,
    /// Connections for reading.
    pub readers: PoolUse,
    /// Connections for writing.
    pub writers: PoolUse,
}

impl Portal {
    /// Measures now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn measures(&self) -> Result<Measures, PortalError> {
        let db = &self.core.db;
        let (readers, writers) = (db.readers(), db.writers());
        let now = self.core.now();
        let jobs = store::job_measures::read(&mut *db.read().await?, now).await?;
        Ok(Measures {
            oldest_job_seconds: jobs.oldest_due_at.map_or(0, |due| now.seconds_since(due).max(0)),
            jobs,
            readers,
            writers,
        })
    }
}
