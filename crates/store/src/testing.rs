//! Databases for tests: every test gets its own, empty and migrated, on the engine it names.
//!
//! ```text
//! #[rstest]
//! #[tokio::test]
//! async fn something_holds(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
//!     let db = store::testing::database(engine).await;
//! }
//! ```

use std::ops::Deref;

use domain::Timestamp;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use tempfile::TempDir;
use uuid::Uuid;

use crate::migrate::fingerprint;
use crate::{Db, Engine};

/// The variable with the address of a PostgreSQL server on which tests may create databases.
pub const POSTGRES: &str = "VARTI_TEST_POSTGRES";

/// A migrated database that is gone when this is dropped.
pub struct TestDb {
    db: Db,
    url: String,
    _place: Place,
}

/// Where it lies; dropping removes it.
enum Place {
    Folder { _folder: TempDir },
    Server { _database: Temporary },
}

impl TestDb {
    /// Its address, for programs under test.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Deref for TestDb {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

/// A new database on `engine`.
pub async fn database(engine: Engine) -> TestDb {
    match engine {
        Engine::Sqlite => sqlite().await,
        Engine::Postgres => postgres().await,
    }
}

/// The moment at which test databases are migrated.
fn dawn() -> Timestamp {
    Timestamp::from_micros(0)
}

async fn sqlite() -> TestDb {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = format!("sqlite:{}", folder.path().join("test.sqlite").display());
    let db = Db::connect(&url, 4).await.expect("a new file opens");
    db.migrate(dawn()).await.expect("an empty file migrates");
    TestDb {
        db,
        url,
        _place: Place::Folder { _folder: folder },
    }
}

async fn postgres() -> TestDb {
    let mut admin = admin().await;
    let template = template(&mut admin).await;
    let name = format!("varti_test_{}", Uuid::from_bytes(rand::random()).simple());
    run(&mut admin, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    let url = url_of(&name);
    let place = Place::Server {
        _database: Temporary(name),
    };
    let db = Db::connect(&url, 8).await.expect("a new database opens");
    TestDb { db, url, _place: place }
}

fn server() -> PgConnectOptions {
    let url = std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!(
            "{POSTGRES} is not set: it must hold the address of a PostgreSQL server where tests may create databases"
        )
    });
    url.parse()
        .unwrap_or_else(|_| panic!("{POSTGRES} is no PostgreSQL address"))
}

fn url_of(database: &str) -> String {
    server().database(database).to_url_lossy().to_string()
}

async fn admin() -> PgConnection {
    PgConnection::connect_with(&server())
        .await
        .unwrap_or_else(|error| panic!("the PostgreSQL server of {POSTGRES} does not answer: {error}"))
}

async fn run(admin: &mut PgConnection, sql: String) {
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(admin)
        .await
        .expect("the server does as told");
}

/// The migrated template of this schema; made by whoever comes first. Its order of text is Latvian, so that a
/// column that needs `COLLATE "C"` and lacks it shows.
async fn template(admin: &mut PgConnection) -> String {
    let name = format!("varti_template_{}", fingerprint());
    run(admin, "SELECT pg_advisory_lock(7661727469)".to_owned()).await;
    let known: Option<i32> = sqlx::query_scalar("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(&name)
        .fetch_optional(&mut *admin)
        .await
        .expect("the server lists databases");
    if known.is_none() {
        let raw = format!("{name}_raw");
        run(admin, format!("DROP DATABASE IF EXISTS {raw} WITH (FORCE)")).await;
        let order = "ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'lv'";
        run(admin, format!("CREATE DATABASE {raw} TEMPLATE template0 {order}")).await;
        let db = Db::connect(&url_of(&raw), 1).await.expect("a new database opens");
        db.migrate(dawn()).await.expect("an empty database migrates");
        db.close().await;
        run(admin, format!("ALTER DATABASE {raw} RENAME TO {name}")).await;
    }
    run(admin, "SELECT pg_advisory_unlock(7661727469)".to_owned()).await;
    name
}

/// A database of the server that is removed on drop, also when the test failed.
struct Temporary(String);

impl Drop for Temporary {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.0);
        let removal = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime
                .expect("a runtime starts")
                .block_on(async { run(&mut admin().await, sql).await });
        });
        // A failure leaves a database on a server made for tests; the test's own verdict matters more.
        let _ = removal.join();
    }
}
