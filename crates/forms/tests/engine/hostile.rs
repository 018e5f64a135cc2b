//! Documents made to hurt: they are refused or bounded, never a crash.

use std::time::{Duration, Instant};

use forms::{Answers, FormDefinition, Rule, evaluate, explain};
use serde_json::{Value, json};

use crate::fixtures::{answers, context, field, form_of, group, path};

#[test]
fn endless_nesting_is_refused_by_the_reader() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    assert!(serde_json::from_str::<Rule>(&deep(r#"{"not":"#, "}")).is_err());
    assert!(serde_json::from_str::<Answers>(&deep(r#"{"a":["#, "]}")).is_err());
    assert!(serde_json::from_str::<Answers>(&deep(r#"{"a":[{"a":["#, "]}]}")).is_err());
    assert!(serde_json::from_str::<FormDefinition>(&deep(r#"{"pages":["#, "]}")).is_err());
}

#[test]
fn answers_of_strange_shapes_are_refused_or_harmless() {
    let refused = [
        json!([]),
        json!({"not an id": "x"}),
        json!({"a": ["x", {"b": "y"}]}),
        json!({"a": [["x"]]}),
        json!({"a": [1]}),
        json!({"a": {"b": {"c": "d"}}}),
        json!({"a": {"b": true}}),
    ];
    for json in refused {
        assert!(serde_json::from_value::<Answers>(json.clone()).is_err(), "{json}");
    }
    assert_eq!(answers(json!({"a": null, "b": [], "c": 1, "d": {"e": null}})).len(), 3);
}

#[test]
fn thousands_of_items_cost_no_more_than_the_most_allowed() {
    let count = json!({"gt": [{"count": {"group": "items", "where": {"answered": "a"}}}, {"integer": 0}]});
    let items = group(
        vec![field(
            "a",
            json!({"shortText": {}}),
            json!({"visible": {"bool": true}, "required": {"when": count}}),
        )],
        json!({}),
    );
    let form = form_of(vec![field("items", items, json!({}))]);
    let given = answers(json!({"items": vec![json!({"a": "x"}); 50_000]}));
    let evaluation = evaluate(&form, &given, &context());
    let state = evaluation.field(&path("items")).unwrap();
    assert_eq!(state.items, Some(forms::limits::MAX_GROUP_ITEMS));
    assert!(!evaluation.is_complete());
}

/// Every item asks about every item, and each of those about every item: a million million steps if done naively.
#[test]
fn rules_over_groups_inside_rules_over_groups_stay_cheap() {
    let nested = (0..6).fold(
        json!({"answered": "a"}),
        |rule, _| json!({"all": {"group": "items", "where": rule}}),
    );
    let asked: Vec<Value> = (0..20)
        .map(|n| {
            field(
                &format!("f{n}"),
                json!({"yesNo": {}}),
                json!({"visible": nested.clone()}),
            )
        })
        .chain([field("a", json!({"shortText": {}}), json!({}))])
        .collect();
    let form = form_of(vec![field("items", group(asked, json!({})), json!({}))]);
    let given = answers(json!({"items": vec![json!({"a": "x"}); 100]}));
    let begun = Instant::now();
    let evaluation = evaluate(&form, &given, &context());
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert!(evaluation.is_visible(&path("items.99.f19")));
    let why = explain(&form, &given, &context(), &path("items.99.f19")).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    assert_eq!(why.reasons[0].answers.len(), 101, "the group and each item");
}

#[test]
fn a_long_list_of_choices_stays_cheap() {
    let ids: Vec<String> = (0..500).map(|n| format!("o{n}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let form = form_of(vec![field(
        "x",
        json!({"manyOf": crate::fixtures::options(&ids)}),
        json!({}),
    )]);
    let given = answers(json!({"x": vec!["o499"; 200_000]}));
    let begun = Instant::now();
    assert!(evaluate(&form, &given, &context()).is_complete());
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}
