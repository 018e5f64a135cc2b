//! Notices and the jobs that bring them.

use domain::{JobKind, Limit, NoticeKind, Outcome};
use portal::PortalError;
use rstest::rstest;
use store::Engine;

use crate::world::{World, granted, step, text};

#[rstest]
#[tokio::test]
async fn each_event_is_told_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, berta, olga) = (world.anna().await, world.berta().await, world.olga().await);
    let (cases, notices) = (&world.portal.cases, &world.portal.notices);
    let case = world.taken(&anna, &olga).await;
    world.clock.advance(60);
    let case = cases.ask(&olga, &case.number, case.version, "Kas?").await.unwrap();
    let case = cases.answer(&anna, &case.number, case.version, "Tas.").await.unwrap();
    world.clock.advance(60);
    let case = cases
        .advance(&olga, &case.number, case.version, step("decide"), Some("Jā".into()))
        .await
        .unwrap();
    world.clock.advance(60);
    cases.message(&anna, &case.number, "Paldies").await.unwrap();
    let case = cases.message(&olga, &case.number, "Lūdzu").await.unwrap();
    world.clock.advance(60);
    let case = cases
        .close(&olga, &case.number, case.version, granted("Gatavs"))
        .await
        .unwrap();

    // Every event's job twice: what was told is not told again.
    let mut tx = world.db.begin().await.unwrap();
    for event in store::case_events::of_case(&mut tx, case.id).await.unwrap() {
        let job = JobKind::Notify {
            case: case.id,
            event: event.sequence,
        };
        let id = uuid::Uuid::from_u128(u128::try_from(event.sequence).unwrap()).into();
        store::jobs::enqueue(&mut tx, id, &job, None, world.now(), world.now())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    world.run_jobs().await;
    assert_eq!(world.count("SELECT count(*) FROM job").await, 0);

    let inbox = notices.inbox(&anna, None, Limit::default()).await.unwrap();
    let mut kinds: Vec<NoticeKind> = inbox.page.items.iter().map(|notice| notice.kind.clone()).collect();
    assert_eq!(
        kinds.remove(0),
        NoticeKind::Closed {
            outcome: Outcome::Granted
        },
        "newest first"
    );
    let decide = NoticeKind::StepEntered {
        step: step("decide"),
        title: text("decide"),
    };
    for kind in [
        NoticeKind::Submitted,
        NoticeKind::Taken,
        NoticeKind::ClientAsked,
        decide,
        NoticeKind::MessageReceived,
    ] {
        let before = kinds.len();
        kinds.retain(|known| *known != kind);
        assert_eq!(kinds.len(), before - 1, "{kind:?} once");
    }
    assert!(kinds.is_empty(), "one's own words are no news: {kinds:?}");
    assert_eq!(inbox.unread, 6);

    let first = &inbox.page.items[0];
    assert_eq!(
        (&first.case, &first.service_title),
        (&case.number, &text("Pakalpojums"))
    );
    assert!(matches!(
        notices.mark_read(&berta, first.id).await,
        Err(PortalError::NotFound)
    ));
    notices.mark_read(&anna, first.id).await.unwrap();
    assert_eq!(notices.unread_count(&anna).await.unwrap(), 5);
    cases.get(&anna, &case.number).await.unwrap();
    assert_eq!(
        notices.unread_count(&anna).await.unwrap(),
        5,
        "looking at a case, as programs do too, reads no notice"
    );
    assert!(matches!(
        notices.open(&berta, first.id).await,
        Err(PortalError::NotFound)
    ));
    notices.open(&anna, first.id).await.unwrap();
    assert_eq!(
        notices.unread_count(&anna).await.unwrap(),
        0,
        "who opens the latest news needs no reminder of the earlier"
    );
    assert_eq!(
        notices.inbox(&olga, None, Limit::default()).await.unwrap().page.items,
        []
    );
}

#[rstest]
#[tokio::test]
async fn all_can_be_marked_read(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anna = world.anna().await;
    world.submit(&anna).await;
    world.submit(&anna).await;
    world.run_jobs().await;
    assert_eq!(world.portal.notices.unread_count(&anna).await.unwrap(), 2);
    world.portal.notices.mark_all_read(&anna).await.unwrap();
    assert_eq!(world.portal.notices.unread_count(&anna).await.unwrap(), 0);
}

#[rstest]
#[tokio::test]
async fn a_job_that_fails_is_tried_again_and_then_put_aside(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let anna = world.anna().await;
    let case = world.submit(&anna).await;
    world.run_jobs().await;
    let mut tx = world.db.begin().await.unwrap();
    let nowhere = JobKind::Notify {
        case: case.id,
        event: 99,
    };
    store::jobs::enqueue(
        &mut tx,
        uuid::Uuid::from_u128(1).into(),
        &nowhere,
        None,
        world.now(),
        world.now(),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let jobs = &world.portal.jobs;
    let mut tries = 0;
    for _ in 0..1_000 {
        tries += jobs.run_due(10).await.unwrap();
        world.clock.advance(5);
    }
    assert_eq!(tries, 8);
    let dead = jobs.dead_letters(Limit::default()).await.unwrap();
    assert_eq!(
        (dead.len(), dead[0].attempts, dead[0].error.as_str()),
        (1, 8, "not found")
    );
}

/// The worker does what is due, sweeps, and stops when told.
#[rstest]
#[tokio::test]
async fn the_worker_works_until_it_is_stopped(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let signed_in = world.sign_in(1, "Anna", "Ābola").await;
    let anna = world.portal.sessions.actor(&signed_in.secret).await.unwrap().unwrap().1;
    world.submit(&anna).await;
    world.clock.advance(13 * 60 * 60);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let jobs = world.portal.jobs.clone();
    let worker = tokio::spawn(async move { jobs.run_forever(async { stopped.await.unwrap_or_default() }).await });
    let mut rounds = 0;
    while world.count("SELECT count(*) FROM job").await + world.count("SELECT count(*) FROM session").await > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        rounds += 1;
        assert!(rounds < 500, "the worker does not finish");
    }
    stop.send(()).unwrap();
    worker.await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM notice").await, 1);
}

/// A job that takes the program down with it never fails: it is only ever begun.
#[rstest]
#[tokio::test]
async fn a_job_that_is_broken_off_each_time_is_put_aside(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anna = world.anna().await;
    world.submit(&anna).await;
    for _ in 0..8 {
        let mut tx = world.db.begin().await.unwrap();
        let claimed = store::jobs::claim(&mut tx, world.now(), 120, 10).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(claimed.len(), 1);
        world.clock.advance(120);
    }
    world.run_jobs().await;
    let dead = world.portal.jobs.dead_letters(Limit::default()).await.unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!(world.count("SELECT count(*) FROM notice").await, 0);
}
