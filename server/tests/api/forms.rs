//! `/forms` and `/form-versions`

use rstest::rstest;
use serde_json::{Value, json};
use store::Engine;

use crate::harness::{World, items};

/// A form of one page with one question.
pub fn small_form() -> Value {
    let text = |text: &str| json!({ "lv": text, "en": text });
    json!({
        "formatVersion": 1,
        "title": text("Suns"),
        "pages": [{ "id": "dog", "title": text("Suns"), "sections": [{ "id": "dog", "fields": [
            { "id": "name", "label": text("Vārds"), "kind": { "shortText": { "maxLength": 20 } }, "required": "always" },
        ] }] }],
    })
}

#[rstest]
#[tokio::test]
async fn forms_and_their_versions_are_public(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anybody = world.anybody();
    let page = anybody.get("/forms?limit=1").await.is(200);
    assert_eq!(
        (&items(&page)[0]["slug"], &page["next"]),
        (
            &json!("criminal-record-certificate"),
            &json!("criminal-record-certificate")
        )
    );
    let page = anybody
        .get("/forms?limit=5&after=criminal-record-certificate")
        .await
        .is(200);
    let slugs: Vec<&Value> = items(&page).iter().map(|form| &form["slug"]).collect();
    let rest = [
        "letter-to-agency",
        "municipal-birth-allowance",
        "public-event-permit",
        "residence-declaration",
        "street-trading-permit",
    ];
    assert_eq!(
        (slugs, page.get("next")),
        (rest.map(Value::from).iter().collect(), None)
    );
    let form = anybody.get("/forms/residence-declaration").await.is(200);
    assert_eq!(form["version"]["number"], 1);
    anybody.get("/forms/nav-tadas").await.is_problem(404);
    anybody.get("/forms?after=%20").await.is_problem(400);
}

#[rstest]
#[tokio::test]
async fn a_version_may_be_kept_for_ever(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anybody = world.anybody();
    let form = anybody.get("/forms/letter-to-agency").await.is(200);
    let path = format!("/form-versions/{}", form["version"]["id"].as_str().unwrap());
    let reply = anybody.get(&path).await;
    assert_eq!(reply.is(200)["definition"], form["version"]["definition"]);
    assert_eq!(reply.header("cache-control"), "public, max-age=31536000, immutable");
    let again = anybody.with("if-none-match", reply.header("etag")).get(&path).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    for missing in ["00000000-0000-0000-0000-000000000000", "1"] {
        anybody.get(&format!("/form-versions/{missing}")).await.is_problem(404);
    }
}

#[rstest]
#[tokio::test]
async fn editors_publish_forms_of_their_agency(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let new = json!({ "agency": "pmlp", "definition": small_form() });
    world.anybody().put("/forms/dog", new.clone()).await.is_problem(401);
    for other in ["janis", "pmlp-inese", "vdaa-edgars"] {
        world
            .program_of(other)
            .await
            .put("/forms/dog", new.clone())
            .await
            .is_problem(403);
    }
    let editor = world.program_of("pmlp-laura").await;
    let first = editor.put("/forms/dog", new.clone()).await.is(200);
    let second = editor.put("/forms/dog", new.clone()).await.is(200);
    assert_eq!((&first["number"], &second["number"]), (&json!(1), &json!(2)));
    assert_eq!(editor.get("/forms/dog").await.is(200)["version"]["id"], second["id"]);
    let old = format!("/form-versions/{}", first["id"].as_str().unwrap());
    assert_eq!(editor.get(&old).await.is(200), first);

    editor
        .put("/forms/dog", json!({ "agency": "vsaa", "definition": small_form() }))
        .await
        .is_problem(403);
    let missing = editor
        .put(
            "/forms/dog",
            json!({ "agency": "nav-tadas", "definition": small_form() }),
        )
        .await;
    assert_eq!(missing.is_wrong_at(422), ["#/agency"]);
    let mut wrong = small_form();
    wrong["pages"][0]["sections"][0]["fields"][0]["label"] = json!({ "lv": "Vārds" });
    let found = editor
        .put("/forms/dog", json!({ "agency": "pmlp", "definition": wrong }))
        .await
        .is_wrong_at(422);
    assert!(
        found
            .iter()
            .all(|pointer| pointer.starts_with("#/definition/pages/dog/")),
        "{found:?}"
    );
    let mut wrong = small_form();
    wrong["pages"][0]["sections"][0]["fields"][0]["kind"] = json!({ "dream": {} });
    let found = editor
        .put("/forms/dog", json!({ "agency": "pmlp", "definition": wrong }))
        .await
        .is_wrong_at(422);
    assert!(
        found[0].starts_with("#/definition/pages/0/sections/0/fields/0"),
        "{found:?}"
    );
}
