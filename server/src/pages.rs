//! Draws pages: gives the web application what it needs to know and takes its HTML and status.

use app::app::{Page, language_of};
use app::context::{Assets, PageStatus, Person, RequestName, Site, Viewer};
use app::errors::Failure;
use app::posted::Posted;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Actor, RoleKind};
use forms::Language;
use leptos::prelude::provide_context;

use crate::problem::Problem;
use crate::request_id::RequestId;
use crate::state::{AppState, Caller};

/// What is the same for every page of this installation.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Style sheet and script.
    pub assets: Assets,
    /// Address, help, demonstration.
    pub site: Site,
}

/// What a page is told beside its address.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// A refused post, to be shown again with its errors.
    pub posted: Option<Posted>,
    /// What to show instead of the page.
    pub failure: Option<Failure>,
    /// The status, unless the page finds a worse one.
    pub status: StatusCode,
}

/// `GET` of any page; what is no page gets the page that says so.
pub async fn page(State(state): State<AppState>, caller: Caller, request: Request) -> Response {
    if request.uri().path() == "/" {
        return Redirect::to(&Page::Home.path(Language::Lv)).into_response();
    }
    draw(&state, &caller, request.uri(), Drawn::default()).await
}

/// Draws the page at an address.
pub async fn draw(state: &AppState, caller: &Caller, uri: &Uri, drawn: Drawn) -> Response {
    let viewer = match viewer(state, &caller.actor, language_of(uri.path())).await {
        Ok(viewer) => viewer,
        Err(problem) => return problem.into_response(),
    };
    let status = PageStatus::default();
    status.set(drawn.status.as_u16());
    let context = {
        let (state, actor, status, frame) = (state.clone(), caller.actor.clone(), status.clone(), state.frame.clone());
        let name = RequestName(RequestId::current().as_str().to_owned());
        move || {
            provide_context(frame.assets.clone());
            provide_context(frame.site.clone());
            provide_context(viewer.clone());
            provide_context(status.clone());
            provide_context(name.clone());
            provide_context(state.portal.clone());
            provide_context(actor.clone());
            if let Some(posted) = &drawn.posted {
                provide_context(posted.clone());
            }
            if let Some(failure) = &drawn.failure {
                provide_context(failure.clone());
            }
        }
    };
    let Ok(address) = axum::http::Request::get(uri.clone()).body(Body::empty()) else {
        return Problem::not_found().into_response();
    };
    let handler = leptos_axum::render_app_async_with_context(context, app::shell::shell);
    let mut response = handler(address).await;
    *response.status_mut() = StatusCode::from_u16(status.get()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

/// Who is looking, as every page's head says it.
async fn viewer(state: &AppState, actor: &Actor, language: Language) -> Result<Viewer, Problem> {
    let Actor::Person(person) = actor else {
        return Ok(Viewer::SignedOut);
    };
    let unread = state.portal.notices.unread_count(actor).await?;
    let agency = match person.roles.iter().find(|role| role.kind == RoleKind::Official) {
        Some(role) => {
            let agencies = state.portal.registry.agencies().await?;
            agencies
                .iter()
                .find(|agency| agency.id == role.agency)
                .map(|a| a.short_name.get(language).to_owned())
        }
        None => None,
    };
    Ok(Viewer::SignedIn(Person {
        name: person.name.clone(),
        acting_for: person.represents.as_ref().map(|represented| represented.name.clone()),
        agency,
        unread: u64::try_from(unread).unwrap_or_default(),
    }))
}
