//! Draws pages: gives the web application what it needs to know and takes its HTML and status.

use app::app::{PATTERNS, Page, language_of};
use app::context::{Assets, PageStatus, Person, RequestName, SessionEnds, Site, Viewer};
use app::errors::Failure;
use app::form::AnsweredElsewhere;
use app::posted::Posted;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::{Actor, RoleKind};
use forms::Language;
use leptos::prelude::provide_context;

use crate::failure_pages::{Asked, FailurePages, is_html};
use crate::problem::{Problem, RETRY_AFTER};
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
    /// A page of a draft that was answered otherwise in another window meanwhile.
    pub elsewhere: Option<AnsweredElsewhere>,
    /// What to show instead of the page.
    pub failure: Option<Failure>,
    /// The status, unless the page finds a worse one.
    pub status: StatusCode,
}

/// The pages that take no posts, each at its own pattern: so other methods are refused, and the log can tell pages
/// apart. `posted` are the Latvian patterns of those that do.
pub fn router(posted: &[&str]) -> Router<AppState> {
    let front = get(|| async { Redirect::to(&Page::Home.path(Language::Lv)) });
    let read_only = PATTERNS.iter().filter(|(lv, _)| !posted.contains(lv));
    let pages = read_only.fold(Router::new().route("/", front), |router, (lv, en)| {
        router.route(lv, get(page)).route(en, get(page))
    });
    pages.fallback(missing)
}

/// `GET` of a page.
pub async fn page(State(state): State<AppState>, caller: Caller, request: Request) -> Response {
    draw(&state, &caller, request.uri(), Drawn::default()).await
}

/// What is no page gets the page that says so; with a slash too much it leads to the page that was meant.
async fn missing(State(state): State<AppState>, caller: Caller, request: Request) -> Response {
    if let Some(meant) = without_slash(request.uri()) {
        return Redirect::permanent(&meant).into_response();
    }
    let drawn = Drawn {
        failure: Some(Failure::NotFound),
        status: StatusCode::NOT_FOUND,
        ..Drawn::default()
    };
    draw(&state, &caller, request.uri(), drawn).await
}

/// The address of the page that a path leads to but for a slash at its end.
fn without_slash(uri: &Uri) -> Option<String> {
    let path = uri.path().strip_suffix('/')?;
    Page::parse(path)?;
    Some(match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    })
}

/// Draws failures for whoever reads pages. The head of the page says who is signed in as long as that can be found out.
pub fn failure_pages(state: AppState) -> FailurePages {
    FailurePages::new(move |asked: Asked| {
        let state = state.clone();
        async move {
            let drawn = || Drawn {
                failure: Some(asked.failure.clone()),
                ..Drawn::default()
            };
            if let Ok(caller) = Caller::find(&state, &asked.cookies).await {
                let page = draw(&state, &caller, &asked.uri, drawn()).await;
                if is_html(page.headers()) {
                    return page;
                }
            }
            draw(&state, &Caller::ANONYMOUS, &asked.uri, drawn()).await
        }
    })
}

/// Draws the page at an address.
pub async fn draw(state: &AppState, caller: &Caller, uri: &Uri, drawn: Drawn) -> Response {
    // What is asked of a proxy or of the server as a whole has no path.
    if !uri.path().starts_with('/') {
        return Problem::not_found().into_response();
    }
    let viewer = match viewer(state, &caller.actor, language_of(uri.path())).await {
        Ok(viewer) => viewer,
        Err(problem) => return problem.into_response(),
    };
    let status = PageStatus::default();
    status.set(drawn.status.as_u16());
    let context = {
        let (state, actor, status, frame) = (state.clone(), caller.actor.clone(), status.clone(), state.frame.clone());
        let ends = caller.session.as_ref().map(|caller| SessionEnds {
            session: caller.session.id,
            seconds: caller.session.ends_at().seconds_since(state.portal.now()),
        });
        let name = RequestName(RequestId::current().as_str().to_owned());
        move || {
            provide_context(frame.assets.clone());
            provide_context(frame.site.clone());
            provide_context(viewer.clone());
            provide_context(status.clone());
            if let Some(ends) = ends {
                provide_context(ends);
            }
            provide_context(name.clone());
            provide_context(state.portal.clone());
            provide_context(actor.clone());
            if let Some(posted) = &drawn.posted {
                provide_context(posted.clone());
            }
            if let Some(elsewhere) = &drawn.elsewhere {
                provide_context(elsewhere.clone());
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
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    }
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
