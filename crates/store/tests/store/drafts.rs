use std::sync::Arc;

use domain::{Cursor, Draft, Limit};
use rstest::rstest;
use store::{Engine, StoreError, drafts};

use crate::support::{ANNA, BERTA, COMPANY, OTHER_SERVICE, answers, draft, grant, id, later, walk, world};

#[rstest]
#[tokio::test]
async fn a_draft_is_kept_and_grows(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    world.put_draft(&draft(1)).await;
    let mut tx = world.begin().await.unwrap();
    let mut read = drafts::find(&mut tx, id(1)).await.unwrap();
    assert_eq!(read, draft(1));
    read.answers = answers("Anna Ģertrūde");
    read.page = Some("persons".to_owned());
    read.updated_at = later(5);
    drafts::save(&mut tx, &grant(), &mut read).await.unwrap();
    assert_eq!(read.version, 2);
    assert_eq!(drafts::find(&mut tx, id(1)).await.unwrap(), read);
    drafts::delete(&mut tx, &grant(), id(1)).await.unwrap();
    assert!(matches!(drafts::find(&mut tx, id(1)).await, Err(StoreError::NotFound)));
    assert!(matches!(
        drafts::delete(&mut tx, &grant(), id(1)).await,
        Err(StoreError::NotFound)
    ));
}

#[rstest]
#[tokio::test]
async fn of_two_who_saved_the_same_one_is_told(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    world.put_draft(&draft(1)).await;
    let (mut one, mut two) = (draft(1), draft(1));
    one.answers = answers("one");
    two.answers = answers("two");
    let mut tx = world.begin().await.unwrap();
    drafts::save(&mut tx, &grant(), &mut one).await.unwrap();
    assert!(matches!(
        drafts::save(&mut tx, &grant(), &mut two).await,
        Err(StoreError::StaleVersion)
    ));
    assert_eq!(two.version, 1);
    assert_eq!(drafts::find(&mut tx, id(1)).await.unwrap().answers, answers("one"));
}

#[rstest]
#[tokio::test]
async fn lists_hold_one_capacity_last_saved_first(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    // Several saved in the same moment: the identity decides.
    for (n, saved) in [(1, 0), (2, 5), (3, 5), (4, 5), (5, 5), (6, 9), (7, 1)] {
        world
            .put_draft(&Draft {
                updated_at: later(saved),
                ..draft(n)
            })
            .await;
    }
    world
        .put_draft(&Draft {
            applicant: id(COMPANY),
            ..draft(8)
        })
        .await;
    world
        .put_draft(&Draft {
            person: id(BERTA),
            applicant: id(COMPANY),
            ..draft(9)
        })
        .await;

    let mut reader = world.read().await.unwrap();
    let three = Limit::new(3).unwrap();
    let own = walk(
        async |cursor| {
            drafts::of_person(&mut reader, id(ANNA), id(ANNA), cursor, three)
                .await
                .unwrap()
        },
        |line| line.id.0.as_u128(),
    )
    .await;
    assert_eq!(own, [6, 5, 4, 3, 2, 7, 1]);
    let for_company = drafts::of_person(&mut reader, id(ANNA), id(COMPANY), None, three)
        .await
        .unwrap();
    assert_eq!(for_company.items.iter().map(|l| l.id).collect::<Vec<_>>(), [id(8)]);
    assert_eq!(for_company.next, None);

    for wrong in ["", "x", "2026~", "~00000000-0000-0000-0000-000000000001"] {
        let cursor = Cursor(wrong.to_owned());
        let page = drafts::of_person(&mut reader, id(ANNA), id(ANNA), Some(&cursor), three).await;
        assert!(matches!(page, Err(StoreError::Cursor)), "{wrong}");
    }
}

#[rstest]
#[tokio::test]
async fn the_like_of_a_draft_is_found(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    for (n, saved) in [(1, 0), (2, 5), (3, 5), (4, 1)] {
        world
            .put_draft(&Draft {
                updated_at: later(saved),
                ..draft(n)
            })
            .await;
    }
    let for_company = Draft {
        applicant: id(COMPANY),
        updated_at: later(9),
        ..draft(5)
    };
    world.put_draft(&for_company).await;
    let mut tx = world.begin().await.unwrap();
    let like = drafts::unfinished(&mut tx, &draft(99)).await.unwrap();
    assert_eq!(
        like,
        Some(Draft {
            updated_at: later(5),
            ..draft(3)
        }),
        "last saved, in this capacity"
    );
    assert_eq!(
        drafts::unfinished(&mut tx, &for_company).await.unwrap(),
        Some(for_company)
    );
    for other in [
        Draft {
            person: id(BERTA),
            ..draft(99)
        },
        Draft {
            service: id(OTHER_SERVICE),
            ..draft(99)
        },
        Draft {
            form_version: id(999),
            ..draft(99)
        },
    ] {
        assert_eq!(drafts::unfinished(&mut tx, &other).await.unwrap(), None);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_look_at_once_begin_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = Arc::new(world(engine).await);
    let tries: Vec<_> = (1..=20)
        .map(|n| {
            let world = Arc::clone(&world);
            tokio::spawn(async move {
                let mut tx = world.begin().await.unwrap();
                let found = drafts::unfinished(&mut tx, &draft(n)).await.unwrap();
                if found.is_none() {
                    drafts::insert(&mut tx, &grant(), &draft(n)).await.unwrap();
                }
                tx.commit().await.unwrap();
                found.is_none()
            })
        })
        .collect();
    let mut begun = 0;
    for attempt in tries {
        begun += usize::from(attempt.await.unwrap());
    }
    assert_eq!(begun, 1);
}
