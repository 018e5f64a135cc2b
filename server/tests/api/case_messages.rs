//! `/cases/{number}/messages`

use rstest::rstest;
use serde_json::json;
use store::Engine;

use crate::harness::{World, items};

#[rstest]
#[tokio::test]
async fn both_sides_write_and_read(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (janis, inese) = (world.program_of("janis").await, world.program_of("pmlp-inese").await);
    let case = world.case_of(&janis).await;
    let path = case.path("/messages");
    assert_eq!(janis.get(&path).await.is(200), json!({ "items": [] }));
    let sent = janis.post(&path, json!({ "text": "Kad būs gatavs?" })).await.is(200);
    assert_eq!(sent["number"], case.number);
    world.clock.advance(60);
    inese.post(&path, json!({ "text": "Rīt." })).await.is(200);
    let newest = inese.get(&format!("{path}?limit=1")).await.is(200);
    let message = &items(&newest)[0];
    assert_eq!(
        (&message["author"], &message["text"]),
        (&json!("agency"), &json!("Rīt."))
    );
    assert_eq!(message["authorName"], "Inese Priede");
    let after = newest["next"].as_str().unwrap();
    let older = janis.get(&format!("{path}?after={after}")).await.is(200);
    assert_eq!(
        (items(&older).len(), &items(&older)[0]["author"]),
        (1, &json!("client"))
    );
}

#[rstest]
#[tokio::test]
async fn a_message_is_checked(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let path = world.case_of(&janis).await.path("/messages");
    for text in [String::new(), " \n".to_owned(), "ā".repeat(10_001)] {
        assert_eq!(
            janis.post(&path, json!({ "text": text })).await.is_wrong_at(422),
            ["#/text"]
        );
    }
    janis.post(&path, json!({})).await.is_problem(422);
    janis
        .post(&path, json!({ "text": "Labdien", "more": 1 }))
        .await
        .is_problem(422);
    janis.get(&format!("{path}?after=x")).await.is_problem(400);
    world
        .program_of("marta")
        .await
        .post(&path, json!({ "text": "Labdien" }))
        .await
        .is_problem(404);
    world
        .anybody()
        .post(&path, json!({ "text": "Labdien" }))
        .await
        .is_problem(401);
}
