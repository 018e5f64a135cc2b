//! What can go wrong in the store, without ever carrying stored data into a log.

use sqlx::error::{DatabaseError, ErrorKind};

/// Why a store operation failed. No variant holds a value of a row: such texts end in logs.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such row.
    #[error("not found")]
    NotFound,
    /// A uniqueness or reference rule of this table forbids the change.
    #[error("conflicts with another row: {what}")]
    Conflict {
        /// The table whose rule it is (`reference` for a foreign key).
        what: String,
    },
    /// A text holds a character that the engine cannot keep: the null character on PostgreSQL.
    #[error("a text holds a character that cannot be stored")]
    Text,
    /// Somebody changed the row since it was read.
    #[error("changed by somebody else meanwhile")]
    StaleVersion,
    /// The cursor of a list is not one that this store made.
    #[error("the cursor is not one of this list")]
    Cursor,
    /// Locks or connections did not become free in time; trying again can help.
    #[error("the database is busy")]
    Busy,
    /// The database accepts no writes.
    #[error("the database is read-only")]
    ReadOnly,
    /// The disk is full.
    #[error("the database's disk is full")]
    DiskFull,
    /// The file is damaged, or a stored value does not fit its type.
    #[error("stored data is damaged: {0}")]
    Corrupt(String),
    /// The database cannot be reached or opened.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// The address of the database is wrong.
    #[error("DATABASE_URL: {0}")]
    Url(String),
    /// A migration that was applied here is not the one this program has.
    #[error("migration {0} in the database differs from this program's")]
    MigrationChanged(i64),
    /// The database was migrated by a newer program.
    #[error("the database has migration {0}, which this program does not know")]
    MigrationUnknown(i64),
    /// Anything else the engine reports: its code and what can be said without data.
    #[error("database error {code}: {hint}")]
    Database {
        /// The engine's own code (SQLSTATE or SQLite's extended code).
        code: String,
        /// Table, constraint or syntax message.
        hint: String,
    },
}

impl StoreError {
    /// Whether the same operation may succeed when tried again.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Busy | Self::Unreachable(_))
    }

    pub(crate) fn conflict(what: &str) -> Self {
        Self::Conflict { what: what.to_owned() }
    }

    fn other(code: &str, hint: impl Into<String>) -> Self {
        Self::Database {
            code: code.to_owned(),
            hint: hint.into(),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Database(error) => from_database(error.as_ref()),
            sqlx::Error::Io(error) => Self::Unreachable(error.kind().to_string()),
            sqlx::Error::Tls(_) => Self::Unreachable("TLS failed".to_owned()),
            sqlx::Error::Configuration(_) => Self::Url("not understood".to_owned()),
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Unreachable("closed".to_owned()),
            sqlx::Error::ColumnDecode { index, .. } => Self::Corrupt(format!("column {index}")),
            sqlx::Error::ColumnNotFound(name) => Self::other("column", name),
            sqlx::Error::Encode(_) => Self::other("encode", "a value cannot be stored"),
            sqlx::Error::Decode(_) => Self::Corrupt("a value does not fit its type".to_owned()),
            sqlx::Error::Protocol(_) => Self::other("protocol", "unexpected answer of the database"),
            _ => Self::other("driver", "unexpected failure of the driver"),
        }
    }
}

fn from_database(error: &dyn DatabaseError) -> StoreError {
    match error.kind() {
        ErrorKind::UniqueViolation => StoreError::Conflict { what: table(error) },
        ErrorKind::ForeignKeyViolation => StoreError::conflict("reference"),
        _ => match error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
            Some(error) => from_postgres(error),
            None => from_sqlite(error),
        },
    }
}

/// The table of a uniqueness rule: PostgreSQL says it, SQLite writes `UNIQUE constraint failed: table.column, …`.
fn table(error: &dyn DatabaseError) -> String {
    let told = error
        .message()
        .split_once("failed: ")
        .and_then(|(_, rest)| rest.split_once('.'));
    error
        .table()
        .or(told.map(|(table, _)| table))
        .unwrap_or("row")
        .to_owned()
}

fn from_postgres(error: &sqlx::postgres::PgDatabaseError) -> StoreError {
    match error.code() {
        "40001" | "40P01" | "55P03" | "57014" | "53300" => StoreError::Busy,
        "25006" => StoreError::ReadOnly,
        // In a text, and as an escape in JSON.
        "22021" | "22P05" => StoreError::Text,
        "53100" => StoreError::DiskFull,
        "XX001" | "XX002" => StoreError::Corrupt("the engine reports a damaged file".to_owned()),
        "3D000" | "28000" | "28P01" | "57P01" | "57P02" | "57P03" => {
            StoreError::Unreachable(format!("SQLSTATE {}", error.code()))
        }
        // Class 42 speaks about the text of the statement, P0001 is raised by our triggers: no data in either.
        code if code.starts_with("42") || code == "P0001" => StoreError::other(code, error.message()),
        code => StoreError::other(code, error.constraint().or(error.table()).unwrap_or("no detail")),
    }
}

fn from_sqlite(error: &dyn DatabaseError) -> StoreError {
    let code: i32 = error.code().and_then(|c| c.parse().ok()).unwrap_or_default();
    match code & 0xff {
        5 | 6 => StoreError::Busy,
        8 => StoreError::ReadOnly,
        13 => StoreError::DiskFull,
        11 | 26 => StoreError::Corrupt("the engine reports a damaged file".to_owned()),
        14 => StoreError::Unreachable("the file cannot be opened".to_owned()),
        // SQLite's messages name tables, columns and constraints, never values.
        _ => StoreError::other(&code.to_string(), error.message()),
    }
}
