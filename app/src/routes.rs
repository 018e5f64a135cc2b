//! Which component draws which page.

use leptos::prelude::*;

use crate::app::Page;
use crate::catalogue::{Catalogue, LifeSituation};
use crate::context::Request;
use crate::errors::{Failure, FailurePage};
use crate::form::{DraftCheckPage, DraftPage, StartFormPage};
use crate::home::Home;
use crate::pages::{AccessibilityPage, HelpPage, PrivacyPage};
use crate::resume::ResumePage;
use crate::service::Service;

/// The page at the address being answered, or what went wrong.
#[component]
pub fn Content() -> impl IntoView {
    if let Some(failure) = use_context::<Failure>() {
        return view! { <FailurePage failure/> }.into_any();
    }
    match Request::current().page {
        Some(page) => draw(page),
        None => view! { <FailurePage failure=Failure::NotFound/> }.into_any(),
    }
}

/// One line for each page of the site map.
fn draw(page: Page) -> AnyView {
    match page {
        Page::Home => view! { <Home/> }.into_any(),
        Page::Catalogue => view! { <Catalogue/> }.into_any(),
        Page::Service { slug } => view! { <Service slug/> }.into_any(),
        Page::LifeSituation { slug } => view! { <LifeSituation slug/> }.into_any(),
        Page::Accessibility => view! { <AccessibilityPage/> }.into_any(),
        Page::Privacy => view! { <PrivacyPage/> }.into_any(),
        Page::Help => view! { <HelpPage/> }.into_any(),
        Page::StartForm { slug } => view! { <StartFormPage slug/> }.into_any(),
        Page::DraftPage { id, page } => view! { <DraftPage id page/> }.into_any(),
        Page::DraftCheck { id } => view! { <DraftCheckPage id/> }.into_any(),
        Page::Resume => view! { <ResumePage/> }.into_any(),
        Page::SignIn
        | Page::Case { .. }
        | Page::Receipt { .. }
        | Page::Rating { .. }
        | Page::Workspace
        | Page::Inbox
        | Page::Capacity
        | Page::Tokens
        | Page::Queue
        | Page::AgencyCase { .. } => view! { <FailurePage failure=Failure::NotFound/> }.into_any(),
    }
}
