//! What the browser reads and writes is what `serde_json` reads and writes.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::fs;
use std::path::Path;

use forms::{Answers, CodeLists, FormDefinition};
use frontend::json::{self, Json};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The value as `serde_json` has it.
fn theirs(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => Value::Number(number.parse().expect("a number")),
        Json::Text(text) => Value::String(text.clone()),
        Json::List(list) => list.iter().map(theirs).collect(),
        Json::Object(members) => members
            .iter()
            .map(|(key, value)| match key {
                Json::Text(key) => (key.clone(), theirs(value)),
                _ => panic!("{key:?} is a key"),
            })
            .collect(),
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::hash_map(any::<String>(), inner, 0..8).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn any_value_is_read(value in any_value()) {
        for text in [serde_json::to_string(&value).unwrap(), serde_json::to_string_pretty(&value).unwrap()] {
            prop_assert_eq!(theirs(&Json::parse(&text).unwrap()), value.clone());
        }
    }

    #[test]
    fn no_text_is_too_strange(text in r#"[\[\]{}",:\\u0-9a-fāž\ntruels -]{0,40}"#) {
        if let (Some(ours), Ok(value)) = (Json::parse(&text), serde_json::from_str::<Value>(&text)) {
            prop_assert_eq!(theirs(&ours), value);
        }
        if serde_json::from_str::<Value>(&text).is_ok() {
            prop_assert!(Json::parse(&text).is_some());
        }
    }

    #[test]
    fn any_text_is_quoted(text in any::<String>()) {
        prop_assert_eq!(serde_json::from_str::<String>(&json::quoted(&text)).unwrap(), text);
    }
}

#[test]
fn characters_may_be_escaped() {
    let read = |text: &str| Json::parse(text);
    assert_eq!(
        read(r#""\"\\\/\b\f\n\r\t\u0101\ud83d\ude00""#),
        Some(Json::Text("\"\\/\u{8}\u{c}\n\r\tā😀".into()))
    );
    for broken in [
        r#""\x""#,
        r#""\ud83d""#,
        r#""\ud83dx""#,
        r#""\ud83d\u0041""#,
        r#""\ude00""#,
        r#""\u12""#,
        r#""\u+123""#,
    ] {
        assert_eq!(read(broken), None, "{broken}");
    }
}

#[test]
fn what_is_not_json_is_refused() {
    for text in [
        "",
        " ",
        "[",
        "[1",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "\"",
        "nul",
        "1 2",
        "]",
        &"[".repeat(100_000),
    ] {
        assert_eq!(Json::parse(text), None, "{text:.20}");
    }
}

/// All definitions that there are.
fn definitions() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for folder in ["server/seed/forms", "crates/forms/tests/definitions"] {
        for file in fs::read_dir(root.join(folder)).expect("a folder of definitions") {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "json") {
                found.push(fs::read_to_string(path).expect("text"));
            }
        }
    }
    assert!(found.len() > 8, "{}", found.len());
    found
}

#[test]
fn definitions_are_what_they_are_on_the_server() {
    for text in definitions() {
        let expected: FormDefinition = serde_json::from_str(&text).unwrap();
        assert_eq!(Json::parse(&text).unwrap().read(), Some(expected.clone()));
        let sent = serde_json::to_string(&expected).unwrap();
        assert_eq!(Json::parse(&sent).unwrap().read(), Some(expected));
    }
}

/// Every value of every definition replaced by another: what the server would refuse is not understood otherwise.
#[test]
fn a_definition_that_the_server_refuses_is_refused() {
    let mut refused = 0;
    for text in definitions() {
        let value: Value = serde_json::from_str(&text).unwrap();
        let others = [json!(null), json!("?"), json!(-7), json!({"?": 1})];
        for (pointer, other) in pointers(&value, String::new()).iter().zip(others.iter().cycle()) {
            let mut changed = value.clone();
            *changed.pointer_mut(pointer).unwrap() = other.clone();
            let expected: Option<FormDefinition> = serde_json::from_value(changed.clone()).ok();
            let ours = Json::parse(&changed.to_string()).unwrap().read();
            refused += usize::from(ours.is_none());
            assert_eq!(ours, expected, "{pointer} of {changed:.100}");
        }
    }
    assert!(refused > 2_000, "{refused}");
}

/// Where every value of a tree is.
fn pointers(value: &Value, here: String) -> Vec<String> {
    let inner: Vec<String> = match value {
        Value::Array(list) => list
            .iter()
            .enumerate()
            .flat_map(|(at, entry)| pointers(entry, format!("{here}/{at}")))
            .collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| pointers(value, format!("{here}/{name}")))
            .collect(),
        _ => Vec::new(),
    };
    inner.into_iter().chain([here]).collect()
}

#[test]
fn answers_go_there_and_back() {
    let text = r#"{
        "bool": true, "chosen": ["a", "b"], "date": {"day": "1", "month": "", "year": "2026"}, "empty": [],
        "items": [{"name": "Zaļā \"iela\"\n\u0001"}, {"inner": [{"deep": false}]}], "text": "12,50 €"
    }"#;
    let expected: Answers = serde_json::from_str(text).unwrap();
    let answers: Answers = Json::parse(text).unwrap().read().unwrap();
    assert_eq!(answers, expected);
    let written: Value = serde_json::from_str(&json::answers(&answers)).unwrap();
    assert_eq!(written, serde_json::to_value(&expected).unwrap());
}

#[test]
fn code_lists_are_read() {
    let text = r#"{"municipalities": [{
        "id": "0054010", "label": {"lv": "Rīga", "en": "Riga"},
        "attributes": {"area": {"decimal": "304.05"}, "founded": {"date": "1201-08-18"}, "people": {"integer": 605802}}
    }]}"#;
    let expected: CodeLists = serde_json::from_str(text).unwrap();
    assert_eq!(Json::parse(text).unwrap().read(), Some(expected));
}
