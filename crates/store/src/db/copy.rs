//! A copy of the whole database while it is in use.

use std::path::Path;

use super::{Db, Pools};
use crate::StoreError;

impl Db {
    /// Writes the database as it is at one moment to a file that is not there yet; others go on reading and writing.
    /// PostgreSQL has tools of its own for that.
    pub async fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        let Pools::Sqlite { write, .. } = &self.0 else {
            return Err(StoreError::Url(
                "only an SQLite file can be copied; use pg_dump".to_owned(),
            ));
        };
        let name = file
            .to_str()
            .ok_or_else(|| StoreError::Url("the path is no text".to_owned()))?;
        let mut connection = write.acquire().await?;
        sqlx::query("VACUUM INTO $1")
            .bind(name)
            .execute(&mut *connection)
            .await?;
        Ok(())
    }

    /// Whether every page of the file is as it should be. PostgreSQL looks after its own.
    pub async fn is_sound(&self) -> Result<bool, StoreError> {
        let Pools::Sqlite { read, .. } = &self.0 else {
            return Ok(true);
        };
        let (told,): (String,) = sqlx::query_as("PRAGMA quick_check(1)").fetch_one(read).await?;
        Ok(told == "ok")
    }
}
