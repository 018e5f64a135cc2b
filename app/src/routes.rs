//! Which component draws which page.

use leptos::prelude::*;

use crate::app::Page;
use crate::context::Request;
use crate::errors::{Failure, FailurePage};
use crate::home::HomePage;
use crate::pages::{AccessibilityPage, HelpPage, PrivacyPage};

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
        Page::Home => view! { <HomePage life_situations=Vec::new() most_used=Vec::new()/> }.into_any(),
        Page::Accessibility => view! { <AccessibilityPage/> }.into_any(),
        Page::Privacy => view! { <PrivacyPage/> }.into_any(),
        Page::Help => view! { <HelpPage/> }.into_any(),
        Page::Catalogue
        | Page::Service { .. }
        | Page::LifeSituation { .. }
        | Page::StartForm { .. }
        | Page::DraftPage { .. }
        | Page::DraftCheck { .. }
        | Page::SignIn
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
