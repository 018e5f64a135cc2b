//! What is proposed, what cannot be changed, and what is hidden.

use forms::{Answers, FindingCode, Language, check, evaluate, keep_read_only, submit, summary, summary_for_officials};
use serde_json::{Value, json};

use crate::fixtures::{CODE_LISTS, answers, codes, context, field, form_of, group, judge, options, path};

fn proposed(kind: Value, default: Value) -> Option<Value> {
    let form = form_of(vec![field("x", kind, json!({"default": default}))]);
    let evaluation = judge(&form, json!({}));
    let proposed = evaluation.field(&path("x")).unwrap().default.clone()?;
    // What is proposed must be an answer of the field.
    let with = evaluation.with_proposals(&Answers::new());
    assert_eq!(codes(&evaluate(&form, &with, &context()), "x"), [""; 0]);
    Some(serde_json::to_value(proposed).unwrap())
}

#[test]
fn a_rule_proposes_a_value_in_the_spelling_of_its_kind() {
    let date = json!({"addDays": [{"today": {}}, {"integer": 7}]});
    assert_eq!(proposed(json!({"date": {}}), date.clone()), Some(json!("2026-12-10")));
    assert_eq!(proposed(json!({"month": {}}), date), Some(json!("2026-12")));
    assert_eq!(
        proposed(json!({"time": {}}), json!({"integer": 545})),
        Some(json!("09:05"))
    );
    assert_eq!(proposed(json!({"time": {}}), json!({"integer": 1440})), None);
    assert_eq!(
        proposed(json!({"money": {}}), json!({"decimal": "1.50"})),
        Some(json!("1.5"))
    );
    assert_eq!(
        proposed(json!({"yesNo": {}}), json!({"bool": false})),
        Some(json!(false))
    );
    assert_eq!(
        proposed(json!({"shortText": {}}), json!({"text": "Rīga"})),
        Some(json!("Rīga"))
    );
    assert_eq!(
        proposed(json!({"country": {}}), json!({"option": "LV"})),
        Some(json!("LV"))
    );
    let many = json!({"list": [{"option": "b"}, {"option": "a"}]});
    assert_eq!(
        proposed(json!({"manyOf": options(&["a", "b"])}), many),
        Some(json!(["b", "a"]))
    );
}

#[test]
fn a_proposal_is_no_answer_and_gives_way_to_one() {
    let form = form_of(vec![field(
        "x",
        json!({"shortText": {}}),
        json!({"default": {"text": "Rīga"}, "required": "always"}),
    )]);
    let open = judge(&form, json!({}));
    assert_eq!(codes(&open, "x"), ["required"]);
    let answered = judge(&form, json!({"x": "Cēsis"}));
    assert_eq!(answered.field(&path("x")).unwrap().default, None);
    assert_eq!(
        answered.with_proposals(&answers(json!({"x": "Cēsis"}))),
        answers(json!({"x": "Cēsis"}))
    );
}

#[test]
fn proposals_of_the_wrong_type_are_found() {
    let found = |kind: Value, default: Value| {
        let form = form_of(vec![field("x", kind, json!({"default": default}))]);
        let findings = check(&form, &CODE_LISTS.keys().cloned().collect());
        findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(found(json!({"date": {}}), json!({"today": {}})), []);
    assert_eq!(
        found(json!({"date": {}}), json!({"integer": 1})),
        [FindingCode::TypeError]
    );
    assert_eq!(
        found(json!({"person": {}}), json!({"text": "Anna"})),
        [FindingCode::TypeError]
    );
    let lost = found(json!({"oneOf": options(&["a"])}), json!({"option": "b"}));
    assert_eq!(lost, [FindingCode::UnknownOption]);
}

#[test]
fn what_is_only_shown_stays_as_it_was() {
    let form = form_of(vec![
        field("locked", json!({"yesNo": {}}), json!({})),
        field(
            "x",
            json!({"shortText": {}}),
            json!({"readOnly": {"answer": "locked"}, "default": {"text": "Rīga"}}),
        ),
    ]);
    let kept = |before: Value, after: Value| {
        let (before, mut after) = (answers(before), answers(after));
        keep_read_only(&form, &before, &mut after, &context());
        serde_json::to_value(after).unwrap()
    };
    let locked = |x: &str| json!({"locked": true, "x": x});
    assert_eq!(kept(locked("a"), locked("b")), locked("a"));
    assert_eq!(kept(locked("a"), json!({"locked": true})), locked("a"));
    assert_eq!(kept(json!({}), locked("b")), locked("Rīga"), "what is proposed counts");
    let open = json!({"locked": false, "x": "b"});
    assert_eq!(kept(locked("a"), open.clone()), open);
    let evaluation = judge(&form, locked("a"));
    assert!(evaluation.field(&path("x")).unwrap().read_only);
}

#[test]
fn items_added_or_taken_out_are_not_mixed_up() {
    let inner = vec![field("n", json!({"number": {}}), json!({"readOnly": {"bool": true}}))];
    let form = form_of(vec![field("g", group(inner, json!({})), json!({}))]);
    let before = answers(json!({"g": [{"n": "1"}, {"n": "2"}]}));
    let mut removed = answers(json!({"g": [{"n": "2"}]}));
    keep_read_only(&form, &before, &mut removed, &context());
    assert_eq!(removed, answers(json!({"g": [{"n": "2"}]})));
    let mut changed = answers(json!({"g": [{"n": "1"}, {"n": "7"}]}));
    keep_read_only(&form, &before, &mut changed, &context());
    assert_eq!(changed, before);
}

#[test]
fn hidden_values_are_submitted_and_shown_to_officials_only() {
    let hidden = |gives: &str, value: Value| json!({"hidden": {"gives": gives, "value": value}});
    let form = form_of(vec![
        field("age", json!({"number": {}}), json!({})),
        field(
            "adult",
            hidden("yesNo", json!({"ge": [{"answer": "age"}, {"integer": 18}]})),
            json!({}),
        ),
        field(
            "child",
            json!({"shortText": {}}),
            json!({"visible": {"not": {"answer": "adult"}}}),
        ),
    ]);
    assert_eq!(check(&form, &CODE_LISTS.keys().cloned().collect()), []);
    let given = answers(json!({"age": "20", "adult": false}));
    let evaluation = evaluate(&form, &given, &context());
    assert!(!evaluation.is_visible(&path("adult")) && !evaluation.is_visible(&path("child")));
    let submitted = submit(&form, &given, &context()).unwrap();
    assert_eq!(
        submitted,
        answers(json!({"age": "20", "adult": true})),
        "nobody can type it"
    );
    let rows = |pages: Vec<forms::SummaryPage>| -> Vec<String> {
        pages
            .into_iter()
            .flat_map(|page| page.rows)
            .map(|row| row.path.to_string())
            .collect()
    };
    assert_eq!(rows(summary(&form, &submitted, &context(), Language::Lv)), ["age"]);
    assert_eq!(
        rows(summary_for_officials(&form, &submitted, &context(), Language::Lv)),
        ["age", "adult"]
    );
    let wrong = form_of(vec![field("x", hidden("date", json!({"integer": 1})), json!({}))]);
    let findings = check(&wrong, &CODE_LISTS.keys().cloned().collect());
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, FindingCode::TypeError);
}
