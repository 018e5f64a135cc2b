//! How many commits a second a database file takes at most: one row each, without anything of the product round it.
//! The product's own writing is measured against this by `make bench`.
//!
//! `cargo bench -p store --bench commits -- FILE CLIENTS SECONDS` prints commits a second and the time that 99 % of
//! them took at most, in milliseconds. FILE must not be in use.

use std::env;
use std::time::{Duration, Instant};

use sqlx::pool::PoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Pool, Sqlite};

/// About as much as a draft's answers.
const BYTES: usize = 500;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    let [file, clients, seconds] = arguments.as_slice() else {
        eprintln!("commits FILE CLIENTS SECONDS");
        return Ok(());
    };
    let (clients, time) = (clients.parse()?, Duration::from_secs(seconds.parse()?));
    tokio::runtime::Runtime::new()?.block_on(async {
        let writer = writer(file).await?;
        let mut took = measure(&writer, clients, time).await?;
        writer.close().await;
        took.sort_unstable();
        let slow = took.get(took.len() * 99 / 100).ok_or("nothing was written")?;
        println!(
            "{:.1} {:.3}",
            took.len() as f64 / time.as_secs_f64(),
            slow.as_secs_f64() * 1000.0
        );
        Ok(())
    })
}

/// The one connection that writes, set up as the product sets it up.
async fn writer(file: &str) -> Result<Pool<Sqlite>, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .pragma("journal_size_limit", "67108864");
    let pool = PoolOptions::new().max_connections(1).test_before_acquire(false);
    let writer = pool.connect_with(options).await?;
    sqlx::query("CREATE TABLE IF NOT EXISTS bench_commit (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        .execute(&writer)
        .await?;
    Ok(writer)
}

/// Lets so many clients commit one row after another; how long each commit took.
async fn measure(writer: &Pool<Sqlite>, clients: usize, time: Duration) -> Result<Vec<Duration>, sqlx::Error> {
    let until = Instant::now() + time;
    let tasks: Vec<_> = (0..clients)
        .map(|_| tokio::spawn(commit_until(writer.clone(), until)))
        .collect();
    let mut took = vec![];
    for task in tasks {
        took.extend(task.await.expect("a client neither panics nor is ended")?);
    }
    Ok(took)
}

async fn commit_until(writer: Pool<Sqlite>, until: Instant) -> Result<Vec<Duration>, sqlx::Error> {
    let body = "x".repeat(BYTES);
    let mut took = vec![];
    while Instant::now() < until {
        let started = Instant::now();
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("INSERT INTO bench_commit (body) VALUES ($1)")
            .bind(&body)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        took.push(started.elapsed());
    }
    Ok(took)
}
