//! Posts of filling: start, fill a page, submit.

use app::app::{Page, language_of};
use app::form::{AnsweredElsewhere, IN_LANGUAGE, errors_of};
use app::posted::{FieldError, Posted};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use domain::{DraftId, Slug};
use forms::{FieldPath, Language, PageAction, PageId, names};
use portal::{FilledPage, PortalError};

use super::refusal::answers_errors;
use super::{Pairs, PostRoute, refused};
use crate::pages::{Drawn, draw};
use crate::state::{AppState, Caller};

/// Query of a page that one came to from the check of the answers.
const FROM_CHECK: &str = "check=1";

/// The pages of filling that take posts.
pub fn routes() -> Vec<PostRoute> {
    vec![
        PostRoute {
            paths: ("/lv/pakalpojumi/{slug}/pieteikums", "/en/services/{slug}/application"),
            operations: &["startDraft"],
            handler: post(start),
        },
        PostRoute {
            paths: ("/lv/melnraksti/{id}/parbaude", "/en/drafts/{id}/check"),
            operations: &["submitDraft"],
            handler: post(submit),
        },
        PostRoute {
            paths: ("/lv/melnraksti/{id}/{page}", "/en/drafts/{id}/{page}"),
            operations: &["saveDraft"],
            handler: post(fill),
        },
    ]
}

fn to(page: Page, language: Language) -> Response {
    Redirect::to(&page.path(language)).into_response()
}

async fn start(State(state): State<AppState>, caller: Caller, Path(slug): Path<String>, sent: Pairs) -> Response {
    let language = language_of(sent.uri.path());
    let Ok(slug) = slug.parse::<Slug>() else {
        return refused(&state, &caller, &sent, PortalError::NotFound).await;
    };
    match state.portal.drafts.start(&caller.actor, &slug).await {
        Ok(view) => {
            let first = view.form.definition.pages.first().map(|page| page.id.to_string());
            let page = view.draft.page.clone().or(first).unwrap_or_default();
            to(
                Page::DraftPage {
                    id: view.draft.id.to_string(),
                    page,
                },
                language,
            )
        }
        Err(error) => refused(&state, &caller, &sent, error).await,
    }
}

async fn fill(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, page)): Path<(String, String)>,
    sent: Pairs,
) -> Response {
    let Ok(draft) = id.parse::<DraftId>() else {
        return refused(&state, &caller, &sent, PortalError::NotFound).await;
    };
    match state
        .portal
        .drafts
        .fill_page(&caller.actor, draft, &page, &sent.pairs)
        .await
    {
        // The browser sent it while the person left: nobody waits for a page.
        Ok(_) if sent.value(names::LEFT).is_some() => StatusCode::NO_CONTENT.into_response(),
        Ok(filled) if !filled.differing.is_empty() => ask_which(&state, &caller, &sent, filled).await,
        Ok(filled) => match next(&filled, &page, &sent) {
            Next::To(address) => Redirect::to(&address).into_response(),
            Next::Again(errors) => {
                let posted = Posted {
                    values: Vec::new(),
                    errors,
                };
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                draw(
                    &state,
                    &caller,
                    &sent.uri,
                    Drawn {
                        posted: Some(posted),
                        status,
                        ..Drawn::default()
                    },
                )
                .await
            }
        },
        // The draft has become a case, in another tab most likely: its page says so.
        Err(PortalError::Conflict(_)) => to(Page::DraftCheck { id }, language_of(sent.uri.path())),
        Err(error) => refused(&state, &caller, &sent, error).await,
    }
}

/// The same page with what was typed, and the question which answers to keep.
async fn ask_which(state: &AppState, caller: &Caller, sent: &Pairs, filled: FilledPage) -> Response {
    let drawn = Drawn {
        elsewhere: Some(AnsweredElsewhere {
            answers: filled.view.draft.answers,
            questions: filled.differing,
        }),
        status: StatusCode::CONFLICT,
        ..Drawn::default()
    };
    draw(state, caller, &sent.uri, drawn).await
}

/// Where filling goes on.
enum Next {
    To(String),
    /// The same page with its errors.
    Again(Vec<FieldError>),
}

fn next(filled: &FilledPage, page: &str, sent: &Pairs) -> Next {
    let language = language_of(sent.uri.path());
    let id = filled.view.draft.id.to_string();
    let draft_page = |page: &PageId| {
        Page::DraftPage {
            id: id.clone(),
            page: page.to_string(),
        }
        .path(language)
    };
    let own = sent.uri.path_and_query().map_or("", |whole| whole.as_str()).to_owned();
    let Some(state) = filled.evaluation.pages.iter().find(|known| known.id.as_str() == page) else {
        return Next::To(Page::DraftCheck { id }.path(language));
    };
    let from_check = sent.uri.query().is_some_and(|query| query == FROM_CHECK);
    if sent.value(IN_LANGUAGE).is_some() {
        let page = Page::DraftPage {
            id,
            page: page.to_owned(),
        };
        let query = if from_check {
            format!("?{FROM_CHECK}")
        } else {
            String::new()
        };
        return Next::To(page.path(language.other()) + &query);
    }
    match &filled.action {
        PageAction::Back if from_check => Next::To(Page::DraftCheck { id }.path(language)),
        PageAction::Save => Next::To(Page::Workspace.path(language)),
        PageAction::Back => match filled.evaluation.page_before(&state.id) {
            Some(before) => Next::To(draft_page(&before.id)),
            None => Next::To(
                Page::StartForm {
                    slug: filled.view.service_slug.to_string(),
                }
                .path(language),
            ),
        },
        PageAction::AddItem(group) => {
            let added = filled.view.draft.answers.items(group).len().saturating_sub(1) as u32;
            Next::To(format!("{own}#{}-item", names::item(group, added)))
        }
        PageAction::RemoveItem(group, _) => Next::To(format!("{own}#{group}")),
        PageAction::Continue if state.complete => {
            match filled.evaluation.page_after(&state.id).filter(|_| !from_check) {
                Some(after) => Next::To(draft_page(&after.id)),
                None => Next::To(Page::DraftCheck { id }.path(language)),
            }
        }
        PageAction::Continue => match appeared(state, sent) {
            Some(question) => Next::To(format!("{own}#field-{question}")),
            None => Next::Again(errors_of(&filled.view.form.definition, &state.problems, language)),
        },
    }
}

/// When all that is open are questions that the answers made appear, they are asked before they are called errors.
fn appeared<'s>(state: &'s forms::PageState, sent: &Pairs) -> Option<&'s FieldPath> {
    let shown: Vec<&str> = sent.all(names::SHOWN).collect();
    let was_shown = |path: &FieldPath| shown.contains(&path.to_string().as_str());
    let mut errors = state
        .problems
        .iter()
        .filter(|found| found.problem.is_error())
        .map(|found| &found.path);
    let first = errors.clone().next()?;
    (!shown.is_empty() && errors.all(|path| !was_shown(path))).then_some(first)
}

async fn submit(State(state): State<AppState>, caller: Caller, Path(id): Path<String>, sent: Pairs) -> Response {
    let language = language_of(sent.uri.path());
    let Ok(draft) = id.parse::<DraftId>() else {
        return refused(&state, &caller, &sent, PortalError::NotFound).await;
    };
    match state.portal.cases.submit(&caller.actor, draft).await {
        Ok(case) => to(
            Page::Receipt {
                number: case.number.to_string(),
            },
            language,
        ),
        Err(PortalError::Answers(problems)) => match state.portal.drafts.get(&caller.actor, draft).await {
            Ok(view) => {
                let errors = answers_errors(&view.form.definition, &problems, language);
                let posted = Posted {
                    values: Vec::new(),
                    errors,
                };
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                draw(
                    &state,
                    &caller,
                    &sent.uri,
                    Drawn {
                        posted: Some(posted),
                        status,
                        ..Drawn::default()
                    },
                )
                .await
            }
            Err(error) => refused(&state, &caller, &sent, error).await,
        },
        Err(error) => refused(&state, &caller, &sent, error).await,
    }
}
