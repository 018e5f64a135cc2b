//! Public services.

use axum::Json;
use axum::extract::State;
use domain::{PageOf, ServiceContent, ServiceVersion, Slug};
use portal::{NewService, Portal, ServiceCard, ServiceView};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use super::paging::{PageQuery, Paging};
use super::signed_in::SignedIn;
use crate::extract::{ApiJson, ApiPath};
use crate::state::AppState;

/// Operations on services.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list))
        .routes(routes!(get, publish))
}

/// A wording of a service to publish; its slug is in the path.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ServiceToPublish {
    /// The agency that answers for it, by slug.
    agency: Slug,
    /// Whether the form names the agency it goes to.
    #[serde(default)]
    any_agency: bool,
    /// The needs it meets, each `life-situation/need`.
    #[schema(example = json!(["mainu-dzivesvietu/deklaret-dzivesvietu"]))]
    needs: Vec<String>,
    /// What its card says.
    content: ServiceContent,
}

impl ServiceToPublish {
    fn called(self, slug: Slug) -> NewService {
        let Self {
            agency,
            any_agency,
            needs,
            content,
        } = self;
        NewService {
            slug,
            agency,
            any_agency,
            needs,
            content,
        }
    }
}

/// List services
///
/// All services of the registry, by slug. To find some by words or filters use `searchCatalogue`.
#[utoipa::path(get, path = "/services", operation_id = "listServices", tag = "services", security(()), params(PageQuery),
    responses((status = 200, description = "A page of services.", body = PageOf<ServiceCard>)))]
async fn list(State(portal): State<Portal>, paging: Paging) -> Answer<PageOf<ServiceCard>> {
    Ok(Json(
        portal.registry.services(paging.after_slug()?, paging.limit).await?,
    ))
}

/// Get a service
///
/// Everything its card says, the agency that answers for it, and the form version that starts it.
#[utoipa::path(get, path = "/services/{slug}", operation_id = "getService", tag = "services", security(()),
    params(("slug" = Slug, Path, description = "Name of the service in addresses.", example = "dzivesvietas-deklaresana")),
    responses((status = 200, description = "The service.", body = ServiceView)))]
async fn get(State(portal): State<Portal>, ApiPath(slug): ApiPath<Slug>) -> Answer<ServiceView> {
    Ok(Json(portal.registry.service(&slug).await?))
}

/// Publish a service
///
/// A new service, or a further version of the one with this slug. For registry managers. Cases that run keep the
/// version they began with.
#[utoipa::path(put, path = "/services/{slug}", operation_id = "publishService", tag = "services",
    params(("slug" = Slug, Path, description = "Name of the service in addresses; never changes.")),
    request_body = ServiceToPublish,
    responses((status = 200, description = "The version published.", body = ServiceVersion)))]
async fn publish(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(slug): ApiPath<Slug>,
    ApiJson(service): ApiJson<ServiceToPublish>,
) -> Answer<ServiceVersion> {
    Ok(Json(
        portal.registry.publish_service(&actor, service.called(slug)).await?,
    ))
}
