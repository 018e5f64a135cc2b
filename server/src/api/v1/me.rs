//! Who is signed in.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use domain::{Actor, Agency, Assurance, MandateId, PartyId, RoleKind, Slug};
use portal::{Portal, PortalError};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use super::signed_in::SignedIn;
use crate::problem::Problem;
use crate::state::AppState;

/// Operations on oneself.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(get)).routes(routes!(sign_out))
}

/// The person signed in, in the present capacity.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Me {
    /// The person.
    id: PartyId,
    /// Their name.
    name: String,
    /// For whom they act; absent means as themself.
    #[serde(skip_serializing_if = "Option::is_none")]
    acting_for: Option<ActedFor>,
    /// What they may do at agencies.
    roles: Vec<MyRole>,
    /// How sure the sign-in was.
    assurance: Assurance,
}

/// The party acted for.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ActedFor {
    /// Whom.
    party: PartyId,
    /// Their name.
    name: String,
    /// By which mandate.
    mandate: MandateId,
}

/// A role at an agency.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MyRole {
    /// What one may do.
    kind: RoleKind,
    /// The agency, by slug.
    agency: Slug,
}

impl Me {
    /// What an actor knows of themself; `agencies` name the places of their roles.
    pub(super) fn of(actor: &Actor, agencies: &[Agency]) -> Result<Self, Problem> {
        let person = actor.person().ok_or(PortalError::NotAllowed)?;
        let place = |id| {
            agencies
                .iter()
                .find(|agency| agency.id == id)
                .map(|agency| agency.slug.clone())
        };
        let roles = person.roles.iter();
        Ok(Self {
            id: person.person,
            name: person.name.clone(),
            acting_for: person.represents.as_ref().map(|represented| ActedFor {
                party: represented.party,
                name: represented.name.clone(),
                mandate: represented.mandate,
            }),
            roles: roles
                .filter_map(|role| {
                    Some(MyRole {
                        kind: role.kind,
                        agency: place(role.agency)?,
                    })
                })
                .collect(),
            assurance: person.assurance,
        })
    }
}

/// Get myself
///
/// Who is signed in, for whom they act, and their roles at agencies.
#[utoipa::path(get, path = "/me", operation_id = "getMe", tag = "me",
    responses((status = 200, description = "The person signed in.", body = Me)))]
async fn get(State(portal): State<Portal>, SignedIn { actor, .. }: SignedIn) -> Answer<Me> {
    Ok(Json(Me::of(&actor, &portal.registry.agencies().await?)?))
}

/// Sign out
///
/// Ends the session. A token has none: it is ended by `endToken`.
#[utoipa::path(post, path = "/me/sign-out", operation_id = "signOut", tag = "me",
    responses((status = 204, description = "The session has ended.")))]
async fn sign_out(
    State(state): State<AppState>,
    SignedIn { session, .. }: SignedIn,
) -> Result<(StatusCode, [(HeaderName, String); 1]), Problem> {
    let session = session.ok_or_else(|| Problem::conflict("A token has no session; end the token instead."))?;
    state.portal.sessions.sign_out(&session.secret).await?;
    let forget = state.cookies.session_removal().to_string();
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, forget)]))
}
