//! The words with which the page's script warns that the session ends soon. Without script it stays closed: what is
//! posted too late is kept until the person has signed in again.

use leptos::prelude::*;

use crate::components::button::Buttons;
use crate::context::SessionEnds;
use crate::texts::{current, td};

/// The warning of a signed-in person's page; nothing for everybody else.
#[component]
pub fn SessionWarning() -> impl IntoView {
    let Some(ends) = use_context::<SessionEnds>() else {
        return ().into_any();
    };
    view! {
        <dialog class="session-warning" id="session-warning" data-ends-in=ends.seconds.to_string() aria-labelledby="session-warning-title">
            {words(SOON, "session-warning-title")}
        </dialog>
    }
    .into_any()
}

/// The session will end unless the person stays.
pub const SOON: &str = "soon";
/// The session will end whatever the person does.
pub const LAST: &str = "last";
/// The session has ended.
pub const OVER: &str = "over";

/// The warning in one of its states, for the gallery.
#[component]
pub fn SessionWarningShown(
    /// The state.
    state: &'static str,
    /// Id of its heading.
    title_id: &'static str,
) -> impl IntoView {
    view! { <div class="session-warning" role="group" aria-labelledby=title_id>{words(state, title_id)}</div> }
}

/// The words of all states; those of other states than the given one are hidden, for the script to show.
fn words(state: &'static str, title_id: &'static str) -> impl IntoView {
    let locale = current();
    let hidden = move |states: [&str; 2]| !states.contains(&state);
    view! {
        <h2 id=title_id>
            <span data-when="soon last" hidden=hidden([SOON, LAST])>{td!(locale, layout.session_soon)}</span>
            <span data-when="over" hidden=hidden([OVER; 2])>{td!(locale, layout.session_over)}</span>
        </h2>
        <p data-when="soon" hidden=hidden([SOON; 2])>{td!(locale, layout.session_soon_text)}</p>
        <p data-when="last" hidden=hidden([LAST; 2])>{td!(locale, layout.session_last_text)}</p>
        <p data-when="over" hidden=hidden([OVER; 2])>{td!(locale, layout.session_over_text)}</p>
        <Buttons>
            <button class="button" type="button" data-stay data-when="soon" hidden=hidden([SOON; 2])>{td!(locale, layout.session_stay)}</button>
            <form method="dialog" data-when="last over" hidden=hidden([LAST, OVER])>
                <button class="button button--quiet">{td!(locale, layout.session_close)}</button>
            </form>
        </Buttons>
    }
}
