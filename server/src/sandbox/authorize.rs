//! The page where a person is chosen, and the way back to the portal with a code.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use reqwest::Url;
use serde::Deserialize;

use super::texts::Lang;
use super::tokens::Grant;
use super::{Sandbox, page};
use crate::problem::Problem;

/// What the portal asks (OpenID Connect Core, 3.1.2.1).
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Request {
    client_id: Option<String>,
    redirect_uri: Option<String>,
    response_type: Option<String>,
    scope: Option<String>,
    state: Option<String>,
    nonce: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    prompt: Option<String>,
    ui_locales: Option<String>,
}

/// The request again, with what the person chose.
#[derive(Deserialize)]
pub(super) struct Choice {
    #[serde(flatten)]
    request: Request,
    persona: Option<String>,
}

/// Shows the personas.
pub(super) async fn show(State(sandbox): State<Arc<Sandbox>>, Query(request): Query<Request>) -> Response {
    let back = match sandbox.way_back(&request) {
        Ok(back) => back,
        Err(refusal) => return *refusal,
    };
    if let Some(error) = error_of(&request) {
        return sandbox.send_back(back, &request, "error", error);
    }
    let settings = &sandbox.settings;
    page::personas(
        request.lang(),
        &settings.stylesheet,
        &settings.personas,
        &request.fields(),
    )
}

/// Takes the choice; whoever chooses nobody has cancelled.
pub(super) async fn choose(State(sandbox): State<Arc<Sandbox>>, Form(choice): Form<Choice>) -> Response {
    let request = choice.request;
    let back = match sandbox.way_back(&request) {
        Ok(back) => back,
        Err(refusal) => return *refusal,
    };
    if let Some(error) = error_of(&request) {
        return sandbox.send_back(back, &request, "error", error);
    }
    let Some(persona) = choice.persona.and_then(|subject| sandbox.persona(&subject)) else {
        return sandbox.send_back(back, &request, "error", "access_denied");
    };
    let grant = Grant {
        subject: persona.subject.clone(),
        redirect_uri: request.redirect_uri.clone().unwrap_or_default(),
        challenge: request.code_challenge.clone().unwrap_or_default(),
        nonce: request.nonce.clone(),
    };
    match sandbox.add_code(grant).await {
        Ok(code) => sandbox.send_back(back, &request, "code", &code),
        Err(error) => Problem::from(error).into_response(),
    }
}

impl Sandbox {
    /// Where the answer goes. An unknown client or address gets a page instead, lest we send people to strangers.
    fn way_back(&self, request: &Request) -> Result<Url, Box<Response>> {
        let settings = &self.settings;
        let known = request.client_id.as_deref() == Some(settings.sign_in.client_id.as_str())
            && request.redirect_uri.as_deref() == Some(settings.redirect_url.as_str());
        let back = if known {
            Url::parse(&settings.redirect_url).ok()
        } else {
            None
        };
        back.ok_or_else(|| Box::new(page::wrong_request(request.lang(), &settings.stylesheet)))
    }

    fn send_back(&self, mut back: Url, request: &Request, name: &str, value: &str) -> Response {
        let mut query = back.query_pairs_mut();
        query.append_pair(name, value);
        if let Some(state) = &request.state {
            query.append_pair("state", state);
        }
        query.append_pair("iss", &self.settings.sign_in.issuer);
        drop(query);
        Redirect::to(back.as_str()).into_response()
    }
}

/// Why the request is refused, in the words of the standard.
fn error_of(request: &Request) -> Option<&'static str> {
    let scopes = request.scope.as_deref().unwrap_or_default();
    if request.response_type.as_deref() != Some("code") {
        return Some("unsupported_response_type");
    }
    if !scopes.split(' ').any(|scope| scope == "openid") {
        return Some("invalid_scope");
    }
    let challenged = request
        .code_challenge
        .as_ref()
        .is_some_and(|challenge| challenge.len() == 43);
    if !challenged || request.code_challenge_method.as_deref() != Some("S256") {
        return Some("invalid_request");
    }
    (request.prompt.as_deref() == Some("none")).then_some("login_required")
}

impl Request {
    fn lang(&self) -> Lang {
        Lang::of_locales(self.ui_locales.as_deref())
    }

    /// The fields that the page sends back to us.
    fn fields(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("client_id", &self.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("response_type", &self.response_type),
            ("scope", &self.scope),
            ("state", &self.state),
            ("nonce", &self.nonce),
            ("code_challenge", &self.code_challenge),
            ("code_challenge_method", &self.code_challenge_method),
            ("ui_locales", &self.ui_locales),
        ];
        all.into_iter()
            .filter_map(|(name, value)| Some((name, value.as_deref()?)))
            .collect()
    }
}
