//! The texts themselves, whatever uses them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::{fs, path::Path};

use serde_json::Value;

/// Every text of a file, as `area.key`, with the placeholders it has.
fn texts(area: &str, prefix: &str, value: &Value, found: &mut BTreeSet<(String, Vec<String>)>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                texts(area, &format!("{prefix}.{key}"), value, found);
            }
        }
        Value::String(text) => {
            assert!(!text.trim().is_empty(), "{area}{prefix} is empty");
            let mut names: Vec<String> = text
                .split("{{")
                .skip(1)
                .filter_map(|rest| rest.split_once("}}"))
                .map(|(name, _)| name.trim().into())
                .collect();
            names.sort();
            found.insert((format!("{area}{prefix}"), names));
        }
        other => panic!("{area}{prefix} is no text: {other}"),
    }
}

fn language(code: &str) -> BTreeSet<(String, Vec<String>)> {
    let mut found = BTreeSet::new();
    let folder = Path::new("locales").join(code);
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let area = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let value: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        texts(&area, "", &value, &mut found);
    }
    found
}

#[test]
fn both_languages_have_the_same_texts_and_placeholders() {
    let (latvian, english) = (language("lv"), language("en"));
    assert!(latvian.len() > 100);
    assert_eq!(
        latvian.difference(&english).collect::<Vec<_>>(),
        Vec::<&_>::new(),
        "only in Latvian"
    );
    assert_eq!(
        english.difference(&latvian).collect::<Vec<_>>(),
        Vec::<&_>::new(),
        "only in English"
    );
}
