//! This window among others on the same draft, and the moment when it is left.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use forms::{Answers, Page, Seen, names};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget, HtmlFormElement, HtmlInputElement, UrlSearchParams, VisibilityState};

use super::Runner;

/// What this window knows of the stored answers to its page.
pub struct Window {
    page: Page,
    /// The hidden input that tells the server the same when the page is posted.
    input: Option<HtmlInputElement>,
    seen: RefCell<Seen>,
    /// Whether another window has answered this page otherwise.
    differs: Cell<bool>,
    /// The change up to which everything is stored or under way.
    pub kept: Cell<u32>,
    /// Whether the form is being sent, with all that is in it.
    sending: Cell<bool>,
}

impl Window {
    /// A page as it was drawn; the draft may have changed since.
    pub fn new(form: &HtmlFormElement, page: Page, stored: &Answers) -> Self {
        let input = form
            .query_selector(&format!("input[name={}]", names::SEEN))
            .ok()
            .flatten();
        let input = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        let drawn = input.as_ref().and_then(|input| input.value().parse().ok());
        let new = Self {
            seen: RefCell::new(drawn.unwrap_or_else(|| Seen::of(&page, stored))),
            page,
            input,
            differs: Cell::new(false),
            kept: Cell::new(0),
            sending: Cell::new(false),
        };
        new.knows(stored);
        new
    }

    /// Whether what is stored for this page comes from this window; once it does not, the person has to choose.
    pub fn knows(&self, stored: &Answers) -> bool {
        if !self.seen.borrow().knows(&self.page, stored) {
            self.differs.set(true);
        }
        !self.differs.get()
    }

    /// Notes what is sent to be stored; no when another window has answered the page otherwise.
    pub fn sends(&self, answers: &Answers) -> bool {
        self.note(|seen| seen.add(&self.page, answers));
        !self.differs.get()
    }

    /// Notes what is stored now.
    pub fn stored(&self, answers: &Answers) {
        self.note(|seen| *seen = Seen::of(&self.page, answers));
    }

    fn note(&self, change: impl FnOnce(&mut Seen)) {
        if self.differs.get() {
            return;
        }
        change(&mut self.seen.borrow_mut());
        if let Some(input) = &self.input {
            input.set_value(&self.seen.borrow().to_string());
        }
    }
}

impl Runner {
    /// Keeps what was typed last when the page is left in whatever way: there is no time to wait for the pause then.
    pub(super) fn watch_leaving(self: &Rc<Self>) {
        self.on(&self.run.form, "submit", |runner, _| runner.window.sending.set(true));
        self.on(&self.run.form, "input", |runner, _| runner.window.sending.set(false));
        let Some(window) = web_sys::window() else { return };
        if let Some(document) = window.document() {
            self.on(&document, "visibilitychange", |runner, _| {
                let state = web_sys::window().and_then(|window| Some(window.document()?.visibility_state()));
                if state == Some(VisibilityState::Hidden) {
                    runner.leave();
                }
            });
        }
        self.on(&window, "pagehide", |runner, _| runner.leave());
        self.on(&window, "beforeunload", |runner, event| {
            if runner.window.differs.get() && runner.has_news() {
                event.prevent_default();
            }
        });
    }

    fn on(self: &Rc<Self>, target: &EventTarget, event: &str, act: fn(&Self, &Event)) {
        let runner = self.clone();
        let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| act(&runner, &event));
        if target
            .add_event_listener_with_callback(event, heard.as_ref().unchecked_ref())
            .is_ok()
        {
            // The form lives as long as the page; so does its listener.
            heard.forget();
        }
    }

    /// Whether something is typed that is neither stored nor under way.
    fn has_news(&self) -> bool {
        !self.window.sending.get() && self.changes.get() != self.window.kept.get()
    }

    /// Sends the page as its button "save" would; the browser sees to it when the page is gone.
    fn leave(&self) {
        if !self.has_news() {
            return;
        }
        let (Some(window), Some(address)) = (web_sys::window(), self.run.form.get_attribute("action")) else {
            return;
        };
        let Ok(sent) = UrlSearchParams::new() else {
            return;
        };
        for (name, value) in self.inputs() {
            sent.append(&name, &value);
        }
        sent.append(names::ACTION, names::SAVE);
        sent.append(names::LEFT, "1");
        let sent = window
            .navigator()
            .send_beacon_with_opt_url_search_params(&address, Some(&sent));
        if sent == Ok(true) {
            self.window.kept.set(self.changes.get());
        }
    }
}
