use std::collections::BTreeSet;
use std::sync::Arc;

use domain::{Job, JobKind, Limit, Timestamp};
use rstest::rstest;
use store::jobs::{self, Backlog};
use store::{Engine, StoreError};

use crate::support::{NOW, World, id, later, walk, world};

fn notify(n: u128) -> JobKind {
    JobKind::Notify { case: id(n), event: 1 }
}

async fn add(world: &World, n: u128, key: Option<&str>, due: Timestamp) -> bool {
    let mut tx = world.begin().await.unwrap();
    let added = jobs::enqueue(&mut tx, id(n), &notify(n), key, NOW, due).await.unwrap();
    tx.commit().await.unwrap();
    added
}

async fn claim(world: &World, now: Timestamp, most: u16) -> Vec<Job> {
    let mut tx = world.begin().await.unwrap();
    let claimed = jobs::claim(&mut tx, now, 60, most).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

fn numbers(jobs: &[Job]) -> Vec<u128> {
    jobs.iter().map(|job| job.id.0.as_u128()).collect()
}

#[rstest]
#[tokio::test]
async fn due_jobs_are_claimed_for_a_while(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    for (n, due) in [(1, 10), (2, 0), (3, 5), (4, 5)] {
        assert!(add(&world, n, None, later(due)).await);
    }
    for (at, due) in [(-1, false), (0, true)] {
        let mut reader = world.read().await.unwrap();
        assert_eq!(jobs::is_due(&mut reader, later(at)).await.unwrap(), due);
    }
    assert_eq!(
        numbers(&claim(&world, later(5), 2).await),
        [2, 3],
        "the longest due first"
    );
    let rest = claim(&world, later(5), 9).await;
    assert_eq!(numbers(&rest), [4], "not due yet or taken");
    assert_eq!(
        rest[0],
        Job {
            id: id(4),
            kind: notify(4),
            attempts: 1,
            created_at: NOW
        }
    );
    let again = claim(&world, later(65), 9).await;
    assert_eq!(
        again.iter().map(|j| (j.id.0.as_u128(), j.attempts)).collect::<Vec<_>>(),
        [(1, 1), (2, 2), (3, 2), (4, 2)]
    );
}

#[rstest]
#[tokio::test]
async fn who_comes_too_late_changes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    add(&world, 1, None, NOW).await;
    let slow = claim(&world, NOW, 1).await.remove(0);
    let quick = claim(&world, later(60), 1).await.remove(0);
    let mut tx = world.begin().await.unwrap();
    jobs::finish(&mut tx, &slow).await.unwrap();
    jobs::retry(&mut tx, &slow, "slow", NOW).await.unwrap();
    jobs::bury(&mut tx, &slow, "slow", NOW).await.unwrap();
    assert_eq!(
        jobs::backlog(&mut tx, later(119)).await.unwrap(),
        Backlog { due: 0, dead: 0 }
    );
    assert_eq!(
        jobs::backlog(&mut tx, later(120)).await.unwrap(),
        Backlog { due: 1, dead: 0 }
    );
    jobs::finish(&mut tx, &quick).await.unwrap();
    assert_eq!(
        jobs::backlog(&mut tx, later(120)).await.unwrap(),
        Backlog { due: 0, dead: 0 }
    );
}

#[rstest]
#[tokio::test]
async fn a_key_keeps_a_waiting_job_single(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    assert!(add(&world, 1, Some("sweep"), NOW).await);
    assert!(!add(&world, 2, Some("sweep"), NOW).await);
    let job = claim(&world, NOW, 1).await.remove(0);
    let mut tx = world.begin().await.unwrap();
    jobs::finish(&mut tx, &job).await.unwrap();
    tx.commit().await.unwrap();
    assert!(add(&world, 3, Some("sweep"), NOW).await, "done: the next may come");
}

#[rstest]
#[tokio::test]
async fn failures_wait_then_go_to_the_dead_letters(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    for n in 1..=5 {
        add(&world, n, Some(&format!("key {n}")), NOW).await;
    }
    let claimed = claim(&world, NOW, 5).await;
    let mut tx = world.begin().await.unwrap();
    jobs::retry(&mut tx, &claimed[0], "no answer", later(30)).await.unwrap();
    for job in &claimed[1..] {
        jobs::bury(&mut tx, job, &"ā".repeat(900), later(1)).await.unwrap();
    }
    let dead = walk(
        async |cursor| jobs::dead(&mut tx, cursor, Limit::new(3).unwrap()).await.unwrap(),
        |job| (job.id.0.as_u128(), job.attempts, job.error.chars().count(), job.died_at),
    )
    .await;
    assert_eq!(dead, [5, 4, 3, 2].map(|n| (n, 1, 500, later(1))));
    assert!(
        jobs::enqueue(&mut tx, id(9), &notify(9), Some("key 2"), NOW, later(90))
            .await
            .unwrap(),
        "its key is free"
    );

    jobs::revive(&mut tx, id(3), later(2)).await.unwrap();
    assert!(
        matches!(jobs::revive(&mut tx, id(1), later(2)).await, Err(StoreError::NotFound)),
        "it is not dead"
    );
    tx.commit().await.unwrap();
    assert_eq!(
        claim(&world, later(29), 9)
            .await
            .iter()
            .map(|j| (j.id, j.attempts))
            .collect::<Vec<_>>(),
        [(id(3), 1)]
    );
    assert_eq!(numbers(&claim(&world, later(30), 9).await), [1]);
}

#[rstest]
#[tokio::test]
async fn a_job_of_a_newer_program_blocks_nobody(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let mut tx = world.begin().await.unwrap();
    tx.query(
        "INSERT INTO job (id, payload, created_at, due_at, attempts) VALUES ($1, '{\"job\": \"unheard_of\"}', $2, $2, 0)",
    )
    .bind(uuid::Uuid::from_u128(1))
    .bind(NOW)
    .execute()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    add(&world, 2, None, NOW).await;
    assert_eq!(numbers(&claim(&world, NOW, 9).await), [2]);
    let mut reader = world.read().await.unwrap();
    let dead = jobs::dead(&mut reader, None, Limit::default()).await.unwrap().items;
    assert_eq!((dead.len(), dead[0].id), (1, id(1)));
    assert_eq!(dead[0].payload["job"], "unheard_of");
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn workers_share_and_never_double(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = Arc::new(world(engine).await);
    let mut tx = world.begin().await.unwrap();
    for n in 1..=200 {
        jobs::enqueue(&mut tx, id(n), &notify(n), None, NOW, NOW).await.unwrap();
    }
    tx.commit().await.unwrap();
    let workers: Vec<_> = (0..6)
        .map(|_| {
            let world = Arc::clone(&world);
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let claimed = claim(&world, NOW, 7).await;
                    if claimed.is_empty() {
                        return mine;
                    }
                    mine.extend(numbers(&claimed));
                }
            })
        })
        .collect();
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.unwrap());
    }
    assert_eq!(all.len(), 200);
    assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), 200);
}

#[rstest]
#[tokio::test]
async fn background_work_in_figures(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let mut tx = world.begin().await.unwrap();
    let none = store::job_measures::read(&mut tx, NOW).await.unwrap();
    assert_eq!((none.due, none.failing, none.dead, none.oldest_due_at), (0, 0, 0, None));
    for (n, due) in [(1, later(-60)), (2, NOW), (3, later(60))] {
        jobs::enqueue(&mut tx, id(n), &notify(n), None, later(-60), due)
            .await
            .unwrap();
    }
    let some = store::job_measures::read(&mut tx, NOW).await.unwrap();
    assert_eq!((some.due, some.failing, some.dead), (2, 0, 0));
    assert_eq!(some.oldest_due_at, Some(later(-60)));
    let claimed = jobs::claim(&mut tx, NOW, 30, 2).await.unwrap();
    jobs::retry(&mut tx, &claimed[0], "broken", later(5)).await.unwrap();
    jobs::bury(&mut tx, &claimed[1], "broken", NOW).await.unwrap();
    let after = store::job_measures::read(&mut tx, NOW).await.unwrap();
    assert_eq!(
        (after.due, after.failing, after.dead, after.oldest_due_at),
        (0, 1, 1, None)
    );
}
