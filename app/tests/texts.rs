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

/// `td!` reads its texts when the page is drawn, and a page that waits for data is drawn after its language has gone out
/// of context: so the language is taken first, `let locale = current();`, or the text at once with `td_string!`.
#[test]
fn no_text_asks_for_its_language_late() {
    let mut folders = vec![Path::new("src").to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let late = fs::read_to_string(&path).unwrap().contains("td!(current()");
                assert!(!late, "{}", path.display());
            }
        }
    }
}
