use std::sync::Arc;

use rstest::rstest;
use store::idempotency::{Answer, Claim, RequestKey, claim, complete, hold, release};
use store::{Engine, StoreError};

use crate::support::{ANNA, BERTA, NOW, id, later, world};

fn key(person: u128, key: &'static str, operation: &'static str) -> RequestKey<'static> {
    RequestKey {
        person: id(person),
        key,
        operation,
    }
}

#[rstest]
#[tokio::test]
async fn a_repeated_request_is_answered_not_repeated(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let mut tx = world.begin().await.unwrap();
    let mine = key(ANNA, "k", "submit");
    assert_eq!(claim(&mut tx, mine, "hash", NOW).await.unwrap(), Claim::New);
    assert_eq!(claim(&mut tx, mine, "hash", later(14)).await.unwrap(), Claim::Running);
    assert_eq!(
        claim(&mut tx, mine, "other", later(14)).await.unwrap(),
        Claim::Different
    );
    assert_eq!(
        claim(&mut tx, key(BERTA, "k", "submit"), "hash", NOW).await.unwrap(),
        Claim::New,
        "another's key"
    );
    assert_eq!(
        claim(&mut tx, key(ANNA, "k", "rate"), "hash", NOW).await.unwrap(),
        Claim::New,
        "another operation"
    );

    let answer = Answer {
        status: 201,
        body: b"{\"number\":\"\xc4\x80\"}".to_vec(),
    };
    complete(&mut tx, mine, &answer).await.unwrap();
    release(&mut tx, mine).await.unwrap();
    assert_eq!(
        claim(&mut tx, mine, "hash", later(3_600)).await.unwrap(),
        Claim::Answered(answer)
    );
    assert_eq!(
        claim(&mut tx, mine, "other", later(3_600)).await.unwrap(),
        Claim::Different
    );
    let unknown = complete(
        &mut tx,
        key(ANNA, "?", "submit"),
        &Answer {
            status: 200,
            body: vec![],
        },
    )
    .await;
    assert!(matches!(unknown, Err(StoreError::NotFound)));
}

#[rstest]
#[tokio::test]
async fn what_failed_or_broke_off_may_be_tried_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let mut tx = world.begin().await.unwrap();
    let mine = key(ANNA, "k", "submit");
    assert_eq!(claim(&mut tx, mine, "hash", NOW).await.unwrap(), Claim::New);
    release(&mut tx, mine).await.unwrap();
    assert_eq!(claim(&mut tx, mine, "hash", NOW).await.unwrap(), Claim::New, "released");
    assert_eq!(
        claim(&mut tx, mine, "hash", later(15)).await.unwrap(),
        Claim::New,
        "broken off"
    );
    assert_eq!(
        claim(&mut tx, mine, "hash", later(29)).await.unwrap(),
        Claim::Running,
        "claimed anew"
    );
    hold(&mut tx, mine, later(28)).await.unwrap();
    assert_eq!(
        claim(&mut tx, mine, "hash", later(42)).await.unwrap(),
        Claim::Running,
        "held"
    );
    assert_eq!(
        claim(&mut tx, mine, "hash", later(43)).await.unwrap(),
        Claim::New,
        "not held"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_once_one_works(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = Arc::new(world(engine).await);
    let rivals: Vec<_> = (0..20)
        .map(|_| {
            let world = Arc::clone(&world);
            tokio::spawn(async move {
                let mut tx = world.begin().await.unwrap();
                let mine = key(ANNA, "k", "submit");
                let claimed = claim(&mut tx, mine, "hash", NOW).await.unwrap();
                if claimed == Claim::New {
                    complete(
                        &mut tx,
                        mine,
                        &Answer {
                            status: 201,
                            body: b"done".to_vec(),
                        },
                    )
                    .await
                    .unwrap();
                }
                tx.commit().await.unwrap();
                claimed
            })
        })
        .collect();
    let mut new = 0;
    for rival in rivals {
        match rival.await.unwrap() {
            Claim::New => new += 1,
            Claim::Answered(answer) => assert_eq!(answer.body, b"done"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(new, 1);
}
