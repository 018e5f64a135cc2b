//! Tokens for codes, and what the provider knows about the bearer of a token.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::persona::Persona;
use super::tokens::{Grant, TOKEN_SECONDS, challenge, half_hash};
use super::{ASSURANCE, Sandbox};
use crate::problem::Problem;

/// The form of a token request (RFC 6749, 4.1.3 and RFC 7636).
#[derive(Deserialize)]
pub(super) struct Request {
    grant_type: Option<String>,
    code: Option<String>,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

/// Exchanges a code for tokens.
pub(super) async fn exchange(
    State(sandbox): State<Arc<Sandbox>>,
    headers: HeaderMap,
    Form(request): Form<Request>,
) -> Response {
    if !sandbox.is_client(&headers, &request) {
        return refuse(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    if request.grant_type.as_deref() != Some("authorization_code") {
        return refuse(StatusCode::BAD_REQUEST, "unsupported_grant_type");
    }
    let tokens = match sandbox.redeem(&request).await {
        Ok(Some((grant, persona))) => sandbox.tokens(&grant, persona).await,
        Ok(None) => return refuse(StatusCode::BAD_REQUEST, "invalid_grant"),
        Err(problem) => Err(problem),
    };
    match tokens {
        Ok(tokens) => no_store(StatusCode::OK, tokens),
        Err(problem) => problem.into_response(),
    }
}

/// Tells what is known about the bearer of a token.
pub(super) async fn user_info(State(sandbox): State<Arc<Sandbox>>, headers: HeaderMap) -> Result<Response, Problem> {
    let token = authorization(&headers, "Bearer").unwrap_or_default();
    let subject = sandbox.signer().await?.subject(&token, sandbox.now());
    let persona = subject.as_deref().and_then(|subject| sandbox.persona(subject));
    let persona = persona.ok_or(Problem::unauthenticated())?;
    Ok(no_store(StatusCode::OK, person_claims(persona)))
}

impl Sandbox {
    /// Whether the portal asks. It shows its secret in a header or in the form when it has one.
    fn is_client(&self, headers: &HeaderMap, request: &Request) -> bool {
        let shown = authorization(headers, "Basic")
            .and_then(|text| basic(&text))
            .or_else(|| {
                Some((
                    request.client_id.clone()?,
                    request.client_secret.clone().unwrap_or_default(),
                ))
            });
        let client = &self.settings.sign_in;
        let secret = client.client_secret.as_ref().map_or("", |secret| secret.reveal());
        shown.is_some_and(|(id, shown)| id == client.client_id && shown == secret)
    }

    /// What the code stands for, if it is shown by the one who asked for it. It is spent in any case.
    async fn redeem(&self, request: &Request) -> Result<Option<(Grant, &Persona)>, Problem> {
        let code = request.code.as_deref().unwrap_or_default();
        let Some(grant) = self.take_code(code).await? else {
            return Ok(None);
        };
        let verifier = request.code_verifier.as_deref();
        let proven = verifier.is_some_and(|verifier| challenge(verifier) == grant.challenge);
        let same_place = request.redirect_uri.as_deref() == Some(grant.redirect_uri.as_str());
        let persona = self.persona(&grant.subject).filter(|_| proven && same_place);
        Ok(persona.map(|persona| (grant, persona)))
    }

    /// The answer to a code that was redeemed.
    async fn tokens(&self, grant: &Grant, persona: &Persona) -> Result<Value, Problem> {
        let signer = self.signer().await?;
        let access_token = signer.access_token(persona.subject.clone(), self.now());
        let access_token = access_token.map_err(Problem::internal)?;
        let claims = self.id_claims(grant, persona, &access_token);
        Ok(json!({
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "scope": "openid profile",
            "id_token": signer.sign(&claims).map_err(Problem::internal)?,
        }))
    }

    fn id_claims(&self, grant: &Grant, persona: &Persona, access_token: &str) -> Value {
        let now = self.now();
        let mut claims = person_claims(persona);
        claims["iss"] = json!(self.settings.sign_in.issuer);
        claims["aud"] = json!(self.settings.sign_in.client_id);
        claims["iat"] = json!(now);
        claims["exp"] = json!(now + TOKEN_SECONDS);
        claims["auth_time"] = json!(now);
        claims["acr"] = json!(ASSURANCE);
        claims["at_hash"] = json!(half_hash(access_token));
        if let Some(nonce) = &grant.nonce {
            claims["nonce"] = json!(nonce);
        }
        claims
    }
}

fn person_claims(persona: &Persona) -> Value {
    json!({
        "sub": persona.subject,
        "name": format!("{} {}", persona.given_name, persona.family_name),
        "given_name": persona.given_name,
        "family_name": persona.family_name,
        "personal_code": persona.personal_code,
    })
}

/// What follows the scheme in the `Authorization` header.
fn authorization(headers: &HeaderMap, scheme: &str) -> Option<String> {
    let (found, rest) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    found.eq_ignore_ascii_case(scheme).then(|| rest.to_owned())
}

/// Name and secret of a client; each is form-encoded before both are joined (RFC 6749, 2.3.1).
fn basic(text: &str) -> Option<(String, String)> {
    let plain = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    let (id, secret) = plain.split_once(':')?;
    let decode = |text: &str| Some(form_urlencoded::parse(text.as_bytes()).next()?.0.into_owned());
    Some((decode(id)?, decode(secret).unwrap_or_default()))
}

fn refuse(status: StatusCode, error: &str) -> Response {
    no_store(status, json!({ "error": error }))
}

fn no_store(status: StatusCode, body: Value) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
