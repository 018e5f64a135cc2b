//! Forms and their published versions.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::{Date, Form, FormDefinition, FormVersion, FormVersionId, PageOf, Slug};
use portal::{FormView, NewForm, Portal};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::paging::{PageQuery, Paging};
use super::signed_in::SignedIn;
use super::{Answer, kept};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Operations on forms.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list))
        .routes(routes!(get, publish))
        .routes(routes!(version))
}

/// A form version to publish; the form's slug is in the path.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FormToPublish {
    /// The agency whose editors change it, by slug.
    agency: Slug,
    /// The definition: pages of sections of fields.
    #[schema(value_type = Object)]
    definition: FormDefinition,
    /// The last day on which drafts on older versions may be submitted as they are; without one they may stay.
    #[serde(default)]
    older_until: Option<Date>,
    /// The version that this one was made from; refused with 409 when another has been published meanwhile.
    #[serde(default)]
    replaces: Option<FormVersionId>,
}

/// List forms
///
/// All forms, by slug.
#[utoipa::path(get, path = "/forms", operation_id = "listForms", tag = "forms", security(()), params(PageQuery),
    responses((status = 200, description = "A page of forms.", body = PageOf<Form>)))]
async fn list(State(portal): State<Portal>, paging: Paging) -> Answer<PageOf<Form>> {
    Ok(Json(portal.forms.list(paging.after_slug()?, paging.limit).await?))
}

/// Get a form
///
/// With the version that new drafts use.
#[utoipa::path(get, path = "/forms/{slug}", operation_id = "getForm", tag = "forms", security(()),
    params(("slug" = Slug, Path, description = "Name of the form in addresses.", example = "residence-declaration")),
    responses((status = 200, description = "The form.", body = FormView)))]
async fn get(State(portal): State<Portal>, ApiPath(slug): ApiPath<Slug>) -> Answer<FormView> {
    Ok(Json(portal.forms.current(&slug).await?))
}

/// Publish a form
///
/// A new form, or a further version of the one with this slug. For editors of its agency. The definition is checked
/// whole first: types, references, cycles, what can never be reached, missing translations; what is found is told in
/// `errors`. Drafts on older versions move when they are opened, as far as no answer loses its meaning; the others may
/// be submitted until `olderUntil`. Cases keep their version.
#[utoipa::path(put, path = "/forms/{slug}", operation_id = "publishForm", tag = "forms",
    params(("slug" = Slug, Path, description = "Name of the form in addresses; never changes.")),
    request_body = FormToPublish,
    responses((status = 200, description = "The version published.", body = FormVersion)))]
async fn publish(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(slug): ApiPath<Slug>,
    ApiJson(form): ApiJson<FormToPublish>,
) -> Answer<FormVersion> {
    let new = NewForm {
        slug,
        agency: form.agency,
        definition: form.definition,
        older_until: form.older_until,
        replaces: form.replaces,
    };
    Ok(Json(portal.forms.publish(&actor, new).await?))
}

/// Get a form version
///
/// Versions never change, so an answer may be kept for ever.
#[utoipa::path(get, path = "/form-versions/{id}", operation_id = "getFormVersion", tag = "forms", security(()),
    params(("id" = FormVersionId, Path, description = "Identity of the version.")),
    responses((status = 200, description = "The version.", body = FormVersion,
        headers(("Cache-Control" = String, description = "`public, max-age=31536000, immutable`"),
            ("ETag" = String, description = "For `If-None-Match`."))),
        (status = 304, description = "It is what the caller has.")))]
async fn version(
    State(portal): State<Portal>,
    ApiPath(id): ApiPath<FormVersionId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    kept::answer(&*portal.forms.version(id).await?, kept::FOREVER, &headers)
}
