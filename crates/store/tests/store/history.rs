use domain::{AuditAction, AuditEntry, CaseEvent, CaseEventKind, EventActor, Limit, Outcome};
use rstest::rstest;
use store::case_events::{self, NewCaseEvent};
use store::{Engine, StoreError, audit};

use crate::support::{ANNA, BERTA, NOW, OFFICIAL, case, grant, id, later, walk, world};

fn event(n: u128, by: EventActor, kind: CaseEventKind) -> NewCaseEvent {
    NewCaseEvent {
        case: id(n),
        by,
        kind,
        occurred_at: NOW,
        recorded_at: later(3),
    }
}

#[rstest]
#[tokio::test]
async fn events_are_numbered_within_their_case(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    world.put_case(case(1)).await;
    world.put_case(case(2)).await;
    let client = EventActor::Client { person: id(ANNA) };
    let agency = EventActor::Agency { person: id(OFFICIAL) };
    let kinds = [
        (
            client.clone(),
            CaseEventKind::Submitted {
                filled_minutes: Some(7),
            },
        ),
        (agency.clone(), CaseEventKind::Taken { official: id(OFFICIAL) }),
        (
            agency.clone(),
            CaseEventKind::StepEntered {
                step: "decide".parse().unwrap(),
            },
        ),
        (agency, CaseEventKind::ClientAsked),
        (client, CaseEventKind::ClientAnswered),
        (
            EventActor::System,
            CaseEventKind::Closed {
                outcome: Outcome::LeftUnexamined,
            },
        ),
    ];
    let mut tx = world.begin().await.unwrap();
    let mut recorded: Vec<CaseEvent> = Vec::new();
    for (by, kind) in kinds {
        recorded.push(
            case_events::append(&mut tx, &grant(), event(1, by, kind))
                .await
                .unwrap(),
        );
    }
    let sent = event(2, EventActor::System, CaseEventKind::MessageSent);
    let other = case_events::append(&mut tx, &grant(), sent).await.unwrap();
    assert_eq!(other.sequence, 1);
    assert_eq!(
        recorded.iter().map(|e| e.sequence).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5, 6]
    );
    assert_eq!(case_events::of_case(&mut tx, id(1)).await.unwrap(), recorded);
    assert_eq!(case_events::find(&mut tx, id(1), 3).await.unwrap(), recorded[2]);
    assert!(matches!(
        case_events::find(&mut tx, id(1), 7).await,
        Err(StoreError::NotFound)
    ));
}

#[rstest]
#[tokio::test]
async fn history_cannot_be_rewritten(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(
        "UPDATE case_event SET kind = 'x'",
        "DELETE FROM case_event",
        "UPDATE audit SET action = 'x'",
        "DELETE FROM audit"
    )]
    sql: &'static str,
) {
    let world = world(engine).await;
    world.put_case(case(1)).await;
    let mut tx = world.begin().await.unwrap();
    let sent = event(1, EventActor::System, CaseEventKind::MessageSent);
    case_events::append(&mut tx, &grant(), sent).await.unwrap();
    audit::record(&mut tx, &entry(1, 0)).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = world.begin().await.unwrap();
    let refused = tx.query(sql).execute().await;
    assert!(
        matches!(&refused, Err(StoreError::Database { hint, .. }) if hint.contains("append-only")),
        "{refused:?}"
    );
    drop(tx);
    let mut reader = world.read().await.unwrap();
    assert_eq!(case_events::of_case(&mut reader, id(1)).await.unwrap().len(), 1);
}

fn entry(n: u128, seconds: i64) -> AuditEntry {
    AuditEntry {
        id: id(n),
        at: later(seconds),
        person: Some(id(OFFICIAL)),
        acting_for: None,
        by_right: "role:7".to_owned(),
        action: AuditAction::ReadCase,
        subject: "case:1".to_owned(),
        data_of: Some(id(ANNA)),
    }
}

#[rstest]
#[tokio::test]
async fn the_trail_is_read_by_person_and_by_thing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let mut tx = world.begin().await.unwrap();
    for (n, at) in [(1, 0), (2, 9), (3, 9), (4, 4), (5, 9)] {
        audit::record(&mut tx, &entry(n, at)).await.unwrap();
    }
    let system = AuditEntry {
        person: None,
        acting_for: Some(id(BERTA)),
        by_right: "system".to_owned(),
        action: AuditAction::SubmitCase,
        subject: "case:2".to_owned(),
        data_of: Some(id(BERTA)),
        ..entry(6, 1)
    };
    audit::record(&mut tx, &system).await.unwrap();
    audit::record(
        &mut tx,
        &AuditEntry {
            data_of: None,
            ..entry(7, 20)
        },
    )
    .await
    .unwrap();

    let three = Limit::new(3).unwrap();
    let about_anna = walk(
        async |cursor| audit::about_party(&mut tx, id(ANNA), cursor, three).await.unwrap(),
        |entry| entry.id.0.as_u128(),
    )
    .await;
    assert_eq!(about_anna, [5, 3, 2, 4, 1]);
    let about_case = walk(
        async |cursor| audit::about_subject(&mut tx, "case:1", cursor, three).await.unwrap(),
        |entry| entry.id.0.as_u128(),
    )
    .await;
    assert_eq!(about_case, [7, 5, 3, 2, 4, 1]);
    assert_eq!(
        audit::about_party(&mut tx, id(BERTA), None, three).await.unwrap().items,
        [system]
    );
}
