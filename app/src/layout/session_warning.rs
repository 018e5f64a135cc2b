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
    let locale = current();
    view! {
        <dialog class="session-warning" id="session-warning" data-ends-in=ends.seconds.to_string() aria-labelledby="session-warning-title">
            <h2 id="session-warning-title">
                <span data-when="soon last">{td!(locale, layout.session_soon)}</span>
                <span data-when="over" hidden>{td!(locale, layout.session_over)}</span>
            </h2>
            <p data-when="soon">{td!(locale, layout.session_soon_text)}</p>
            <p data-when="last" hidden>{td!(locale, layout.session_last_text)}</p>
            <p data-when="over" hidden>{td!(locale, layout.session_over_text)}</p>
            <Buttons>
                <button class="button" type="button" data-stay data-when="soon">{td!(locale, layout.session_stay)}</button>
                <form method="dialog" data-when="last over" hidden>
                    <button class="button button--quiet">{td!(locale, layout.session_close)}</button>
                </form>
            </Buttons>
        </dialog>
    }
    .into_any()
}
