//! How often one session, one token or one address may ask. Each server of an installation counts for itself.
//!
//! Files of the site, health checks and public pages are not counted; a search of the catalogue is, since each is
//! another page.

use std::hash::{BuildHasher, Hash, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use app::app::{Page, language_of};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use forms::Language;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::auth::REMAINING;
use crate::client_address::AddressSource;
use crate::config::LimitSettings;
use crate::failure_pages;
use crate::problem::{Problem, ProblemKind};
use crate::session::Cookies;

/// After so many requests callers who have been quiet are forgotten.
const FORGET_EVERY: u32 = 4096;

/// Whole pages a minute that tell one address of its limit.
const PAGES: NonZeroU32 = NonZeroU32::new(20).expect("it is not 0");

/// The limits, with what has been counted.
#[derive(Clone)]
pub struct RateLimits(Arc<Counted>);

struct Counted {
    sessions: Limiter<u64>,
    addresses: Limiter<IpAddr>,
    sign_ins: Limiter<IpAddr>,
    told: Limiter<IpAddr>,
    source: AddressSource,
    cookies: Cookies,
    /// Secrets are counted under a hash that is another in every run.
    hasher: RandomState,
    asked: AtomicU32,
}

/// One kind of limit; none when it is switched off.
struct Limiter<K: Clone + Eq + Hash>(Option<DefaultKeyedRateLimiter<K>>);

impl<K: Clone + Eq + Hash> Limiter<K> {
    /// So many a minute, all of them at once if need be.
    fn per_minute(count: Option<NonZeroU32>) -> Self {
        Self(count.map(|count| DefaultKeyedRateLimiter::keyed(Quota::per_minute(count))))
    }

    /// Counts one request; how long to wait when it is one too many.
    fn count(&self, key: Option<&K>) -> Result<(), Duration> {
        let (Some(limiter), Some(key)) = (&self.0, key) else {
            return Ok(());
        };
        let now = DefaultClock::default().now();
        limiter.check_key(key).map_err(|late| late.wait_time_from(now))
    }

    fn forget_the_quiet(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
        }
    }
}

impl RateLimits {
    /// Nothing has been counted yet.
    pub fn new(settings: &LimitSettings, cookies: Cookies) -> Self {
        Self(Arc::new(Counted {
            sessions: Limiter::per_minute(settings.per_session),
            addresses: Limiter::per_minute(settings.per_address),
            sign_ins: Limiter::per_minute(settings.sign_ins),
            told: Limiter::per_minute(Some(PAGES)),
            source: AddressSource::new(settings.address_header.clone()),
            cookies,
            hasher: RandomState::new(),
            asked: AtomicU32::new(0),
        }))
    }

    /// The address comes first: whoever tries one secret after the other has used up their share of it.
    fn count(&self, request: &Request) -> Result<(), Duration> {
        let counted = &self.0;
        if counted.asked.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.forget_the_quiet();
        }
        let address = counted.source.of(request);
        // Asking how long the session lasts is no step of signing in.
        let path = request.uri().path();
        if path.starts_with("/auth/") && path != REMAINING {
            counted.sign_ins.count(address.as_ref())?;
        }
        counted.addresses.count(address.as_ref())?;
        let secret = secret(request.headers(), counted.cookies);
        counted
            .sessions
            .count(secret.map(|secret| counted.hasher.hash_one(secret)).as_ref())
    }

    /// Whether a whole page is drawn for one who is refused.
    fn may_have_a_page(&self, request: &Request) -> bool {
        let address = self.0.source.of(request);
        self.0.told.count(address.as_ref()).is_ok()
    }

    fn forget_the_quiet(&self) {
        self.0.told.forget_the_quiet();
        self.0.sessions.forget_the_quiet();
        self.0.addresses.forget_the_quiet();
        self.0.sign_ins.forget_the_quiet();
    }
}

/// Lets through who has not asked too often.
pub async fn guard(State(limits): State<RateLimits>, request: Request, next: Next) -> Response {
    if is_free(&request, limits.0.cookies) {
        return next.run(request).await;
    }
    match limits.count(&request) {
        Ok(()) => next.run(request).await,
        Err(wait) => too_many(&limits, &request, wait),
    }
}

/// A public page without a question in its address: there are few of them, and they are kept rendered.
fn is_free(request: &Request, cookies: Cookies) -> bool {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let (uri, headers) = (request.uri(), request.headers());
    reads
        && uri.query().is_none()
        && !cookies.has_session(headers)
        && !headers.contains_key(header::AUTHORIZATION)
        && Page::parse(uri.path()).is_some_and(|(page, _)| page.is_public())
}

/// What the caller proves to be somebody with.
fn secret(headers: &HeaderMap, cookies: Cookies) -> Option<&str> {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    token.or_else(|| cookies.session_secret(headers))
}

/// Programs get a problem, which becomes a page for people. To draw a whole page for everybody who is refused would be a
/// way to keep us busy, so whoever goes on regardless gets a plain one.
fn too_many(limits: &RateLimits, request: &Request, wait: Duration) -> Response {
    // Rounded up: who comes back then is let in.
    let seconds = wait.as_secs() + 1;
    let mut response = if failure_pages::reads_pages(request) && !limits.may_have_a_page(request) {
        let page = page(language_of(request.uri().path()), seconds);
        (StatusCode::TOO_MANY_REQUESTS, Html(page)).into_response()
    } else {
        let detail = format!("Too many requests came from you. Try again in {seconds} s.");
        Problem::new(ProblemKind::TooManyRequests)
            .with_detail(detail)
            .into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn page(language: Language, seconds: u64) -> String {
    let (title, text) = match language {
        Language::Lv => (
            "Pārāk daudz pieprasījumu",
            format!(
                "No jums vai jūsu tīkla īsā laikā saņemts pārāk daudz pieprasījumu. Pagaidiet {seconds} s un mēģiniet vēlreiz."
            ),
        ),
        Language::En => (
            "Too many requests",
            format!("Too many requests came from you or your network in a short time. Wait {seconds} s and try again."),
        ),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title} · Vārti</title></head>\n\
         <body><main><h1>{title}</h1><p>{text}</p></main></body>\n</html>\n",
        language.code(),
    )
}

#[cfg(test)]
mod tests;
