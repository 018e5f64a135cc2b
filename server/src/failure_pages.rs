//! Failures in words: whoever reads pages gets a page, whichever part of the program refused or failed. Programs keep
//! their JSON.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use app::app::Page;
use app::errors::Failure;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use forms::Language;
use futures::FutureExt;
use futures::future::BoxFuture;

use crate::problem::Problem;
use crate::request_id::RequestId;

/// A request that failed, as far as its page needs to know it.
#[derive(Debug)]
pub struct Asked {
    /// What to say.
    pub failure: Failure,
    /// The address asked for.
    pub uri: Uri,
    /// The cookies that came along.
    pub cookies: HeaderMap,
}

/// Draws the pages of failures.
#[derive(Clone)]
pub struct FailurePages(Arc<dyn Fn(Asked) -> BoxFuture<'static, Response> + Send + Sync>);

impl FailurePages {
    /// Pages as `draw` makes them.
    pub fn new<F>(draw: impl Fn(Asked) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Response> + Send + 'static,
    {
        Self(Arc::new(move |asked| Box::pin(draw(asked))))
    }

    /// The page of a failure; a bare one when even drawing fails.
    async fn draw(&self, asked: Asked) -> Response {
        match AssertUnwindSafe((self.0)(asked)).catch_unwind().await {
            Ok(page) if is_html(page.headers()) => page,
            _ => bare(),
        }
    }
}

/// Puts a page in place of a failure that has none, for whoever reads pages. Status and headers stay.
pub async fn show<F: Future<Output = Response>>(
    pages: &FailurePages,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let reader = reads_pages(&request).then(|| (request.uri().clone(), cookies(request.headers())));
    let response = next(request).await;
    let Some((uri, cookies)) = reader else {
        return response;
    };
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if !failed || is_html(response.headers()) {
        return response;
    }
    let failure = in_words(&response);
    let uri = page_of(uri);
    let page = pages.draw(Asked { failure, uri, cookies }).await;
    in_place_of(response, page)
}

/// Whether an answer is a page.
pub fn is_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Browsers name HTML when a person opens an address or sends a form, and only then. The API speaks JSON to everybody.
pub fn reads_pages(request: &Request) -> bool {
    let mut accepted = request.headers().get_all(header::ACCEPT).iter();
    let takes_html = accepted.any(|kinds| kinds.to_str().is_ok_and(|kinds| kinds.contains("text/html")));
    let path = request.uri().path();
    takes_html && path != "/api" && !path.starts_with("/api/")
}

fn cookies(headers: &HeaderMap) -> HeaderMap {
    let cookies = headers.get_all(header::COOKIE).iter();
    cookies.map(|cookie| (header::COOKIE, cookie.clone())).collect()
}

/// What a reader is told of a status. Pages tell more precisely what they know; this is for what no page has seen.
fn in_words(response: &Response) -> Failure {
    let id = RequestId::current().as_str().to_owned();
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Failure::NotFound,
        // Pages refuse in words of their own; this is the guard against posts from other sites.
        StatusCode::FORBIDDEN => Failure::Elsewhere,
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        StatusCode::TOO_MANY_REQUESTS => Failure::TooMany {
            wait: seconds_to_wait(response.headers()),
        },
        StatusCode::SERVICE_UNAVAILABLE => Failure::Unavailable { id },
        status if status.is_client_error() => Failure::Misunderstood,
        _ => Failure::Internal { id },
    }
}

fn seconds_to_wait(headers: &HeaderMap) -> u64 {
    let told = headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
    told.and_then(|seconds| seconds.parse().ok()).unwrap_or(1)
}

/// The page that an address belongs to. The steps of signing in have none of their own; they tell their language in the
/// query.
fn page_of(uri: Uri) -> Uri {
    if !uri.path().starts_with("/auth/") {
        return uri;
    }
    let mut query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let english = query.any(|(name, value)| name == "lang" && value == Language::En.code());
    let language = if english { Language::En } else { Language::Lv };
    Page::SignIn.path(language).parse().unwrap_or(uri)
}

/// The page with the status and headers of the answer it stands for.
fn in_place_of(response: Response, page: Response) -> Response {
    let (mut parts, _) = response.into_parts();
    let (page, body) = page.into_parts();
    let headers = &mut parts.headers;
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::CONTENT_ENCODING);
    if let Some(kind) = page.headers.get(header::CONTENT_TYPE) {
        headers.insert(header::CONTENT_TYPE, kind.clone());
    }
    let private = HeaderValue::from_static("private, no-store");
    headers.insert(header::CACHE_CONTROL, private);
    // It has been told.
    parts.extensions.remove::<Problem>();
    Response::from_parts(parts, body)
}

/// A page without anything that can fail.
fn bare() -> Response {
    let id = RequestId::current();
    Html(format!(
        "<!DOCTYPE html>\n<html lang=\"lv\">\n<head><meta charset=\"utf-8\"><title>Vārti</title></head>\n<body>\n\
         <p>Radās kļūda mūsu pusē. Mēģiniet vēlreiz pēc brīža.</p>\n\
         <p lang=\"en\">Something went wrong on our side. Try again in a moment.</p>\n<p>{}</p>\n</body>\n</html>\n",
        id.as_str()
    ))
    .into_response()
}
