//! Headers that tell browsers what our pages may do.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Url;
use sha2::{Digest, Sha256};

/// Largest body of a form post or API call; routes that take files set their own.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// The scripts that Leptos writes into every page. They never change, so their hashes do.
const LEPTOS_SCRIPTS: [&str; 2] = [
    "__RESOLVED_RESOURCES=[];__SERIALIZED_ERRORS=[];__PENDING_RESOURCES=[];__RESOURCE_RESOLVERS=[];",
    "__INCOMPLETE_CHUNKS=[];",
];

/// Everything that a page has no use for.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), \
    gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// The headers, made once.
#[derive(Clone)]
pub struct SecurityHeaders(Arc<HeaderMap>);

impl SecurityHeaders {
    /// For a portal at `base_url` whose people sign in at `issuer`.
    pub fn new(base_url: &str, issuer: &str) -> Self {
        let mut headers = HeaderMap::new();
        let mut set = |name: HeaderName, value: &str| {
            headers.insert(
                name,
                HeaderValue::from_str(value).expect("security headers are plain ASCII"),
            );
        };
        set(header::CONTENT_SECURITY_POLICY, &content_policy(issuer));
        set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        set(header::REFERRER_POLICY, "same-origin");
        set(HeaderName::from_static("permissions-policy"), PERMISSIONS);
        set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
        if base_url.starts_with("https://") {
            set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
        }
        Self(Arc::new(headers))
    }
}

/// Adds the headers; one that the answer has already is left as it is.
pub async fn add_headers<F: Future<Output = Response>>(
    security: &SecurityHeaders,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let mut response = next(request).await;
    let headers = response.headers_mut();
    headers.reserve(security.0.len());
    for (name, value) in security.0.iter() {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    response
}

/// Nothing from other hosts, nothing inline; people may be sent to the sign-in provider.
fn content_policy(issuer: &str) -> String {
    let hashes = LEPTOS_SCRIPTS.map(|script| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script))));
    let issuer = Url::parse(issuer)
        .map(|url| url.origin().ascii_serialization())
        .unwrap_or_default();
    [
        "default-src 'self'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval' {}", hashes.join(" ")),
        "style-src 'self'".to_owned(),
        "img-src 'self' data:".to_owned(),
        format!("form-action 'self' {issuer}").trim_end().to_owned(),
        "frame-ancestors 'none'".to_owned(),
        "base-uri 'none'".to_owned(),
        "object-src 'none'".to_owned(),
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::{Next, from_fn};
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn headers(base_url: &str, issuer: &str, path: &str) -> HeaderMap {
        let security = SecurityHeaders::new(base_url, issuer);
        let own = [(header::CONTENT_SECURITY_POLICY, "default-src 'none'")];
        let router = Router::new()
            .route("/", get(|| async {}))
            .route("/own", get(move || async move { own }))
            .layer(from_fn(move |request, next: Next| {
                let security = security.clone();
                async move { add_headers(&security, request, |request| next.run(request)).await }
            }));
        let request = Request::get(path).body(Body::empty()).unwrap();
        router.oneshot(request).await.unwrap().headers().clone()
    }

    fn directive<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
        let policy = headers["content-security-policy"].to_str().unwrap();
        policy
            .split("; ")
            .find_map(|part| part.strip_prefix(name)?.strip_prefix(' '))
    }

    #[tokio::test]
    async fn nothing_inline_nothing_foreign() {
        let headers = headers("https://varti.example", "https://id.example/oidc", "/").await;
        let scripts = directive(&headers, "script-src").unwrap();
        assert!(scripts.starts_with("'self' 'wasm-unsafe-eval' 'sha256-"), "{scripts}");
        assert!(!scripts.contains("unsafe-inline") && !scripts.contains("'unsafe-eval'"));
        assert_eq!(directive(&headers, "default-src"), Some("'self'"));
        assert_eq!(directive(&headers, "style-src"), Some("'self'"));
        assert_eq!(directive(&headers, "form-action"), Some("'self' https://id.example"));
        assert_eq!(directive(&headers, "frame-ancestors"), Some("'none'"));
        assert_eq!(directive(&headers, "base-uri"), Some("'none'"));
        assert_eq!(directive(&headers, "object-src"), Some("'none'"));
        assert_eq!(directive(&headers, "connect-src"), None);
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "same-origin");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert!(headers["permissions-policy"].to_str().unwrap().contains("camera=()"));
    }

    #[tokio::test]
    async fn https_is_kept_only_where_it_is_used() {
        let secure = headers("https://varti.example", "https://id.example", "/").await;
        assert_eq!(secure["strict-transport-security"], "max-age=31536000");
        let plain = headers("http://127.0.0.1:3000", "http://127.0.0.1:3000/sandbox-oidc", "/").await;
        assert!(!plain.contains_key("strict-transport-security"));
    }

    #[tokio::test]
    async fn an_answer_may_be_stricter() {
        let headers = headers("https://varti.example", "https://id.example", "/own").await;
        assert_eq!(headers["content-security-policy"], "default-src 'none'");
    }
}
