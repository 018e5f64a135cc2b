//! A seeded portal behind the real router, and callers who know its people by their keys.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use connectors::Files;
use domain::{Assurance, Scopes, Timestamp};
use portal::{Clock, FixedClock, Identity, Ids, Portal, SeedFiles, Settings, SignedIn, TokenRequest};
use serde_json::{Value, json};
use server::config::Config;
use server::router::{self, Surroundings};
use server::seed_files::SEED;
use server::site::Site;
use store::Engine;
use store::testing::{TestDb, database};
use tempfile::TempDir;
use tower::ServiceExt;

/// Monday 2 November 2026, ten in the morning in Riga.
const MORNING: &str = "2026-11-02T08:00:00Z";
/// The service for declaring where one lives.
pub const RESIDENCE: &str = "dzivesvietas-deklaresana";
/// The service for writing to any agency.
pub const LETTER: &str = "iesniegums-iestadei";

/// The portal with its clock, behind the router.
pub struct World {
    pub portal: Portal,
    pub clock: Arc<FixedClock>,
    /// For what no use case makes, such as a mandate that has ended.
    pub db: TestDb,
    router: Router,
    _folder: TempDir,
}

impl World {
    /// With all the demonstration's people and agencies, and those of its services that tests need.
    pub async fn new(engine: Engine) -> Self {
        let db = database(engine).await;
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::new(MORNING.parse().unwrap()));
        let settings = Settings {
            demo: true,
            index_folder: None,
        };
        let files = Files::local(&folder.path().join("files")).unwrap();
        let portal = Portal::open((*db).clone(), files, clock.clone(), Ids::seeded(7), settings)
            .await
            .unwrap();
        portal.load_calendar().await.unwrap();
        portal.seed(&seed()).await.unwrap();
        let config = config(folder.path());
        let site = Arc::new(Site::load(&config.site, folder.path()).unwrap());
        let now = clock.clone();
        let now = Arc::new(move || Timestamp::seconds(now.now()));
        let router = router::build(
            portal.clone(),
            Surroundings {
                config: &config,
                site,
                now,
            },
        )
        .unwrap();
        Self {
            portal,
            clock,
            db,
            router,
            _folder: folder,
        }
    }

    /// Somebody who has not signed in.
    pub fn anybody(&self) -> Caller {
        Caller {
            router: self.router.clone(),
            // As from a page of ours: what is not allowed is told by the use case, not by the guard.
            headers: vec![("sec-fetch-site".to_owned(), "same-origin".to_owned())],
        }
    }

    /// Somebody of whom nothing is said, neither by a browser nor by a token.
    pub fn stranger(&self) -> Caller {
        Caller {
            router: self.router.clone(),
            headers: vec![],
        }
    }

    /// A program with a token of a person of the demonstration.
    pub async fn program_of(&self, key: &str) -> Caller {
        let session = self.session_of(key).await;
        let (_, actor) = self.portal.sessions.actor(&session.secret).await.unwrap().unwrap();
        let token = self.portal.tokens.create(&actor, all_rights("tests")).await.unwrap();
        self.anybody()
            .with("authorization", &format!("Bearer {}", token.secret))
    }

    /// A browser in which a person of the demonstration has signed in, on a page of ours.
    pub async fn browser_of(&self, key: &str) -> Caller {
        let session = self.session_of(key).await;
        self.anybody().with("cookie", &format!("varti={}", session.secret))
    }

    /// The cookie that such a browser holds.
    pub fn browser_cookie(&self, browser: &Caller) -> String {
        browser
            .headers
            .iter()
            .find(|(name, _)| name == "cookie")
            .unwrap()
            .1
            .clone()
    }

    async fn session_of(&self, key: &str) -> SignedIn {
        let personas = SEED.personas().unwrap();
        let persona = personas.into_iter().find(|persona| persona.key == key).unwrap();
        let identity = Identity {
            issuer: "https://id.example".to_owned(),
            subject: persona.key,
            given_name: persona.given_name,
            family_name: persona.family_name,
            personal_code: Some(persona.personal_code),
            assurance: Assurance::High,
            id_token: None,
        };
        self.portal.sessions.sign_in(identity, "Firefox, Linux").await.unwrap()
    }

    /// Takes the table of drafts away, so that whatever needs it fails by a fault.
    pub async fn lose_drafts(&self) {
        let mut tx = self.db.begin().await.unwrap();
        tx.query("ALTER TABLE draft RENAME TO lost_draft")
            .execute()
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// From now on the database does not answer.
    pub async fn close_database(&self) {
        self.db.close().await;
    }

    /// Does the background work that is due.
    pub async fn work(&self) {
        self.portal.jobs.run_due(100).await.unwrap();
    }

    /// A case of a person who declared where they live.
    pub async fn case_of(&self, caller: &Caller) -> Case {
        let draft = caller.filled_draft(RESIDENCE, residence()).await;
        let case = caller.post(&format!("/drafts/{draft}/submit"), json!({})).await.is(201);
        Case {
            number: case["number"].as_str().unwrap().to_owned(),
            version: case["version"].as_i64().unwrap(),
        }
    }
}

/// What one needs to know of a case to act on it.
#[derive(Debug, Clone)]
pub struct Case {
    pub number: String,
    pub version: i64,
}

impl Case {
    /// The path of something about it, for its client.
    pub fn path(&self, rest: &str) -> String {
        format!("/cases/{}{rest}", self.number)
    }

    /// The same for its agency.
    pub fn agency_path(&self, rest: &str) -> String {
        format!("/agency-cases/{}{rest}", self.number)
    }
}

/// Somebody who calls the API.
#[derive(Clone)]
pub struct Caller {
    router: Router,
    headers: Vec<(String, String)>,
}

impl Caller {
    /// The same with one more header.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut caller = self.clone();
        caller.headers.push((name.to_owned(), value.to_owned()));
        caller
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, &format!("/api/v1{path}"), Body::empty()).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.json(Method::POST, path, &body).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.json(Method::PUT, path, &body).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, &format!("/api/v1{path}"), Body::empty())
            .await
    }

    async fn json(&self, method: Method, path: &str, body: &Value) -> Reply {
        let caller = self.with("content-type", "application/json");
        caller
            .send(method, &format!("/api/v1{path}"), Body::from(body.to_string()))
            .await
    }

    /// Posts a form as a browser without script does.
    pub async fn submit(&self, path: &str, pairs: &[(&str, &str)]) -> Reply {
        let mut body = String::new();
        for (name, value) in pairs {
            let pair: String = [*name, "=", &encode(value), "&"].concat();
            body.push_str(&pair);
        }
        let caller = self.with("content-type", "application/x-www-form-urlencoded");
        caller.send(Method::POST, path, Body::from(body)).await
    }

    /// Any request; `path` is whole.
    pub async fn send(&self, method: Method, path: &str, body: Body) -> Reply {
        let mut request = Request::builder().method(method.clone()).uri(path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Reply {
            what: format!("{method} {path}"),
            status: parts.status,
            headers: parts.headers,
            body: body.to_vec(),
        }
    }

    /// A draft with these answers; its id.
    pub async fn filled_draft(&self, service: &str, answers: Value) -> String {
        let view = self
            .post(&format!("/services/{service}/drafts"), json!({}))
            .await
            .is(200);
        let id = view["draft"]["id"].as_str().unwrap().to_owned();
        let save = json!({ "version": view["draft"]["version"], "answers": answers });
        self.put(&format!("/drafts/{id}"), save).await.is(200);
        id
    }
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    what: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    /// The JSON of an answer that has this status.
    #[track_caller]
    pub fn is(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}: {}", self.what, self.text());
        if self.body.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&self.body).unwrap()
        }
    }

    /// The problem of this status, as RFC 9457 wants it.
    #[track_caller]
    pub fn is_problem(&self, status: u16) -> Value {
        let problem = self.is(status);
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.what);
        assert_eq!(problem["status"], status, "{}", self.what);
        assert!(problem["type"].as_str().unwrap().starts_with("urn:problem-type:varti:"));
        assert_eq!(problem["id"], self.header("x-request-id"), "{}", self.what);
        problem
    }

    /// Where the problem of this status says that the request is wrong.
    #[track_caller]
    pub fn is_wrong_at(&self, status: u16) -> Vec<String> {
        let problem = self.is_problem(status);
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        errors
            .iter()
            .map(|error| error["pointer"].as_str().unwrap().to_owned())
            .collect()
    }

    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .unwrap_or_else(|| panic!("{} has no {name}", self.what))
            .to_str()
            .unwrap()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Where a form post leads on to.
    #[track_caller]
    pub fn leads_to(&self) -> String {
        assert_eq!(self.status, 303, "{}: {}", self.what, self.text());
        self.header(header::LOCATION.as_str()).to_owned()
    }
}

/// The items of a list.
#[track_caller]
pub fn items(list: &Value) -> &Vec<Value> {
    list["items"].as_array().unwrap()
}

/// Complete answers about a person who moved alone into a home of their own.
pub fn residence() -> Value {
    json!({
        "movers": "alone", "newAddress": home(), "since": "2026-10-30",
        "basis": "own", "landRegister": true,
        "cameFrom": "latvia", "previousAddress": "leave", "hasAdditional": false,
        "email": "janis@example.lv", "truth": true,
    })
}

fn home() -> Value {
    json!({ "street": "Rīgas iela 1–2", "place": "Valmiera", "postalCode": "LV-4201" })
}

/// Complete answers of a letter to an agency.
pub fn letter(agency: &str) -> Value {
    json!({
        "agency": agency, "kind": "question", "subject": "Pases termiņš", "text": "Līdz kuram gadam tā derīga?",
        "earlier": false, "replyBy": "workspace", "truth": true,
    })
}

/// The demonstration with its services that have forms and three others. Companies may declare a residence here, so that
/// the same thing can belong to a person and to a company.
fn seed() -> SeedFiles {
    let (with_form, others): (Vec<&str>, Vec<&str>) = SEED
        .services
        .iter()
        .copied()
        .partition(|text| text.contains("\nform = "));
    let for_companies = |text: &'static str| -> &'static str {
        match text.contains("dzivesvietas-deklaresana") {
            true => text
                .replace("audiences = [\"resident\"]", "audiences = [\"resident\", \"business\"]")
                .leak(),
            false => text,
        }
    };
    let with_form = with_form.into_iter().map(for_companies);
    let services: Vec<&'static str> = with_form.chain(others.into_iter().take(3)).collect();
    SeedFiles {
        services: services.leak(),
        ..SEED
    }
}

fn config(folder: &Path) -> Config {
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("hash.txt", "css: a\njs: b\nwasm: c\n");
    write("site/pkg/varti.a.css", "body {}");
    write("site/pkg/varti.b.js", "export {}");
    write("site/pkg/varti.c.wasm", "wasm");
    let site = folder.join("site").to_string_lossy().into_owned();
    let settings = |name: &str| match name {
        "VARTI_MODE" => Some("demo".to_owned()),
        "VARTI_SITE" => Some(site.clone()),
        // A test asks faster than people do.
        "VARTI_LIMIT_SESSION" => Some("0".to_owned()),
        _ => None,
    };
    Config::read(settings, folder).unwrap()
}

fn encode(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// A token that may do all its person may.
fn all_rights(name: &str) -> TokenRequest {
    TokenRequest {
        name: name.to_owned(),
        scopes: Scopes::ALL,
        days: 90,
    }
}
