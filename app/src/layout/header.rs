//! The header: brand, main navigation, language and sign-in.

use leptos::prelude::*;

use crate::app::{Page, Section};
use crate::components::gate::Brand;
use crate::context::{Request, Viewer};
use crate::form::{ANSWERS, IN_LANGUAGE};
use crate::texts::{current, language, td, td_string};

/// The header of every page.
#[component]
pub fn Header() -> impl IntoView {
    let (locale, language) = (current(), language());
    let viewer = Viewer::current();
    let request = Request::current();
    let section = request.page.as_ref().and_then(Page::section);
    let official = viewer.person().is_some_and(|person| person.agency.is_some());
    view! {
        <header class="header">
            <div class="wrap header__in">
                <a class="brand" href=Page::Home.path(language)><Brand/>{td!(locale, layout.brand)}</a>
                <nav class="header__nav" aria-label=td_string!(locale, layout.main_navigation)>
                    <ul>
                        <Entry page=Page::Catalogue text=td_string!(locale, layout.services) current=section == Some(Section::Services)/>
                        <Entry page=Page::Workspace text=td_string!(locale, layout.workspace) current=section == Some(Section::Workspace)/>
                        {official.then(|| view! {
                            <Entry page=Page::Queue text=td_string!(locale, layout.queue) current=section == Some(Section::Agency)/>
                        })}
                    </ul>
                </nav>
                <div class="header__tools">
                    <LanguageSwitch request=request.clone()/>
                    {viewer.person().is_none().then(|| view! { <SignIn request/> })}
                </div>
            </div>
        </header>
    }
}

/// An entry of the main navigation.
#[component]
fn Entry(page: Page, text: &'static str, current: bool) -> impl IntoView {
    view! {
        <li><a href=page.path(language()) aria-current=current.then_some("true")>{text}</a></li>
    }
}

/// Leads to the same page in the other language, with the same query; on a page of a draft with what was typed.
#[component]
fn LanguageSwitch(request: Request) -> impl IntoView {
    let other = request.language.other();
    let text = td_string!(current(), layout.other_language);
    if let Some(Page::DraftPage { .. }) = request.page {
        // A link would lose what has just been typed.
        return view! {
            <button class="header__tool link-button" form=ANSWERS name=IN_LANGUAGE value=other.code() lang=other.code()>
                {text}
            </button>
        }
        .into_any();
    }
    view! {
        <a class="header__tool" href=request.in_language(other) lang=other.code() hreflang=other.code()>
            {text}
        </a>
    }
    .into_any()
}

/// Leads to sign-in and back to this page.
#[component]
fn SignIn(request: Request) -> impl IntoView {
    let sign_in = Page::SignIn.path(language());
    let href = match &request.page {
        None | Some(Page::SignIn | Page::Home) => sign_in,
        Some(page) => format!("{sign_in}?next={}", page.path(request.language)),
    };
    view! { <a class="header__tool header__tool--sign-in" href=href>{td_string!(current(), layout.sign_in)}</a> }
}
