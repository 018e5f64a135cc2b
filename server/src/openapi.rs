//! The description of the API.

use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

use crate::problem::{FieldError, ProblemBody};

/// What is true of the API as a whole; the operations come from the router.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Vārti",
        description = "Everything a person can do in the portal, for programs. Sign in with a personal token made in \
            the workspace. Errors are `application/problem+json` (RFC 9457). Lists are read page by page: `limit` up \
            to 100, `next` as the last answer said. A repeated request with the same `Idempotency-Key` is done once.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    components(schemas(ProblemBody, FieldError))
)]
pub struct Description;

impl Description {
    /// The description without operations, with the ways to sign in.
    pub fn base() -> utoipa::openapi::OpenApi {
        let mut description = Self::openapi();
        let components = description.components.get_or_insert_default();
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A personal token."));
        components.add_security_scheme("token", SecurityScheme::Http(token.build()));
        let cookie = ApiKeyValue::with_description("varti", "The session of a signed-in browser.");
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        description
    }
}

/// The whole description as JSON.
pub fn text() -> String {
    crate::api::v1::document::document()
        .to_pretty_json()
        .expect("a description can be written as JSON")
}
