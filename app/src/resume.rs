//! Going on with a post that came when the session had ended. The page only asks; sending is the person's own press.

use form_urlencoded::Serializer;
use leptos::prelude::*;

use crate::app::Page;
use crate::components::button::{Button, Buttons};
use crate::components::notice::{Notice, NoticeKind};
use crate::context::Request;
use crate::errors::{Failure, FailurePage};
use crate::layout::PageTitle;
use crate::texts::{current, language, td, td_string};

/// The `problem` of a post that was gone on with and found nothing.
pub const NOT_FOUND: &str = "not-found";

/// Offers to send what was kept to the page it was meant for.
#[component]
pub fn ResumePage() -> impl IntoView {
    let Some(to) = Request::current().query("to").filter(|to| is_page(to)) else {
        return view! { <FailurePage failure=Failure::NotFound/> }.into_any();
    };
    let locale = current();
    let title = td_string!(locale, errors.resume_title);
    let anew = to.clone();
    let elsewhere = Request::current()
        .query("problem")
        .is_some_and(|problem| problem == NOT_FOUND);
    let language = language();
    let here = with_query(&Page::Resume.path(language), "to", &to);
    let change = with_query(&Page::Capacity.path(language), "next", &here);
    view! {
        <PageTitle title/>
        <div class="wrap page prose">
            <h1>{title}</h1>
            {elsewhere.then(|| view! {
                <Notice kind=NoticeKind::Warning title=td_string!(locale, errors.resume_elsewhere)>
                    <p>{td!(locale, errors.resume_elsewhere_text)}</p>
                    <p><a href=change>{td!(locale, errors.resume_change)}</a></p>
                </Notice>
            })}
            <p>{td!(locale, errors.resume_text)}</p>
            <form method="post" action=to>
                <input type="hidden" name="_resume" value="1"/>
                <Buttons>
                    <Button>{td!(locale, errors.resume)}</Button>
                    <a class="button button--quiet" href=anew>{td!(locale, errors.resume_drop)}</a>
                </Buttons>
            </form>
        </div>
    }
    .into_any()
}

fn with_query(path: &str, name: &str, value: &str) -> String {
    let query = Serializer::new(String::new()).append_pair(name, value).finish();
    format!("{path}?{query}")
}

/// Only pages of ours take posts.
fn is_page(address: &str) -> bool {
    Page::parse(address.split('?').next().unwrap_or_default()).is_some()
}
