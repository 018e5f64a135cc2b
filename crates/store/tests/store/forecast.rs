use std::collections::HashMap;

use domain::{CaseEventKind, Date, EventActor, LifeTable, Outcome, RealDuration, Sample, StepId, Timestamp};
use rstest::rstest;
use store::case_events::{self, NewCaseEvent};
use store::forecast::{self, ServiceHistory};
use store::{Engine, cases, registry};

use crate::support::{NOW, OTHER_SERVICE, SERVICE, World, case, grant, id, later, world};

const DAY: i64 = 24 * 60 * 60;

fn step(name: &str) -> StepId {
    name.parse().unwrap()
}

fn today() -> Date {
    NOW.date()
}

/// So many cases that took 1, 2, … days.
fn table(cases: u16) -> LifeTable {
    let sample = |days| Sample {
        days: f64::from(days),
        decided: true,
        weight: 0.75,
        again: false,
    };
    LifeTable::of((1..=cases).map(sample).collect())
}

fn known(cases: u16) -> ServiceHistory {
    ServiceHistory {
        steps: HashMap::from([(step("check"), table(5)), (step("decide"), table(3))]),
        whole: table(cases),
    }
}

async fn put(world: &World, service: u128, history: &ServiceHistory, changes: i64, today: Date) -> bool {
    let mut tx = world.begin().await.unwrap();
    let seen = forecast::put(&mut tx, id(service), history, changes, today)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    seen
}

#[rstest]
#[tokio::test]
async fn a_step_is_read_with_the_whole(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    put(&world, SERVICE, &known(40), 1, today()).await;
    put(&world, OTHER_SERVICE, &known(7), 1, today()).await;
    let mut reader = world.read().await.unwrap();
    let found = forecast::history(&mut reader, id(SERVICE), &step("decide"))
        .await
        .unwrap();
    assert_eq!((found.step, found.whole), (table(3), table(40)));
    let unknown = forecast::history(&mut reader, id(SERVICE), &step("other"))
        .await
        .unwrap();
    assert_eq!((unknown.step, unknown.whole), (LifeTable::default(), table(40)));
    drop(reader);
    let shorter = ServiceHistory {
        steps: HashMap::from([(step("check"), table(9))]),
        ..known(41)
    };
    put(&world, SERVICE, &shorter, 2, today()).await;
    let mut reader = world.read().await.unwrap();
    let gone = forecast::history(&mut reader, id(SERVICE), &step("decide"))
        .await
        .unwrap();
    assert_eq!(
        gone.step,
        LifeTable::default(),
        "what no case went through any more is gone"
    );
    let found = forecast::history(&mut reader, id(SERVICE), &step("check"))
        .await
        .unwrap();
    assert_eq!((found.step, found.whole), (table(9), table(41)));
}

#[rstest]
#[tokio::test]
async fn how_long_it_takes_is_told_where_enough_is_known(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    assert!(put(&world, SERVICE, &known(40), 1, today()).await, "the public sees it");
    assert!(
        !put(&world, SERVICE, &known(40), 2, today()).await,
        "nothing new to see"
    );
    assert!(!put(&world, OTHER_SERVICE, &known(29), 1, today()).await, "too few");
    let real = RealDuration {
        half_within: 20,
        nine_of_ten_within: 36,
        cases: 40,
    };
    let mut reader = world.read().await.unwrap();
    assert_eq!(
        forecast::real_durations(&mut reader).await.unwrap(),
        [(id(SERVICE), real)]
    );
    assert_eq!(
        forecast::real_duration(&mut reader, id(SERVICE)).await.unwrap(),
        Some(real)
    );
    assert_eq!(
        forecast::real_duration(&mut reader, id(OTHER_SERVICE)).await.unwrap(),
        None
    );
    drop(reader);
    assert!(put(&world, SERVICE, &known(29), 3, today()).await, "silent again");
    assert_eq!(
        forecast::real_durations(&mut world.read().await.unwrap())
            .await
            .unwrap(),
        []
    );
}

#[rstest]
#[tokio::test]
async fn services_whose_cases_move_are_stale(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let stale = async |on: Date| forecast::stale(&mut world.read().await.unwrap(), on).await.unwrap();
    assert_eq!(stale(today()).await, [], "no case, nothing to know");
    let mut tx = world.begin().await.unwrap();
    registry::count_use(&mut tx, &grant(), id(SERVICE)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(stale(today()).await, [id(SERVICE)]);
    let changes = async || {
        let mut reader = world.read().await.unwrap();
        forecast::changes(&mut reader, id(SERVICE)).await.unwrap()
    };
    put(&world, SERVICE, &known(1), changes().await, today()).await;
    assert_eq!(stale(today()).await, []);
    assert_eq!(
        stale(today().add_days(1).unwrap()).await,
        [id(SERVICE)],
        "running cases grow older"
    );
    let mut moved = world.put_case(case(1)).await;
    let mut tx = world.begin().await.unwrap();
    cases::save(&mut tx, &grant(), &mut moved).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(stale(today()).await, [id(SERVICE)]);
    put(&world, SERVICE, &known(1), changes().await, today()).await;
    assert_eq!(stale(today()).await, []);
    assert_eq!(
        forecast::changes(&mut world.read().await.unwrap(), id(OTHER_SERVICE))
            .await
            .unwrap(),
        0
    );
}

/// A case that came then, with these events.
async fn put_events(world: &World, n: u128, service: u128, came: Timestamp, kinds: &[CaseEventKind]) {
    world
        .put_case(domain::Case {
            service: id(service),
            submitted_at: came,
            ..case(n)
        })
        .await;
    let mut tx = world.begin().await.unwrap();
    for kind in kinds {
        let event = NewCaseEvent {
            case: id(n),
            by: EventActor::System,
            kind: kind.clone(),
            occurred_at: came,
            recorded_at: came,
        };
        case_events::append(&mut tx, &grant(), event).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn what_moved_a_services_newest_cases(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let submitted = CaseEventKind::Submitted { filled_minutes: None };
    let closed = CaseEventKind::Closed {
        outcome: Outcome::Granted,
    };
    let kinds = [submitted.clone(), CaseEventKind::MessageSent, closed.clone()];
    for n in 1..=4u8 {
        put_events(&world, n.into(), SERVICE, later(-DAY * i64::from(n)), &kinds).await;
    }
    put_events(&world, 5, OTHER_SERVICE, later(-DAY), &kinds).await;
    let read = async |from: i64, to: i64, cases: u16| {
        let came = later(from * DAY)..later(to * DAY);
        let mut reader = world.read().await.unwrap();
        case_events::of_service(&mut reader, id(SERVICE), came, cases)
            .await
            .unwrap()
    };
    let events = read(-3, 0, 2).await;
    let found: Vec<_> = events.iter().map(|event| (event.case, event.kind.clone())).collect();
    let expected = [1, 2].map(|n| [(id(n), submitted.clone()), (id(n), closed.clone())]);
    assert_eq!(found, expected.concat(), "the newest two, without messages");
    let cases = async |from, to| read(from, to, 9).await.chunk_by(|a, b| a.case == b.case).count();
    assert_eq!((cases(-3, 0).await, cases(-3, -2).await, cases(-9, 1).await), (3, 1, 4));
}

#[rstest]
#[tokio::test]
async fn a_case_with_too_many_moves_is_left_out(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let asked = vec![CaseEventKind::MessageSent; 100];
    put_events(&world, 1, SERVICE, later(-DAY), &asked).await;
    let mut reader = world.read().await.unwrap();
    let came = later(-2 * DAY)..NOW;
    assert_eq!(
        case_events::of_service(&mut reader, id(SERVICE), came, 1)
            .await
            .unwrap(),
        []
    );
}
