//! `/notices`

use rstest::rstest;
use serde_json::json;
use store::Engine;

use crate::harness::{World, items};

#[rstest]
#[tokio::test]
async fn the_inbox_tells_what_happened(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (janis, marta) = (world.program_of("janis").await, world.program_of("marta").await);
    let inese = world.program_of("pmlp-inese").await;
    let case = world.case_of(&janis).await;
    world.work().await;
    world.clock.advance(60);
    inese
        .post(&case.agency_path("/take"), json!({ "version": case.version }))
        .await
        .is(200);
    world.work().await;
    let inbox = janis.get("/notices?limit=1").await.is(200);
    assert_eq!(
        (&items(&inbox)[0]["kind"]["kind"], &inbox["unread"]),
        (&json!("taken"), &json!(2))
    );
    let after = inbox["next"].as_str().unwrap();
    let older = janis.get(&format!("/notices?after={after}")).await.is(200);
    assert_eq!(items(&older)[0]["kind"]["kind"], "submitted");
    janis.get("/notices?after=x").await.is_problem(400);

    let path = format!("/notices/{}/read", items(&inbox)[0]["id"].as_str().unwrap());
    marta.post(&path, json!({})).await.is_problem(404);
    assert_eq!(janis.post(&path, json!({})).await.status, 204);
    assert_eq!(janis.post(&path, json!({})).await.status, 204, "twice is once");
    assert_eq!(janis.get("/notices").await.is(200)["unread"], 1);
    assert_eq!(janis.post("/notices/read-all", json!({})).await.status, 204);
    assert_eq!(janis.get("/notices").await.is(200)["unread"], 0);
    assert_eq!(marta.get("/notices").await.is(200), json!({ "items": [], "unread": 0 }));
    janis
        .post("/notices/00000000-0000-0000-0000-000000000000/read", json!({}))
        .await
        .is_problem(404);
    janis.post("/notices/x/read", json!({})).await.is_problem(404);
    let anybody = world.anybody();
    anybody.get("/notices").await.is_problem(401);
    anybody.post("/notices/read-all", json!({})).await.is_problem(401);
    anybody.post(&path, json!({})).await.is_problem(401);
}
