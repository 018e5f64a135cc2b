//! Runs a form in the browser: questions appear while one answers, and what is typed is kept at once.
//!
//! The server has drawn the page, whole and working; this only adds to it, so nothing flickers, no focus is lost and
//! without script the same page works. The rules are judged by the same engine.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use forms::{CodeLists, Context, FieldKind, FieldState, FormDefinition, PreparedForm, Sitting, WorkingDays, names};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, FormData, HtmlElement, HtmlInputElement, HtmlOptionElement};

mod draft_api;
mod proposals;
mod run;
mod waiting;
mod window;

use draft_api::{DraftState, Saved};
use run::Run;
use waiting::pause;
use window::Window;

/// How long typing must pause before it is kept; a save is under way within a second of the last key.
const PAUSE_MS: i32 = 600;
/// How long to wait after a failed save before trying again.
const RETRY_MS: i32 = 5_000;

/// Runs the form of the page that the browser shows, if it has one.
pub async fn run() {
    let Some(run) = Run::of_page() else { return };
    if let Some(runner) = Runner::load(run).await {
        runner.start();
    }
}

struct Runner {
    run: Run,
    definition: &'static FormDefinition,
    sitting: RefCell<Sitting<'static, 'static>>,
    version: Cell<i64>,
    /// Counts changes, so that only the last of a burst is kept.
    pub(super) changes: Cell<u32>,
    saving: Cell<bool>,
    pub(super) window: Window,
}

impl Runner {
    /// Without a piece of what it needs the runner stays away: the page works without it.
    async fn load(run: Run) -> Option<Rc<Self>> {
        let definition = draft_api::definition(&run).await?;
        let code_lists = if definition.code_lists().next().is_some() {
            draft_api::code_lists().await?
        } else {
            CodeLists::new()
        };
        let working_days = if definition.counts_working_days() {
            draft_api::working_days().await?
        } else {
            WorkingDays::default()
        };
        let draft = draft_api::read(&run).await?;
        let window = Window::new(&run.form, definition.page(&run.page)?.clone(), &draft.answers);
        // The form is judged as long as the page lives.
        let definition: &FormDefinition = Box::leak(Box::new(definition));
        let form_ready = Box::leak(Box::new(PreparedForm::new(definition)));
        let context = Context {
            demo_codes: run.demo,
            working_days: Box::leak(Box::new(working_days)),
            ..Context::new(run.today, Box::leak(Box::new(code_lists)))
        };
        Some(Rc::new(Self {
            sitting: RefCell::new(Sitting::new(form_ready, draft.answers, context)),
            version: Cell::new(draft.version),
            changes: Cell::new(0),
            saving: Cell::new(false),
            window,
            run,
            definition,
        }))
    }

    fn start(self: Rc<Self>) {
        // What was typed while the engine was loading counts as well.
        self.update(true);
        for event in ["input", "change"] {
            let runner = self.clone();
            let changed = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
                proposals::touched(&event);
                runner.update(false);
                runner.clone().keep_soon(PAUSE_MS);
            });
            let listened = self
                .run
                .form
                .add_event_listener_with_callback(event, changed.as_ref().unchecked_ref());
            if listened.is_ok() {
                // The form lives as long as the page; so does its listener.
                changed.forget();
            }
        }
        self.watch_leaving();
        let _ = self.run.form.set_attribute("data-running", "");
    }

    /// Takes over what the inputs hold and shows what now applies, of everything or of what changed.
    fn update(&self, everything: bool) {
        let mut sitting = self.sitting.borrow_mut();
        let mut answers = sitting.answers().clone();
        if forms::apply_post(self.definition, &self.run.page, &mut answers, &self.inputs()).is_err() {
            return;
        }
        let changes = sitting.put_all(answers);
        let states = &sitting.evaluation().fields;
        if everything || changes.rearranged {
            states.iter().for_each(|state| self.show(state));
        } else {
            changes.fields.iter().for_each(|at| self.show(&states[*at]));
        }
        for section in all(&self.run.form, "[data-section]") {
            let shown = all(&section, "[data-field]").iter().any(|field| !is_hidden(field));
            set_hidden(&section, !shown);
        }
    }

    /// What the inputs hold, but for what only a rule proposes.
    fn inputs(&self) -> Vec<(String, String)> {
        let Ok(data) = FormData::new_with_form(&self.run.form) else {
            return Vec::new();
        };
        let Ok(Some(entries)) = js_sys::try_iter(&data) else {
            return Vec::new();
        };
        let text = |pair: &js_sys::Array, at| pair.get(at).as_string();
        let pair = |entry: JsValue| {
            let pair = entry.dyn_into::<js_sys::Array>().ok()?;
            Some((text(&pair, 0)?, text(&pair, 1)?))
        };
        let proposed = proposals::names(&self.run.form);
        let is_answer = |(name, value): &(String, String)| {
            let path = if name == names::SHOWN { value } else { name };
            !proposed
                .iter()
                .any(|of| path == of || path.strip_prefix(of).is_some_and(|part| part.starts_with('.')))
        };
        entries.flatten().filter_map(pair).filter(is_answer).collect()
    }

    /// Shows a question as it stands now, if it is on this page.
    fn show(&self, state: &FieldState) {
        let path = state.path.to_string();
        let Ok(Some(wrapper)) = self.run.form.query_selector(&format!("[data-field=\"{path}\"]")) else {
            return;
        };
        set_hidden(&wrapper, !state.visible);
        mark_optional(&wrapper, state.required);
        for mark in all(&wrapper, &format!("input[name={}]", names::SHOWN)) {
            if let Some(mark) = mark.dyn_ref::<HtmlInputElement>().filter(|mark| mark.value() == path) {
                mark.set_disabled(!state.visible);
            }
        }
        if let Some(field) = self.definition.field_at(&state.path) {
            if field.read_only.is_some() {
                lock(&wrapper, state.read_only);
            }
            proposals::show(&wrapper, field.kind.parts(), state);
        }
        self.show_options(&wrapper, state);
        self.show_number(&wrapper, state);
    }

    /// What was chosen before it ceased to be offered stays in sight, so that it can be changed.
    fn show_options(&self, wrapper: &Element, state: &FieldState) {
        let hidden = |value: &str| state.hidden_options.iter().any(|option| option.as_str() == value);
        for choice in all(wrapper, ".choice") {
            let input = choice.query_selector("input").ok().flatten();
            if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
                set_hidden(&choice, hidden(&input.value()) && !input.checked());
            }
        }
        for option in all(wrapper, "option") {
            if let Some(option) = option.dyn_ref::<HtmlOptionElement>() {
                let hidden = hidden(&option.value()) && !option.selected();
                option.set_disabled(hidden);
                set_hidden(option, hidden);
            }
        }
    }

    /// Writes a calculated number, only when it is another one: each writing is read out.
    fn show_number(&self, wrapper: &Element, state: &FieldState) {
        let Some(FieldKind::Calculated(calculated)) = self.definition.field_at(&state.path).map(|field| &field.kind)
        else {
            return;
        };
        let Ok(Some(output)) = wrapper.query_selector("[data-calculated]") else {
            return;
        };
        let number = state
            .calculated
            .map(|number| calculated.in_words(number, self.run.language));
        let _ = output.toggle_attribute_with_force("data-none", number.is_none());
        let text = number.unwrap_or_else(|| output.get_attribute("data-words-none").unwrap_or_default());
        if output.text_content().as_deref() != Some(&text) {
            output.set_text_content(Some(&text));
        }
    }

    /// Keeps the answers when nothing more has changed for a while.
    fn keep_soon(self: Rc<Self>, pause_ms: i32) {
        let change = self.changes.get().wrapping_add(1);
        self.changes.set(change);
        spawn_local(async move {
            pause(pause_ms).await;
            if self.changes.get() == change && !self.saving.get() {
                self.keep().await;
            }
        });
    }

    async fn keep(self: Rc<Self>) {
        let kept = self.changes.get();
        self.saving.set(true);
        self.say("saving");
        let saved = self.save().await;
        self.saving.set(false);
        match saved {
            Saved::Kept(draft) => {
                self.version.set(draft.version);
                self.window.stored(&draft.answers);
                self.window.kept.set(kept);
                self.say("saved");
                if self.changes.get() != kept {
                    self.clone().keep_soon(PAUSE_MS);
                }
            }
            Saved::Differs => self.say("differs"),
            Saved::Stale | Saved::Failed => {
                self.say("failed");
                self.clone().keep_soon(RETRY_MS);
            }
        }
    }

    /// A draft saved elsewhere meanwhile is read again and gets this page's answers; the other pages' stay. Answers to
    /// this page from elsewhere are not replaced. One that has moved to another version of its form stays as it is: the
    /// server moves these answers too when the person goes on.
    async fn save(&self) -> Saved {
        match self.send(self.version.get()).await {
            Saved::Stale => match draft_api::read(&self.run).await {
                Some(draft) if draft.form_version == self.run.form_version() => self.send_upon(draft).await,
                _ => Saved::Failed,
            },
            saved => saved,
        }
    }

    async fn send(&self, version: i64) -> Saved {
        let answers = self.sitting.borrow().answers().clone();
        if !self.window.sends(&answers) {
            return Saved::Differs;
        }
        draft_api::save(&self.run, version, &answers).await
    }

    async fn send_upon(&self, draft: DraftState) -> Saved {
        if !self.window.knows(&draft.answers) {
            return Saved::Differs;
        }
        self.sitting.borrow_mut().put_all(draft.answers);
        self.update(true);
        self.send(draft.version).await
    }

    /// Says how it stands; the server wrote the words into the page.
    fn say(&self, what: &str) {
        if let Ok(Some(place)) = self.run.form.query_selector("[data-saved]") {
            let words = place.get_attribute(&format!("data-words-{what}")).unwrap_or_default();
            let time = js_sys::Date::new_0();
            let clock = format!("{:02}:{:02}", time.get_hours(), time.get_minutes());
            place.set_text_content(Some(&words.replace("{time}", &clock)));
        }
    }
}

fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect()
}

fn set_hidden(element: &Element, hidden: bool) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.set_hidden(hidden);
    }
}

/// Says beside a question whether it may be left out, where a rule decides it; the server wrote the words.
fn mark_optional(wrapper: &Element, required: bool) {
    let find = |selector: &str| wrapper.query_selector(selector).ok().flatten();
    let Some(words) = wrapper.get_attribute("data-optional") else {
        return;
    };
    match (find(".question__optional"), required) {
        (Some(mark), true) => mark.remove(),
        (None, false) => {
            let label = find(".question__label .question__heading").or_else(|| find(".question__label"));
            if let Some(label) = label {
                let _ = label.insert_adjacent_html("beforeend", " <span class=\"question__optional\"></span>");
            }
            if let Some(mark) = find(".question__optional") {
                mark.set_text_content(Some(&words));
            }
        }
        _ => {}
    }
}

/// Locks a question: its inputs stay in sight, but send nothing. One that was locked from the start opens.
fn lock(wrapper: &Element, locked: bool) {
    let Ok(Some(inputs)) = wrapper.query_selector(":scope > [data-lock]") else {
        return;
    };
    if inputs.has_attribute("disabled") == locked {
        return;
    }
    let _ = inputs.toggle_attribute_with_force("disabled", locked);
    set_hidden(&inputs, false);
    if let Ok(Some(text)) = wrapper.query_selector(":scope > [data-locked-text]") {
        set_hidden(&text, true);
    }
}

fn is_hidden(element: &Element) -> bool {
    element.has_attribute("hidden")
}
