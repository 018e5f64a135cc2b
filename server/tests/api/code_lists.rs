//! `/code-lists`

use rstest::rstest;
use store::Engine;

use crate::harness::World;

#[rstest]
#[tokio::test]
async fn lists_are_told_by_name(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let reply = world.anybody().get("/code-lists").await;
    let lists = reply.is(200);
    let agencies = lists["agencies"].as_array().unwrap();
    let pmlp = agencies.iter().find(|entry| entry["id"] == "pmlp").unwrap();
    assert!(pmlp["label"]["en"].is_string());
    assert_eq!(reply.header("cache-control"), "public, max-age=60");
    let again = world
        .anybody()
        .with("if-none-match", reply.header("etag"))
        .get("/code-lists")
        .await;
    assert_eq!(again.status, 304);
    let other = world.anybody().with("if-none-match", "\"x\"").get("/code-lists").await;
    assert_eq!(other.status, 200);
}
