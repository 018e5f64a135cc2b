//! Answers that callers may keep.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::encoding::{self, Encoding};
use crate::problem::Problem;

/// For what never changes.
pub const FOREVER: &str = "public, max-age=31536000, immutable";
/// For what changes now and then.
pub const A_MINUTE: &str = "public, max-age=60";

/// The value as JSON with a name for its present state; only a nod for who has it already.
pub fn answer<T: Serialize>(value: &T, how_long: &'static str, asked: &HeaderMap) -> Result<Response, Problem> {
    let body = serde_json::to_vec(value).map_err(Problem::internal)?;
    let strong = encoding::etag(&hex::encode(&Sha256::digest(&body)[..12]), Encoding::Identity);
    let mut response = if encoding::is_known(asked.get(header::IF_NONE_MATCH), &strong) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "application/json")], body).into_response()
    };
    // Weak, since it may be compressed on its way.
    let tag = format!("W/{}", strong.to_str().unwrap_or_default());
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(how_long));
    headers.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(Problem::internal)?);
    Ok(response)
}
