use domain::{Case, Limit, LocalText, Notice, NoticeKind, Outcome};
use rstest::rstest;
use store::notices::{self, UNREAD_COUNTED};
use store::{Engine, StoreError};

use crate::support::{ANNA, BERTA, World, case, grant, id, later, walk, world};

fn notice(n: u128, party: u128, case: &Case, seconds: i64) -> Notice {
    let kinds = [
        NoticeKind::Submitted,
        NoticeKind::StepEntered {
            step: "decide".parse().unwrap(),
            title: LocalText::new("Lēmums", "Decision"),
        },
        NoticeKind::Closed {
            outcome: Outcome::Granted,
        },
    ];
    Notice {
        id: id(n),
        party: id(party),
        case: case.number.clone(),
        service_title: LocalText::new("Dzīvesvietas deklarēšana", "Declaring a residence"),
        kind: kinds[n as usize % 3].clone(),
        created_at: later(seconds),
        read_at: None,
    }
}

async fn put(world: &World, case: &Case, notices: &[Notice]) {
    let mut tx = world.begin().await.unwrap();
    for notice in notices {
        assert!(
            notices::put(&mut tx, &format!("key {}", notice.id), case.id, notice)
                .await
                .unwrap()
        );
    }
    tx.commit().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn nothing_is_announced_twice(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let case = world.put_case(case(1)).await;
    let mut tx = world.begin().await.unwrap();
    assert!(
        notices::put(&mut tx, "case 1 event 1 anna", case.id, &notice(1, ANNA, &case, 0))
            .await
            .unwrap()
    );
    assert!(
        !notices::put(&mut tx, "case 1 event 1 anna", case.id, &notice(2, ANNA, &case, 1))
            .await
            .unwrap()
    );
    let inbox = notices::inbox(&mut tx, id(ANNA), None, Limit::default()).await.unwrap();
    assert_eq!(inbox.items, [notice(1, ANNA, &case, 0)]);
    assert_eq!(notices::unread(&mut tx, id(ANNA)).await.unwrap(), 1);
}

#[rstest]
#[tokio::test]
async fn an_inbox_is_read_by_its_owner(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let (one, two) = (world.put_case(case(1)).await, world.put_case(case(2)).await);
    put(&world, &one, &[1, 2, 3].map(|n| notice(n, ANNA, &one, 5))).await;
    put(
        &world,
        &two,
        &[
            notice(4, ANNA, &two, 9),
            notice(5, ANNA, &two, 1),
            notice(6, BERTA, &two, 1),
        ],
    )
    .await;

    let mut tx = world.begin().await.unwrap();
    let three = Limit::new(3).unwrap();
    let inbox = walk(
        async |cursor| notices::inbox(&mut tx, id(ANNA), cursor, three).await.unwrap(),
        |notice| (notice.id.0.as_u128(), notice.case.clone()),
    )
    .await;
    let expected = [(4, &two), (3, &one), (2, &one), (1, &one), (5, &two)];
    assert_eq!(inbox, expected.map(|(n, case)| (n, case.number.clone())));

    let foreign = notices::mark_read(&mut tx, &grant(), id(BERTA), id(1), later(10)).await;
    assert!(matches!(foreign, Err(StoreError::NotFound)));
    notices::mark_read(&mut tx, &grant(), id(ANNA), id(1), later(10))
        .await
        .unwrap();
    notices::mark_read(&mut tx, &grant(), id(ANNA), id(1), later(20))
        .await
        .unwrap();
    assert_eq!(notices::unread(&mut tx, id(ANNA)).await.unwrap(), 4);
    let foreign = notices::mark_read_up_to(&mut tx, &grant(), id(BERTA), id(4), later(30)).await;
    assert!(matches!(foreign, Err(StoreError::NotFound)));
    notices::mark_read_up_to(&mut tx, &grant(), id(ANNA), id(5), later(30))
        .await
        .unwrap();
    assert_eq!(
        notices::unread(&mut tx, id(ANNA)).await.unwrap(),
        3,
        "what was told later is not read by that"
    );
    notices::mark_read_up_to(&mut tx, &grant(), id(ANNA), id(4), later(30))
        .await
        .unwrap();
    assert_eq!(notices::unread(&mut tx, id(ANNA)).await.unwrap(), 2);
    assert_eq!(
        notices::unread(&mut tx, id(BERTA)).await.unwrap(),
        1,
        "another's inbox stays as it was"
    );
    let inbox = notices::inbox(&mut tx, id(ANNA), None, Limit::default()).await.unwrap();
    let read: Vec<_> = inbox.items.iter().map(|n| n.read_at).collect();
    assert_eq!(
        read,
        [Some(later(30)), None, None, Some(later(10)), Some(later(30))],
        "the first time counts"
    );
    notices::mark_all_read(&mut tx, &grant(), id(ANNA), later(40))
        .await
        .unwrap();
    assert_eq!(notices::unread(&mut tx, id(ANNA)).await.unwrap(), 0);
    assert_eq!(notices::unread(&mut tx, id(BERTA)).await.unwrap(), 1);
}

#[rstest]
#[tokio::test]
async fn counting_stops_where_nobody_counts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let case = world.put_case(case(1)).await;
    let many: Vec<Notice> = (1..=u128::try_from(UNREAD_COUNTED).unwrap() + 5)
        .map(|n| notice(n, ANNA, &case, 0))
        .collect();
    put(&world, &case, &many).await;
    let mut reader = world.read().await.unwrap();
    assert_eq!(notices::unread(&mut reader, id(ANNA)).await.unwrap(), UNREAD_COUNTED);
}
