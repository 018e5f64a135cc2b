//! `/form-tools`, and the working calendar that rules count by

use rstest::rstest;
use serde_json::{Value, json};
use store::Engine;

use crate::forms::small_form;
use crate::harness::{RESIDENCE, World};
use crate::services::description;

/// A form that is asked for three working days ahead.
fn later() -> Value {
    let text = |text: &str| json!({ "lv": text, "en": text });
    json!({
        "formatVersion": 1,
        "title": text("Laiks"),
        "pages": [{ "id": "when", "title": text("Laiks"), "sections": [{ "id": "when", "fields": [
            { "id": "day", "label": text("Kad?"), "kind": { "date": {} }, "required": "always", "constraints": [{
                "rule": { "ge": [{ "answer": "day" }, { "addWorkingDays": [{ "today": {} }, { "integer": 3 }] }] },
                "message": text("Trīs darba dienas iepriekš") }] },
        ] }] }],
    })
}

#[rstest]
#[tokio::test]
async fn a_definition_is_checked_before_it_is_published(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let editor = world.program_of("pmlp-laura").await;
    let good = editor
        .post("/form-tools/check", json!({ "definition": small_form() }))
        .await
        .is(200);
    assert_eq!(good, json!({ "publishable": true, "findings": [] }));
    let mut wrong = small_form();
    wrong["pages"][0]["sections"][0]["fields"][0]["visible"] = json!({ "answered": "nothing" });
    let found = editor
        .post("/form-tools/check", json!({ "definition": wrong }))
        .await
        .is(200);
    let finding = &found["findings"][0];
    assert_eq!(
        (&found["publishable"], &finding["code"], &finding["field"]),
        (&json!(false), &json!("unknownReference"), &json!("name"))
    );
    // Publishing tells the same, each finding where it is and whole.
    let refused = editor
        .put("/forms/dog", json!({ "agency": "pmlp", "definition": wrong }))
        .await;
    assert_eq!(refused.is_wrong_at(422)[0], "#/definition/pages/dog/name");
    assert_eq!(refused.is(422)["errors"][0]["details"], *finding);
    editor.get("/forms/dog").await.is_problem(404);
    let unreadable = editor
        .post("/form-tools/check", json!({ "definition": { "pages": 1 } }))
        .await;
    assert!(unreadable.is_wrong_at(422)[0].starts_with("#/definition"));
    let large = json!({ "definition": small_form(), "more": "x".repeat(2_000_000) });
    editor.post("/form-tools/check", large).await.is_problem(413);
}

#[rstest]
#[tokio::test]
async fn the_attributes_of_code_lists_are_known(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let editor = world.program_of("pmlp-laura").await;
    let mut form = small_form();
    let field = &mut form["pages"][0]["sections"][0]["fields"][0];
    field["kind"] = json!({ "country": {} });
    let mut check = async |name: &str| {
        form["pages"][0]["visible"] = Value::Null;
        form["pages"][0]["sections"][0]["fields"][0]["constraints"] = json!([{
            "rule": { "attribute": { "of": { "answer": "name" }, "name": name } },
            "message": { "lv": "Nē", "en": "No" } }]);
        let found = editor
            .post("/form-tools/check", json!({ "definition": form }))
            .await
            .is(200);
        found["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["code"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(check("nothingOfTheKind").await, ["unknownFact"]);
}

#[rstest]
#[tokio::test]
async fn answers_are_judged_by_the_working_calendar(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let editor = world.program_of("pmlp-laura").await;
    // Wednesday 23 December 2026: three days of Christmas and a weekend follow.
    let judge = async |day: &str| {
        let asked = json!({ "definition": later(), "answers": { "day": day }, "today": "2026-12-23" });
        editor.post("/form-tools/evaluate", asked).await.is(200)
    };
    let (early, fit) = (judge("2026-12-29").await, judge("2026-12-30").await);
    assert_eq!((&early["complete"], early.get("submission")), (&json!(false), None));
    assert_eq!(
        (&fit["complete"], &fit["submission"]["day"]),
        (&json!(true), &json!("2026-12-30"))
    );
    assert_eq!(fit["today"], "2026-12-23");

    let days = world.anybody().get("/special-days").await;
    let christmas = days
        .is(200)
        .as_array()
        .unwrap()
        .iter()
        .find(|day| day["date"] == "2026-12-24")
        .cloned();
    assert_eq!(christmas.unwrap()["kind"], "holiday");
    let again = world
        .anybody()
        .with("if-none-match", days.header("etag"))
        .get("/special-days")
        .await;
    assert_eq!(again.status, 304);
}

#[rstest]
#[tokio::test]
async fn what_is_submitted_is_judged_by_the_same_calendar(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let editor = world.program_of("pmlp-laura").await;
    editor
        .put("/forms/later", json!({ "agency": "pmlp", "definition": later() }))
        .await
        .is(200);
    let mut service = description(&world.anybody(), "Laiks").await;
    service["content"]["start"] = json!({ "form": "later" });
    world
        .program_of("vdaa-edgars")
        .await
        .put("/services/laiks", service)
        .await
        .is(200);
    // 17 November 2026, a Tuesday. The day after is a holiday, so the third working day is a Monday.
    world.clock.advance(15 * 24 * 60 * 60);
    let janis = world.program_of("janis").await;
    let draft = janis.filled_draft("laiks", json!({ "day": "2026-11-20" })).await;
    let submit = format!("/drafts/{draft}/submit");
    assert_eq!(janis.post(&submit, json!({})).await.is_wrong_at(422), ["#/answers/day"]);
    let save = json!({ "version": 2, "answers": { "day": "2026-11-23" } });
    janis.put(&format!("/drafts/{draft}"), save).await.is(200);
    janis.post(&submit, json!({})).await.is(201);
}

#[rstest]
#[tokio::test]
async fn versions_are_compared(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let editor = world.program_of("pmlp-laura").await;
    let mut new = small_form();
    new["pages"][0]["sections"][0]["fields"][0]["kind"] = json!({ "date": {} });
    let asked = json!({ "old": small_form(), "new": new });
    let found = editor.post("/form-tools/diff", asked.clone()).await.is(200);
    assert_eq!((&found["effect"], found.get("plan")), (&json!("refused"), None));
    assert_eq!(
        found["differences"][0],
        json!({ "place": "name", "change": "kind", "effect": "refused" })
    );
    let mut asked = asked;
    asked["answers"] = json!({});
    let nothing = editor.post("/form-tools/diff", asked).await.is(200);
    assert_eq!(
        (&nothing["effect"], &nothing["plan"]["decisions"]),
        (&json!("safe"), &json!([]))
    );
}

#[rstest]
#[tokio::test]
async fn what_would_take_too_long_is_not_tried(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let editor = world.program_of("pmlp-laura").await;
    let mut large = small_form();
    let field = large["pages"][0]["sections"][0]["fields"][0].clone();
    let many = (0..3_000).map(|n| {
        let mut field = field.clone();
        field["id"] = json!(format!("f{n}"));
        field
    });
    large["pages"][0]["sections"][0]["fields"] = many.collect();
    let asked = json!({ "definition": large, "answers": {} });
    let refused = editor.post("/form-tools/evaluate", asked).await.is_problem(422);
    assert_eq!(refused["errors"][0]["details"]["code"], "tooLarge");
    assert_eq!(editor.get(&format!("/services/{RESIDENCE}")).await.status, 200);
}

#[rstest]
#[tokio::test]
async fn the_schema_is_public(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let schema = world.anybody().get("/form-tools/schema").await;
    assert!(schema.is(200)["title"].is_string());
    let again = world
        .anybody()
        .with("if-none-match", schema.header("etag"))
        .get("/form-tools/schema")
        .await;
    assert_eq!(again.status, 304);
}
