//! Pages that are the same for everybody are rendered once for each state of the registry.
//!
//! Only a GET without a session may be answered from here. What is kept is bounded in bytes and becomes worthless
//! as soon as anything public changes.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use futures::future::BoxFuture;
use moka::sync::Cache;

use crate::encoding::{self, Encoding};
use crate::metrics::METRICS;
use crate::problem::Problem;
use crate::session::Cookies;

/// Memory for rendered pages, in bytes.
const CAPACITY: u64 = 64 * 1024 * 1024;
/// The largest page that can be read into memory.
const PAGE_LIMIT: usize = 16 * 1024 * 1024;
/// A longer query is answered but not kept.
const QUERY_LIMIT: usize = 512;

const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-store");
const PUBLIC: HeaderValue = HeaderValue::from_static("public, max-age=0, must-revalidate");
const VARY: HeaderValue = HeaderValue::from_static("Cookie, Accept-Encoding");
/// Where browsers read which of our links may be fetched ahead; sent with public pages only.
const SPECULATION_RULES: (HeaderName, HeaderValue) = (
    HeaderName::from_static("speculation-rules"),
    HeaderValue::from_static("\"/speculation-rules.json\""),
);

/// Tells the number of the present state of everything public. Pages rendered for another state are not used.
#[derive(Clone)]
pub struct Generation(Arc<dyn Fn() -> BoxFuture<'static, Option<i64>> + Send + Sync>);

impl Generation {
    /// Asks `source` at every request; without an answer nothing is kept or used.
    pub fn new<F>(source: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Option<i64>> + Send + 'static,
    {
        Self(Arc::new(move || Box::pin(source())))
    }

    async fn now(&self) -> Option<i64> {
        (self.0)().await
    }
}

/// For the path of a public page the query parameters that matter; all others are dropped before it is rendered.
/// None for every other path.
pub type AllowedQuery = fn(path: &str) -> Option<&'static [&'static str]>;

/// The cache.
#[derive(Clone)]
pub struct PageCache {
    pages: Cache<String, Arc<Page>>,
    generation: Generation,
    allowed: AllowedQuery,
    cookies: Cookies,
}

/// A rendered page.
struct Page {
    generation: i64,
    headers: HeaderMap,
    etag: String,
    identity: Bytes,
    brotli: OnceLock<Bytes>,
}

impl PageCache {
    /// An empty cache whose pages live as long as the generation stays.
    pub fn new(generation: Generation, allowed: AllowedQuery, cookies: Cookies) -> Self {
        let weight = |key: &String, page: &Arc<Page>| {
            // Compressed the page takes about a quarter more.
            u32::try_from(1024 + key.len() + page.identity.len() * 5 / 4).unwrap_or(u32::MAX)
        };
        let pages = Cache::builder().max_capacity(CAPACITY).weigher(weight).build();
        Self {
            pages,
            generation,
            allowed,
            cookies,
        }
    }
}

/// Answers from the cache, or renders and keeps what may be kept. Everything that is not a public page is marked private.
pub async fn serve<F: Future<Output = Response>>(
    cache: &PageCache,
    mut request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    if !is_anonymous_read(&request, cache.cookies) {
        return mark_private(next(request).await);
    }
    let Some(allowed) = (cache.allowed)(request.uri().path()) else {
        return mark_private(next(request).await);
    };
    let Some(key) = normalise(request.uri_mut(), allowed) else {
        return mark_private(next(request).await);
    };
    // Asked before rendering: a page may be newer than its number, never older.
    let Some(generation) = cache.generation.now().await else {
        return mark_private(next(request).await);
    };
    let wish = Wish::of(request.headers());
    if let Some(page) = cache.pages.get(&key).filter(|page| page.generation == generation) {
        METRICS.page_hits.inc();
        return page.answer(&wish);
    }
    METRICS.page_misses.inc();
    let is_get = request.method() == Method::GET;
    let response = next(request).await;
    if !is_get || !is_public_page(&response) {
        return mark_private(response);
    }
    match Page::read(response, generation).await {
        Ok(page) => {
            let page = Arc::new(page);
            cache.pages.insert(key, page.clone());
            page.answer(&wish)
        }
        Err(problem) => problem.into_response(),
    }
}

fn is_anonymous_read(request: &Request, cookies: Cookies) -> bool {
    let headers = request.headers();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    reads && !headers.contains_key(header::AUTHORIZATION) && !cookies.has_session(headers)
}

/// Leaves only the parameters that matter, in one order, so that equal pages have equal addresses.
/// The page is rendered for this address too: what is not in the key cannot get into the page.
fn normalise(uri: &mut Uri, allowed: &[&str]) -> Option<String> {
    let Some(query) = uri.query().filter(|query| !query.is_empty()) else {
        return Some(uri.path().to_owned());
    };
    if query.len() > QUERY_LIMIT {
        return None;
    }
    let pairs = form_urlencoded::parse(query.as_bytes());
    let mut pairs: Vec<_> = pairs
        .filter(|(name, value)| !value.is_empty() && allowed.contains(&name.as_ref()))
        .collect();
    pairs.sort();
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    let key = if query.is_empty() {
        uri.path().to_owned()
    } else {
        format!("{}?{query}", uri.path())
    };
    let mut parts = std::mem::take(uri).into_parts();
    parts.path_and_query = Some(key.parse().ok()?);
    *uri = Uri::from_parts(parts).ok()?;
    Some(key)
}

fn is_public_page(response: &Response) -> bool {
    let headers = response.headers();
    response.status() == StatusCode::OK
        && is_html(headers)
        && !headers.contains_key(header::SET_COOKIE)
        && !headers.contains_key(header::CACHE_CONTROL)
        && !headers.contains_key(header::CONTENT_ENCODING)
}

fn is_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Nobody may keep an answer that says nothing else about it.
fn mark_private(mut response: Response) -> Response {
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(PRIVATE);
    response
}

/// What the browser can read and what it has.
struct Wish {
    encoding: Encoding,
    known: Option<HeaderValue>,
}

impl Wish {
    fn of(headers: &HeaderMap) -> Self {
        Self {
            encoding: Encoding::wanted(headers),
            known: headers.get(header::IF_NONE_MATCH).cloned(),
        }
    }
}

impl Page {
    async fn read(response: Response, generation: i64) -> Result<Self, Problem> {
        let (mut parts, body) = response.into_parts();
        let identity = to_bytes(body, PAGE_LIMIT).await.map_err(Problem::internal)?;
        let mut hasher = DefaultHasher::new();
        identity.hash(&mut hasher);
        let headers = &mut parts.headers;
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(header::CACHE_CONTROL, PUBLIC);
        headers.insert(header::VARY, VARY);
        headers.insert(SPECULATION_RULES.0, SPECULATION_RULES.1);
        let etag = format!("{:016x}", hasher.finish());
        Ok(Self {
            generation,
            headers: parts.headers,
            etag,
            identity,
            brotli: OnceLock::new(),
        })
    }

    /// The page in the form that was wished for; nothing is copied but headers.
    fn answer(&self, wish: &Wish) -> Response {
        let etag = encoding::etag(&self.etag, wish.encoding);
        let mut response = if encoding::is_known(wish.known.as_ref(), &etag) {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        } else {
            Response::new(Body::from(self.body(wish.encoding)))
        };
        let headers = response.headers_mut();
        headers.reserve(self.headers.len() + 2);
        headers.extend(self.headers.iter().map(|(name, value)| (name.clone(), value.clone())));
        headers.insert(header::ETAG, etag);
        wish.encoding.mark(headers);
        response
    }

    fn body(&self, encoding: Encoding) -> Bytes {
        match encoding {
            Encoding::Identity => self.identity.clone(),
            Encoding::Brotli => self
                .brotli
                .get_or_init(|| encoding::compress(&self.identity, encoding::QUICK))
                .clone(),
        }
    }
}

#[cfg(test)]
mod tests;
