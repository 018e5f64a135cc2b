//! What rules propose, while one types: it stands in the boxes and is no answer until somebody touches it or goes on.

use forms::{Answer, FieldState, Part, names};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// On a question whose boxes hold what a rule proposes.
const PROPOSED: &str = "data-proposed";
/// On a question that somebody answered or emptied: nothing is proposed there any more.
const TOUCHED: &str = "data-touched";

/// Takes note that somebody typed into a question: what stands there is an answer now.
pub fn touched(event: &Event) {
    let input = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(question) = input.and_then(|input| input.closest("[data-field]").ok().flatten()) {
        let _ = question.remove_attribute(PROPOSED);
        let _ = question.set_attribute(TOUCHED, "");
    }
}

/// The questions whose boxes hold nothing but proposals.
pub fn names(form: &HtmlFormElement) -> Vec<String> {
    let Ok(found) = form.query_selector_all(&format!("[{PROPOSED}]")) else {
        return Vec::new();
    };
    let wrappers = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<Element>().ok());
    wrappers
        .filter_map(|wrapper| wrapper.get_attribute("data-field"))
        .collect()
}

/// Writes what is proposed now, or takes away what no longer is. An answer is never touched.
pub fn show(wrapper: &Element, parts: &[Part], state: &FieldState) {
    let is_proposed = wrapper.has_attribute(PROPOSED);
    if wrapper.has_attribute(TOUCHED) || (state.default.is_none() && !is_proposed) {
        return;
    }
    let _ = wrapper.toggle_attribute_with_force(PROPOSED, state.default.is_some());
    let Ok(found) = wrapper.query_selector_all("[name]") else {
        return;
    };
    for at in 0..found.length() {
        let Some(input) = found.get(at).and_then(|input| input.dyn_into::<Element>().ok()) else {
            continue;
        };
        let name = input.get_attribute("name").unwrap_or_default();
        let part = parts.iter().copied().map(Some).chain([None]);
        let mut meant = part.filter(|part| name == names::of(&state.path, *part));
        if let Some(part) = meant.next() {
            write(&input, state.default.as_ref(), part);
        }
    }
}

/// Writes an answer, or the part of it that an input asks for.
fn write(input: &Element, answer: Option<&Answer>, part: Option<Part>) {
    let text = answer.map_or("", |answer| match (part, answer) {
        (Some(part), answer) => answer.part(part),
        (None, Answer::Text(text)) => text,
        (None, Answer::Bool(true)) => names::YES,
        (None, Answer::Bool(false)) => names::NO,
        (None, _) => "",
    });
    if let Some(input) = input.dyn_ref::<HtmlInputElement>() {
        match input.type_().as_str() {
            "radio" | "checkbox" => {
                let value = input.value();
                let chosen = matches!(answer, Some(Answer::Chosen(ids)) if ids.contains(&value));
                input.set_checked(chosen || (!text.is_empty() && text == value));
            }
            _ => input.set_value(text),
        }
    } else if let Some(area) = input.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(text);
    } else if let Some(select) = input.dyn_ref::<HtmlSelectElement>() {
        select.set_value(text);
    }
}
