//! What a form sent: names and values in order.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::parking::{self, RESUME};
use crate::problem::{Problem, ProblemKind};
use crate::state::AppState;

/// Media type of forms.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// Names and values as the form sent them, with what is needed to keep them if the session is over.
#[derive(Debug, Clone)]
pub struct Pairs {
    /// Names and values, in order; a name may come several times.
    pub pairs: Vec<(String, String)>,
    /// The address posted to.
    pub uri: Uri,
    /// The body as it came.
    pub body: Bytes,
    /// Whether it was kept while the person signed in again, and is gone on with now.
    pub resumed: bool,
}

impl Pairs {
    /// The last value of a name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .rev()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Every value of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

impl FromRequest<AppState> for Pairs {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let uri = request.uri().clone();
        let headers = request.headers().clone();
        if !is_form(&headers) {
            return Err(Problem::new(ProblemKind::UnsupportedMediaType).into_response());
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| Problem::from(rejection).into_response())?;
        let pairs = read(&body);
        // The person signed in again and says: go on with what I had sent.
        if pairs.iter().any(|(name, _)| name == RESUME) {
            let body = parking::take(state, &headers, &uri).await?;
            return Ok(Self {
                pairs: read(&body),
                uri,
                body,
                resumed: true,
            });
        }
        Ok(Self {
            pairs,
            uri,
            body,
            resumed: false,
        })
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    kind.split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(FORM))
}

fn read(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body).into_owned().collect()
}
