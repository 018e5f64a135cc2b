//! The database behind the product: SQLite or PostgreSQL, chosen at run time by the address.

mod copy;

use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::{PoolConnection, PoolOptions};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Pool, Postgres, Sqlite, Transaction};

use crate::StoreError;

/// Which engine stores the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file beside the program; one node.
    Sqlite,
    /// A server; any number of nodes.
    Postgres,
}

/// Connections of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolUse {
    /// In use now.
    pub used: u32,
    /// There may be so many.
    pub most: u32,
}

impl PoolUse {
    fn of<D: sqlx::Database>(pool: &Pool<D>) -> Self {
        let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
        Self {
            used: pool.size().saturating_sub(idle),
            most: pool.options().get_max_connections(),
        }
    }
}

/// How long to wait for a connection or a lock before saying [`StoreError::Busy`].
const PATIENCE: Duration = Duration::from_secs(10);

/// How long to try to reach a PostgreSQL server at the start.
const REACH: Duration = Duration::from_secs(5);

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub struct Db(Pools);

/// Reading and writing go through separate connections: on SQLite there is exactly one writer, on PostgreSQL
/// the reading ones refuse writes, so that a query in the wrong place fails on both engines.
#[derive(Clone)]
enum Pools {
    Sqlite {
        read: Pool<Sqlite>,
        write: Pool<Sqlite>,
    },
    Postgres {
        read: Pool<Postgres>,
        write: Pool<Postgres>,
    },
}

impl Db {
    /// Opens `sqlite:path/to/file` (created when absent) or `postgres://…` with up to `connections` readers
    /// (and as many writers on PostgreSQL). Does not migrate.
    pub async fn connect(url: &str, connections: u32) -> Result<Self, StoreError> {
        match url.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => connect_sqlite(url, connections).await,
            Some("postgres" | "postgresql") => connect_postgres(url, connections).await,
            _ => Err(StoreError::Url("must begin with sqlite: or postgres:".to_owned())),
        }
        .map(Self)
    }

    /// The engine in use.
    pub fn engine(&self) -> Engine {
        match self.0 {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Starts a transaction that may write. Nothing is kept unless [`Tx::commit`] is called.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(Tx(Conn(match &self.0 {
            Pools::Sqlite { write, .. } => Link::SqliteTx(write.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres { write, .. } => Link::PostgresTx(write.begin().await?),
        })))
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<Reader, StoreError> {
        Ok(Reader(Conn(match &self.0 {
            Pools::Sqlite { read, .. } => Link::Sqlite(read.acquire().await?),
            Pools::Postgres { read, .. } => Link::Postgres(read.acquire().await?),
        })))
    }

    /// The connections for reading.
    pub fn readers(&self) -> PoolUse {
        match &self.0 {
            Pools::Sqlite { read, .. } => PoolUse::of(read),
            Pools::Postgres { read, .. } => PoolUse::of(read),
        }
    }

    /// The connections for writing.
    pub fn writers(&self) -> PoolUse {
        match &self.0 {
            Pools::Sqlite { write, .. } => PoolUse::of(write),
            Pools::Postgres { write, .. } => PoolUse::of(write),
        }
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.read().await?.query("SELECT 1").execute().await.map(|_| ())
    }

    /// Waits for running work and closes all connections.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres { read, write } => {
                read.close().await;
                write.close().await;
            }
        }
    }
}

async fn connect_sqlite(url: &str, connections: u32) -> Result<Pools, StoreError> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    if path.is_empty() || path.starts_with(":memory:") || path.contains("mode=memory") {
        return Err(StoreError::Url("SQLite needs a file: sqlite:path/to/file".to_owned()));
    }
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("journal_size_limit", "67108864")
        .collation("C", |a, b| a.cmp(b));
    let pool = || {
        PoolOptions::<Sqlite>::new()
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
    };
    let write = pool()
        .max_connections(1)
        .connect_with(options.clone().optimize_on_close(true, 400))
        .await?;
    let reading = options.pragma("query_only", "ON");
    let read = pool().max_connections(connections.max(1)).connect_with(reading).await?;
    Ok(Pools::Sqlite { read, write })
}

async fn connect_postgres(url: &str, connections: u32) -> Result<Pools, StoreError> {
    let options = PgConnectOptions::from_str(url)?.application_name("varti").options([
        ("statement_timeout", "30s"),
        ("lock_timeout", "10s"),
        ("idle_in_transaction_session_timeout", "60s"),
    ]);
    if matches!(options.get_ssl_mode(), PgSslMode::Allow) {
        return Err(StoreError::Url("sslmode=allow is not supported".to_owned()));
    }
    let pool = || {
        PoolOptions::<Postgres>::new()
            .acquire_timeout(PATIENCE)
            .max_connections(connections.max(1))
    };
    reach(&options).await?;
    let write = pool().connect_with(options.clone()).await?;
    let read = pool().connect_lazy_with(options.options([("default_transaction_read_only", "on")]));
    Ok(Pools::Postgres { read, write })
}

/// Finds out whether the server answers; one that is just being started gets a moment. The pool would go on trying and
/// in the end say that the database is busy.
async fn reach(options: &PgConnectOptions) -> Result<(), StoreError> {
    let mut failure = StoreError::Unreachable("it does not answer".to_owned());
    let trying = async {
        loop {
            match options.connect().await {
                Ok(connection) => return Ok(connection.close().await?),
                Err(sqlx::Error::Database(error)) if error.code().as_deref() != Some("57P03") => {
                    return Err(StoreError::Unreachable(format!("it refuses: {}", error.message())));
                }
                Err(error) => failure = error.into(),
            }
            tokio::time::sleep(REACH / 10).await;
        }
    };
    let reached = tokio::time::timeout(REACH, trying).await;
    reached.unwrap_or(Err(failure))
}

/// A connection one can ask: what [`Tx`] and [`Reader`] have in common. Functions that only read take this.
pub struct Conn(pub(crate) Link);

pub(crate) enum Link {
    Sqlite(PoolConnection<Sqlite>),
    SqliteTx(Transaction<'static, Sqlite>),
    Postgres(PoolConnection<Postgres>),
    PostgresTx(Transaction<'static, Postgres>),
}

impl Conn {
    /// The engine on the other end.
    pub fn engine(&self) -> Engine {
        match self.0 {
            Link::Sqlite(_) | Link::SqliteTx(_) => Engine::Sqlite,
            Link::Postgres(_) | Link::PostgresTx(_) => Engine::Postgres,
        }
    }

    /// `fragment` on PostgreSQL, nothing on SQLite: for the one clause that SQLite neither has nor needs.
    pub(crate) fn on_postgres(&self, fragment: &'static str) -> &'static str {
        match self.engine() {
            Engine::Sqlite => "",
            Engine::Postgres => fragment,
        }
    }
}

/// A transaction that may write; dropped without commit it leaves no trace. Functions that write take this.
pub struct Tx(pub(crate) Conn);

impl Tx {
    /// Makes the changes permanent.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.0.0 {
            Link::SqliteTx(tx) => tx.commit().await?,
            Link::PostgresTx(tx) => tx.commit().await?,
            Link::Sqlite(_) | Link::Postgres(_) => unreachable!("begin() opens a transaction"),
        }
        Ok(())
    }
}

/// A connection for reading; writes on it fail.
pub struct Reader(Conn);

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

impl Deref for Reader {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}
