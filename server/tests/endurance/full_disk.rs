//! A database that cannot be written: whoever asks is told so, nothing is lost, and nothing is said to be done.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request};
use portal::Portal;
use rstest::rstest;
use serde_json::{Value, json};
use server::config::Config;
use server::router::{self, Surroundings};
use server::site::Site;
use store::{Db, Engine};
use tower::ServiceExt;

use crate::place::{Place, RESIDENCE, now};

/// What takes the room away and what gives it back, for the one connection that writes.
struct Fault {
    begin: &'static str,
    end: &'static str,
}

/// As a disk that is full: the file cannot grow.
const FULL: Fault = Fault {
    begin: "PRAGMA max_page_count = 1",
    end: "PRAGMA max_page_count = 4294967294",
};
/// As a standby that was not promoted.
const STANDBY: Fault = Fault {
    begin: "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
    end: "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
};

/// Tells the writing connection something outside of any request.
async fn tell(db: &Db, sql: &'static str) {
    let mut tx = db.begin().await.unwrap();
    tx.query(sql).execute().await.unwrap();
    tx.commit().await.unwrap();
}

struct Browser {
    router: Router,
    cookie: String,
}

impl Browser {
    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("sec-fetch-site", "same-origin")
            .header("cookie", &self.cookie)
            .header("content-type", "application/json");
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
        if status >= 400 {
            assert_eq!(body["id"], id, "a problem tells its number: {body}");
        }
        (status, body)
    }
}

/// A server in this process whose database has one writing connection; and somebody who has signed in.
async fn browser(place: &Place, db: Db) -> Browser {
    let portal = place.portal(db).await;
    let router = router(place, portal.clone());
    let personas = server::seed_files::SEED.personas().unwrap();
    let persona = personas.into_iter().find(|persona| persona.key == "janis").unwrap();
    let identity = portal::Identity {
        issuer: "https://id.example".to_owned(),
        subject: persona.key,
        given_name: persona.given_name,
        family_name: persona.family_name,
        personal_code: Some(persona.personal_code),
        assurance: domain::Assurance::High,
        id_token: None,
    };
    let session = portal.sessions.sign_in(identity, "Firefox").await.unwrap();
    let cookie = format!("varti={}", session.secret);
    Browser { router, cookie }
}

fn router(place: &Place, portal: Portal) -> Router {
    let settings = place.settings("127.0.0.1:1", "http://127.0.0.1:1");
    let get = |name: &str| {
        settings
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.clone())
    };
    let config = Config::read(get, place.folder.path()).unwrap();
    let site = Arc::new(Site::load(&config.site, place.folder.path()).unwrap());
    let surroundings = Surroundings {
        config: &config,
        site,
        now: Arc::new(now),
    };
    router::build(portal, surroundings).unwrap()
}

/// A draft that was just begun; its path.
async fn begin(browser: &Browser) -> String {
    let start = format!("/services/{RESIDENCE}/drafts");
    let (status, view) = browser.ask(Method::POST, &start, None).await;
    assert_eq!(status, 200, "{view}");
    format!("/drafts/{}", view["draft"]["id"].as_str().unwrap())
}

/// More answers than the free pages of a file would hold.
fn save() -> Value {
    let long = "garš teksts ".repeat(4000);
    let answers = json!({ "movers": "alone", "email": "janis@example.lv", "newAddress": { "street": long } });
    json!({ "version": 1, "answers": answers })
}

/// Saving fails in a way that says so, and what there was before can still be read.
async fn is_refused(browser: &Browser, path: &str) {
    let (status, problem) = browser.ask(Method::PUT, path, Some(save())).await;
    assert_eq!(status, 503, "{problem}");
    assert_eq!(problem["type"], "urn:problem-type:varti:unavailable");
    let (status, kept) = browser.ask(Method::GET, path, None).await;
    assert_eq!(status, 200, "what there is can be read: {kept}");
    let draft = &kept["draft"];
    assert_eq!((&draft["version"], &draft["answers"]), (&json!(1), &json!({})));
}

async fn is_done(browser: &Browser, path: &str) {
    let (status, saved) = browser.ask(Method::PUT, path, Some(save())).await;
    assert_eq!((status, &saved["version"]), (200, &json!(2)), "{saved}");
}

#[rstest]
#[case::full(Engine::Sqlite, FULL)]
#[case::standby(Engine::Postgres, STANDBY)]
#[tokio::test]
async fn nothing_is_acknowledged_that_is_not_kept(#[case] engine: Engine, #[case] fault: Fault) {
    let place = Place::new(engine).await;
    let db = Db::connect(place.db.url(), 1).await.unwrap();
    let browser = browser(&place, db.clone()).await;
    let path = begin(&browser).await;
    tell(&db, fault.begin).await;
    is_refused(&browser, &path).await;
    tell(&db, fault.end).await;
    is_done(&browser, &path).await;
}

#[tokio::test]
async fn a_file_that_may_only_be_read_is_read() {
    let place = Place::new(Engine::Sqlite).await;
    let writable = browser(&place, Db::connect(place.db.url(), 1).await.unwrap()).await;
    let path = begin(&writable).await;
    let url = format!("{}?mode=ro", place.db.url());
    let router = router(&place, place.portal(Db::connect(&url, 1).await.unwrap()).await);
    let read_only = Browser {
        router,
        cookie: writable.cookie.clone(),
    };
    is_refused(&read_only, &path).await;
    is_done(&writable, &path).await;
}
