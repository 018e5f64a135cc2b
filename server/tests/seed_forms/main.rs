//! The forms of the demonstration ask what the answers call for, and nothing more.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use forms::{Answers, CodeListEntry, CodeLists, Context, Date, FormDefinition, LocalText, OptionId, evaluate, submit};
use serde_json::{Value, json};

mod birth_allowance;
mod criminal_record;
mod letter;
mod public_event;
mod residence;
mod street_trading;

fn form(slug: &str) -> FormDefinition {
    let path = Path::new("seed/forms").join(slug).with_extension("json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// What `look` sees of the form on 15 June 2026.
fn on<T>(slug: &str, answers: &Value, look: impl FnOnce(&FormDefinition, &Answers, &Context<'_>) -> T) -> T {
    let agency = CodeListEntry::new(OptionId::new("pmlp").unwrap(), LocalText::new("PMLP", "PMLP"));
    let country = |id: &str| CodeListEntry::new(OptionId::new(id).unwrap(), LocalText::new(id, id));
    let countries = ["LV", "EE", "IE"].map(country).to_vec();
    let code_lists = CodeLists::from([
        ("agencies".to_owned(), vec![agency]),
        ("countries".to_owned(), countries),
    ]);
    let context = Context {
        demo_codes: true,
        ..Context::new(Date::new(2026, 6, 15).unwrap(), &code_lists)
    };
    let answers: Answers = serde_json::from_value(answers.clone()).unwrap();
    look(&form(slug), &answers, &context)
}

/// The paths that stand in the way of submitting.
fn missing(slug: &str, answers: &Value) -> Vec<String> {
    on(slug, answers, |form, answers, context| {
        match submit(form, answers, context) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(|one| one.path.to_string()).collect(),
        }
    })
}

fn shows(slug: &str, answers: &Value, field: &str) -> bool {
    on(slug, answers, |form, answers, context| {
        let evaluation = evaluate(form, answers, context);
        let state = evaluation.fields.iter().find(|state| state.path.to_string() == field);
        state.is_some_and(|state| state.visible)
    })
}

/// The number calculated in a field, if there is one.
fn calculated(slug: &str, answers: &Value, field: &str) -> Option<String> {
    on(slug, answers, |form, answers, context| {
        let evaluation = evaluate(form, answers, context);
        let state = evaluation.fields.iter().find(|state| state.path.to_string() == field);
        state
            .and_then(|state| state.calculated)
            .map(|number| number.to_string())
    })
}

/// The options that a choice offers.
fn offered(slug: &str, answers: &Value, field: &str) -> Vec<String> {
    on(slug, answers, |form, answers, context| {
        let evaluation = evaluate(form, answers, context);
        let state = evaluation.fields.iter().find(|state| state.path.to_string() == field);
        let options = form.field(field).unwrap().kind.inline_options().iter();
        let offered = options.filter(|option| state.is_some_and(|state| state.offers(&option.id)));
        offered.map(|option| option.id.to_string()).collect()
    })
}

/// `base` with the answers of `more` put over it; `null` takes one away.
fn with(mut base: Value, more: Value) -> Value {
    let answers = base.as_object_mut().unwrap();
    answers.extend(more.as_object().unwrap().clone());
    base
}

fn home() -> Value {
    json!({ "street": "Rīgas iela 1–2", "place": "Valmiera", "postalCode": "LV-4201" })
}
