//! `/agencies`

use rstest::rstest;
use store::Engine;

use crate::harness::{RESIDENCE, World, items};

#[rstest]
#[tokio::test]
async fn agencies_are_listed_with_their_services(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let all = world.anybody().get("/agencies").await.is(200);
    assert!(items(&all).iter().any(|agency| agency["slug"] == "pmlp"));
    let pmlp = world.anybody().get("/agencies/pmlp").await.is(200);
    assert!(
        pmlp["services"]
            .as_array()
            .unwrap()
            .iter()
            .any(|card| card["slug"] == RESIDENCE)
    );
    world.anybody().get("/agencies/nav-tadas").await.is_problem(404);
}
