//! `/me/capacities` and `/me/capacity`

use rstest::rstest;
use serde_json::json;
use store::Engine;

use crate::harness::{World, items};

#[rstest]
#[tokio::test]
async fn a_browser_switches_for_whom_it_acts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let andris = world.browser_of("andris").await;
    let all = andris.get("/me/capacities").await.is(200);
    assert_eq!((items(&all).len(), items(&all)[0].get("mandate")), (3, None));
    let company = &items(&all)[1];
    let me = andris
        .put("/me/capacity", json!({ "mandate": company["mandate"] }))
        .await
        .is(200);
    assert_eq!(me["actingFor"]["name"], company["name"]);
    assert_eq!(andris.get("/me").await.is(200), me);
    let me = andris.put("/me/capacity", json!({ "mandate": null })).await.is(200);
    assert_eq!(me.get("actingFor"), None);
    let unknown = json!({ "mandate": "00000000-0000-0000-0000-000000000000" });
    andris.put("/me/capacity", unknown).await.is_problem(404);
    assert_eq!(
        andris
            .put("/me/capacity", json!({ "mandate": "x" }))
            .await
            .is_wrong_at(422),
        ["#/mandate"]
    );
    let janis = world.browser_of("janis").await;
    janis
        .put("/me/capacity", json!({ "mandate": company["mandate"] }))
        .await
        .is_problem(404);
    assert_eq!(items(&janis.get("/me/capacities").await.is(200)).len(), 1);
    world.anybody().get("/me/capacities").await.is_problem(401);
}

#[rstest]
#[tokio::test]
async fn a_program_says_for_whom_it_acts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let andris = world.program_of("andris").await;
    let all = andris.get("/me/capacities").await.is(200);
    let mandate = items(&all)[1]["mandate"].as_str().unwrap();
    andris
        .put("/me/capacity", json!({ "mandate": mandate }))
        .await
        .is_problem(409);
    let company = andris.with("x-acting-for", mandate);
    assert_eq!(company.get("/me").await.is(200)["actingFor"]["mandate"], mandate);
    let case = world.case_of(&company).await;
    company.get(&case.path("")).await.is(200);
    andris.get(&case.path("")).await.is_problem(404);
    andris.with("x-acting-for", "x").get("/me").await.is_problem(400);
    world
        .program_of("janis")
        .await
        .with("x-acting-for", mandate)
        .get("/me")
        .await
        .is_problem(403);
}

#[rstest]
#[tokio::test]
async fn a_company_has_no_children(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let andris = world.browser_of("andris").await;
    let drafts = "/services/pasvaldibas-berna-piedzimsanas-pabalsts/drafts";
    let mandate = items(&andris.get("/me/capacities").await.is(200))[1]["mandate"].clone();
    andris.put("/me/capacity", json!({ "mandate": mandate })).await.is(200);
    andris.post(drafts, json!({})).await.is_problem(409);
    andris.put("/me/capacity", json!({ "mandate": null })).await.is(200);
    andris.post(drafts, json!({})).await.is(200);
}
