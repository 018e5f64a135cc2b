//! `/openapi.json` and its explorer

use std::collections::BTreeSet;
use std::process::Command;

use axum::body::Body;
use axum::http::Method;
use rstest::rstest;
use serde_json::{Value, json};
use store::Engine;

use crate::harness::World;

/// The description as it is kept; `make openapi` writes it anew after a wanted change.
const KEPT: &str = include_str!("../../../docs/openapi.json");

fn description() -> Value {
    serde_json::from_str(&server::openapi::text()).unwrap()
}

/// Method, path and operation of everything described.
fn operations(description: &Value) -> Vec<(String, String, Value)> {
    let paths = description["paths"].as_object().unwrap().iter();
    let all = paths.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(|(method, operation)| (method.to_uppercase(), path.clone(), operation.clone()))
    });
    all.collect()
}

fn ids(description: &Value) -> Vec<String> {
    let ids = operations(description).into_iter();
    ids.map(|(_, _, operation)| operation["operationId"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_description_is_the_one_that_is_kept() {
    assert!(
        server::openapi::text().trim_end() == KEPT.trim_end(),
        "docs/openapi.json is old: run make openapi"
    );
    assert_eq!(description()["openapi"], "3.1.0");
}

#[test]
fn the_program_prints_it_without_settings() {
    let output = Command::new(env!("CARGO_BIN_EXE_server"))
        .arg("openapi")
        .env_clear()
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), KEPT);
}

#[test]
fn it_names_every_operation_once() {
    let mut found = ids(&description());
    found.sort();
    let mut expected: Vec<&str> = "listServices getService publishService searchCatalogue listLifeSituations \
        getLifeSituation listAgencies getAgency listForms getForm publishForm getFormVersion checkForm evaluateForm compareForms \
        getFormSchema listCodeLists listSpecialDays startDraft moveDraft renewDraft \
        listDrafts getDraft saveDraft deleteDraft submitDraft listCases getCase listCaseEvents listCaseMessages \
        sendCaseMessage answerCase withdrawCase getCaseResult getCaseFile listAgencyCases getAgencyCase takeCase \
        advanceCase askClient closeCase rateCase getRating listNotices markNoticeRead markAllNoticesRead getMe \
        listCapacities switchCapacity listTokens createToken endToken listSessions endSession \
        endOtherSessions signOut"
        .split_whitespace()
        .collect();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn every_form_post_has_an_operation_that_does_the_same() {
    let known: BTreeSet<String> = ids(&description()).into_iter().collect();
    let posts = server::posts::routes();
    assert!(!posts.is_empty());
    for post in posts {
        assert!(!post.operations.is_empty(), "{}", post.paths.0);
        for operation in post.operations {
            assert!(
                known.contains(*operation),
                "{}: {operation} is no operation of the API",
                post.paths.0
            );
        }
    }
}

#[test]
fn every_operation_says_what_can_go_wrong() {
    let description = description();
    for (method, path, operation) in operations(&description) {
        let name = &operation["operationId"];
        let responses = operation["responses"].as_object().unwrap();
        assert!(
            operation["summary"].is_string() && operation["tags"].is_array(),
            "{name}"
        );
        assert!(responses.keys().any(|status| status.starts_with('2')), "{name}");
        for (status, response) in responses.iter().filter(|(status, _)| status.as_str() >= "400") {
            let place = response["$ref"].as_str().unwrap().trim_start_matches('#');
            let problem = description.pointer(place).unwrap_or_else(|| panic!("{name}: {place}"));
            assert_eq!(
                problem["content"]["application/problem+json"]["example"]["status"].to_string(),
                *status
            );
        }
        let expected: &[(bool, &str)] = &[
            (true, "500"),
            (path.contains('{'), "404"),
            (operation["requestBody"].is_object(), "415"),
            (operation["security"] != json!([{}]), "401"),
            (method != "GET", "409"),
        ];
        for (_, status) in expected.iter().filter(|(applies, _)| *applies) {
            assert!(responses.contains_key(*status), "{name} lacks {status}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn look(value: &Value, whole: &Value) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(place)) = members.get("$ref") {
                    assert!(
                        whole.pointer(place.trim_start_matches('#')).is_some(),
                        "{place} is missing"
                    );
                }
                members.values().for_each(|member| look(member, whole));
            }
            Value::Array(items) => items.iter().for_each(|item| look(item, whole)),
            _ => {}
        }
    }
    let description = description();
    look(&description, &description);
}

#[rstest]
#[tokio::test]
async fn every_operation_is_there_and_private_unless_it_says_so(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let anybody = world.anybody().with("sec-fetch-site", "same-origin");
    let description: Value = world.anybody().get("/openapi.json").await.is(200);
    assert_eq!(description["servers"], json!([{ "url": "/api/v1" }]));
    for (method, path, operation) in operations(&description) {
        let path = path
            .replace("{slug}", "nav-tada")
            .replace("{number}", "2026-000009-J")
            .replace("{id}", "00000000-0000-0000-0000-000000000000");
        let method: Method = method.parse().unwrap();
        let reply = anybody.send(method, &format!("/api/v1{path}"), Body::empty()).await;
        if operation["security"] == json!([{}]) {
            assert!([200, 404].contains(&reply.status.as_u16()), "{path}: {}", reply.text());
            assert!(!reply.text().contains("There is no path"), "{path}");
        } else {
            reply.is_problem(401);
        }
    }
}

#[rstest]
#[tokio::test]
async fn the_explorer_is_served_without_anything_inline(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anybody = world.anybody();
    let moved = anybody.send(Method::GET, "/api/v1", Body::empty()).await;
    assert_eq!((moved.status.as_u16(), moved.header("location")), (308, "/api/v1/"));
    let page = anybody.get("/").await;
    assert_eq!(
        (page.status.as_u16(), page.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    let html = page.text();
    assert!(
        !html.contains("<style") && !html.contains("style=") && !html.contains("onload"),
        "{html}"
    );
    assert!(
        html.matches("<script").count() == html.matches("<script src=").count(),
        "{html}"
    );
    let files = html.split('"').filter(|part| part.starts_with("/api/v1/docs/"));
    for (file, kind) in files.zip([
        "text/css",
        "text/css",
        "text/javascript",
        "text/javascript",
        "text/javascript",
    ]) {
        let reply = anybody.send(Method::GET, file, Body::empty()).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("content-type")),
            (200, kind),
            "{file}"
        );
    }
    let script = anybody.get("/docs/swagger-initializer.js").await.text();
    assert!(script.contains("/api/v1/openapi.json"), "{script}");
    anybody.get("/docs/nothing.js").await.is_problem(404);
}
