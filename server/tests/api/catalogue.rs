//! `/catalogue`

use rstest::rstest;
use store::Engine;

use crate::harness::{RESIDENCE, World, items};

#[rstest]
#[tokio::test]
async fn services_are_found_by_words_and_filters(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anybody = world.anybody();
    let found = anybody.get("/catalogue?q=dzivesvieta").await.is(200);
    assert_eq!(items(&found)[0]["slug"], RESIDENCE, "without diacritics");
    let found = anybody
        .get("/catalogue?agency=pmlp&audience=resident&channel=online&language=en")
        .await
        .is(200);
    assert_eq!(found["total"], items(&found).len());
    assert!(
        found["facets"]["agencies"]
            .as_array()
            .unwrap()
            .iter()
            .any(|facet| facet["selected"] == true)
    );
    let all = anybody.get("/catalogue").await.is(200);
    assert_eq!(
        (&all["total"], &all["page"], &all["pages"]),
        (&9.into(), &1.into(), &1.into())
    );
    let nothing = anybody.get("/catalogue?q=zzzzzz").await.is(200);
    assert_eq!((&nothing["total"], items(&nothing).len()), (&0.into(), 0));
}

#[rstest]
#[case("page=0")]
#[case("page=x")]
#[case("audience=everybody")]
#[case("channel=pigeon")]
#[case("agency=Not%20a%20slug")]
#[case("language=de")]
#[case(&format!("q={}", "a".repeat(201)))]
#[tokio::test]
async fn a_wrong_question_is_told(#[case] query: &str) {
    let world = World::new(Engine::Sqlite).await;
    world
        .anybody()
        .get(&format!("/catalogue?{query}"))
        .await
        .is_problem(400);
}
