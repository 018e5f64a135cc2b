//! Drafts and the versions of their form.

use domain::{Draft, DraftMove, Fate, LastDay, MovedAnswer};
use rstest::rstest;
use store::{Engine, draft_moves, drafts, form_versions};
use uuid::Uuid;

use crate::support::{FORM_VERSION, NOW, World, draft, grant, id, later, world};

/// Further versions of the form of the small world, from the second on.
async fn publish(world: &World, versions: &[(u128, Option<&str>)]) {
    let mut tx = world.begin().await.unwrap();
    let (form,): (Uuid,) = tx
        .query("SELECT form FROM form_version WHERE id = $1")
        .bind(Uuid::from_u128(FORM_VERSION))
        .one()
        .await
        .unwrap();
    for (number, (version, until)) in (2..).zip(versions) {
        tx.query(
            "INSERT INTO form_version (id, form, number, published_at, older_until, definition)
             VALUES ($1, $2, $3, $4, $5, '{}')",
        )
        .bind(Uuid::from_u128(*version))
        .bind(form)
        .bind(number)
        .bind(NOW)
        .bind(*until)
        .execute()
        .await
        .unwrap();
        tx.query("UPDATE form SET current = $1 WHERE id = $2")
            .bind(Uuid::from_u128(*version))
            .bind(form)
            .execute()
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn the_earliest_day_of_all_newer_versions_counts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    publish(&world, &[(401, None)]).await;
    let mut reader = world.read().await.unwrap();
    let of = form_versions::newest(&mut reader, id(FORM_VERSION)).await.unwrap();
    assert_eq!(of, (id(401), LastDay(None)));
    drop(reader);
    let day = |text: &str| LastDay(Some(text.parse().unwrap()));
    let mut tx = world.begin().await.unwrap();
    for (version, until) in [(402_u128, Some("2027-02-01")), (403, Some("2027-01-15")), (404, None)] {
        tx.query(
            "INSERT INTO form_version (id, form, number, published_at, older_until, definition)
             SELECT $1, form, $2, published_at, $3, '{}' FROM form_version WHERE id = $4",
        )
        .bind(Uuid::from_u128(version))
        .bind(version as i64 - 399)
        .bind(until)
        .bind(Uuid::from_u128(FORM_VERSION))
        .execute()
        .await
        .unwrap();
    }
    for (version, expected) in [
        (FORM_VERSION, day("2027-01-15")),
        (402, day("2027-01-15")),
        (403, LastDay(None)),
        (404, LastDay(None)),
    ] {
        let found = form_versions::newest(&mut tx, id(version)).await.unwrap();
        assert_eq!(found, (id(401), expected), "{version}");
    }
    assert!(form_versions::newest(&mut tx, id(999)).await.is_err());
}

#[rstest]
#[tokio::test]
async fn a_draft_on_another_version_is_found(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    publish(&world, &[(401, None)]).await;
    world.put_draft(&draft(1)).await;
    let newer = Draft {
        updated_at: later(5),
        ..draft(2)
    };
    world.put_draft(&newer).await;
    let mut tx = world.begin().await.unwrap();
    let like = |version| Draft {
        form_version: id(version),
        ..draft(99)
    };
    let found = drafts::unfinished_on_another_version(&mut tx, &like(401))
        .await
        .unwrap();
    assert_eq!(found, Some(newer), "last saved first");
    for other in [like(FORM_VERSION), like(999)] {
        let found = drafts::unfinished_on_another_version(&mut tx, &other).await.unwrap();
        assert_eq!(found, None, "not of this version, not of another form");
    }
}

#[rstest]
#[tokio::test]
async fn what_a_move_left_out_is_kept_as_long_as_the_draft(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    publish(&world, &[(401, None), (402, None)]).await;
    world.put_draft(&draft(1)).await;
    let moved = |from, to, draft_version| DraftMove {
        from: id(from),
        to: id(to),
        draft_version,
        moved_at: later(draft_version),
        answers: vec![MovedAnswer {
            path: "persons.0.name".parse().unwrap(),
            answer: "Anna Ģertrūde".into(),
            fate: Fate::SetAside,
        }],
    };
    let (first, second) = (moved(FORM_VERSION, 401, 2), moved(401, 402, 5));
    let mut tx = world.begin().await.unwrap();
    draft_moves::record(&mut tx, &grant(), id(1), &first).await.unwrap();
    draft_moves::record(&mut tx, &grant(), id(1), &second).await.unwrap();
    assert_eq!(draft_moves::of_draft(&mut tx, id(1)).await.unwrap(), [first, second]);
    assert_eq!(draft_moves::of_draft(&mut tx, id(2)).await.unwrap(), []);
    drafts::delete(&mut tx, &grant(), id(1)).await.unwrap();
    assert_eq!(draft_moves::of_draft(&mut tx, id(1)).await.unwrap(), []);
}
