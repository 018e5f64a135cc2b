//! `/cases/{number}/rating` and `/services/{slug}/rating`

use rstest::rstest;
use serde_json::json;
use store::Engine;

use crate::harness::{RESIDENCE, World};

#[rstest]
#[tokio::test]
async fn a_finished_case_is_rated_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let case = world.case_of(&janis).await;
    let path = case.path("/rating");
    let good = || json!({ "rating": 5, "likings": ["quick"], "comment": "Paldies!" });
    janis.put(&path, good()).await.is_problem(409);
    janis
        .post(&case.path("/withdraw"), json!({ "version": case.version }))
        .await
        .is(200);

    for (caller, status) in [("marta", 404), ("pmlp-inese", 404)] {
        world
            .program_of(caller)
            .await
            .put(&path, good())
            .await
            .is_problem(status);
    }
    world.anybody().put(&path, good()).await.is_problem(401);
    let unfit = json!({ "rating": 5, "difficulties": ["other"] });
    assert_eq!(janis.put(&path, unfit).await.is_wrong_at(422), ["#/rating"]);
    assert_eq!(
        janis.put(&path, json!({ "rating": 6 })).await.is_wrong_at(422),
        ["#/rating"]
    );
    let long = json!({ "rating": 5, "comment": "ā".repeat(2001) });
    assert_eq!(janis.put(&path, long).await.is_wrong_at(422), ["#/comment"]);

    let summary = format!("/services/{RESIDENCE}/rating");
    assert_eq!(
        world.anybody().get(&summary).await.is(200),
        json!({ "count": 0, "sum": 0 })
    );
    let rated = janis.put(&path, good()).await.is(200);
    assert_eq!(rated["likings"], json!(["quick"]));
    janis.put(&path, good()).await.is_problem(409);
    assert_eq!(
        world.anybody().get(&summary).await.is(200),
        json!({ "count": 1, "sum": 5 })
    );
    world.anybody().get("/services/nav-tada/rating").await.is_problem(404);
}
