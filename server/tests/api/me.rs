//! `/me`

use rstest::rstest;
use serde_json::json;
use store::Engine;

use crate::harness::World;

#[rstest]
#[tokio::test]
async fn one_learns_who_one_is(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let me = world.program_of("pmlp-inese").await.get("/me").await.is(200);
    assert_eq!(me["name"], "Inese Priede");
    assert_eq!(me["roles"], json!([{ "kind": "official", "agency": "pmlp" }]));
    assert_eq!((&me["assurance"], me.get("actingFor")), (&json!("substantial"), None));
    let me = world.browser_of("janis").await.get("/me").await.is(200);
    assert_eq!(
        (&me["name"], &me["assurance"]),
        (&json!("Jānis Bērziņš"), &json!("high"))
    );
    let anybody = world.anybody().get("/me").await;
    anybody.is_problem(401);
    assert_eq!(anybody.header("www-authenticate"), "Bearer");
    let stranger = world.anybody().with("authorization", "Bearer 0123");
    stranger.get("/me").await.is_problem(401);
}

#[rstest]
#[tokio::test]
async fn a_session_ends_when_told(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.browser_of("janis").await;
    let reply = janis.post("/me/sign-out", json!({})).await;
    assert_eq!(reply.status, 204);
    assert!(reply.header("set-cookie").contains("Max-Age=0"));
    janis.get("/me").await.is_problem(401);
    world
        .anybody()
        .with("sec-fetch-site", "same-origin")
        .post("/me/sign-out", json!({}))
        .await
        .is_problem(401);
    world
        .program_of("janis")
        .await
        .post("/me/sign-out", json!({}))
        .await
        .is_problem(409);
}
