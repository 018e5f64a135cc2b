//! Pages that say what went wrong and what one can do now.

use leptos::prelude::*;
use portal::{Actor, Portal};

use crate::app::Page;
use crate::components::button::LinkButton;
use crate::context::{PageStatus, Request, Site};
use crate::form::LanguageForm;
use crate::format;
use crate::layout::PageTitle;
use crate::paging::address;
use crate::service::outward::Phone;
use crate::texts::{current, language, td, td_string};

/// Why the page that was asked for is not shown. In context it replaces whatever the address would show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// There is nothing at this address, or nothing that this viewer may know of.
    NotFound,
    /// It is there, but not for this viewer.
    Forbidden,
    /// It is for people who have signed in; the viewer has not, or the session has ended.
    SignInFirst {
        /// Where signing in leads back to the page.
        sign_in: String,
    },
    /// It was sent from a page of another site, or by something that hides where it comes from.
    Elsewhere,
    /// More was sent than is taken.
    TooLarge,
    /// What was sent cannot be read.
    Misunderstood,
    /// More was asked than one caller may.
    TooMany {
        /// Seconds to wait.
        wait: u64,
    },
    /// The database or another system does not answer just now.
    Unavailable {
        /// Stands in the log beside the cause.
        id: String,
    },
    /// Our fault.
    Internal {
        /// Stands in the log beside the cause.
        id: String,
    },
}

impl Failure {
    /// The HTTP status that says the same.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Forbidden => 403,
            Self::SignInFirst { .. } => 401,
            Self::Elsewhere => 403,
            Self::TooLarge => 413,
            Self::Misunderstood => 400,
            Self::TooMany { .. } => 429,
            Self::Unavailable { .. } => 503,
            Self::Internal { .. } => 500,
        }
    }
}

/// The page of a failure. A page whose data is not there draws it in its own place.
#[component]
pub fn FailurePage(
    /// What went wrong.
    failure: Failure,
) -> impl IntoView {
    if let Some(status) = use_context::<PageStatus>() {
        status.set(failure.status());
    }
    let (locale, language) = (current(), language());
    let of_draft = matches!(Request::current().page, Some(Page::DraftPage { .. }));
    let home = (Page::Home.path(language), td_string!(locale, errors.to_home));
    let here = (
        Request::current().in_language(language),
        td_string!(locale, errors.open_page),
    );
    let (title, text, (href, action)) = match &failure {
        Failure::NotFound => (
            td_string!(locale, errors.not_found),
            td_string!(locale, errors.not_found_text).to_owned(),
            (Page::Catalogue.path(language), td_string!(locale, errors.to_services)),
        ),
        Failure::Forbidden => (
            td_string!(locale, errors.forbidden),
            td_string!(locale, errors.forbidden_text).to_owned(),
            home,
        ),
        Failure::SignInFirst { sign_in } => (
            td_string!(locale, errors.sign_in_first),
            td_string!(locale, errors.sign_in_first_text).to_owned(),
            (sign_in.clone(), td_string!(locale, errors.sign_in_again)),
        ),
        Failure::Elsewhere => (
            td_string!(locale, errors.elsewhere),
            td_string!(locale, errors.elsewhere_text).to_owned(),
            here,
        ),
        Failure::TooLarge => (
            td_string!(locale, errors.too_large),
            td_string!(locale, errors.too_large_text).to_owned(),
            here,
        ),
        Failure::Misunderstood => (
            td_string!(locale, errors.misunderstood),
            td_string!(locale, errors.misunderstood_text).to_owned(),
            here,
        ),
        Failure::TooMany { wait } => (
            td_string!(locale, errors.too_many),
            td_string!(locale, errors.too_many_text, wait = format::seconds(*wait, language)),
            (here.0, td_string!(locale, errors.try_again)),
        ),
        Failure::Unavailable { id } => (
            td_string!(locale, errors.unavailable),
            td_string!(locale, errors.unavailable_text, id = id.clone()),
            here,
        ),
        Failure::Internal { id } => (
            td_string!(locale, errors.internal),
            td_string!(locale, errors.internal_text, id = id.clone()),
            home,
        ),
    };
    let hint = (failure == Failure::NotFound).then(|| view! { <OtherCapacity/> });
    let phone = use_context::<Site>().and_then(|site| site.help_phone);
    view! {
        <PageTitle title/>
        <div class="wrap page prose">
            <h1>{title}</h1>
            <p>{text}</p>
            {hint}
            <p><LinkButton href>{action}</LinkButton></p>
            {phone.map(|number| view! { <p>{td_string!(locale, errors.call_us)}" "<Phone number/></p> })}
            {of_draft.then(|| view! { <LanguageForm/> })}
        </div>
    }
}

/// What is not there for a person may be there for a company they represent. Said to whoever represents somebody, on
/// every page that is not there, so it tells nothing about the page.
#[component]
fn OtherCapacity() -> impl IntoView {
    let (portal, actor) = (use_context::<Portal>(), use_context::<Actor>());
    let (locale, language) = (current(), language());
    let request = Request::current();
    let change = match request.page {
        Some(_) => address(&Page::Capacity, &[("next", &request.in_language(language))]),
        None => Page::Capacity.path(language),
    };
    Suspend::new(async move {
        let (portal, actor) = portal.zip(actor)?;
        let capacities = portal.sessions.capacities(&actor).await.ok()?;
        (capacities.len() > 1).then(|| {
            view! {
                <p>{td!(locale, errors.other_capacity)}" "<a href=change>{td!(locale, errors.change_capacity)}</a></p>
            }
        })
    })
}
