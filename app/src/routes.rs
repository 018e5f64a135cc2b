//! Which component draws which page.

use leptos::prelude::*;

use crate::agency::{AgencyCasePage, QueuePage};
use crate::app::Page;
use crate::cases::{CasePage, RatingPage, ReceiptPage};
use crate::catalogue::{Catalogue, LifeSituation};
use crate::context::Request;
use crate::dev::GalleryPage;
use crate::errors::{Failure, FailurePage};
use crate::form::{DraftCheckPage, DraftPage, DraftUpdatePage, StartFormPage};
use crate::home::Home;
use crate::pages::{AccessibilityPage, HelpPage, PrivacyPage};
use crate::resume::ResumePage;
use crate::service::Service;
use crate::signin::SignInPage;
use crate::workspace::{CapacityPage, InboxPage, SessionsPage, TokensPage, WorkspacePage};

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
        Page::Gallery => view! { <GalleryPage/> }.into_any(),
        Page::Accessibility => view! { <AccessibilityPage/> }.into_any(),
        Page::Privacy => view! { <PrivacyPage/> }.into_any(),
        Page::Help => view! { <HelpPage/> }.into_any(),
        Page::StartForm { slug } => view! { <StartFormPage slug/> }.into_any(),
        Page::DraftPage { id, page } => view! { <DraftPage id page/> }.into_any(),
        Page::DraftCheck { id } => view! { <DraftCheckPage id/> }.into_any(),
        Page::DraftUpdate { id } => view! { <DraftUpdatePage id/> }.into_any(),
        Page::Resume => view! { <ResumePage/> }.into_any(),
        Page::SignIn => view! { <SignInPage/> }.into_any(),
        Page::Case { number } => view! { <CasePage number/> }.into_any(),
        Page::Receipt { number } => view! { <ReceiptPage number/> }.into_any(),
        Page::Rating { number } => view! { <RatingPage number/> }.into_any(),
        Page::Workspace => view! { <WorkspacePage/> }.into_any(),
        Page::Inbox => view! { <InboxPage/> }.into_any(),
        Page::Capacity => view! { <CapacityPage/> }.into_any(),
        Page::Tokens => view! { <TokensPage/> }.into_any(),
        Page::Sessions => view! { <SessionsPage/> }.into_any(),
        Page::Queue => view! { <QueuePage/> }.into_any(),
        Page::AgencyCase { number } => view! { <AgencyCasePage number/> }.into_any(),
    }
}
