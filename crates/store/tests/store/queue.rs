use domain::{Case, CaseState, Limit, Outcome};
use rstest::rstest;
use store::case_queue::{self, Holder, QueueCounts, QueueFilter};
use store::{Engine, Reader, cases};

use crate::support::{
    AGENCY, OFFICIAL, OTHER_AGENCY, OTHER_SERVICE, SERVICE, World, case, grant, id, later, walk, world,
};

/// Seven running cases, one of another agency, three that are over.
async fn fill(world: &World) {
    let day = |text: &str| Some(text.parse().unwrap());
    let taken = |case: Case| Case {
        state: CaseState::InProgress,
        official: Some(id(OFFICIAL)),
        ..case
    };
    for case in [
        case(1),
        Case {
            promised_by: day("2026-11-25"),
            ..case(2)
        },
        taken(Case {
            promised_by: day("2026-11-25"),
            legal_by: day("2026-11-20"),
            ..case(3)
        }),
        Case {
            legal_by: day("2026-11-25"),
            service: id(OTHER_SERVICE),
            ..case(4)
        },
        taken(Case {
            promised_by: day("2026-11-22"),
            step: "decide".parse().unwrap(),
            ..case(5)
        }),
        Case {
            state: CaseState::WaitingForClient,
            ..taken(Case {
                promised_by: day("2026-11-20"),
                ..case(6)
            })
        },
        Case {
            promised_by: day("2026-11-25"),
            ..case(7)
        },
        Case {
            agency: id(OTHER_AGENCY),
            ..case(8)
        },
    ] {
        world.put_case(case).await;
    }
    for (n, at) in [(11, 10), (12, 10), (13, 5)] {
        let state = CaseState::Closed(Outcome::Granted);
        world
            .put_case(Case {
                state,
                closed_at: Some(later(at)),
                promised_by: day("2020-01-01"),
                ..case(n)
            })
            .await;
    }
}

async fn numbers(reader: &mut Reader, filter: &QueueFilter) -> Vec<u128> {
    let limit = Limit::new(2).unwrap();
    walk(
        async |cursor| {
            case_queue::open(reader, id(AGENCY), filter, cursor, limit)
                .await
                .unwrap()
        },
        |line| line.case.id.0.as_u128(),
    )
    .await
}

#[rstest]
#[tokio::test]
async fn the_most_urgent_come_first(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    fill(&world).await;
    let mut reader = world.read().await.unwrap();
    assert_eq!(
        numbers(&mut reader, &QueueFilter::default()).await,
        [3, 6, 5, 2, 4, 7, 1]
    );
    let page = case_queue::open(&mut reader, id(AGENCY), &QueueFilter::default(), None, Limit::default())
        .await
        .unwrap();
    assert_eq!(page.next, None);
    let first = &page.items[0];
    assert_eq!(
        (first.applicant.as_str(), first.official.as_deref()),
        ("Anna Ābola", Some("Olga Ozola"))
    );
    assert_eq!(page.items[3].official, None);
    assert_eq!(first.case, cases::find(&mut reader, id(3)).await.unwrap());
}

#[rstest]
#[tokio::test]
async fn filters_narrow_alone_and_together(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    fill(&world).await;
    let mut reader = world.read().await.unwrap();
    let none = QueueFilter::default;
    let overdue = Some("2026-11-23".parse().unwrap());
    let mine = Some(Holder::Official(id(OFFICIAL)));
    for (filter, expected) in [
        (
            QueueFilter {
                state: Some(CaseState::Submitted),
                ..none()
            },
            vec![2, 4, 7, 1],
        ),
        (
            QueueFilter {
                state: Some(CaseState::WaitingForClient),
                ..none()
            },
            vec![6],
        ),
        (
            QueueFilter {
                step: Some("decide".parse().unwrap()),
                ..none()
            },
            vec![5],
        ),
        (
            QueueFilter {
                service: Some(id(OTHER_SERVICE)),
                ..none()
            },
            vec![4],
        ),
        (
            QueueFilter {
                holder: Some(Holder::Nobody),
                ..none()
            },
            vec![2, 4, 7, 1],
        ),
        (QueueFilter { holder: mine, ..none() }, vec![3, 6, 5]),
        (
            QueueFilter {
                due_before: overdue,
                ..none()
            },
            vec![3, 5],
        ),
        (
            QueueFilter {
                state: Some(CaseState::InProgress),
                step: Some("check".parse().unwrap()),
                service: Some(id(SERVICE)),
                holder: mine,
                due_before: overdue,
            },
            vec![3],
        ),
    ] {
        assert_eq!(numbers(&mut reader, &filter).await, expected, "{filter:?}");
    }
}

#[rstest]
#[tokio::test]
async fn counts_agree_with_lists(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    fill(&world).await;
    let mut reader = world.read().await.unwrap();
    let today = "2026-11-23".parse().unwrap();
    let counts = case_queue::counts(&mut reader, id(AGENCY), id(OFFICIAL), today)
        .await
        .unwrap();
    assert_eq!(
        counts,
        QueueCounts {
            open: 7,
            untaken: 4,
            mine: 3,
            waiting: 1,
            overdue: 2
        }
    );
    let nothing = case_queue::counts(&mut reader, id(999), id(OFFICIAL), today)
        .await
        .unwrap();
    assert_eq!(nothing, QueueCounts::default());
}

#[rstest]
#[tokio::test]
async fn what_is_over_leaves_the_queue(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    fill(&world).await;
    let mut tx = world.begin().await.unwrap();
    let mut five = cases::find(&mut tx, id(5)).await.unwrap();
    five.state = CaseState::Closed(Outcome::Refused);
    five.closed_at = Some(later(20));
    cases::save(&mut tx, &grant(), &mut five).await.unwrap();
    tx.commit().await.unwrap();

    let mut reader = world.read().await.unwrap();
    assert_eq!(numbers(&mut reader, &QueueFilter::default()).await, [3, 6, 2, 4, 7, 1]);
    let over = walk(
        async |cursor| {
            case_queue::closed(
                &mut reader,
                id(AGENCY),
                &QueueFilter::default(),
                cursor,
                Limit::new(2).unwrap(),
            )
            .await
            .unwrap()
        },
        |line| line.case.id.0.as_u128(),
    )
    .await;
    assert_eq!(over, [5, 12, 11, 13]);
    let refused = QueueFilter {
        state: Some(CaseState::Closed(Outcome::Refused)),
        holder: Some(Holder::Official(id(OFFICIAL))),
        ..QueueFilter::default()
    };
    let page = case_queue::closed(&mut reader, id(AGENCY), &refused, None, Limit::default());
    let found: Vec<u128> = page
        .await
        .unwrap()
        .items
        .iter()
        .map(|line| line.case.id.0.as_u128())
        .collect();
    assert_eq!(found, [5]);
}

#[rstest]
#[tokio::test]
async fn a_postponed_deadline_moves_the_case(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    fill(&world).await;
    let mut tx = world.begin().await.unwrap();
    let mut three = cases::find(&mut tx, id(3)).await.unwrap();
    three.promised_by = Some("2026-12-30".parse().unwrap());
    three.legal_by = Some("2026-12-31".parse().unwrap());
    cases::save(&mut tx, &grant(), &mut three).await.unwrap();
    tx.commit().await.unwrap();
    let mut reader = world.read().await.unwrap();
    assert_eq!(
        numbers(&mut reader, &QueueFilter::default()).await,
        [6, 5, 2, 4, 7, 3, 1]
    );
}
