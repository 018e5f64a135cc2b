//! Sign-out that the portal asks for (RP-Initiated Logout). There is no session here to end: each sign-in asks anew.

use std::sync::Arc;

use axum::extract::{RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use reqwest::Url;

use super::texts::Lang;
use super::{Sandbox, page};

/// Sends people back to where the portal wants them, if that is the address we know.
pub(super) async fn end(State(sandbox): State<Arc<Sandbox>>, RawForm(form): RawForm) -> Response {
    let value = |wanted: &str| {
        let mut pairs = form_urlencoded::parse(&form);
        pairs.find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
    };
    let settings = &sandbox.settings;
    if value("post_logout_redirect_uri").as_deref() == Some(settings.signed_out_url.as_str())
        && let Ok(mut back) = Url::parse(&settings.signed_out_url)
    {
        if let Some(state) = value("state") {
            back.query_pairs_mut().append_pair("state", &state);
        }
        return Redirect::to(back.as_str()).into_response();
    }
    page::signed_out(Lang::of_locales(value("ui_locales").as_deref()), &settings.stylesheet)
}
