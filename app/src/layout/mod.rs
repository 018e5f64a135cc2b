//! What stands round every page: who acts, the header, the content and the footer.

mod capacity_bar;
mod demonstration_bar;
mod footer;
mod header;
mod session_warning;

mod page_title;

use leptos::prelude::*;

use crate::texts::{current, td_string};
pub(crate) use capacity_bar::CapacityBar;
use demonstration_bar::DemonstrationBar;
use footer::Footer;
pub(crate) use header::Header;
pub use page_title::PageTitle;
use session_warning::SessionWarning;
pub(crate) use session_warning::{LAST, OVER, SOON, SessionWarningShown};

/// The frame of every page.
#[component]
pub fn Layout(children: Children) -> impl IntoView {
    view! {
        <a class="skip-link" href="#main">{td_string!(current(), layout.skip)}</a>
        <CapacityBar/>
        <Header/>
        <DemonstrationBar/>
        <main class="main" id="main" tabindex="-1">
            {children()}
        </main>
        <Footer/>
        <SessionWarning/>
    }
}
