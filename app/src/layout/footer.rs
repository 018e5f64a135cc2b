//! The footer: help always in the same place, and what the site owes its readers.

use leptos::prelude::*;

use crate::app::Page;
use crate::context::Site;
use crate::texts::{current, language, td, td_string};

/// The footer of every page.
#[component]
pub fn Footer() -> impl IntoView {
    let (locale, language) = (current(), language());
    let site = use_context::<Site>().unwrap_or_default();
    view! {
        <footer class="footer">
            <div class="wrap footer__in">
                <div class="footer__help">
                    <h2>{td!(locale, layout.help_title)}</h2>
                    <ul>
                        {site.help_phone.map(|phone| {
                            let href = format!("tel:{}", phone.replace(' ', ""));
                            view! { <li>{td!(locale, layout.phone)}" "<a href=href>{phone}</a></li> }
                        })}
                        {site.help_email.map(|email| view! {
                            <li>{td!(locale, layout.email)}" "<a href=format!("mailto:{email}")>{email.clone()}</a></li>
                        })}
                        <li><a href=Page::Help.path(language)>{td!(locale, layout.help)}</a></li>
                    </ul>
                </div>
                <nav aria-label=td_string!(locale, layout.about_navigation)>
                    <h2>{td!(locale, layout.about_title)}</h2>
                    <ul>
                        <li><a href=Page::Accessibility.path(language)>{td!(locale, layout.accessibility)}</a></li>
                        <li><a href=Page::Privacy.path(language)>{td!(locale, layout.privacy)}</a></li>
                        <li><a href="/api/v1/">{td!(locale, layout.api)}</a></li>
                    </ul>
                </nav>
                <p class="footer__brand">{td!(locale, layout.promise)}</p>
            </div>
        </footer>
    }
}
