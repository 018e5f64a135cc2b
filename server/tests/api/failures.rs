//! What a person at a browser reads when something is refused or fails: always a page, in their language, never JSON.

use axum::body::Body;
use axum::http::Method;
use rstest::rstest;
use store::Engine;

use crate::harness::{Caller, RESIDENCE, Reply, World};

/// What browsers say when a person opens an address or sends a form.
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const FORM: &str = "application/x-www-form-urlencoded";

/// The page of this status, which nobody may keep.
#[track_caller]
fn page(reply: &Reply, status: u16) -> String {
    let page = reply.text();
    assert_eq!(reply.status, status, "{page}");
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(reply.header("cache-control"), "private, no-store");
    assert!(page.contains("<footer"), "it is no page of ours: {page}");
    page
}

async fn post(caller: &Caller, path: &str, kind: &str, body: impl Into<Body>) -> Reply {
    let caller = caller.with("content-type", kind).with("accept", BROWSER);
    caller.send(Method::POST, path, body.into()).await
}

fn start(path: &str) -> String {
    path.replace("{slug}", RESIDENCE)
}

#[rstest]
#[tokio::test]
async fn posts_that_are_not_taken_get_a_page(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.browser_of("janis").await;
    let (lv, en) = (
        start("/lv/pakalpojumi/{slug}/pieteikums"),
        start("/en/services/{slug}/application"),
    );

    let foreign = world.stranger().with("cookie", &world.browser_cookie(&janis));
    let foreign = foreign.with("sec-fetch-site", "cross-site");
    for (path, words) in [(&lv, "atnāca no citas vietnes"), (&en, "came from another website")] {
        let shown = page(&post(&foreign, path, FORM, "").await, 403);
        assert!(shown.contains(words) && shown.contains("Jānis Bērziņš"), "{shown}");
    }
    assert!(page(&post(&janis, &lv, "text/plain", "").await, 415).contains("nevarēja izlasīt"));
    let large = page(&post(&janis, &en, FORM, "x".repeat(1024 * 1024 + 1)).await, 413);
    assert!(large.contains("Too much was sent"), "{large}");
    let broken = futures::stream::iter([Ok("a=b"), Err(std::io::Error::other("the line is dead"))]);
    page(&post(&janis, &lv, FORM, Body::from_stream(broken)).await, 400);
}

#[rstest]
#[tokio::test]
async fn addresses_that_lead_nowhere_get_a_page(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let person = world.anybody().with("accept", BROWSER);
    for path in [
        "/lv/nekas",
        "/lv/../en",
        "/lv/%2e%2e/en",
        "/lv//",
        "//evil.example/lv",
        "/lv/pakalpojumi/..",
    ] {
        page(&person.send(Method::GET, path, Body::empty()).await, 404);
    }
    for (path, status) in [
        ("/auth/sign-out", 405),
        ("/auth/callback?state=a&state=b", 400),
        ("/auth/start?next=a&next=b", 400),
    ] {
        page(&person.send(Method::GET, path, Body::empty()).await, status);
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "FOO"] {
        for path in ["/lv", "/en/services", "/lv/ieiet", "/"] {
            let refused = person.send(method.parse().unwrap(), path, Body::empty()).await;
            page(&refused, 405);
            assert_eq!(refused.header("allow"), "GET,HEAD", "{method} {path}");
        }
        page(
            &person.send(method.parse().unwrap(), "/lv/nekas", Body::empty()).await,
            404,
        );
    }
    assert_eq!(
        person
            .send(Method::CONNECT, "evil.example:80", Body::empty())
            .await
            .status,
        404
    );
}

#[rstest]
#[case("/lv/", "/lv")]
#[case("/en/services/?q=x", "/en/services?q=x")]
#[tokio::test]
async fn a_slash_too_much_leads_to_the_page(#[case] typed: &str, #[case] meant: &str) {
    let world = World::new(Engine::Sqlite).await;
    let moved = world.anybody().send(Method::GET, typed, Body::empty()).await;
    assert_eq!((moved.status.as_u16(), moved.header("location")), (308, meant));
}

#[rstest]
#[tokio::test]
async fn a_fault_has_a_number_on_pages_and_after_posts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.browser_of("janis").await.with("accept", BROWSER);
    world.lose_drafts().await;
    let path = start("/lv/pakalpojumi/{slug}/pieteikums");
    for failed in [
        post(&janis, &path, FORM, "").await,
        janis.send(Method::GET, "/lv/darba-vieta", Body::empty()).await,
    ] {
        let shown = page(&failed, 500);
        assert!(shown.contains(failed.header("x-request-id")), "{shown}");
    }
}

#[rstest]
#[tokio::test]
async fn while_the_database_is_away_people_are_asked_to_wait(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let janis = world.browser_of("janis").await.with("accept", BROWSER);
    world.close_database().await;
    for failed in [
        post(&janis, "/lv/darba-vieta", FORM, "draft=x").await,
        janis.send(Method::GET, "/lv/darba-vieta", Body::empty()).await,
    ] {
        let shown = page(&failed, 503);
        assert!(shown.contains("Šobrīd nevaram atbildēt"), "{shown}");
        assert_eq!(failed.header("retry-after"), "5");
    }
}

#[rstest]
#[tokio::test]
async fn large_bodies_are_read_from_officials_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.browser_of("janis").await;
    // Whoever reads it waits for ever.
    let endless = || Body::from_stream(futures::stream::pending::<Result<&str, std::io::Error>>());
    let page_of_case = "/lv/iestade/pieteikumi/2026-000001-Z";
    page(
        &post(&janis, page_of_case, "multipart/form-data; boundary=x", endless()).await,
        403,
    );
    let program = world.program_of("janis").await.with("content-type", "application/json");
    let close = "/api/v1/agency-cases/2026-000001-Z/close";
    program.send(Method::POST, close, endless()).await.is_problem(403);
}

#[rstest]
#[tokio::test]
async fn who_represents_somebody_is_told_of_the_capacity(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let hint = "nomainiet, kā vārdā rīkojaties";
    for path in ["/lv/pieteikumi/2026-000001-Z", "/lv/nekas"] {
        for (key, told) in [("andris", true), ("janis", false)] {
            let person = world.browser_of(key).await.with("accept", BROWSER);
            let shown = page(&person.send(Method::GET, path, Body::empty()).await, 404);
            assert_eq!(shown.contains(hint), told, "{key} at {path}: {shown}");
        }
        let anybody = world.anybody().with("accept", BROWSER);
        assert!(
            !anybody
                .send(Method::GET, path, Body::empty())
                .await
                .text()
                .contains(hint)
        );
    }
}
