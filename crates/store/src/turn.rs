//! Work that only one node may do at a time, such as filling an empty database.

use crate::{Db, Engine, StoreError, Tx};

/// Any number, the same in every node.
const LOCK: i64 = 0x7661_7274_6974;

/// Held while it is this node's turn; dropping it lets the next one in.
pub struct Turn {
    _held: Option<Tx>,
}

impl Db {
    /// Waits until no other node of this database has its turn. An SQLite file has one node only.
    pub async fn turn(&self) -> Result<Turn, StoreError> {
        if self.engine() == Engine::Sqlite {
            return Ok(Turn { _held: None });
        }
        let mut tx = self.begin().await?;
        for setting in [
            "SET LOCAL statement_timeout = 0",
            "SET LOCAL lock_timeout = 0",
            "SET LOCAL idle_in_transaction_session_timeout = 0",
        ] {
            tx.query(setting).execute().await?;
        }
        tx.query("SELECT pg_advisory_xact_lock($1)")
            .bind(LOCK)
            .execute()
            .await?;
        Ok(Turn { _held: Some(tx) })
    }
}
