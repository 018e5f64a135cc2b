//! Posts that came when the session had ended: kept for half an hour and gone on with after signing in.

use app::app::{Page, language_of};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, Uri};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use bytes::Bytes;

use super::pairs::{FORM, Pairs};
use crate::problem::Problem;
use crate::state::AppState;

/// Name of the cookie with the key of what is kept; a key is a secret and stays out of addresses.
pub const PARKED_COOKIE: &str = "varti-parked";
/// Name of the hidden input that says: go on with what is kept.
pub const RESUME: &str = "_resume";

/// Keeps the post and leads to the sign-in, which leads on to the page that goes on with it.
pub async fn park(state: &AppState, sent: &Pairs) -> Response {
    let path = sent
        .uri
        .path_and_query()
        .map_or_else(|| sent.uri.path(), |whole| whole.as_str());
    let language = language_of(sent.uri.path());
    let key = match state.portal.parked_posts.park(path, FORM, sent.body.clone()).await {
        Ok(key) => key,
        Err(error) => return Problem::from(error).into_response(),
    };
    let address = |page: Page, name: &str, value: &str| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair(name, value)
            .finish();
        format!("{}?{query}", page.path(language))
    };
    let next = address(Page::SignIn, "next", &address(Page::Resume, "to", path));
    let cookie = state.cookies.build(PARKED_COOKIE, &key).to_string();
    (AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(&next)).into_response()
}

/// What was kept for this browser and this address.
pub async fn take(state: &AppState, headers: &HeaderMap, uri: &Uri) -> Result<Bytes, Response> {
    let path = uri.path_and_query().map_or_else(|| uri.path(), |whole| whole.as_str());
    let gone = || Redirect::to(path).into_response();
    let key = state.cookies.secret(headers, PARKED_COOKIE).ok_or_else(gone)?;
    let kept = state
        .portal
        .parked_posts
        .take(key)
        .await
        .map_err(|error| Problem::from(error).into_response())?;
    kept.filter(|kept| kept.path == path)
        .map(|kept| kept.body)
        .ok_or_else(gone)
}
