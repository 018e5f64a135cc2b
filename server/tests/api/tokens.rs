//! `/me/tokens`

use rstest::rstest;
use serde_json::json;
use store::Engine;

use crate::harness::{World, items};

#[rstest]
#[tokio::test]
async fn a_token_works_until_it_is_ended(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let browser = world.browser_of("janis").await;
    let made = browser
        .post("/me/tokens", json!({ "name": "Grāmatvedība" }))
        .await
        .is(201);
    let program = world
        .anybody()
        .with("authorization", &format!("Bearer {}", made["secret"].as_str().unwrap()));
    assert_eq!(program.get("/me").await.is(200)["name"], "Jānis Bērziņš");
    let list = browser.get("/me/tokens").await;
    assert_eq!(items(&list.is(200))[0]["name"], "Grāmatvedība");
    assert!(
        !list.text().contains(made["secret"].as_str().unwrap()),
        "a secret is told once"
    );
    let path = format!("/me/tokens/{}", made["token"]["id"].as_str().unwrap());
    world.program_of("marta").await.delete(&path).await.is_problem(404);
    world.anybody().delete(&path).await.is_problem(401);
    assert_eq!(browser.delete(&path).await.status, 204);
    program.get("/me").await.is_problem(401);
    browser.delete(&path).await.is_problem(404);
    browser.delete("/me/tokens/x").await.is_problem(404);
}

#[rstest]
#[tokio::test]
async fn a_token_needs_a_name(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let browser = world.browser_of("janis").await;
    for name in ["".to_owned(), "ā".repeat(101)] {
        assert_eq!(
            browser
                .post("/me/tokens", json!({ "name": name }))
                .await
                .is_wrong_at(422),
            ["#/name"]
        );
    }
    world
        .stranger()
        .post("/me/tokens", json!({ "name": "a" }))
        .await
        .is_problem(403);
    let own_page = world.anybody();
    own_page
        .post("/me/tokens", json!({ "name": "a" }))
        .await
        .is_problem(401);
    own_page.get("/me/tokens").await.is_problem(401);
}
