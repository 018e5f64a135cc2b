//! Definitions made up: every kind of field, rules wherever rules can stand, groups in groups, names used twice.

use forms::FormDefinition;
use serde_json::{Map, Value, json};

use crate::rng::Rng;
use crate::rules::{Gives, NAMES, rule};

/// How deep rules are nested.
const DEPTH: u32 = 3;

/// A form.
pub fn form(rng: &mut Rng) -> FormDefinition {
    let pages: Vec<Value> = (0..1 + rng.below(3)).map(|number| page(rng, number)).collect();
    let form = json!({"formatVersion": 1, "title": text("Forma"), "pages": pages});
    serde_json::from_value(form).expect("what is made up is well formed")
}

fn page(rng: &mut Rng, number: u32) -> Value {
    let sections: Vec<Value> = (0..1 + rng.below(2))
        .map(|section| {
            let mut fields: Vec<Value> = (0..1 + rng.below(4)).map(|_| question(rng, false)).collect();
            if rng.chance(40) {
                fields.push(group(rng, "g", true));
            }
            if rng.chance(20) {
                fields.push(table(rng));
            }
            let section = json!({"id": format!("s{number}x{section}"), "fields": fields});
            with_visible(rng, section, 15)
        })
        .collect();
    let page = json!({"id": format!("p{number}"), "title": text("Lapa"), "sections": sections});
    with_visible(rng, page, 20)
}

fn with_visible(rng: &mut Rng, mut what: Value, percent: u32) -> Value {
    if rng.chance(percent) {
        what["visible"] = rule(rng, Gives::Truth, DEPTH);
    }
    what
}

fn text(words: &str) -> Value {
    json!({"lv": words, "en": format!("{words} (en)")})
}

/// A field with some rules; one that fits in a box of a table, if so wanted.
fn question(rng: &mut Rng, in_box: bool) -> Value {
    let kind = kind(rng, in_box);
    let mut field = Map::new();
    field.insert("id".to_owned(), json!(rng.pick(&NAMES)));
    field.insert("label".to_owned(), text("Jautājums"));
    if rng.chance(30) {
        field.insert("visible".to_owned(), rule(rng, Gives::Truth, DEPTH));
    }
    match rng.below(5) {
        0 => drop(field.insert("required".to_owned(), json!("always"))),
        1 => drop(field.insert("required".to_owned(), json!({"when": rule(rng, Gives::Truth, DEPTH)}))),
        _ => {}
    }
    if rng.chance(10) {
        field.insert("readOnly".to_owned(), rule(rng, Gives::Truth, DEPTH));
    }
    if rng.chance(15) {
        let gives = match kind.as_object().and_then(|kind| kind.keys().next()).map(String::as_str) {
            Some("number" | "money") => Gives::Number,
            Some("date" | "month") => Gives::Date,
            Some("yesNo") => Gives::Truth,
            _ => Gives::Text,
        };
        field.insert("default".to_owned(), rule(rng, gives, DEPTH));
    }
    if rng.chance(20) {
        let rule = rule(rng, Gives::Truth, DEPTH);
        field.insert(
            "constraints".to_owned(),
            json!([{"rule": rule, "message": text("Pārbaudiet")}]),
        );
    }
    field.insert("kind".to_owned(), kind);
    Value::Object(field)
}

fn kind(rng: &mut Rng, in_box: bool) -> Value {
    match rng.below(if in_box { 9 } else { 27 }) {
        0 => json!({"shortText": {"maxLength": 10}}),
        1 => json!({"number": {"decimals": rng.below(4), "min": "-2", "max": "1000"}}),
        2 => json!({"money": {"min": "0", "max": "5000"}}),
        3 => json!({"yesNo": {}}),
        4 => json!({"oneOf": {"options": options(rng)}}),
        5 => json!({"time": {"min": "08:00"}}),
        6 => json!({"iban": {"accounts": rng.pick(&["anywhere", "latvia"])}}),
        7 => json!({"phone": {}}),
        8 => json!({"email": {}}),
        9 => json!({"longText": {"minLength": 3}}),
        10 => json!({"shortText": {"pattern": {"regex": "[A-Z]+[0-9]*", "message": text("Lielie burti")}}}),
        11 => json!({"date": {"min": {"today": {"months": -3}}, "max": {"on": "2030-12-31"}}}),
        12 => json!({"month": {"max": {"on": "2028-01-01"}}}),
        13 => json!({"dateRange": {"maxDays": 30}}),
        14 => json!({"manyOf": {"options": options(rng), "min": 1, "max": 2}}),
        15 => json!({"file": {"maxFiles": 2}}),
        16 => json!({"person": {"code": rng.pick(&["notAsked", "optional", "required"])}}),
        17 => json!({"company": {"name": rng.pick(&["notAsked", "required"])}}),
        18 => json!({"address": {"code": "lookup"}}),
        19 => json!({"country": {"except": ["EE"]}}),
        20 => json!({"url": {}}),
        21 => json!({"mapPoint": {}}),
        22 => json!({"calculated": {"value": rule(rng, Gives::Number, DEPTH), "decimals": rng.below(5)}}),
        23 => json!({"hidden": {"value": rule(rng, Gives::Date, DEPTH), "gives": "date"}}),
        24 => json!({"consent": {}}),
        25 => json!({"signature": {}}),
        _ => json!({"oneOf": {"options": {"codeList": "list"}}}),
    }
}

fn options(rng: &mut Rng) -> Value {
    let option = |id: &str| json!({"id": id, "label": text(id)});
    let mut list = vec![option("x"), option("y"), option("z")];
    if rng.chance(40) {
        list[1]["visible"] = rule(rng, Gives::Truth, DEPTH);
    }
    json!({"inline": list})
}

fn group(rng: &mut Rng, name: &str, with_inner: bool) -> Value {
    let mut fields: Vec<Value> = (0..1 + rng.below(3)).map(|_| question(rng, false)).collect();
    if with_inner && rng.chance(50) {
        fields.push(group(rng, "n", false));
    }
    if with_inner && rng.chance(20) {
        fields.push(table(rng));
    }
    let kind = json!({"group": {
        "fields": fields, "min": rng.below(2), "max": 1 + rng.below(4), "itemLabel": text("Ieraksts"), "addLabel": text("Pievienot")
    }});
    let group = json!({"id": name, "label": text("Grupa"), "kind": kind});
    with_visible(rng, group, 30)
}

fn table(rng: &mut Rng) -> Value {
    let columns: Vec<Value> = (0..1 + rng.below(3)).map(|_| question(rng, true)).collect();
    let kind = if rng.chance(50) {
        json!({"table": {"columns": columns, "rows": [text("Pirmā"), text("Otrā")]}})
    } else {
        json!({"table": {"columns": columns, "max": 3, "itemLabel": text("Rinda"), "addLabel": text("Pievienot")}})
    };
    json!({"id": "t", "label": text("Tabula"), "kind": kind})
}
