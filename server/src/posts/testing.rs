//! Posts for tests.

use axum::http::Uri;
use bytes::Bytes;

use super::Pairs;

/// What a form with this body sent.
pub(super) fn sent(body: &'static str) -> Pairs {
    let pairs = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    Pairs {
        pairs,
        uri: Uri::from_static("/lv"),
        body: Bytes::from_static(body.as_bytes()),
        resumed: false,
    }
}
