//! The portal's own client against the provider, over a real socket.

use std::sync::atomic::{AtomicI64, Ordering};

use connectors::ConnectorError;
use connectors::oidc::{OidcClient, OidcSettings, PendingSignIn, SignInAnswer, SignedIn};
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Response, Url};
use rstest::rstest;
use tokio::net::TcpListener;

use super::*;
use crate::secret::Secret;

const START: i64 = 1_900_000_000;

/// A provider that listens, the portal's client for it, and a browser.
struct Stage {
    client: OidcClient,
    browser: reqwest::Client,
    base_url: String,
    clock: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

fn personas() -> Vec<Persona> {
    let persona = |subject: &str, given_name: &str, group| Persona {
        subject: subject.to_owned(),
        given_name: given_name.to_owned(),
        family_name: "Bērziņa".to_owned(),
        personal_code: "001300-00001".to_owned(),
        group,
        note: Note {
            lv: "Pārceļas & <maksā>".to_owned(),
            en: "Moves house".to_owned(),
        },
    };
    vec![
        persona("PK:anna", "Anna", PersonaGroup::Resident),
        persona("PK:official", "Ilze", PersonaGroup::Agency),
    ]
}

/// A portal over an empty database: the provider keeps its codes and key there.
async fn portal(folder: &std::path::Path) -> Portal {
    let url = format!("sqlite:{}", folder.join("test.sqlite").display());
    let db = store::Db::connect(&url, 2).await.unwrap();
    let clock = Arc::new(portal::SystemClock);
    db.migrate(portal::Clock::now(&*clock)).await.unwrap();
    let files = connectors::Files::local(&folder.join("files")).unwrap();
    let settings = portal::Settings::default();
    Portal::open(db, files, clock, portal::Ids::random(), settings)
        .await
        .unwrap()
}

fn settings(base_url: &str, secret: Option<&str>, now: Now, portal: Portal) -> SandboxSettings {
    SandboxSettings {
        mode: Mode::Demo,
        base_url: base_url.to_owned(),
        sign_in: SignIn {
            issuer: format!("{base_url}{SANDBOX_PATH}"),
            client_id: "varti".to_owned(),
            client_secret: secret.map(|text| Secret::new(text.to_owned())),
            scopes: vec!["profile".to_owned()],
            assurance: vec![],
        },
        redirect_url: format!("{base_url}/auth/callback"),
        signed_out_url: format!("{base_url}/auth/signed-out"),
        stylesheet: "/pkg/varti.css".to_owned(),
        portal,
        personas: personas(),
        now,
    }
}

/// The provider knows `secret`; the portal shows `shown` and asks for an `assurance`.
async fn stage(secret: Option<&str>, shown: Option<&str>, assurance: &[&str]) -> Stage {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let clock = Arc::new(AtomicI64::new(START));
    let now: Now = {
        let clock = clock.clone();
        Arc::new(move || clock.load(Ordering::Relaxed))
    };
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(&base_url, secret, now.clone(), portal(folder.path()).await);
    let client = OidcClient::new(
        OidcSettings {
            issuer: settings.sign_in.issuer.clone(),
            client_id: "varti".to_owned(),
            client_secret: shown.map(str::to_owned),
            redirect_url: settings.redirect_url.clone(),
            signed_out_url: settings.signed_out_url.clone(),
            scopes: vec!["profile".to_owned()],
            assurance: assurance.iter().map(|level| (*level).to_owned()).collect(),
        },
        now,
    )
    .unwrap();
    let provider = router(settings).unwrap();
    tokio::spawn(async move { axum::serve(listener, provider).await });
    let browser = reqwest::Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    Stage {
        client,
        browser,
        base_url,
        clock,
        _folder: folder,
    }
}

impl Stage {
    /// Posts the page's form as a browser does, with some button pressed.
    async fn press(&self, url: &str, button: (&str, &str)) -> Response {
        let url = Url::parse(url).unwrap();
        let mut form = form_urlencoded::Serializer::new(url.query().unwrap().to_owned());
        let body = form.append_pair(button.0, button.1).finish();
        let request = self.browser.post(format!("{}{}", self.base_url, url.path()));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request
            .header("origin", &self.base_url)
            .body(body)
            .send()
            .await
            .unwrap()
    }

    /// Begins a sign-in, presses a button and comes back with the answer.
    async fn choose(&self, button: (&str, &str)) -> (PendingSignIn, SignInAnswer) {
        let start = self.client.begin("lv").await.unwrap();
        let response = self.press(&start.url, button).await;
        assert_eq!(response.status(), 303);
        let location = response.headers()[LOCATION].to_str().unwrap();
        assert!(
            location.starts_with(&format!("{}/auth/callback?", self.base_url)),
            "{location}"
        );
        (start.pending, answer(location))
    }

    async fn sign_in(&self) -> Result<SignedIn, ConnectorError> {
        let (pending, answer) = self.choose(("persona", "PK:anna")).await;
        self.client.finish(pending, answer).await
    }

    async fn get(&self, url: &str) -> Response {
        self.browser.get(url).send().await.unwrap()
    }
}

fn answer(location: &str) -> SignInAnswer {
    let url = Url::parse(location).unwrap();
    let value = |name: &str| {
        url.query_pairs()
            .find_map(|(n, value)| (n == name).then(|| value.into_owned()))
    };
    SignInAnswer {
        code: value("code"),
        state: value("state"),
        error: value("error"),
        iss: value("iss"),
    }
}

#[tokio::test]
async fn a_persona_signs_in() {
    let signed_in = stage(None, None, &[ASSURANCE]).await.sign_in().await.unwrap();
    let who = signed_in.identity;
    assert_eq!(
        (who.subject.as_str(), who.given_name.as_str(), who.family_name.as_str()),
        ("PK:anna", "Anna", "Bērziņa")
    );
    assert_eq!(who.personal_code.as_deref(), Some("001300-00001"));
    assert_eq!(who.assurance.as_deref(), Some(ASSURANCE));
    assert_eq!(who.authenticated_at, Some(START));
    assert!(who.issuer.ends_with("/sandbox-oidc"));
    assert_eq!(signed_in.id_token.split('.').count(), 3);
}

#[tokio::test]
async fn a_client_with_a_secret_shows_it() {
    assert!(
        stage(Some("se:cr%t+"), Some("se:cr%t+"), &[])
            .await
            .sign_in()
            .await
            .is_ok()
    );
}

#[rstest]
#[case(Some("right"), Some("wrong"))]
#[case(Some("right"), None)]
#[case(None, Some("made-up"))]
#[tokio::test]
async fn a_wrong_secret_gets_no_tokens(#[case] secret: Option<&str>, #[case] shown: Option<&str>) {
    let result = stage(secret, shown, &[]).await.sign_in().await;
    // Our fault, not the person's: beginning again would not help them.
    assert!(matches!(result, Err(ConnectorError::ProviderFaulty(_))));
}

#[tokio::test]
async fn a_token_for_another_nonce_is_refused() {
    let stage = stage(None, None, &[]).await;
    let (mut pending, answer) = stage.choose(("persona", "PK:anna")).await;
    pending.nonce = "another".to_owned();
    assert!(matches!(
        stage.client.finish(pending, answer).await,
        Err(ConnectorError::TokenInvalid(_))
    ));
}

#[tokio::test]
async fn a_code_without_its_verifier_is_worthless_and_spent() {
    let stage = stage(None, None, &[]).await;
    let (pending, answer) = stage.choose(("persona", "PK:anna")).await;
    let guessed = PendingSignIn {
        verifier: "x".repeat(43),
        ..pending.clone()
    };
    let result = stage.client.finish(guessed, answer.clone()).await;
    assert!(matches!(result, Err(ConnectorError::CodeRejected(_))));
    assert!(matches!(
        stage.client.finish(pending, answer).await,
        Err(ConnectorError::CodeRejected(_))
    ));
}

#[tokio::test]
async fn a_code_works_once() {
    let stage = stage(None, None, &[]).await;
    let (pending, answer) = stage.choose(("persona", "PK:anna")).await;
    assert!(stage.client.finish(pending.clone(), answer.clone()).await.is_ok());
    assert!(matches!(
        stage.client.finish(pending, answer).await,
        Err(ConnectorError::CodeRejected(_))
    ));
}

#[rstest]
#[case(60, true)]
#[case(61, false)]
#[tokio::test]
async fn a_code_lives_a_minute(#[case] seconds: i64, #[case] works: bool) {
    let stage = stage(None, None, &[]).await;
    let (pending, answer) = stage.choose(("persona", "PK:anna")).await;
    stage.clock.fetch_add(seconds, Ordering::Relaxed);
    let result = stage.client.finish(pending, answer).await;
    assert_eq!(result.is_ok(), works);
    assert!(works || matches!(result, Err(ConnectorError::CodeRejected(_))));
}

#[tokio::test]
async fn a_means_that_is_too_weak_is_refused() {
    let result = stage(None, None, &["urn:only:this"]).await.sign_in().await;
    assert!(matches!(result, Err(ConnectorError::AssuranceTooLow { found: Some(level) }) if level == ASSURANCE));
}

#[rstest]
#[case(("cancel", "yes"))]
#[case(("persona", "PK:nobody"))]
#[tokio::test]
async fn whoever_chooses_nobody_is_not_signed_in(#[case] button: (&str, &str)) {
    let stage = stage(None, None, &[]).await;
    let (pending, answer) = stage.choose(button).await;
    let result = stage.client.finish(pending, answer).await;
    assert!(matches!(result, Err(ConnectorError::SignInRefused(error)) if error == "access_denied"));
}

#[tokio::test]
async fn the_page_offers_everyone_in_both_languages_and_nothing_inline() {
    let stage = stage(None, None, &[]).await;
    for (lang, heading, note) in [
        ("lv", "Iestāžu darbinieki", "Pārceļas &amp; &lt;maksā&gt;"),
        ("en", "Agency staff", "Moves house"),
    ] {
        let url = stage.client.begin(lang).await.unwrap().url;
        let response = stage.get(&url).await;
        assert_eq!(
            (response.status().as_u16(), &response.headers()["cache-control"]),
            (200, &"private, no-store".parse().unwrap())
        );
        let page = response.text().await.unwrap();
        for part in [
            &format!("<html lang=\"{lang}\">"),
            heading,
            note,
            "value=\"PK:anna\"",
            "/pkg/varti.css",
        ] {
            assert!(page.contains(part), "{part}");
        }
        assert!(!page.contains("<script") && !page.contains("style=") && !page.contains("Uzņēmumu pārstāvji"));
    }
}

#[tokio::test]
async fn strangers_are_never_sent_anywhere() {
    let stage = stage(None, None, &[]).await;
    let url = stage.client.begin("lv").await.unwrap().url;
    for (from, to) in [("auth%2Fcallback", "evil"), ("client_id=varti", "client_id=other")] {
        let response = stage.get(&url.replace(from, to)).await;
        assert_eq!(response.status(), 400);
        assert!(!response.headers().contains_key(LOCATION));
    }
}

#[rstest]
#[case("response_type=code", "response_type=token", "unsupported_response_type")]
#[case("scope=openid", "scope=email", "invalid_scope")]
#[case("S256", "plain", "invalid_request")]
#[case("response_type=code", "response_type=code&prompt=none", "login_required")]
#[tokio::test]
async fn a_request_against_the_standard_is_sent_back(#[case] from: &str, #[case] to: &str, #[case] error: &str) {
    let stage = stage(None, None, &[]).await;
    let url = stage.client.begin("lv").await.unwrap().url;
    let response = stage.get(&url.replacen(from, to, 1)).await;
    assert_eq!(
        answer(response.headers()[LOCATION].to_str().unwrap()).error.as_deref(),
        Some(error)
    );
}

#[tokio::test]
async fn another_site_cannot_choose_for_anybody() {
    let stage = stage(None, None, &[]).await;
    let url = stage.client.begin("lv").await.unwrap().url;
    let response = stage
        .browser
        .post(url)
        .header("origin", "https://evil.example")
        .body("persona=PK%3Aanna")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 403);
}

#[tokio::test]
async fn user_info_is_for_bearers_only() {
    let stage = stage(None, None, &[]).await;
    let url = format!("{}{SANDBOX_PATH}/userinfo", stage.base_url);
    assert_eq!(stage.get(&url).await.status(), 401);
    assert_eq!(
        stage
            .browser
            .get(&url)
            .bearer_auth("guess")
            .send()
            .await
            .unwrap()
            .status(),
        401
    );
}

#[tokio::test]
async fn sign_out_leads_back_to_the_portal_and_nowhere_else() {
    let stage = stage(None, None, &[]).await;
    let url = stage.client.sign_out_url(None, "en").await.unwrap().unwrap();
    let response = stage.get(&url).await;
    let back = format!("{}/auth/signed-out?state=en", stage.base_url);
    assert_eq!(
        (
            response.status().as_u16(),
            response.headers()[LOCATION].to_str().unwrap()
        ),
        (303, back.as_str())
    );
    let response = stage.get(&url.replace("signed-out", "evil")).await;
    assert_eq!(response.status(), 200);
    assert!(response.text().await.unwrap().contains("You are signed out"));
}

#[tokio::test]
async fn production_refuses_the_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(folder.path()).await;
    let settings = settings("https://varti.example", None, Arc::new(|| START), portal);
    let refusal = router(SandboxSettings {
        mode: Mode::Production,
        ..settings
    });
    assert!(matches!(refusal, Err(ConfigError::Wrong { name: "VARTI_MODE", .. })));
}
