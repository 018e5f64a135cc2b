//! What several nodes share.

use std::time::Duration;

use rstest::rstest;
use store::testing::database;
use store::{Engine, shared_secrets};

use crate::support::NOW;

#[rstest]
#[tokio::test]
async fn a_shared_secret_is_the_first_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = database(engine).await;
    for (name, fresh, expected) in [
        ("one", "first", "first"),
        ("one", "second", "first"),
        ("two", "third", "third"),
        ("one", "fourth", "first"),
    ] {
        let mut tx = db.begin().await.unwrap();
        let secret = shared_secrets::obtain(&mut tx, name, fresh.as_bytes(), NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(secret, expected.as_bytes(), "{name} {fresh}");
    }
}

#[tokio::test]
async fn nodes_take_turns() {
    let db = database(Engine::Postgres).await;
    let first = db.turn().await.unwrap();
    let mut second = std::pin::pin!(db.turn());
    let early = tokio::time::timeout(Duration::from_millis(300), &mut second).await;
    assert!(early.is_err(), "it is the first one's turn");
    drop(first);
    tokio::time::timeout(Duration::from_secs(10), second)
        .await
        .unwrap()
        .unwrap();
}
