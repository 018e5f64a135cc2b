//! Signing in and out with the whole program, over a real socket, as a browser does.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use connectors::Files;
use portal::{Clock, Ids, Portal, Settings, SystemClock};
use reqwest::header::{COOKIE, LOCATION, REFERER, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response, Url};
use rstest::rstest;
use server::config::Config;
use server::router::{self, Surroundings};
use server::seed_files::SEED;
use server::site::Site;
use store::Db;
use tokio::net::TcpListener;

/// A browser that keeps cookies and follows nothing by itself.
struct Browser {
    http: Client,
    base_url: String,
    cookies: BTreeMap<String, String>,
    _data: Arc<tempfile::TempDir>,
}

/// What cargo-leptos would have left beside the program.
fn site(folder: &Path) -> Site {
    let pkg = folder.join("site/pkg");
    std::fs::create_dir_all(&pkg).unwrap();
    std::fs::write(folder.join("hash.txt"), "css: a\njs: b\nwasm: c\n").unwrap();
    for name in ["varti.a.css", "varti.b.js", "varti.c.wasm"] {
        std::fs::write(pkg.join(name), "").unwrap();
    }
    Site::load(&[folder.join("site")], folder).unwrap()
}

async fn browser() -> Browser {
    let data = Arc::new(tempfile::tempdir().unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap().to_string();
    let folder = data.path().to_string_lossy().into_owned();
    let get = |name: &str| match name {
        "VARTI_MODE" => Some("demo".to_owned()),
        "VARTI_ADDR" => Some(addr.clone()),
        "VARTI_DATA" => Some(folder.clone()),
        _ => None,
    };
    let config = Config::read(get, data.path()).unwrap();
    let db = Db::connect(&config.database.url(), 4).await.unwrap();
    db.migrate(SystemClock.now()).await.unwrap();
    let files = Files::local(&data.path().join("files")).unwrap();
    let settings = Settings {
        demo: true,
        ..Settings::default()
    };
    let portal = Portal::open(db, files, Arc::new(SystemClock), Ids::random(), settings)
        .await
        .unwrap();
    portal.load_calendar().await.unwrap();
    portal.seed(&SEED).await.unwrap();
    let surroundings = Surroundings {
        config: &config,
        site: Arc::new(site(data.path())),
        now: Arc::new(|| SystemClock.now().seconds()),
    };
    let router = router::build(portal, surroundings).unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let http = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
    Browser {
        http,
        base_url: config.base_url,
        cookies: BTreeMap::new(),
        _data: data,
    }
}

impl Browser {
    async fn send(&mut self, method: Method, path: &str, form: Option<String>, from: &str) -> Response {
        let url = Url::parse(&self.base_url).unwrap().join(path).unwrap();
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = self.http.request(method, url).header("sec-fetch-site", "same-origin");
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        if !from.is_empty() {
            request = request.header(REFERER, format!("{}{from}", self.base_url));
        }
        if let Some(form) = form {
            request = request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form);
        }
        let response = request.send().await.unwrap();
        self.keep_cookies(&response);
        response
    }

    fn keep_cookies(&mut self, response: &Response) {
        for line in response.headers().get_all(SET_COOKIE) {
            let line = line.to_str().unwrap();
            assert!(
                line.contains("; HttpOnly") && line.contains("; SameSite=Lax") && line.contains("; Path=/"),
                "{line}"
            );
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    async fn get(&mut self, path: &str) -> Response {
        self.send(Method::GET, path, None, "").await
    }

    /// Where an address leads.
    async fn led_to(&mut self, path: &str) -> String {
        let response = self.get(path).await;
        location(&response).trim_start_matches(&self.base_url).to_owned()
    }

    /// Goes to the provider, presses a button there and says where it leads.
    async fn choose(&mut self, start: &str, button: &str) -> String {
        let page = self.led_to(start).await;
        assert!(page.starts_with("/sandbox-oidc/authorize?"), "{page}");
        assert_eq!(self.get(&page).await.status(), 200);
        let (path, query) = page.split_once('?').unwrap();
        let form = format!("{query}&{button}");
        location(&self.send(Method::POST, path, Some(form), &page).await)
    }

    /// Signs in and says where it leads.
    async fn sign_in(&mut self, start: &str, persona: &str) -> String {
        let callback = self.choose(start, &format!("persona={persona}")).await;
        self.led_to(&callback).await
    }
}

fn location(response: &Response) -> String {
    assert_eq!(response.status(), 303);
    response.headers()[LOCATION].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_signs_in_goes_on_where_they_were_and_signs_out() {
    let mut browser = browser().await;
    assert!(
        !browser
            .get("/lv/palidziba")
            .await
            .text()
            .await
            .unwrap()
            .contains("Jānis Bērziņš")
    );
    let page = browser
        .sign_in("/auth/start?return=%2Flv%2Fpalidziba%3Fa%3Db", "janis")
        .await;
    assert_eq!(page, "/lv/palidziba?a=b");
    assert_eq!(
        browser.cookies.keys().collect::<Vec<_>>(),
        ["varti"],
        "the cookie of the sign-in is gone"
    );
    let response = browser.get(&page).await;
    assert_eq!(response.headers()["cache-control"], "private, no-store");
    assert!(response.text().await.unwrap().contains("Jānis Bērziņš"));

    let stolen = browser.cookies.clone();
    let response = browser
        .send(Method::POST, "/auth/sign-out", Some(String::new()), "/en/help")
        .await;
    let provider = location(&response);
    assert!(provider.contains("/sandbox-oidc/end-session?"), "{provider}");
    let told = Url::parse(&provider).unwrap();
    let hint = told.query_pairs().find(|(name, _)| name == "id_token_hint");
    let hint = hint.expect("the provider is told whose session ends").1.into_owned();
    assert_eq!(hint.split('.').count(), 3, "{hint} is no identity token");
    assert!(browser.cookies.is_empty());
    let back = browser.led_to(&provider).await;
    assert_eq!(browser.led_to(&back).await, "/en");
    browser.cookies = stolen;
    assert!(
        !browser
            .get("/lv/palidziba")
            .await
            .text()
            .await
            .unwrap()
            .contains("Jānis Bērziņš"),
        "the session has ended"
    );
}

#[tokio::test]
async fn a_new_sign_in_ends_the_session_before() {
    let mut browser = browser().await;
    browser.sign_in("/auth/start", "janis").await;
    let before = browser.cookies.clone();
    browser.sign_in("/auth/start", "marta").await;
    assert_ne!(browser.cookies["varti"], before["varti"]);
    assert!(
        browser
            .get("/lv/palidziba")
            .await
            .text()
            .await
            .unwrap()
            .contains("Marta Liepa")
    );
    browser.cookies = before;
    assert!(
        !browser
            .get("/lv/palidziba")
            .await
            .text()
            .await
            .unwrap()
            .contains("Jānis Bērziņš")
    );
}

#[rstest]
#[case("/auth/start", "/lv")]
#[case("/auth/start?lang=en", "/en")]
#[case("/auth/start?return=%2Fen%2Fhelp", "/en/help")]
#[case("/auth/start?next=%2Fen%2Fhelp", "/en/help")]
#[case("/auth/start?return=%2F%2Fevil.example", "/lv")]
#[case("/auth/start?return=https%3A%2F%2Fevil.example&lang=en", "/en")]
#[tokio::test]
async fn one_goes_on_to_pages_of_ours_only(#[case] start: &str, #[case] expected: &str) {
    assert_eq!(browser().await.sign_in(start, "janis").await, expected);
}

#[tokio::test]
async fn a_sign_in_begun_under_another_name_of_this_machine_goes_on_under_the_right_one() {
    let mut browser = browser().await;
    let named = browser.base_url.replace("127.0.0.1", "localhost");
    let start = format!("{named}/auth/start?next=%2Fen%2Fhelp&lang=en");
    let renamed = browser.led_to(&start).await;
    assert_eq!(renamed, "/auth/start?return=%2Fen%2Fhelp&lang=en&renamed=true");
    assert!(browser.cookies.is_empty(), "it begins under one name only");
    assert_eq!(browser.sign_in(&renamed, "janis").await, "/en/help");
    let again = browser.led_to(&format!("{named}{renamed}")).await;
    assert!(again.starts_with("/sandbox-oidc/authorize?"), "{again}");
}

#[tokio::test]
async fn whoever_cancels_may_try_again() {
    let mut browser = browser().await;
    let callback = browser.choose("/auth/start?return=%2Fen%2Fhelp", "cancel=yes").await;
    assert_eq!(
        browser.led_to(&callback).await,
        "/en/sign-in?problem=refused&next=%2Fen%2Fhelp"
    );
    assert!(browser.cookies.is_empty());
}

#[tokio::test]
async fn an_answer_is_worth_nothing_in_another_browser_or_again() {
    let mut browser = browser().await;
    let callback = browser.choose("/auth/start", "persona=janis").await;
    let own = std::mem::take(&mut browser.cookies);
    assert_eq!(browser.led_to(&callback).await, "/lv/ieiet?problem=expired");
    browser.cookies = own.clone();
    assert_eq!(browser.led_to(&callback).await, "/lv");
    browser.cookies = own;
    assert_eq!(browser.led_to(&callback).await, "/lv/ieiet?problem=expired");
}

#[tokio::test]
async fn two_tabs_do_not_disturb_each_other() {
    let mut browser = browser().await;
    let first = browser
        .choose("/auth/start?return=%2Flv%2Fpalidziba", "persona=janis")
        .await;
    let second = browser.choose("/auth/start?return=%2Fen%2Fhelp", "persona=janis").await;
    assert_eq!(browser.cookies.len(), 2);
    assert_eq!(browser.led_to(&first).await, "/lv/palidziba");
    assert_eq!(browser.led_to(&second).await, "/en/help");
}

#[tokio::test]
async fn sign_ins_that_were_left_do_not_pile_up() {
    let mut browser = browser().await;
    for _ in 0..10 {
        browser.get("/auth/start").await;
    }
    assert!(browser.cookies.len() <= 3, "{}", browser.cookies.len());
    assert_eq!(browser.sign_in("/auth/start", "janis").await, "/lv");
}

#[tokio::test]
async fn another_site_cannot_sign_anybody_out() {
    let mut browser = browser().await;
    browser.sign_in("/auth/start", "janis").await;
    let cookie = format!("varti={}", browser.cookies["varti"]);
    let url = format!("{}/auth/sign-out", browser.base_url);
    let request = browser
        .http
        .post(url)
        .header(COOKIE, cookie)
        .header("sec-fetch-site", "cross-site");
    assert_eq!(request.send().await.unwrap().status(), 403);
    assert!(
        browser
            .get("/lv/palidziba")
            .await
            .text()
            .await
            .unwrap()
            .contains("Jānis Bērziņš")
    );
}
