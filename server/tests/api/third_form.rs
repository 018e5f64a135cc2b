//! Nothing is coded per form: one that is only posted runs, with a program and in a browser without script.

use rstest::rstest;
use serde_json::{Value, json};
use store::Engine;

use crate::harness::{Caller, World};
use crate::services::description;

const SERVICE: &str = "suna-registresana";

/// Two pages; the second is asked of those who have a dangerous dog only.
fn dog_form() -> Value {
    let text = |lv: &str, en: &str| json!({ "lv": lv, "en": en });
    let question =
        |id: &str, label: Value, kind: Value| json!({ "id": id, "label": label, "kind": kind, "required": "always" });
    json!({
        "formatVersion": 1,
        "title": text("Suņa reģistrēšana", "Registering a dog"),
        "pages": [
            { "id": "dog", "title": text("Suns", "The dog"), "sections": [{ "id": "dog", "fields": [
                question("name", text("Kā suni sauc?", "What is its name?"), json!({ "shortText": { "maxLength": 20 } })),
                question("born", text("Kad dzimis?", "When was it born?"), json!({ "date": { "max": { "today": {} } } })),
                question("dangerous", text("Vai suns ir bīstams?", "Is it dangerous?"), json!({ "yesNo": {} })),
            ] }] },
            { "id": "training", "title": text("Apmācība", "Training"),
              "visible": { "eq": [{ "answer": "dangerous" }, { "bool": true }] },
              "sections": [{ "id": "training", "fields": [
                question("school", text("Kur apmācīts?", "Where was it trained?"), json!({ "shortText": { "maxLength": 100 } })),
            ] }] },
        ],
    })
}

/// The form by its editor, and the service that starts with it by the registry manager.
async fn publish(world: &World) {
    let editor = world.program_of("pmlp-laura").await;
    editor
        .put("/forms/dog", json!({ "agency": "pmlp", "definition": dog_form() }))
        .await
        .is(200);
    let mut service = description(&world.anybody(), "Suņa reģistrēšana").await;
    service["content"]["start"] = json!({ "form": "dog" });
    let manager = world.program_of("vdaa-edgars").await;
    manager.put(&format!("/services/{SERVICE}"), service).await.is(200);
}

async fn answers_of(caller: &Caller, number: &str) -> Value {
    caller.get(&format!("/cases/{number}")).await.is(200)["answers"].clone()
}

#[rstest]
#[tokio::test]
async fn a_third_form_runs_for_programs(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    publish(&world).await;
    let janis = world.program_of("janis").await;
    let incomplete = json!({ "name": "Reksis", "born": "2020-02-30", "dangerous": true });
    let draft = janis.filled_draft(SERVICE, incomplete).await;
    let submit = format!("/drafts/{draft}/submit");
    assert_eq!(
        janis.post(&submit, json!({})).await.is_wrong_at(422),
        ["#/answers/born", "#/answers/school"]
    );
    let whole = json!({ "name": "Reksis", "born": "2020-02-29", "dangerous": true, "school": "Kinologu klubā" });
    janis
        .put(&format!("/drafts/{draft}"), json!({ "version": 2, "answers": whole }))
        .await
        .is(200);
    let case = janis.post(&submit, json!({})).await.is(201);
    assert_eq!(answers_of(&janis, case["number"].as_str().unwrap()).await, whole);
}

#[rstest]
#[tokio::test]
async fn a_third_form_runs_in_a_browser_without_script(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    publish(&world).await;
    let janis = world.browser_of("janis").await;
    let page = async |path: &str| {
        let reply = janis
            .send(axum::http::Method::GET, path, axum::body::Body::empty())
            .await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        reply.text()
    };
    let start = format!("/lv/pakalpojumi/{SERVICE}/pieteikums");
    assert!(page(&start).await.contains("Suņa reģistrēšana"));
    let first = janis.submit(&start, &[]).await.leads_to();
    let html = page(&first).await;
    assert!(
        html.contains("Kā suni sauc?") && html.contains("name=\"born.day\""),
        "{html}"
    );

    let refused = janis
        .submit(
            &first,
            &[("name", "Reksis"), ("dangerous", "true"), ("action", "continue")],
        )
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("value=\"Reksis\""), "nothing typed is lost");
    let dog = [
        ("name", "Reksis"),
        ("born.day", "29"),
        ("born.month", "2"),
        ("born.year", "2020"),
        ("dangerous", "true"),
        ("action", "continue"),
    ];
    let second = janis.submit(&first, &dog).await.leads_to();
    assert!(page(&second).await.contains("Kur apmācīts?"));
    let check = janis
        .submit(&second, &[("school", "Kinologu klubā"), ("action", "continue")])
        .await
        .leads_to();
    let html = page(&check).await;
    assert!(html.contains("Reksis") && html.contains("Kinologu klubā"), "{html}");
    let receipt = janis.submit(&check, &[]).await.leads_to();
    let number = receipt.split('/').nth(3).unwrap();
    assert!(page(&receipt).await.contains(number));
    let whole = json!({ "name": "Reksis", "born": "2020-02-29", "dangerous": true, "school": "Kinologu klubā" });
    assert_eq!(answers_of(&janis, number).await, whole);
}
