//! What the runner needs to know of the page it runs, as the server wrote it there.

use forms::{Date, Language};
use wasm_bindgen::JsCast;
use web_sys::HtmlFormElement;

/// The form of a page and what to know about it.
pub struct Run {
    /// The form.
    pub form: HtmlFormElement,
    /// The draft's id.
    pub draft: String,
    /// Where the definition is; it never changes.
    pub definition: String,
    /// The id of the page shown.
    pub page: String,
    /// The server's date.
    pub today: Date,
    /// Whether made personal codes are admitted.
    pub demo: bool,
    /// The language of the page.
    pub language: Language,
}

impl Run {
    /// The form of the page that the browser shows, if it has one.
    pub fn of_page() -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let form = document.query_selector("form[data-draft]").ok()??;
        let form: HtmlFormElement = form.dyn_into().ok()?;
        let told = |name| form.get_attribute(name);
        Some(Self {
            draft: told("data-draft")?,
            definition: told("data-definition")?,
            page: told("data-page")?,
            today: told("data-today")?.parse().ok()?,
            demo: told("data-demo").is_some(),
            language: told("data-language")?.parse().ok()?,
            form,
        })
    }

    /// The version of the form that the page was drawn on: the last part of where it is.
    pub fn form_version(&self) -> &str {
        self.definition.rsplit('/').next().unwrap_or_default()
    }
}
