//! Signing in and out.
//!
//! What must be remembered while a person is at the provider lies in the database under a secret that only their
//! browser holds, so that any node can welcome them back.

mod device;
mod failure;
mod remaining;
mod return_path;

use std::net::IpAddr;
use std::sync::Arc;

use app::app::{Page, language_of};
use axum::Router;
use axum::extract::{Query, State};
use axum::http::header::{HOST, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, Uri};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::cookie::Cookie;
use connectors::oidc::{OidcClient, PendingSignIn, SignInAnswer, SignedIn};
use domain::{Assurance, PersonalCode};
use forms::Language;
use portal::Portal;
use reqwest::Url;
use serde::{Deserialize, Serialize};

pub use failure::SignInFailure;
pub use return_path::ReturnPath;

use crate::problem::Problem;
use crate::session::Cookies;

/// Where the page's script asks how long the session lasts.
pub const REMAINING: &str = "/auth/session";

/// Beginning of the name of the cookie that a browser holds during a sign-in. The rest comes from the state, so
/// that two tabs do not disturb each other.
const COOKIE: &str = "varti-sign-in.";
/// How many characters of the state are in the name.
const STATE_PART: usize = 8;
/// More unfinished sign-ins than this are forgotten.
const MOST_UNFINISHED: usize = 3;

/// Signing in and out.
#[derive(Clone)]
pub struct Auth {
    /// The use cases.
    pub portal: Portal,
    /// The provider.
    pub provider: Arc<OidcClient>,
    /// How cookies are protected here.
    pub cookies: Cookies,
    /// Where the provider leads people back.
    pub base_url: Url,
}

/// The routes.
pub fn router(auth: Auth) -> Router {
    Router::new()
        .route("/auth/start", get(start))
        .route("/auth/callback", get(callback))
        .route(REMAINING, get(remaining::look).post(remaining::stay))
        .route("/auth/sign-out", post(sign_out))
        .route("/auth/signed-out", get(signed_out))
        .with_state(auth)
}

/// What is remembered during a sign-in.
#[derive(Serialize, Deserialize)]
struct Pending {
    sign_in: PendingSignIn,
    return_to: ReturnPath,
    language: Language,
}

#[derive(Deserialize)]
struct Start {
    #[serde(rename = "return", alias = "next")]
    return_to: Option<String>,
    lang: Option<String>,
    /// Whether this is the second start, under the name of the base URL.
    #[serde(default)]
    renamed: bool,
}

#[derive(Deserialize)]
struct SignedOut {
    state: Option<String>,
}

/// A finished sign-in: the session's secret, and where to go on.
struct Finished {
    secret: String,
    return_to: ReturnPath,
}

/// A sign-in that did not succeed, with what is known about it.
struct Failed {
    failure: SignInFailure,
    language: Language,
    return_to: Option<ReturnPath>,
}

/// Sends the person to the provider.
async fn start(State(auth): State<Auth>, Query(query): Query<Start>, headers: HeaderMap) -> Response {
    if let Some(start) = auth.start_under_own_name(&headers, &query) {
        return Redirect::to(&start).into_response();
    }
    let return_to = query.return_to.as_deref().and_then(ReturnPath::parse);
    let asked = query.lang.and_then(|code| code.parse().ok());
    let language = asked.unwrap_or_else(|| language_of(return_to.as_ref().map_or("", ReturnPath::as_str)));
    match auth.begin(language, return_to.clone()).await {
        Ok((url, cookie)) => {
            let mut cookies = auth.unfinished(&headers);
            cookies.push(cookie);
            (set(&cookies), Redirect::to(&url)).into_response()
        }
        Err(failure) => to_sign_in_page(&Failed {
            failure,
            language,
            return_to,
        }),
    }
}

/// Welcomes the person back.
async fn callback(State(auth): State<Auth>, Query(answer): Query<SignInAnswer>, headers: HeaderMap) -> Response {
    let name = cookie_name(answer.state.as_deref().unwrap_or_default());
    let spent = auth.cookies.removal(&name);
    match auth.finish(&headers, &name, answer).await {
        Ok(finished) => {
            let session = auth.cookies.session(&finished.secret);
            (set(&[spent, session]), Redirect::to(finished.return_to.as_str())).into_response()
        }
        Err(failed) => (set(&[spent]), to_sign_in_page(&failed)).into_response(),
    }
}

/// Ends the session here, then at the provider when it offers that.
async fn sign_out(State(auth): State<Auth>, headers: HeaderMap) -> Result<Response, Problem> {
    let language = language_of_page(&headers);
    let id_token = match auth.cookies.session_secret(&headers) {
        Some(secret) => auth.portal.sessions.sign_out(secret).await?,
        None => None,
    };
    let target = auth
        .provider
        .sign_out_url(id_token.as_deref(), language.code())
        .await
        .unwrap_or_else(|error| {
            tracing::warn!(%error, "the provider's session stays open");
            None
        });
    let target = target.unwrap_or_else(|| Page::Home.path(language));
    Ok((set(&[auth.cookies.session_removal()]), Redirect::to(&target)).into_response())
}

/// Where the provider sends people after sign-out.
async fn signed_out(Query(query): Query<SignedOut>) -> Redirect {
    let language = query
        .state
        .and_then(|code| code.parse::<Language>().ok())
        .unwrap_or_default();
    Redirect::to(&Page::Home.path(language))
}

impl Auth {
    /// Where to start when the browser calls this machine by another of its names: `localhost` and `127.0.0.1` have
    /// different cookies, and the provider leads back to only one of them.
    fn start_under_own_name(&self, headers: &HeaderMap, query: &Start) -> Option<String> {
        let host = headers.get(HOST)?.to_str().ok()?;
        let called = Url::parse(&format!("http://{host}")).ok()?;
        let is_other = called.host_str() != self.base_url.host_str() && is_this_machine(&called);
        if query.renamed || !is_other || !is_this_machine(&self.base_url) {
            return None;
        }
        let pairs = [("return", &query.return_to), ("lang", &query.lang)];
        let pairs = pairs
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_deref()?)));
        let mut start = self.base_url.join("/auth/start").ok()?;
        start
            .query_pairs_mut()
            .extend_pairs(pairs)
            .append_pair("renamed", "true");
        Some(start.into())
    }

    async fn begin(
        &self,
        language: Language,
        return_to: Option<ReturnPath>,
    ) -> Result<(String, Cookie<'static>), SignInFailure> {
        let start = self.provider.begin(language.code()).await?;
        let name = cookie_name(&start.pending.state);
        let return_to = return_to.unwrap_or_else(|| home(language));
        let pending = Pending {
            sign_in: start.pending,
            return_to,
            language,
        };
        let secret = self.portal.sessions.remember_sign_in(&pending).await?;
        Ok((start.url, self.cookies.build(&name, &secret)))
    }

    async fn finish(&self, headers: &HeaderMap, name: &str, answer: SignInAnswer) -> Result<Finished, Failed> {
        let expired = || Failed {
            failure: SignInFailure::Expired,
            language: Language::default(),
            return_to: None,
        };
        let secret = self.cookies.secret(headers, name).ok_or_else(expired)?;
        let pending = self.portal.sessions.take_sign_in::<Pending>(secret).await;
        let pending = pending
            .map_err(|error| Failed {
                failure: error.into(),
                ..expired()
            })?
            .ok_or_else(expired)?;
        let Pending {
            sign_in,
            return_to,
            language,
        } = pending;
        match self.sign_in(headers, sign_in, answer).await {
            Ok(secret) => Ok(Finished { secret, return_to }),
            Err(failure) => Err(Failed {
                failure,
                language,
                return_to: Some(return_to),
            }),
        }
    }

    /// Begins a session for whom the provider names. A session that this browser had is over.
    async fn sign_in(
        &self,
        headers: &HeaderMap,
        pending: PendingSignIn,
        answer: SignInAnswer,
    ) -> Result<String, SignInFailure> {
        let from_provider = self.provider.finish(pending, answer).await?;
        let signed_in = self
            .portal
            .sessions
            .sign_in(as_known_here(from_provider), &device::device(headers))
            .await?;
        if let Some(old) = self.cookies.session_secret(headers) {
            self.portal.sessions.carry_on(&signed_in, old).await?;
            self.portal.sessions.sign_out(old).await?;
        }
        Ok(signed_in.secret)
    }

    /// The removal of cookies of sign-ins that were begun and left, when there are many.
    fn unfinished(&self, headers: &HeaderMap) -> Vec<Cookie<'static>> {
        let names = self.cookies.names(headers, COOKIE);
        let too_many = if names.len() >= MOST_UNFINISHED {
            names
        } else {
            Vec::new()
        };
        too_many.into_iter().map(|name| self.cookies.removal(name)).collect()
    }
}

fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
    host == "localhost" || address.is_some_and(|address| address.is_loopback())
}

/// The provider's words in the portal's terms.
fn as_known_here(SignedIn { identity, id_token }: SignedIn) -> portal::Identity {
    let level = identity.assurance.as_deref().unwrap_or_default();
    let assurance = if level.ends_with("/high") {
        Assurance::High
    } else {
        Assurance::Substantial
    };
    let personal_code = identity
        .personal_code
        .and_then(|code| match PersonalCode::try_from(code) {
            Ok(code) => Some(code),
            Err(error) => {
                tracing::warn!(%error, "the provider tells a personal code of another form");
                None
            }
        });
    portal::Identity {
        issuer: identity.issuer,
        subject: identity.subject,
        given_name: identity.given_name,
        family_name: identity.family_name,
        personal_code,
        assurance,
        id_token: Some(id_token),
    }
}

/// The state is the provider's to send back, so only harmless characters of it get into the name.
fn cookie_name(state: &str) -> String {
    let part: String = state
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(STATE_PART)
        .collect();
    format!("{COOKIE}{part}")
}

fn set(cookies: &[Cookie<'static>]) -> AppendHeaders<Vec<(axum::http::HeaderName, String)>> {
    AppendHeaders(cookies.iter().map(|cookie| (SET_COOKIE, cookie.to_string())).collect())
}

fn home(language: Language) -> ReturnPath {
    ReturnPath::parse(&Page::Home.path(language)).expect("the home page is a page of ours")
}

fn to_sign_in_page(failed: &Failed) -> Response {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("problem", failed.failure.code());
    if let Some(return_to) = &failed.return_to {
        query.append_pair("next", return_to.as_str());
    }
    Redirect::to(&format!("{}?{}", Page::SignIn.path(failed.language), query.finish())).into_response()
}

/// The language of the page that a post came from.
fn language_of_page(headers: &HeaderMap) -> Language {
    let referer = headers
        .get(REFERER)
        .and_then(|value| value.to_str().ok()?.parse::<Uri>().ok());
    referer.map_or_else(Language::default, |page| language_of(page.path()))
}
