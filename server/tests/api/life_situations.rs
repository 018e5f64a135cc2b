//! `/life-situations`

use rstest::rstest;
use store::Engine;

use crate::harness::{RESIDENCE, World, items};

#[rstest]
#[tokio::test]
async fn life_situations_gather_needs_and_services(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let all = world.anybody().get("/life-situations").await.is(200);
    assert_eq!(items(&all).len(), 18);
    let moving = world.anybody().get("/life-situations/mainu-dzivesvietu").await.is(200);
    let needs = moving["needs"].as_array().unwrap();
    let services = needs.iter().flat_map(|need| need["services"].as_array().unwrap());
    assert!(services.into_iter().any(|service| service["slug"] == RESIDENCE));
    world.anybody().get("/life-situations/nav-tadas").await.is_problem(404);
}
