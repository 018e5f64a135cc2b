//! Forms and answers for tests.

use std::sync::LazyLock;

use forms::{
    Answers, CodeLists, Context, Date, Evaluation, Field, FieldPath, FormDefinition, RegisterRecords, WorkingDays,
    evaluate,
};
use serde_json::{Value, json};

pub const HEATING_SUPPORT: &str = include_str!("../definitions/v1-heating-support.json");
pub const HALL_HIRE: &str = include_str!("../definitions/v1-hall-hire.json");
pub const CRAFT_SUPPORT: &str = include_str!("../definitions/v1-craft-support.json");
pub const LETTER_WITH_FILES: &str = include_str!("../definitions/v1-letter-with-files.json");
pub const LIBRARY_CARD: &str = include_str!("../definitions/v1-library-card.json");
pub const SUMMER_CAMP: &str = include_str!("../definitions/v1-summer-camp.json");
pub const MARKET_STALL: &str = include_str!("../definitions/v1-market-stall.json");

pub static CODE_LISTS: LazyLock<CodeLists> = LazyLock::new(|| {
    serde_json::from_value(json!({
        "branches": [
            {"id": "centre", "label": {"lv": "Centrs", "en": "Centre"}, "attributes": {
                "n": {"integer": 3}, "t": {"text": "C"}, "opened": {"date": "2001-09-01"}, "lends": {"bool": true}
            }},
            {"id": "90000054163", "label": {"lv": "Piekraste", "en": "Seaside"}}
        ],
        "countries": [
            {"id": "LV", "label": {"lv": "Latvija", "en": "Latvia"}},
            {"id": "LT", "label": {"lv": "Lietuva", "en": "Lithuania"}},
            {"id": "EE", "label": {"lv": "Igaunija", "en": "Estonia"}}
        ]
    }))
    .unwrap()
});

/// Monday to Friday but Latvia's holidays in December 2026, and one Saturday.
pub static WORKING_DAYS: LazyLock<WorkingDays> = LazyLock::new(|| {
    let days = [
        ("2026-12-12", true),
        ("2026-12-24", false),
        ("2026-12-25", false),
        ("2026-12-31", false),
    ];
    WorkingDays::new(days.map(|(day, worked)| (day.parse().unwrap(), worked)))
});

/// What the register “r” gave: for the person, and for the key “Anna”.
pub static REGISTERS: LazyLock<RegisterRecords> = LazyLock::new(|| {
    serde_json::from_value(json!({"r": [
        {"facts": {"n": {"decimal": "1.5"}, "t": {"text": "Rīga"}, "d": {"date": "1990-05-04"}, "b": {"bool": true}}},
        {"key": "Anna", "facts": {"n": {"integer": 7}, "o": {"option": "a"}}}
    ]}))
    .unwrap()
});

pub fn library_card() -> FormDefinition {
    serde_json::from_str(LIBRARY_CARD).unwrap()
}

pub fn heating_support() -> FormDefinition {
    serde_json::from_str(HEATING_SUPPORT).unwrap()
}

pub fn craft_support() -> FormDefinition {
    serde_json::from_str(CRAFT_SUPPORT).unwrap()
}

pub fn letter_with_files() -> FormDefinition {
    serde_json::from_str(LETTER_WITH_FILES).unwrap()
}

pub fn market_stall() -> FormDefinition {
    serde_json::from_str(MARKET_STALL).unwrap()
}

pub fn summer_camp() -> FormDefinition {
    serde_json::from_str(SUMMER_CAMP).unwrap()
}

pub fn hall_hire() -> FormDefinition {
    serde_json::from_str(HALL_HIRE).unwrap()
}

/// Thursday, 3 December 2026.
pub fn today() -> Date {
    Date::new(2026, 12, 3).unwrap()
}

pub fn context() -> Context<'static> {
    Context {
        demo_codes: true,
        working_days: &WORKING_DAYS,
        registers: &REGISTERS,
        ..Context::new(today(), &CODE_LISTS)
    }
}

pub fn answers(json: Value) -> Answers {
    serde_json::from_value(json).unwrap()
}

pub fn path(text: &str) -> FieldPath {
    text.parse().unwrap()
}

/// A field with a label in both languages, changed by what `json` says.
pub fn field(id: &str, kind: Value, more: Value) -> Value {
    let mut field = json!({"id": id, "label": {"lv": format!("{id}?"), "en": format!("{id}?")}, "kind": kind});
    merge(&mut field, more);
    field
}

pub fn page(id: &str, fields: Vec<Value>, more: Value) -> Value {
    let section = json!({"id": format!("{id}Section"), "fields": fields});
    let mut page = json!({"id": id, "title": {"lv": id, "en": id}, "sections": [section]});
    merge(&mut page, more);
    page
}

pub fn form(pages: Vec<Value>) -> FormDefinition {
    let form = json!({"formatVersion": 1, "title": {"lv": "Forma", "en": "Form"}, "pages": pages});
    serde_json::from_value(form).unwrap()
}

/// A form of one page with these fields.
pub fn form_of(fields: Vec<Value>) -> FormDefinition {
    form(vec![page("only", fields, json!({}))])
}

/// A repeating group.
pub fn group(fields: Vec<Value>, more: Value) -> Value {
    let mut group = json!({
        "fields": fields,
        "itemLabel": {"lv": "Ieraksts", "en": "Item"},
        "addLabel": {"lv": "Pievienot", "en": "Add"}
    });
    merge(&mut group, more);
    json!({"group": group})
}

pub fn options(ids: &[&str]) -> Value {
    let options: Vec<Value> = ids
        .iter()
        .map(|id| json!({"id": id, "label": {"lv": id, "en": id}}))
        .collect();
    json!({"options": {"inline": options}})
}

fn merge(into: &mut Value, more: Value) {
    let Value::Object(more) = more else {
        panic!("an object is needed")
    };
    into.as_object_mut().unwrap().extend(more);
}

pub fn judge(form: &FormDefinition, given: Value) -> Evaluation {
    evaluate(form, &answers(given), &context())
}

/// The codes of the problems of a field, parts behind a dot: `["required.given"]`.
pub fn codes(evaluation: &Evaluation, at: &str) -> Vec<String> {
    let state = evaluation.field(&path(at)).unwrap_or_else(|| panic!("no field {at}"));
    state.problems.iter().map(code).collect()
}

pub fn code(problem: &forms::Problem) -> String {
    let json = serde_json::to_value(problem).unwrap();
    let code = json["code"].as_str().unwrap().to_owned();
    match json.get("part") {
        Some(part) => format!("{code}.{}", part.as_str().unwrap()),
        None => code,
    }
}

pub fn visible(evaluation: &Evaluation, at: &str) -> bool {
    evaluation.is_visible(&path(at))
}

/// Every field of a form, those in groups too.
pub fn all_fields(form: &FormDefinition) -> Vec<&Field> {
    form.fields().flat_map(|(_, field)| with_inner(field)).collect()
}

fn with_inner(field: &Field) -> Vec<&Field> {
    let inner = field.kind.inner_fields().iter().flat_map(with_inner);
    std::iter::once(field).chain(inner).collect()
}
