//! Errors as programs get them: `application/problem+json` of RFC 9457.

use std::any::Any;
use std::fmt::Display;

use axum::Json;
use axum::extract::rejection::{BytesRejection, JsonRejection, PathRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use forms::Language;
use portal::PortalError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::request_id::RequestId;

/// How many seconds to wait when something does not answer just now.
pub const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// The kinds of failure. A program decides by these, not by the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The request cannot be understood.
    BadRequest,
    /// Nobody is signed in, or the token is not valid any more.
    Unauthenticated,
    /// Signed in, but not allowed.
    Forbidden,
    /// There is no such thing, or the caller may not know of it.
    NotFound,
    /// The path is right but not the method.
    MethodNotAllowed,
    /// The body did not come in time.
    Timeout,
    /// The thing has changed meanwhile, or is not in a state for this.
    Conflict,
    /// More was sent than is accepted.
    TooLarge,
    /// The body is of another media type.
    UnsupportedMediaType,
    /// Understood, but some values are wrong; `errors` says which.
    Unprocessable,
    /// More was asked than one caller may; `Retry-After` says how long to wait.
    TooManyRequests,
    /// Our fault; the log says more under the same id.
    Internal,
    /// Not ready, or something outside does not answer; try again.
    Unavailable,
}

impl ProblemKind {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::BadRequest,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Timeout,
        Self::Conflict,
        Self::TooLarge,
        Self::UnsupportedMediaType,
        Self::Unprocessable,
        Self::TooManyRequests,
        Self::Internal,
        Self::Unavailable,
    ];

    const fn parts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::BadRequest => (
                StatusCode::BAD_REQUEST,
                "bad-request",
                "The request cannot be understood",
            ),
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated", "Sign in first"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden", "This is not allowed"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found", "There is no such thing"),
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method-not-allowed",
                "This method does not apply here",
            ),
            Self::Timeout => (StatusCode::REQUEST_TIMEOUT, "timeout", "The request came too slowly"),
            Self::Conflict => (
                StatusCode::CONFLICT,
                "conflict",
                "The present state does not allow this",
            ),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Too much was sent"),
            Self::UnsupportedMediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "The media type is not accepted",
            ),
            Self::Unprocessable => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "unprocessable",
                "Some values are wrong",
            ),
            Self::TooManyRequests => (StatusCode::TOO_MANY_REQUESTS, "too-many-requests", "Too many requests"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "The server failed"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Try again in a moment"),
        }
    }

    /// The HTTP status.
    pub const fn status(self) -> StatusCode {
        self.parts().0
    }

    /// In words, the same for all failures of the kind.
    pub const fn title(self) -> &'static str {
        self.parts().2
    }

    /// The name by which programs know it.
    pub fn uri(self) -> String {
        format!("urn:problem-type:varti:{}", self.parts().1)
    }
}

/// One wrong value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// Where it is in the body, as a JSON pointer.
    #[schema(example = "#/answers/moving_on")]
    pub pointer: String,
    /// What is wrong with it.
    pub message: String,
    /// For an answer of a form: the code of what is wrong and the limits it breaks. For a definition: the finding, with
    /// its code, its place and its words in both languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, example = json!({ "code": "tooShort", "min": 3, "severity": "error" }))]
    pub details: Option<serde_json::Value>,
}

/// A failure on its way to the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    kind: ProblemKind,
    detail: Option<String>,
    errors: Vec<FieldError>,
}

/// The body of an error answer (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(title = "Problem")]
pub struct ProblemBody {
    /// The kind of failure.
    #[serde(rename = "type")]
    #[schema(example = "urn:problem-type:varti:not-found")]
    pub kind: String,
    /// The kind in words; the same for all failures of a kind.
    pub title: &'static str,
    /// The HTTP status.
    #[schema(example = 404)]
    pub status: u16,
    /// What happened this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The id of this answer; the server's log has the same.
    pub id: String,
    /// The values that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

impl Problem {
    /// A problem of some kind without further words.
    pub const fn new(kind: ProblemKind) -> Self {
        Self {
            kind,
            detail: None,
            errors: Vec::new(),
        }
    }

    /// The same with words for this one case. They go to the caller.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// 400.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(ProblemKind::BadRequest).with_detail(detail)
    }

    /// 401.
    pub const fn unauthenticated() -> Self {
        Self::new(ProblemKind::Unauthenticated)
    }

    /// 403.
    pub const fn forbidden() -> Self {
        Self::new(ProblemKind::Forbidden)
    }

    /// 404.
    pub const fn not_found() -> Self {
        Self::new(ProblemKind::NotFound)
    }

    /// 409.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(ProblemKind::Conflict).with_detail(detail)
    }

    /// 413.
    pub const fn too_large() -> Self {
        Self::new(ProblemKind::TooLarge)
    }

    /// 422 with the values that are wrong.
    pub const fn unprocessable(errors: Vec<FieldError>) -> Self {
        Self {
            kind: ProblemKind::Unprocessable,
            detail: None,
            errors,
        }
    }

    /// 500. The cause goes to the log, never to the caller.
    pub fn internal(cause: impl Display) -> Self {
        tracing::error!(id = RequestId::current().as_str(), %cause, "internal error");
        Self::new(ProblemKind::Internal)
    }

    /// 503. The cause goes to the log.
    pub fn unavailable(cause: impl Display) -> Self {
        tracing::warn!(id = RequestId::current().as_str(), %cause, "unavailable");
        Self::new(ProblemKind::Unavailable)
    }

    /// The kind of failure.
    pub const fn kind(&self) -> ProblemKind {
        self.kind
    }
}

impl IntoResponse for Problem {
    /// The problem also stays in the response's extensions, so that a page can show it in words.
    fn into_response(self) -> Response {
        let status = self.kind.status();
        let body = ProblemBody {
            kind: self.kind.uri(),
            title: self.kind.title(),
            status: status.as_u16(),
            detail: self.detail.clone(),
            id: RequestId::current().as_str().to_owned(),
            errors: self.errors.clone(),
        };
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        match self.kind {
            ProblemKind::Unauthenticated => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            ProblemKind::Unavailable => {
                headers.insert(header::RETRY_AFTER, RETRY_AFTER);
            }
            _ => {}
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Turns a panic into an internal error; what it said goes to the log.
pub fn from_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    Problem::internal(format_args!("panic: {}", said.unwrap_or("without words"))).into_response()
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        let kind = match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => ProblemKind::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => ProblemKind::UnsupportedMediaType,
            StatusCode::UNPROCESSABLE_ENTITY => ProblemKind::Unprocessable,
            _ => ProblemKind::BadRequest,
        };
        let wrong = where_json_is_wrong(&rejection);
        Self {
            kind,
            detail: Some(rejection.body_text()),
            errors: wrong.into_iter().collect(),
        }
    }
}

/// The place of the first fault in a JSON body, as far as it could be read.
fn where_json_is_wrong(rejection: &JsonRejection) -> Option<FieldError> {
    let mut cause = std::error::Error::source(rejection);
    while let Some(error) = cause {
        if let Some(found) = error.downcast_ref::<serde_path_to_error::Error<serde_json::Error>>() {
            return Some(FieldError::of_json(found));
        }
        cause = error.source();
    }
    None
}

impl From<BytesRejection> for Problem {
    /// A body that is too large, or one that broke off.
    fn from(rejection: BytesRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            _ => Self::bad_request(rejection.body_text()),
        }
    }
}

impl From<PathRejection> for Problem {
    /// A path with, say, a broken id leads nowhere.
    fn from(rejection: PathRejection) -> Self {
        Self::not_found().with_detail(rejection.body_text())
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::bad_request(rejection.body_text())
    }
}

impl From<PortalError> for Problem {
    fn from(error: PortalError) -> Self {
        match error {
            PortalError::NotFound => Self::not_found(),
            PortalError::SignInFirst => Self::unauthenticated(),
            PortalError::NotAllowed => Self::forbidden(),
            error @ PortalError::OutOfScope(_) => Self::forbidden().with_detail(format!("{error}.")),
            PortalError::Invalid(problems) => Self::unprocessable(problems.iter().map(FieldError::of_input).collect()),
            PortalError::Answers(problems) => Self::unprocessable(problems.iter().map(FieldError::of_answer).collect()),
            PortalError::Findings(findings) => {
                Self::unprocessable(findings.iter().map(FieldError::of_definition).collect())
            }
            PortalError::Refused(refusal) => Self::conflict(refusal.to_string()),
            PortalError::Stale => Self::conflict("It was changed meanwhile: read it again."),
            PortalError::Conflict(reason) => Self::conflict(reason),
            error @ PortalError::Unavailable(_) => Self::unavailable(with_causes(&error)),
            error @ PortalError::Internal(_) => Self::internal(with_causes(&error)),
        }
    }
}

impl FieldError {
    fn of_json(error: &serde_path_to_error::Error<serde_json::Error>) -> Self {
        use serde_path_to_error::Segment;
        let mut pointer = "#".to_owned();
        for segment in error.path() {
            match segment {
                Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
                Segment::Map { key } => pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
                Segment::Enum { .. } | Segment::Unknown => {}
            }
        }
        Self {
            pointer,
            message: error.inner().to_string(),
            details: None,
        }
    }

    fn of_input(problem: &portal::FieldProblem) -> Self {
        let pointer = format!("#/{}", problem.field.replace('.', "/"));
        Self {
            pointer,
            message: problem.message.get(Language::En).to_owned(),
            details: None,
        }
    }

    /// At the page or field that the finding is about; programs get the whole finding too.
    fn of_definition(finding: &forms::Finding) -> Self {
        let page = finding.page.as_ref().map(|page| format!("/pages/{page}"));
        let field = finding
            .field
            .as_ref()
            .map(|field| format!("/{}", field.replace('.', "/")));
        Self {
            pointer: format!("#/definition{}{}", page.unwrap_or_default(), field.unwrap_or_default()),
            message: finding.message.get(Language::En).to_owned(),
            details: serde_json::to_value(finding).ok(),
        }
    }

    /// Programs get the code with its limits in `details`, and beside it what a page would say.
    fn of_answer(problem: &forms::FieldProblem) -> Self {
        let pointer = format!("#/answers/{}", problem.path.to_string().replace('.', "/"));
        let details = serde_json::to_value(&problem.problem).unwrap_or_default();
        let message = format!(
            "{}.",
            app::form::of_problem(&problem.problem, Language::En).trim_end_matches('.')
        );
        Self {
            pointer,
            message,
            details: Some(details),
        }
    }
}

/// An error with its causes in one line, for the log.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(": ");
        text.push_str(&next.to_string());
        cause = next.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::extract::{DefaultBodyLimit, Request};
    use axum::middleware::{Next, from_fn};
    use axum::routing::{get, post};
    use serde::Deserialize;
    use serde_json::Value;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;
    use crate::extract::{ApiJson, ApiPath, ApiQuery};
    use crate::request_id;

    #[derive(Deserialize)]
    struct Input {
        #[serde(rename = "count")]
        _count: u8,
    }

    #[allow(clippy::unused_async, reason = "it stands for a handler")]
    async fn panics() -> &'static str {
        panic!("the word password")
    }

    fn router() -> Router {
        let wrong = || FieldError {
            pointer: "#/name".to_owned(),
            message: "is missing".to_owned(),
            details: None,
        };
        Router::new()
            .route("/json", post(|_: ApiJson<Input>| async {}))
            .route("/query", get(|_: ApiQuery<Input>| async {}))
            .route("/number/{n}", get(|_: ApiPath<u8>| async {}))
            .route(
                "/values",
                get(move || async move { Problem::unprocessable(vec![wrong()]) }),
            )
            .route("/secret", get(|| async { Problem::internal("password=1234") }))
            .route("/me", get(|| async { Problem::unauthenticated() }))
            .route("/panic", get(panics))
            .layer(DefaultBodyLimit::max(100))
            .layer(CatchPanicLayer::custom(from_panic))
            .layer(from_fn(|request, next: Next| {
                request_id::name_request(request, |request| next.run(request))
            }))
    }

    async fn answer(request: Request) -> (Response<()>, Value) {
        let (parts, body) = router().oneshot(request).await.unwrap().into_parts();
        let bytes = to_bytes(body, 10_000).await.unwrap();
        (Response::from_parts(parts, ()), serde_json::from_slice(&bytes).unwrap())
    }

    fn get_request(path: &str) -> Request {
        Request::get(path).body(Body::empty()).unwrap()
    }

    fn post_json(body: &str) -> Request {
        Request::post("/json")
            .header("content-type", "application/json")
            .body(Body::from(body.to_owned()))
            .unwrap()
    }

    #[tokio::test]
    async fn the_body_is_of_rfc_9457_and_names_the_request() {
        let (response, body) = answer(get_request("/values")).await;
        assert_eq!(response.status(), 422);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        assert_eq!(body["type"], "urn:problem-type:varti:unprocessable");
        assert_eq!(body["title"], "Some values are wrong");
        assert_eq!(body["status"], 422);
        assert_eq!(body["errors"][0]["pointer"], "#/name");
        assert_eq!(body["id"], response.headers()["x-request-id"].to_str().unwrap());
        assert_eq!(body.get("detail"), None);
    }

    #[tokio::test]
    async fn an_internal_error_says_nothing_but_its_id() {
        for path in ["/secret", "/panic"] {
            let (response, body) = answer(get_request(path)).await;
            assert_eq!(response.status(), 500, "{path}");
            assert_eq!(body["id"], response.headers()["x-request-id"].to_str().unwrap());
            assert!(!body.to_string().contains("password"), "{body}");
        }
    }

    #[tokio::test]
    async fn signing_in_is_asked_for_by_the_standard_header() {
        let (response, _) = answer(get_request("/me")).await;
        assert_eq!(
            (response.status(), &response.headers()["www-authenticate"]),
            (StatusCode::UNAUTHORIZED, &HeaderValue::from_static("Bearer"))
        );
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_a_problem_of_its_kind() {
        let plain = Request::post("/json").body(Body::from("{}")).unwrap();
        let long = format!(r#"{{"count": 1, "more": "{}"}}"#, "x".repeat(200));
        let cases = [
            (post_json("{"), 400, "bad-request"),
            (post_json(r#"{"count": 1000}"#), 422, "unprocessable"),
            (post_json(&long), 413, "too-large"),
            (plain, 415, "unsupported-media-type"),
            (get_request("/query?count=many"), 400, "bad-request"),
            (get_request("/number/many"), 404, "not-found"),
        ];
        for (request, status, kind) in cases {
            let what = request.uri().to_string();
            let (response, body) = answer(request).await;
            assert_eq!(response.status(), status, "{what}: {body}");
            assert_eq!(body["type"], format!("urn:problem-type:varti:{kind}"), "{what}");
            assert!(body["detail"].is_string(), "{what}");
        }
    }
}
