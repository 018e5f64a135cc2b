use std::time::Duration;

use domain::Timestamp;
use rstest::rstest;
use sqlx::types::{Json, Text};
use store::testing::database;
use store::{Db, Engine, StoreError};
use uuid::Uuid;

const NOW: Timestamp = Timestamp::from_micros(1_795_412_192_123_456);

async fn sample(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    tx.query(
        "CREATE TABLE sample (
            id UUID PRIMARY KEY, at TIMESTAMPTZ, day TEXT, body JSONB, yes BOOLEAN, cents BIGINT, bytes BYTEA,
            share DOUBLE PRECISION, word TEXT COLLATE \"C\" NOT NULL UNIQUE
        )",
    )
    .execute()
    .await
    .unwrap();
    tx.query("CREATE TABLE child (sample UUID NOT NULL REFERENCES sample (id))")
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[derive(sqlx::FromRow, Debug, PartialEq)]
struct Sample {
    id: Uuid,
    at: Option<Timestamp>,
    day: Option<Text<domain::Date>>,
    body: Option<Json<Vec<String>>>,
    yes: Option<bool>,
    cents: Option<i64>,
    bytes: Option<Vec<u8>>,
    share: Option<f64>,
    word: String,
}

const COLUMNS: &str = "SELECT id, at, day, body, yes, cents, bytes, share, word FROM sample";

async fn put(db: &Db, row: &Sample) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    tx.query(
        "INSERT INTO sample (id, at, day, body, yes, cents, bytes, share, word)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(row.id)
    .bind(row.at)
    .bind(row.day.as_ref())
    .bind(row.body.as_ref())
    .bind(row.yes)
    .bind(row.cents)
    .bind(row.bytes.as_ref())
    .bind(row.share)
    .bind(&row.word)
    .execute()
    .await?;
    tx.commit().await
}

fn bare(n: u128, word: &str) -> Sample {
    Sample {
        id: Uuid::from_u128(n),
        at: None,
        day: None,
        body: None,
        yes: None,
        cents: None,
        bytes: None,
        share: None,
        word: word.to_owned(),
    }
}

#[rstest]
#[tokio::test]
async fn every_column_type_comes_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = database(engine).await;
    assert_eq!(db.engine(), engine);
    sample(&db).await;
    let full = Sample {
        at: Some(NOW),
        day: Some(Text("2026-02-28".parse().unwrap())),
        body: Some(Json(vec!["ģ".to_owned()])),
        yes: Some(true),
        cents: Some(i64::MAX),
        bytes: Some(vec![0, 255]),
        share: Some(1.0),
        ..bare(1, "Ābols")
    };
    let empty = bare(2, "b");
    put(&db, &full).await.unwrap();
    put(&db, &empty).await.unwrap();
    let mut reader = db.read().await.unwrap();
    let rows: Vec<Sample> = reader.query_of(&[COLUMNS, " ORDER BY id"]).all().await.unwrap();
    assert_eq!(rows, [full, empty]);
    let (count,): (i64,) = reader
        .query("SELECT count(*) FROM sample WHERE at = $1")
        .bind(NOW)
        .one()
        .await
        .unwrap();
    assert_eq!(count, 1);
}

#[rstest]
#[tokio::test]
async fn moments_and_words_sort_the_same(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = database(engine).await;
    sample(&db).await;
    for (n, (micros, word)) in [(1_000_000, "z"), (999_999, "ā"), (-1, "Z"), (1, "a")]
        .into_iter()
        .enumerate()
    {
        let row = Sample {
            at: Some(Timestamp::from_micros(micros)),
            ..bare(n as u128, word)
        };
        put(&db, &row).await.unwrap();
    }
    let mut reader = db.read().await.unwrap();
    let times: Vec<(Timestamp,)> = reader.query("SELECT at FROM sample ORDER BY at").all().await.unwrap();
    assert_eq!(
        times.iter().map(|t| t.0.micros()).collect::<Vec<_>>(),
        [-1, 1, 999_999, 1_000_000]
    );
    let words: Vec<(String,)> = reader
        .query("SELECT word FROM sample ORDER BY word")
        .all()
        .await
        .unwrap();
    assert_eq!(
        words.iter().map(|w| w.0.as_str()).collect::<Vec<_>>(),
        ["Z", "a", "z", "ā"]
    );
}

#[rstest]
#[tokio::test]
async fn errors_say_what_without_data(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = database(engine).await;
    sample(&db).await;
    put(&db, &bare(1, "secret")).await.unwrap();

    let twice = put(&db, &bare(2, "secret")).await.unwrap_err();
    assert!(
        matches!(&twice, StoreError::Conflict { what } if what == "sample"),
        "{twice:?}"
    );
    assert!(!format!("{twice:?} {twice}").contains("secret"));

    let mut tx = db.begin().await.unwrap();
    let orphan = tx
        .query("INSERT INTO child (sample) VALUES ($1)")
        .bind(Uuid::from_u128(9))
        .execute()
        .await;
    assert!(
        matches!(&orphan, Err(StoreError::Conflict { what }) if what == "reference"),
        "{orphan:?}"
    );
    drop(tx);

    let mut reader = db.read().await.unwrap();
    let none = reader
        .query("SELECT word FROM sample WHERE id = $1")
        .bind(Uuid::nil())
        .one::<(String,)>()
        .await;
    assert!(matches!(none, Err(StoreError::NotFound)));
    let written = reader.query("DELETE FROM sample").execute().await;
    assert!(matches!(written, Err(StoreError::ReadOnly)), "{written:?}");
    let damaged = reader
        .query("SELECT word FROM sample")
        .one::<(Timestamp,)>()
        .await
        .unwrap_err();
    assert!(matches!(damaged, StoreError::Corrupt(_)), "{damaged:?}");
    assert!(!format!("{damaged:?}").contains("secret"));
}

#[rstest]
#[tokio::test]
async fn uncommitted_work_leaves_no_trace(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = database(engine).await;
    sample(&db).await;
    let mut tx = db.begin().await.unwrap();
    tx.query("INSERT INTO sample (id, word) VALUES ($1, 'x')")
        .bind(Uuid::nil())
        .execute()
        .await
        .unwrap();
    drop(tx);
    let mut reader = db.read().await.unwrap();
    let (count,): (i64,) = reader.query("SELECT count(*) FROM sample").one().await.unwrap();
    assert_eq!(count, 0);
}

#[rstest]
#[tokio::test]
async fn writers_queue_and_all_get_through(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = database(engine).await;
    sample(&db).await;
    put(
        &db,
        &Sample {
            cents: Some(0),
            ..bare(1, "counter")
        },
    )
    .await
    .unwrap();
    let writers = (0..50).map(|_| {
        let db = Db::clone(&db);
        tokio::spawn(async move {
            let mut tx = db.begin().await?;
            tx.query("UPDATE sample SET cents = cents + 1").execute().await?;
            tokio::time::sleep(Duration::from_millis(1)).await;
            tx.commit().await
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap().unwrap();
    }
    let (cents,): (i64,) = db
        .read()
        .await
        .unwrap()
        .query("SELECT cents FROM sample")
        .one()
        .await
        .unwrap();
    assert_eq!(cents, 50);
}

#[rstest]
#[tokio::test]
async fn nodes_may_migrate_at_once_and_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = database(engine).await;
    assert!(db.is_migrated().await.unwrap());
    empty(&db).await;
    assert!(!db.is_migrated().await.unwrap());
    let other = Db::connect(db.url(), 2).await.unwrap();
    let (one, two) = tokio::join!(db.migrate(NOW), other.migrate(NOW));
    let (count,): (i64,) = db
        .read()
        .await
        .unwrap()
        .query("SELECT count(*) FROM schema_migration")
        .one()
        .await
        .unwrap();
    assert_eq!(one.unwrap() + two.unwrap(), usize::try_from(count).unwrap());
    assert_eq!(db.migrate(NOW).await.unwrap(), 0);
    assert!(db.is_migrated().await.unwrap());
}

/// Takes the schema away, table by table.
async fn empty(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let tables: Vec<(String,)> = match db.engine() {
        Engine::Sqlite => {
            tx.query("PRAGMA defer_foreign_keys = ON").execute().await.unwrap();
            // The newest first: what refers to another table goes before it.
            tx.query(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid DESC",
            )
            .all()
            .await
        }
        Engine::Postgres => {
            tx.query("SELECT tablename::TEXT FROM pg_tables WHERE schemaname = 'public'")
                .all()
                .await
        }
    }
    .unwrap();
    assert!(!tables.is_empty());
    for (table,) in tables {
        let cascade = if db.engine() == Engine::Postgres {
            " CASCADE"
        } else {
            ""
        };
        let sql: &'static str = format!("DROP TABLE {table}{cascade}").leak();
        tx.query(sql).execute().await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn foreign_migrations_are_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = database(engine).await;
    let mut tx = db.begin().await.unwrap();
    tx.query("INSERT INTO schema_migration (number, checksum, applied_at) VALUES (99999, 'x', $1)")
        .bind(NOW)
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(
        db.migrate(NOW).await,
        Err(StoreError::MigrationUnknown(99_999))
    ));
    let mut tx = db.begin().await.unwrap();
    tx.query("DELETE FROM schema_migration WHERE number = 99999")
        .execute()
        .await
        .unwrap();
    tx.query("UPDATE schema_migration SET checksum = 'x' WHERE number = 1")
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(db.migrate(NOW).await, Err(StoreError::MigrationChanged(1))));
}

#[tokio::test]
async fn wrong_addresses_are_told() {
    for url in ["mysql://localhost/x", "sqlite::memory:", "nothing", ""] {
        assert!(matches!(Db::connect(url, 1).await, Err(StoreError::Url(_))), "{url}");
    }
    let unreachable = Db::connect("sqlite:/nowhere/at/all.sqlite", 1).await;
    assert!(matches!(unreachable, Err(StoreError::Unreachable(_))));
}

/// Whoever hangs up breaks the work off wherever it is. The one writer of SQLite must bear that, any number of times.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn work_broken_off_leaves_nothing_and_blocks_nobody(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = database(engine).await;
    sample(&db).await;
    let mut told = 0;
    for n in 0..600_u32 {
        let patience = Duration::from_micros(u64::from(n * 7 % 900));
        let row = bare(u128::from(n) + 1, &n.to_string());
        let done = tokio::time::timeout(patience, put(&db, &row)).await;
        told += i64::from(matches!(done, Ok(Ok(()))));
    }
    put(&db, &bare(10_000, "last")).await.unwrap();
    let mut reader = db.read().await.unwrap();
    let (kept,): (i64,) = reader.query("SELECT count(*) FROM sample").one().await.unwrap();
    assert!(
        (told + 1..=601).contains(&kept),
        "{told} were told that it is done, {kept} are there"
    );
}

#[rstest]
#[tokio::test]
async fn a_null_character_is_told_apart_from_a_fault(#[values(Engine::Postgres)] engine: Engine) {
    let db = database(engine).await;
    sample(&db).await;
    let text = put(&db, &bare(1, "a\0b")).await;
    assert!(matches!(text, Err(StoreError::Text)), "{text:?}");
    let json = Sample {
        body: Some(Json(vec!["a\0b".to_owned()])),
        ..bare(2, "x")
    };
    let json = put(&db, &json).await;
    assert!(matches!(json, Err(StoreError::Text)), "{json:?}");
}

/// Answers the question for TLS as a server that has it, and says what the client sends then.
async fn first_bytes_after_tls_is_offered() -> [u8; 2] {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("postgres://u@{}/d?sslmode=require", listener.local_addr().unwrap());
    let client = tokio::spawn(async move { Db::connect(&url, 1).await.is_ok() });
    let (mut server, _) = listener.accept().await.unwrap();
    let mut question = [0; 8];
    server.read_exact(&mut question).await.unwrap();
    server.write_all(b"S").await.unwrap();
    let mut hello = [0; 2];
    server.read_exact(&mut hello).await.unwrap();
    client.abort();
    hello
}

#[tokio::test]
async fn a_remote_server_is_spoken_to_in_tls() {
    assert_eq!(
        first_bytes_after_tls_is_offered().await,
        [0x16, 0x03],
        "a handshake of TLS"
    );
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named_soon() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("postgres://x@{}/x", free.local_addr().unwrap());
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let nobody = format!("postgres://x@{closed}/x");
    let wrong = std::env::var("VARTI_TEST_POSTGRES").unwrap();
    let wrong = format!("{}/no_such_database", wrong.rsplit_once('/').unwrap().0);
    for (url, reason) in [
        (silent, "does not answer"),
        (nobody, "refused"),
        (wrong, "no_such_database"),
    ] {
        let started = std::time::Instant::now();
        let Err(error) = Db::connect(&url, 1).await else {
            panic!("{url} is no database")
        };
        assert!(matches!(error, StoreError::Unreachable(_)), "{error}");
        assert!(error.to_string().contains(reason), "{error}");
        assert!(started.elapsed().as_secs() < 8, "{:?}", started.elapsed());
    }
}
