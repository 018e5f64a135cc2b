//! `Idempotency-Key`: a request that is repeated is answered again, not done again.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::Actor;
use portal::{Idempotency, PortalError, Remembered};
use sha2::{Digest, Sha256};
use tracing::Instrument;

use super::agency_cases;
use crate::problem::{Problem, ProblemKind};
use crate::request_id::RequestId;
use crate::security::BODY_LIMIT;
use crate::state::{AppState, Caller, is_official};

/// The request header with the caller's name for the request.
pub const KEY_HEADER: &str = "Idempotency-Key";
/// Says that an answer was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The headers that belong to an answer.
const KEPT_HEADERS: [HeaderName; 2] = [header::CONTENT_TYPE, header::LOCATION];

/// How often a request under way says so.
const HOLD_EVERY: Duration = Duration::from_secs(3);

/// Marks an answer that must not be kept, since it holds a secret; a repeated request is told so.
#[derive(Clone, Copy)]
pub struct ToldOnce(pub &'static str);

/// Lets writing requests with a key through once, and answers their repetitions.
pub async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    match request.headers().get(KEY_HEADER).cloned() {
        Some(key) if !reads => keyed(state, key, request, next)
            .await
            .unwrap_or_else(IntoResponse::into_response),
        _ => next.run(request).await,
    }
}

async fn keyed(state: AppState, key: HeaderValue, request: Request, next: Next) -> Result<Response, Problem> {
    let Caller { actor, .. } = Caller::find(&state, request.headers()).await?;
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("", MatchedPath::as_str);
    let limit = if path.ends_with(agency_cases::CLOSE_PATH) && is_official(&actor) {
        agency_cases::CLOSE_LIMIT
    } else {
        BODY_LIMIT
    };
    let claim = Claim {
        operation: format!("{} {path}", request.method()),
        key: key.to_str().unwrap_or_default().to_owned(),
        idempotency: state.portal.idempotency.clone(),
        actor,
    };
    let (parts, body) = request.into_parts();
    let mut whole = Request::new(body);
    DefaultBodyLimit::max(limit).apply(&mut whole);
    let body = Bytes::from_request(whole, &()).await?;
    let print = fingerprint(parts.uri.path(), &body);
    if let Some(known) = claim.recall(&print).await? {
        return Ok(again(known));
    }
    // The caller may hang up meanwhile; the work and the note about it are done to the end.
    let work = async move {
        let done = next.run(Request::from_parts(parts, Body::from(body)));
        let response = tokio::select! {
            response = done => response,
            () = claim.hold() => unreachable!("it goes on until the work is done"),
        };
        claim.keep(response).await
    };
    let work = tokio::spawn(RequestId::current().scope(work).in_current_span());
    work.await
        .unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
}

/// A request that carries a key.
struct Claim {
    operation: String,
    key: String,
    idempotency: Idempotency,
    actor: Actor,
}

impl Claim {
    /// The answer given before; none when the request is new.
    async fn recall(&self, print: &[u8]) -> Result<Option<Remembered>, Problem> {
        let known = self
            .idempotency
            .recall(&self.actor, &self.key, &self.operation, print)
            .await;
        known.map_err(|error| match error {
            PortalError::Invalid(_) => {
                Problem::bad_request(format!("{KEY_HEADER} must be 1 to 255 visible ASCII characters."))
            }
            PortalError::Conflict(reason) if reason == Idempotency::OTHER_REQUEST => {
                Problem::new(ProblemKind::Unprocessable).with_detail(reason)
            }
            error => error.into(),
        })
    }

    /// Keeps the claim while the work takes, so that nobody else begins it.
    async fn hold(&self) {
        loop {
            tokio::time::sleep(HOLD_EVERY).await;
            let held = self.idempotency.hold(&self.actor, &self.key, &self.operation).await;
            if let Err(error) = held {
                tracing::warn!(%error, "the claim of a request under way cannot be kept");
            }
        }
    }

    /// Keeps what was done. What was refused changed nothing and may be tried again.
    async fn keep(&self, response: Response) -> Result<Response, Problem> {
        if !response.status().is_success() {
            self.idempotency.forget(&self.actor, &self.key, &self.operation).await?;
            return Ok(response);
        }
        let told_once = response.extensions().get::<ToldOnce>().copied();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.map_err(Problem::internal)?;
        let kept = match told_once {
            Some(ToldOnce(reason)) => remembered_problem(Problem::conflict(reason)).await?,
            None => Remembered {
                status: parts.status.as_u16(),
                headers: kept_headers(&parts.headers),
                body: body.clone(),
            },
        };
        self.idempotency
            .remember(&self.actor, &self.key, &self.operation, &kept)
            .await?;
        Ok(Response::from_parts(parts, Body::from(body)))
    }
}

async fn remembered_problem(problem: Problem) -> Result<Remembered, Problem> {
    let (parts, body) = problem.into_response().into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.map_err(Problem::internal)?;
    Ok(Remembered {
        status: parts.status.as_u16(),
        headers: kept_headers(&parts.headers),
        body,
    })
}

fn kept_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let values = KEPT_HEADERS
        .iter()
        .filter_map(|name| Some((name, headers.get(name)?.to_str().ok()?)));
    values
        .map(|(name, value)| (name.to_string(), value.to_owned()))
        .collect()
}

fn again(known: Remembered) -> Response {
    let status = StatusCode::from_u16(known.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Bytes::clone(&known.body)).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    for (name, value) in &known.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse()) {
            headers.insert(name, value);
        }
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

/// Tells requests under one key apart: the same operation on another thing is another request.
fn fingerprint(path: &str, body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(path);
    hash.update([0]);
    hash.update(body);
    hash.finalize().into()
}
