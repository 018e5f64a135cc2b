//! Going on with a post that came when the session had ended. The page only asks; sending is the person's own press.

use leptos::prelude::*;

use crate::app::Page;
use crate::components::button::{Button, Buttons};
use crate::context::Request;
use crate::errors::{Failure, FailurePage};
use crate::layout::PageTitle;
use crate::texts::{current, td, td_string};

/// Offers to send what was kept to the page it was meant for.
#[component]
pub fn ResumePage() -> impl IntoView {
    let Some(to) = Request::current().query("to").filter(|to| is_page(to)) else {
        return view! { <FailurePage failure=Failure::NotFound/> }.into_any();
    };
    let locale = current();
    let title = td_string!(locale, errors.resume_title);
    let anew = to.clone();
    view! {
        <PageTitle title/>
        <div class="wrap page prose">
            <h1>{title}</h1>
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

/// Only pages of ours take posts.
fn is_page(address: &str) -> bool {
    Page::parse(address.split('?').next().unwrap_or_default()).is_some()
}
