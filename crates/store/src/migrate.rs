//! Brings a database to this program's schema. Forward only; safe when several nodes start at once.

use domain::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::{SqlSafeStr, raw_sql};

use crate::StoreError;
use crate::db::{Conn, Db, Engine, Link, Tx};

struct Migration {
    number: i64,
    sql: &'static str,
}

impl Migration {
    fn checksum(&self) -> String {
        hex::encode(Sha256::digest(self.sql.as_bytes()))
    }
}

mod list {
    use super::Migration;
    include!(concat!(env!("OUT_DIR"), "/migrations.rs"));
}

/// Any number, the same in every node: whoever holds it migrates.
const LOCK: i64 = 0x76_61_72_74_69;

const APPLIED: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
    number BIGINT PRIMARY KEY,
    checksum TEXT NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL
)";

impl Db {
    /// Applies the migrations this database does not have yet and says how many those were.
    pub async fn migrate(&self, now: Timestamp) -> Result<usize, StoreError> {
        let mut count = 0;
        while self.migrate_one(now).await? {
            count += 1;
        }
        Ok(count)
    }

    /// Whether the database has exactly this program's schema.
    pub async fn is_migrated(&self) -> Result<bool, StoreError> {
        let mut reader = self.read().await?;
        match next(&mut reader).await {
            Ok(next) => Ok(next.is_none()),
            // The table of migrations itself is missing.
            Err(StoreError::Database { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// One migration is one transaction: a failure leaves those before it applied and nothing of its own.
    async fn migrate_one(&self, now: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        if tx.engine() == Engine::Postgres {
            tx.query("SET LOCAL statement_timeout = 0").execute().await?;
            tx.query("SET LOCAL lock_timeout = 0").execute().await?;
            tx.query("SELECT pg_advisory_xact_lock($1)")
                .bind(LOCK)
                .execute()
                .await?;
        }
        tx.query(APPLIED).execute().await?;
        let Some(migration) = next(&mut tx).await? else {
            return Ok(false);
        };
        run(&mut tx, migration.sql).await?;
        tx.query("INSERT INTO schema_migration (number, checksum, applied_at) VALUES ($1, $2, $3)")
            .bind(migration.number)
            .bind(migration.checksum())
            .bind(now)
            .execute()
            .await?;
        tx.commit().await?;
        tracing::info!(number = migration.number, "migrated");
        Ok(true)
    }
}

/// The first migration not applied, after checking that those applied are ours.
async fn next(conn: &mut Conn) -> Result<Option<&'static Migration>, StoreError> {
    let ours = match conn.engine() {
        Engine::Sqlite => list::SQLITE,
        Engine::Postgres => list::POSTGRES,
    };
    let applied: Vec<(i64, String)> = conn
        .query("SELECT number, checksum FROM schema_migration ORDER BY number")
        .all()
        .await?;
    for (number, checksum) in &applied {
        let known = ours
            .iter()
            .find(|m| m.number == *number)
            .ok_or(StoreError::MigrationUnknown(*number))?;
        if known.checksum() != *checksum {
            return Err(StoreError::MigrationChanged(*number));
        }
    }
    Ok(ours
        .iter()
        .find(|m| applied.iter().all(|(number, _)| *number != m.number)))
}

/// A migration is several statements, which only the drivers' unprepared form takes.
async fn run(tx: &mut Tx, sql: &'static str) -> Result<(), StoreError> {
    match &mut tx.0.0 {
        Link::SqliteTx(tx) => raw_sql(sql.into_sql_str()).execute(&mut **tx).await.map(|_| ())?,
        Link::PostgresTx(tx) => raw_sql(sql.into_sql_str()).execute(&mut **tx).await.map(|_| ())?,
        Link::Sqlite(_) | Link::Postgres(_) => unreachable!("begin() opens a transaction"),
    }
    Ok(())
}

/// A name for this very schema, so that tests can keep a migrated template of it.
#[cfg(feature = "testing")]
pub(crate) fn fingerprint() -> String {
    let mut all = Sha256::new();
    list::POSTGRES.iter().for_each(|m| all.update(m.sql));
    hex::encode(&all.finalize()[..8])
}
