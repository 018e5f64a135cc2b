//! What is true of every path under `/api`.

use axum::body::Body;
use axum::http::Method;
use rstest::rstest;
use serde_json::json;
use store::Engine;

use crate::harness::{RESIDENCE, World, residence};

#[rstest]
#[tokio::test]
async fn what_does_not_exist_is_told_in_json(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anybody = world.browser_of("janis").await;
    for path in [
        "/api",
        "/api/",
        "/api/v1/nothing",
        "/api/v1/services/",
        "/api/v1/me/x",
        "/api/v2/services",
    ] {
        anybody.send(Method::GET, path, Body::empty()).await.is_problem(404);
    }
    anybody
        .send(Method::POST, "/api/v3", Body::empty())
        .await
        .is_problem(404);
    let wrong = anybody.delete("/services").await;
    wrong.is_problem(405);
    assert_eq!(wrong.header("allow"), "GET,HEAD");
    anybody
        .post(&format!("/services/{RESIDENCE}"), json!({}))
        .await
        .is_problem(405);
    anybody.post("/openapi.json", json!({})).await.is_problem(405);
}

#[rstest]
#[tokio::test]
async fn what_cannot_be_read_is_pointed_at(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let draft = format!("/api/v1/drafts/{}", janis.filled_draft(RESIDENCE, residence()).await);
    let put = async |kind: &str, body: &str| {
        let caller = janis.with("content-type", kind);
        caller.send(Method::PUT, &draft, Body::from(body.to_owned())).await
    };
    let broken = put("application/json", r#"{"version": 2, "answers": {"email": "#).await;
    assert_eq!(broken.is_wrong_at(400), ["#/answers/email"]);
    assert!(broken.is(400)["detail"].is_string());
    put("application/json", "").await.is_problem(400);
    put("text/plain", "{}").await.is_problem(415);
    assert_eq!(
        put("application/json", r#"{"version": 2, "answers": 7}"#)
            .await
            .is_wrong_at(422),
        ["#/answers"]
    );
    let large = format!(
        r#"{{"version": 2, "answers": {{"email": "{}"}}}}"#,
        "x".repeat(1024 * 1024)
    );
    put("application/json", &large).await.is_problem(413);
    let keyed = janis
        .with("content-type", "application/json")
        .with("idempotency-key", "k");
    keyed.send(Method::PUT, &draft, Body::from(large)).await.is_problem(413);
}

#[rstest]
#[tokio::test]
async fn other_sites_cannot_use_the_session(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.browser_of("janis").await;
    let path = format!("/services/{RESIDENCE}/drafts");
    janis.post(&path, json!({})).await.is(200);
    let cookie = world.browser_cookie(&janis);
    for site in ["cross-site", "same-site", "none"] {
        let foreign = world.stranger().with("cookie", &cookie).with("sec-fetch-site", site);
        foreign.post(&path, json!({})).await.is_problem(403);
        foreign.get("/drafts").await.is(200);
    }
    world
        .stranger()
        .with("cookie", &cookie)
        .post(&path, json!({}))
        .await
        .is_problem(403);
}

#[rstest]
#[tokio::test]
async fn heads_are_told_without_bodies(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    for path in ["/api/v1/services", "/api/v1/me", "/api/v1/openapi.json", "/api/v1/"] {
        let head = janis.send(Method::HEAD, path, Body::empty()).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0), "{path}");
    }
    assert_eq!(janis.get("/drafts").await.header("cache-control"), "private, no-store");
    assert_eq!(
        world.anybody().get("/services").await.header("cache-control"),
        "private, no-store"
    );
}
