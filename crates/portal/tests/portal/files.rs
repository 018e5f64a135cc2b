//! Files that officials hand over.

use bytes::Bytes;
use domain::{CaseState, Outcome};
use portal::{Close, MAX_FILE_BYTES, MAX_FILES, NewFile, PortalError};
use rstest::rstest;
use store::Engine;

use crate::world::{DAY, World, granted};

fn file(name: &str, size: usize) -> NewFile {
    NewFile {
        name: name.to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: Bytes::from(vec![7; size]),
    }
}

fn close(files: Vec<NewFile>) -> Close {
    Close {
        files,
        ..granted("Deklarēts")
    }
}

/// How many files lie in the store.
fn kept(world: &World) -> usize {
    let folders = std::fs::read_dir(world.folder.path()).unwrap();
    let files = folders.flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap());
    files.count()
}

#[rstest]
#[tokio::test]
async fn files_reach_those_who_may_see_the_case(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, berta, olga) = (world.anna().await, world.berta().await, world.olga().await);
    let cases = &world.portal.cases;
    let case = world.taken(&anna, &olga).await;
    let other = world.submit(&berta).await;
    let files = vec![file("C:\\Mani dokumenti\\Lēmums.pdf", 5), file("b.pdf", MAX_FILE_BYTES)];
    cases
        .close(&olga, &case.number, case.version, close(files))
        .await
        .unwrap();
    let handed = cases.get(&anna, &case.number).await.unwrap().result.unwrap().files;
    assert_eq!(
        (handed.len(), handed[0].name.as_str(), handed[0].size),
        (2, "Lēmums.pdf", 5)
    );
    assert_eq!(
        handed[0].sha256,
        "dcaee57a8101f9b948dd74b43f69c82b8c4d2382abee8e60b997a362e888c576"
    );
    for reader in [&anna, &olga] {
        let (found, content) = cases.file(reader, &case.number, handed[0].id).await.unwrap();
        assert_eq!(
            (&found, content.bytes().await.unwrap()),
            (&handed[0], Bytes::from(vec![7; 5]))
        );
    }
    assert!(matches!(
        cases.file(&berta, &case.number, handed[0].id).await,
        Err(PortalError::NotFound)
    ));
    let elsewhere = cases.file(&berta, &other.number, handed[0].id).await;
    assert!(
        matches!(elsewhere, Err(PortalError::NotFound)),
        "a file belongs to its case"
    );
    assert_eq!(
        world
            .count("SELECT count(*) FROM audit WHERE action = 'read_file'")
            .await,
        2
    );
}

#[rstest]
#[tokio::test]
async fn what_cannot_be_handed_over(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let otto = world.official(4, "Otto", world.riga).await;
    let cases = &world.portal.cases;
    let case = world.taken(&anna, &olga).await;
    let many = (0..=MAX_FILES).map(|n| file(&format!("{n}.pdf"), 1)).collect();
    for files in [many, vec![file("a.pdf", MAX_FILE_BYTES + 1)], vec![file("a.pdf", 0)]] {
        let refused = cases.close(&olga, &case.number, case.version, close(files)).await;
        assert!(matches!(refused, Err(PortalError::Invalid(problems)) if problems[0].field == "files"));
    }
    let silent = Close {
        text: " ".to_owned(),
        ..close(vec![])
    };
    assert!(matches!(
        cases.close(&olga, &case.number, case.version, silent).await,
        Err(PortalError::Invalid(_))
    ));
    let withdrawn = Close {
        outcome: Outcome::Withdrawn,
        ..close(vec![file("a.pdf", 1)])
    };
    assert!(matches!(
        cases.close(&olga, &case.number, case.version, withdrawn).await,
        Err(PortalError::Refused(_))
    ));
    let stale = cases.close(&olga, &case.number, 1, close(vec![file("a.pdf", 1)])).await;
    assert!(matches!(stale, Err(PortalError::Stale)));
    let foreign = cases
        .close(&otto, &case.number, case.version, close(vec![file("a.pdf", 1)]))
        .await;
    assert!(matches!(foreign, Err(PortalError::NotFound)));
    assert_eq!(kept(&world), 0, "nothing was kept of what was refused");
    let state = cases.get(&anna, &case.number).await.unwrap().case.state;
    assert_eq!(state, CaseState::InProgress);
}

/// Two officials end one case at the same moment: one does, and the other's file is removed again.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_end_a_case_one_leaves_a_file(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let case = world.taken(&anna, &olga).await;
    let mut tries = tokio::task::JoinSet::new();
    for n in 0..8 {
        let (portal, olga, number) = (world.portal.clone(), olga.clone(), case.number.clone());
        let close = close(vec![file(&format!("{n}.pdf"), 100)]);
        tries.spawn(async move { portal.cases.close(&olga, &number, case.version, close).await });
    }
    let results = tries.join_all().await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    let told = |result: &Result<_, _>| matches!(result, Ok(_) | Err(PortalError::Stale | PortalError::Refused(_)));
    assert!(results.iter().all(told), "{results:?}");
    assert_eq!(kept(&world), 1);
    assert_eq!(world.count("SELECT count(*) FROM file").await, 1);
}

/// The program is broken off between keeping a file and recording it.
#[rstest]
#[tokio::test]
async fn files_that_no_record_names_are_removed_in_time(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let case = world.taken(&anna, &olga).await;
    let handed = close((0..3).map(|n| file(&format!("{n}.pdf"), 10)).collect());
    world
        .portal
        .cases
        .close(&olga, &case.number, case.version, handed)
        .await
        .unwrap();
    let store = connectors::Files::local(world.folder.path()).unwrap();
    let ids = portal::Ids::seeded(99);
    for _ in 0..30 {
        store.put(ids.id(world.now()), Bytes::from_static(b"x")).await.unwrap();
    }
    sweep_all(&world).await;
    assert_eq!(kept(&world), 33, "one that may still be under way is left alone");
    world.clock.advance(2 * DAY);
    store
        .put(ids.id(world.now()), Bytes::from_static(b"new"))
        .await
        .unwrap();
    sweep_all(&world).await;
    assert_eq!(kept(&world), 4);
    let result = world
        .portal
        .cases
        .get(&anna, &case.number)
        .await
        .unwrap()
        .result
        .unwrap();
    for file in &result.files {
        world.portal.cases.file(&anna, &case.number, file.id).await.unwrap();
    }
}

/// As many sweeps as it takes until every folder had its turn.
async fn sweep_all(world: &World) {
    for n in 0..16 {
        let mut tx = world.db.begin().await.unwrap();
        let id = uuid::Uuid::from_u128(1_000 + n).into();
        store::jobs::enqueue(&mut tx, id, &domain::JobKind::Sweep, None, world.now(), world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
        world.clock.advance(10 * 60);
    }
}

/// When the database does not say what it did, the case may have ended all the same: its files must not be gone.
#[rstest]
#[tokio::test]
async fn files_stay_when_it_is_not_certain_what_happened(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let case = world.taken(&anna, &olga).await;
    let mut tx = world.db.begin().await.unwrap();
    tx.query("ALTER TABLE case_result RENAME TO elsewhere")
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let close = close(vec![file("a.pdf", 10)]);
    let failed = world.portal.cases.close(&olga, &case.number, case.version, close).await;
    assert!(matches!(failed, Err(PortalError::Internal(_))), "{failed:?}");
    assert_eq!(kept(&world), 1);
}
