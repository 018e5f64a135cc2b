//! The page before the sign-in provider.

use form_urlencoded::Serializer;
use leptos::prelude::*;

use crate::app::Page;
use crate::components::button::LinkButton;
use crate::components::notice::{Notice, NoticeKind};
use crate::context::{Request, Site, Viewer};
use crate::layout::PageTitle;
use crate::texts::{current, language, td, td_string};

/// Where one signs in; the address says where to go on and what went wrong before.
#[component]
pub fn SignInPage() -> impl IntoView {
    let (locale, language) = (current(), language());
    let request = Request::current();
    let next = request.query("next").filter(|next| is_own(next));
    let kept = next.as_deref().is_some_and(|next| page_at(next) == Some(Page::Resume));
    let title = if kept {
        td_string!(locale, errors.expired)
    } else {
        td_string!(locale, signin.title)
    };
    let demonstration = use_context::<Site>().is_some_and(|site| site.demonstration);
    let problem = request.query("problem").map(|code| problem(&code));
    view! {
        <PageTitle title/>
        <div class="wrap page">
            {problem.map(|text| view! {
                <Notice kind=NoticeKind::Warning title=td_string!(locale, signin.failed)><p>{text}</p></Notice>
            })}
            <h1>{title}</h1>
            {kept.then(|| view! { <p class="lead">{td!(locale, errors.expired_text)}</p> })}
            {(!kept).then(|| view! { <p class="lead">{td!(locale, signin.why)}</p> })}
            {signed_in(next.as_deref())}
            <p><LinkButton href=start(next.as_deref())>{td!(locale, signin.button)}</LinkButton></p>
            {if demonstration {
                view! {
                    <Notice title=td_string!(locale, signin.demonstration)>
                        <p>{td!(locale, signin.demonstration_text)}</p>
                    </Notice>
                }.into_any()
            } else {
                view! {
                    <section class="stack prose" aria-labelledby="means">
                        <h2 id="means">{td!(locale, signin.means)}</h2>
                        <ul>
                            <li>{td!(locale, signin.means_eid)}</li>
                            <li>{td!(locale, signin.means_mobile)}</li>
                            <li>{td!(locale, signin.means_bank)}</li>
                            <li>{td!(locale, signin.means_eu)}</li>
                        </ul>
                    </section>
                }.into_any()
            }}
            <section class="stack prose" aria-labelledby="without">
                <h2 id="without">{td!(locale, signin.without)}</h2>
                <p>{td!(locale, signin.without_text)}" "<a href=Page::Help.path(language)>{td!(locale, layout.help)}</a></p>
            </section>
        </div>
    }
}

/// Who has signed in already can go on.
fn signed_in(next: Option<&str>) -> Option<impl IntoView + use<>> {
    let (locale, language) = (current(), language());
    let name = Viewer::current().person()?.name.clone();
    let href = next.map_or_else(|| Page::Workspace.path(language), str::to_owned);
    Some(view! {
        <Notice>
            <p>{td_string!(locale, signin.already, name = name)}" "<a href=href>{td!(locale, signin.go_on)}</a></p>
        </Notice>
    })
}

/// Where the provider is asked; whoever came from nowhere goes on to the workspace.
fn start(next: Option<&str>) -> String {
    let workspace = Page::Workspace.path(language());
    let query = Serializer::new(String::new())
        .append_pair("next", next.unwrap_or(&workspace))
        .append_pair("lang", language().code())
        .finish();
    format!("/auth/start?{query}")
}

/// What went wrong at the last try and what to do about it.
fn problem(code: &str) -> &'static str {
    let locale = current();
    match code {
        "expired" => td_string!(locale, signin.problem_expired),
        "refused" => td_string!(locale, signin.problem_refused),
        "weak" => td_string!(locale, signin.problem_weak),
        "unavailable" => td_string!(locale, signin.problem_unavailable),
        _ => td_string!(locale, signin.problem_faulty),
    }
}

fn page_at(address: &str) -> Option<Page> {
    Some(Page::parse(address.split(['?', '#']).next()?)?.0)
}

/// One goes on to pages of this site only, and not to this one.
fn is_own(address: &str) -> bool {
    page_at(address).is_some_and(|page| page != Page::SignIn)
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn one_goes_on_to_pages_of_ours_only() {
        assert!(is_own("/lv/darba-vieta") && is_own("/en/services?q=x") && is_own("/lv/turpinat?to=%2Flv"));
        for other in [
            "",
            "//evil.example/lv",
            "https://evil.example",
            "/lv/ieiet",
            "/nowhere",
            "/\\evil.example",
        ] {
            assert!(!is_own(other), "{other}");
        }
    }
}
