//! Each component of the site in each of its states, to look at and to test.

use leptos::prelude::*;

use super::actions::Actions;
use super::case::CaseParts;
use super::frame::Frame;
use super::inputs::Inputs;
use super::messages::Messages;
use super::sample::say;
use crate::context::Site;
use crate::errors::{Failure, FailurePage};
use crate::layout::PageTitle;

/// The gallery; in production nothing is here.
#[component]
pub fn GalleryPage() -> impl IntoView {
    if !use_context::<Site>().unwrap_or_default().demonstration {
        return view! { <FailurePage failure=Failure::NotFound/> }.into_any();
    }
    let title = say("Komponentes", "Components");
    let parts = [
        ("frame", say("Lapas ietvars", "Frame of the page")),
        ("messages", say("Ziņas", "Messages")),
        ("actions", say("Darbības un ceļi", "Actions and ways")),
        ("inputs", say("Jautājumi", "Questions")),
        ("case", say("Pieteikums", "Case")),
    ];
    view! {
        <PageTitle title/>
        <div class="wrap page gallery">
            <h1>{title}</h1>
            <p class="lead">{say(
                "Katra sastāvdaļa katrā tās stāvoklī. Tāda tā ir visās lapās.",
                "Each component in each of its states. It is the same on all pages.",
            )}</p>
            <nav aria-label=say("Daļas", "Parts")>
                <ul class="link-rows">
                    {parts.map(|(id, title)| view! { <li><a href=format!("#{id}")>{title}</a></li> }).collect_view()}
                </ul>
            </nav>
            <Frame/>
            <Messages/>
            <Actions/>
            <Inputs/>
            <CaseParts/>
        </div>
    }
    .into_any()
}
