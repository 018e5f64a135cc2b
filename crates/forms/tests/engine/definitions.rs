//! Documents of every released format load, mean the same after saving, and are sound.

use std::path::Path;

use std::collections::BTreeSet;

use forms::{FieldKind, FindingCode, FormDefinition, check, is_publishable};
use serde_json::{Value, json};

use crate::fixtures::{self, CODE_LISTS, MARKET_STALL};

fn documents() -> Vec<(String, String)> {
    let folder = Path::new("tests/definitions");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|file| (file.display().to_string(), std::fs::read_to_string(&file).unwrap()))
        .collect()
}

#[test]
fn documents_of_every_format_load_and_come_back_unchanged() {
    let documents = documents();
    assert!(documents.len() >= 2);
    for (name, text) in documents {
        let form: FormDefinition = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let saved: FormDefinition = serde_json::from_str(&serde_json::to_string(&form).unwrap()).unwrap();
        assert_eq!(saved, form, "{name}");
    }
}

#[test]
fn documents_of_every_format_can_be_published() {
    let code_lists = CODE_LISTS.keys().cloned().collect();
    for (name, text) in documents() {
        let form: FormDefinition = serde_json::from_str(&text).unwrap();
        let mut findings = check(&form, &code_lists);
        // The portal takes no files with drafts yet; nothing else may be found.
        findings.retain(|finding| finding.code != FindingCode::NotYetPossible);
        assert_eq!(findings, [], "{name}");
        assert!(is_publishable(&findings));
    }
}

#[test]
fn forms_with_files_cannot_be_published_yet() {
    let findings = check(&fixtures::letter_with_files(), &CODE_LISTS.keys().cloned().collect());
    let said: Vec<_> = findings
        .iter()
        .map(|finding| (finding.code, finding.field.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            (FindingCode::NotYetPossible, Some("enclosures")),
            (FindingCode::NotYetPossible, Some("passport"))
        ]
    );
    assert!(!is_publishable(&findings));
}

#[test]
fn the_documents_use_every_kind_of_field() {
    let mut kinds = BTreeSet::new();
    for (_, text) in documents() {
        let form: FormDefinition = serde_json::from_str(&text).unwrap();
        for field in fixtures::all_fields(&form) {
            let kind = serde_json::to_value(&field.kind).unwrap();
            kinds.extend(kind.as_object().unwrap().keys().cloned());
        }
    }
    assert_eq!(kinds, FieldKind::NAMES.into_iter().map(str::to_owned).collect());
}

#[test]
fn saving_writes_only_what_was_said() {
    let said: Value = serde_json::from_str(MARKET_STALL).unwrap();
    let saved = serde_json::to_value(fixtures::market_stall()).unwrap();
    assert_eq!(saved["pages"][1]["visible"], said["pages"][1]["visible"]);
    assert_eq!(saved["pages"][0]["sections"][0].get("visible"), None);
}

#[test]
fn a_newer_format_is_refused_by_name() {
    let error = serde_json::from_value::<FormDefinition>(json!({"formatVersion": 2, "title": {}, "pages": []}));
    assert!(error.unwrap_err().to_string().contains("format 2"));
}

#[test]
fn misspelled_settings_are_refused() {
    let misspelled = |field: Value| {
        let page = json!({"id": "p", "title": {}, "sections": [{"id": "s", "fields": [field]}]});
        serde_json::from_value::<FormDefinition>(json!({"formatVersion": 1, "title": {}, "pages": [page]})).is_err()
    };
    assert!(!misspelled(json!({"id": "a", "kind": {"shortText": {"maxLength": 3}}})));
    assert!(misspelled(json!({"id": "a", "kind": {"shortText": {"max": 3}}})));
    assert!(misspelled(json!({"id": "a", "kind": {"shortTxt": {}}})));
    assert!(misspelled(
        json!({"id": "a", "kind": {"shortText": {}}, "mandatory": true})
    ));
    assert!(misspelled(json!({"id": "a", "kind": {"yesNo": {"default": true}}})));
    assert!(misspelled(
        json!({"id": "a", "kind": {"shortText": {}}, "visible": {"equals": []}})
    ));
    assert!(misspelled(
        json!({"id": "a", "kind": {"shortText": {}}, "visible": {"bool": true, "text": "b"}})
    ));
    assert!(misspelled(
        json!({"id": "a", "kind": {"shortText": {}}, "visible": {"today": {"plus": 1}}})
    ));
}

#[test]
fn fields_and_pages_are_found_by_name() {
    let form = fixtures::market_stall();
    assert_eq!(form.page_of("goods").unwrap().id.as_str(), "goods");
    assert_eq!(form.page_of("area").unwrap().id.as_str(), "stall");
    assert!(
        form.field("name").is_none(),
        "names in groups are not names of the form"
    );
    assert!(form.page("nowhere").is_none());
    let at = |path: &str| form.field_at(&fixtures::path(path)).map(|field| field.id.as_str());
    assert_eq!(at("area"), Some("area"));
    assert_eq!(at("helpers.3.name"), Some("name"));
    for nowhere in ["name", "helpers.0.area", "area.0.name", "helpers.0.name.0.name"] {
        assert_eq!(at(nowhere), None, "{nowhere}");
    }
    assert_eq!(form.fields().count(), 8);
}
