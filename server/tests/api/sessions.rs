//! `/me/sessions`

use rstest::rstest;
use serde_json::json;
use store::Engine;

use crate::harness::{World, items};

#[rstest]
#[tokio::test]
async fn a_person_ends_sessions_they_do_not_know(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (here, there) = (world.browser_of("janis").await, world.browser_of("janis").await);
    let list = here.get("/me/sessions").await;
    let sessions = items(&list.is(200)).clone();
    assert_eq!(sessions.len(), 2);
    let other = sessions.iter().find(|session| session["current"] == false).unwrap();
    assert_eq!(other["device"], "Firefox, Linux");
    let path = format!("/me/sessions/{}", other["id"].as_str().unwrap());
    world.program_of("marta").await.delete(&path).await.is_problem(404);
    world.anybody().delete(&path).await.is_problem(401);
    assert_eq!(here.delete(&path).await.status, 204);
    there.get("/me").await.is_problem(401);
    here.get("/me").await.is(200);

    world.browser_of("janis").await;
    assert_eq!(here.delete("/me/sessions").await.status, 204);
    assert_eq!(items(&here.get("/me/sessions").await.is(200)).len(), 1);
}

#[rstest]
#[tokio::test]
async fn a_program_does_only_what_its_token_allows(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let browser = world.browser_of("janis").await;
    let made = browser
        .post(
            "/me/tokens",
            json!({ "name": "Lasītājs", "scopes": ["own_read"], "days": 30 }),
        )
        .await
        .is(201);
    assert_eq!(made["token"]["scopes"], json!(["own_read"]));
    let bearer = format!("Bearer {}", made["secret"].as_str().unwrap());
    let program = world.anybody().with("authorization", &bearer);
    program.get("/cases").await.is(200);
    program.get("/notices").await.is(200);
    program
        .post("/services/iesniegums-iestadei/drafts", json!({}))
        .await
        .is_problem(403);
    program.get("/me/tokens").await.is_problem(403);
    browser
        .post("/me/tokens", json!({ "name": "x", "scopes": [] }))
        .await
        .is_wrong_at(422);
}
