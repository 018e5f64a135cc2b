//! `Idempotency-Key`

use futures::future::join_all;
use rstest::rstest;
use serde_json::json;
use store::Engine;

use crate::harness::{RESIDENCE, World, items, residence};

const KEY: &str = "idempotency-key";

#[rstest]
#[tokio::test]
async fn a_repeated_request_is_answered_and_not_done_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let case = world.case_of(&janis).await;
    let path = case.path("/messages");
    let keyed = janis.with(KEY, "k-1");
    let first = keyed.post(&path, json!({ "text": "Labdien" })).await;
    let again = keyed.post(&path, json!({ "text": "Labdien" })).await;
    assert_eq!(
        (first.is(200), first.header("content-type")),
        (again.is(200), again.header("content-type"))
    );
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(items(&janis.get(&path).await.is(200)).len(), 1);

    keyed.post(&path, json!({ "text": "Cita ziņa" })).await.is_problem(422);
    let other = world.case_of(&world.program_of("marta").await).await;
    keyed
        .post(&other.path("/messages"), json!({ "text": "Labdien" }))
        .await
        .is_problem(422);
    let inese = world.program_of("pmlp-inese").await.with(KEY, "k-1");
    inese.post(&path, json!({ "text": "Labdien" })).await.is(200);
    assert_eq!(
        items(&janis.get(&path).await.is(200)).len(),
        2,
        "keys are each caller's own"
    );
    assert_eq!(
        items(&keyed.get(&path).await.is(200)).len(),
        2,
        "reading needs no key and minds none"
    );
    for wrong in [" ", "a b", "ā", &"k".repeat(256)] {
        janis
            .with(KEY, wrong)
            .post(&path, json!({ "text": "x" }))
            .await
            .is_problem(400);
    }
    world
        .anybody()
        .with("sec-fetch-site", "same-origin")
        .with(KEY, "k")
        .post(&path, json!({}))
        .await
        .is_problem(401);
}

#[rstest]
#[tokio::test]
async fn what_was_refused_can_be_tried_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (janis, inese) = (world.program_of("janis").await, world.program_of("pmlp-inese").await);
    let case = world.case_of(&janis).await;
    let keyed = inese.with(KEY, "k");
    let question = json!({ "version": case.version + 1, "question": "Vai viens?" });
    keyed
        .post(&case.agency_path("/ask"), question.clone())
        .await
        .is_problem(409);
    inese
        .post(&case.agency_path("/take"), json!({ "version": case.version }))
        .await
        .is(200);
    let asked = keyed.post(&case.agency_path("/ask"), question.clone()).await.is(200);
    assert_eq!(keyed.post(&case.agency_path("/ask"), question).await.is(200), asked);
}

#[rstest]
#[tokio::test]
async fn many_at_once_are_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let case = world.case_of(&janis).await;
    let path = case.path("/messages");
    let keyed = janis.with(KEY, "k");
    let replies = join_all((0..10).map(|_| {
        let (keyed, path) = (keyed.clone(), path.clone());
        tokio::spawn(async move { keyed.post(&path, json!({ "text": "Labdien" })).await.status.as_u16() })
    }));
    let statuses: Vec<u16> = replies.await.into_iter().map(Result::unwrap).collect();
    assert!(
        statuses.contains(&200) && statuses.iter().all(|status| [200, 409].contains(status)),
        "{statuses:?}"
    );
    assert_eq!(items(&janis.get(&path).await.is(200)).len(), 1);
}

#[rstest]
#[tokio::test]
async fn a_submission_keeps_its_place(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await.with(KEY, "k");
    let id = janis.filled_draft(RESIDENCE, residence()).await;
    let path = format!("/drafts/{id}/submit");
    let (first, again) = (janis.post(&path, json!({})).await, janis.post(&path, json!({})).await);
    assert_eq!(
        (first.is(201), first.header("location")),
        (again.is(201), again.header("location"))
    );
}

#[rstest]
#[tokio::test]
async fn a_secret_is_not_kept(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.browser_of("janis").await.with(KEY, "k");
    let made = janis.post("/me/tokens", json!({ "name": "Mans" })).await.is(201);
    let again = janis.post("/me/tokens", json!({ "name": "Mans" })).await;
    assert_eq!(again.is(409)["type"], "urn:problem-type:varti:conflict");
    assert!(!again.text().contains(made["secret"].as_str().unwrap()));
    assert_eq!(items(&janis.get("/me/tokens").await.is(200)).len(), 1);
}
