//! Somebody who uses the API from a browser, and tries again when nobody answers.

use std::time::Duration;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response, Url};
use serde_json::{Value, json};

use crate::place::RESIDENCE;

/// Tries before giving up, and the pause between two of them: a minute and a half in all.
const TRIES: u32 = 900;
const PAUSE: Duration = Duration::from_millis(100);

/// Somebody who has signed in.
pub struct Person {
    http: Client,
    base_url: String,
    pub cookie: String,
}

/// An answer that came: its status and its JSON.
pub type Reply = (u16, Value);

impl Person {
    /// Signs in as a persona of the demonstration.
    pub async fn sign_in(base_url: &str, persona: &str) -> Self {
        // Each request is a connection of its own: a balancer sends it wherever it likes.
        let http = Client::builder().redirect(Policy::none()).no_proxy();
        let http = http.pool_max_idle_per_host(0).build().unwrap();
        let start = http.get(format!("{base_url}/auth/start?lang=lv")).send().await.unwrap();
        let (pending, page) = (cookie(&start), location(&start));
        let page = Url::parse(&page).unwrap();
        let form = format!("{}&persona={persona}", page.query().unwrap());
        let chosen = http
            .post(format!("{base_url}{}", page.path()))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form)
            .send()
            .await
            .unwrap();
        let back = http
            .get(location(&chosen))
            .header(COOKIE, pending)
            .send()
            .await
            .unwrap();
        assert_eq!(location(&back), "/lv", "{persona} cannot sign in");
        Self {
            http,
            base_url: base_url.to_owned(),
            cookie: cookie(&back),
        }
    }

    /// Asks once; nothing when nobody answered.
    pub async fn ask(&self, method: Method, path: &str, key: Option<&str>, body: Option<&Value>) -> Option<Reply> {
        let mut request = self
            .http
            .request(method, format!("{}/api/v1{path}", self.base_url))
            .header("sec-fetch-site", "same-origin")
            .header(COOKIE, &self.cookie);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let response = request.send().await.ok()?;
        let status = response.status().as_u16();
        let text = response.text().await.ok()?;
        Some((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    /// Asks until there is an answer that is not "try again".
    pub async fn insist(&self, method: Method, path: &str, key: Option<&str>, body: Option<&Value>) -> Reply {
        for _ in 0..TRIES {
            match self.ask(method.clone(), path, key, body).await {
                Some((503, _)) | None => {}
                Some((409, problem)) if is_being_done(&problem) => {}
                Some(reply) => return reply,
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("{method} {path} is never answered");
    }

    pub async fn get(&self, path: &str) -> Value {
        let (status, body) = self.insist(Method::GET, path, None, None).await;
        assert_eq!(status, 200, "GET {path}: {body}");
        body
    }

    /// All items of a list, page after page.
    pub async fn list(&self, path: &str) -> Vec<Value> {
        let mut all = Vec::new();
        let mut query = "?limit=100".to_owned();
        loop {
            let page = self.get(&format!("{path}{query}")).await;
            all.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => query = format!("?limit=100&after={next}"),
                None => return all,
            }
        }
    }

    /// A draft for declaring where one lives, with complete answers of which `email` is one; its id.
    pub async fn filled_draft(&self, email: &str) -> String {
        let start = format!("/services/{RESIDENCE}/drafts");
        let (status, view) = self.insist(Method::POST, &start, None, None).await;
        assert_eq!(status, 200, "{view}");
        let id = view["draft"]["id"].as_str().unwrap().to_owned();
        let path = format!("/drafts/{id}");
        let save = json!({ "version": view["draft"]["version"], "answers": residence(email) });
        let (status, saved) = self
            .insist(Method::PUT, &path, Some(&format!("save-{email}")), Some(&save))
            .await;
        // Saved, and the server died before it could say so: the repetition finds another version.
        assert!(status == 200 || status == 409, "{status} {saved}");
        let kept = self.get(&path).await;
        assert_eq!(kept["draft"]["answers"]["email"], email, "what was saved is there");
        id
    }

    /// Makes a case of a draft; its number.
    pub async fn submit(&self, draft: &str, key: &str) -> String {
        let path = format!("/drafts/{draft}/submit");
        let (status, case) = self.insist(Method::POST, &path, Some(key), None).await;
        assert_eq!(status, 201, "{case}");
        case["number"].as_str().unwrap().to_owned()
    }
}

fn is_being_done(problem: &Value) -> bool {
    problem["detail"]
        .as_str()
        .is_some_and(|detail| detail.contains("right now"))
}

fn residence(email: &str) -> Value {
    json!({
        "movers": "alone", "since": "2026-10-30", "basis": "own", "landRegister": true,
        "newAddress": { "street": "Rīgas iela 1–2", "place": "Valmiera", "postalCode": "LV-4201" },
        "cameFrom": "latvia", "previousAddress": "leave", "hasAdditional": false,
        "email": email, "truth": true,
    })
}

fn location(response: &Response) -> String {
    assert_eq!(response.status(), 303, "{}", response.url());
    response.headers()[LOCATION].to_str().unwrap().to_owned()
}

/// The cookie that was set last and not removed.
fn cookie(response: &Response) -> String {
    let lines = response.headers().get_all(SET_COOKIE).iter();
    let mut set = lines
        .map(|line| line.to_str().unwrap())
        .filter(|line| !line.contains("Max-Age=0"));
    set.next_back().unwrap().split(';').next().unwrap().to_owned()
}
