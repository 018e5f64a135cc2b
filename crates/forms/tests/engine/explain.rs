//! Why something is shown.

use forms::explain::{RuleOwner, UsedAnswer};
use forms::{Answer, Explanation, explain};
use serde_json::{Value, json};

use crate::fixtures::{answers, context, library_card, market_stall, path};

fn why(given: Value, at: &str) -> Explanation {
    explain(&market_stall(), &answers(given), &context(), &path(at)).unwrap()
}

fn used(explanation: &Explanation, reason: usize) -> Vec<String> {
    let show = |one: &UsedAnswer| match &one.value {
        Some(value) => format!("{} = {}", one.path, serde_json::to_string(value).unwrap()),
        None => one.path.to_string(),
    };
    explanation.reasons[reason].answers.iter().map(show).collect()
}

#[test]
fn the_rules_from_page_to_field_with_the_answers_they_used() {
    let why = why(
        json!({"basis": "helpers", "helpers": [{"leads": true}]}),
        "helpers.0.phone",
    );
    assert!(why.visible);
    let owners: Vec<&RuleOwner> = why.reasons.iter().map(|reason| &reason.of).collect();
    assert_eq!(
        owners,
        [
            &RuleOwner::Page("helpers".parse().unwrap()),
            &RuleOwner::Field(path("helpers.0.phone"))
        ]
    );
    assert_eq!(used(&why, 0), [r#"basis = "helpers""#]);
    assert_eq!(used(&why, 1), ["helpers.0.leads = true"]);
    assert_eq!(why.reasons[1].holds, Some(true));
}

#[test]
fn of_alternatives_only_the_true_ones_count() {
    let food = why(json!({"goods": ["food"], "area": "2"}), "kilowatts");
    assert_eq!(used(&food, 0), [r#"goods = ["food"]"#]);
    let large = why(json!({"goods": ["crafts"], "area": "11", "basis": "self"}), "kilowatts");
    assert_eq!(used(&large, 0), [r#"area = "11""#, r#"basis = "self""#]);
    let neither = why(json!({"goods": ["crafts"], "area": "2", "basis": "self"}), "kilowatts");
    assert_eq!(neither.reasons[0].holds, Some(false));
    assert_eq!(used(&neither, 0).len(), 3);
}

#[test]
fn missing_answers_are_named_without_a_value() {
    let why = why(json!({}), "helpers");
    assert!(!why.visible);
    assert_eq!(why.reasons[0].holds, None);
    assert_eq!(
        why.reasons[0].answers,
        [UsedAnswer {
            path: path("basis"),
            value: None::<Answer>
        }]
    );
}

#[test]
fn what_has_no_rule_needs_no_reason() {
    assert_eq!(why(json!({}), "basis").reasons, []);
    let card = |at: &str| explain(&library_card(), &answers(json!({})), &context(), &path(at));
    assert_eq!(card("nowhere"), None);
    assert_eq!(card("reader.0.given"), None);
}
