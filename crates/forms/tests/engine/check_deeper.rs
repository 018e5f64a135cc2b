//! Findings that need more than a look at one place: needless rules, divisions, the world outside, cost.

use forms::{FindingCode, FormDefinition, Severity, World, check_in, is_publishable};
use rstest::rstest;
use serde_json::{Value, json};

use crate::check::{findings, found, with_rule};
use crate::fixtures::{field, form_of, group};

/// The world of the tests: a code list with attributes and one register.
fn world() -> World {
    serde_json::from_value(json!({
        "codeLists": {"branches": {"places": "number", "lends": "bool"}},
        "registers": {"people": {"title": {"lv": "Iedzīvotāju reģistrs", "en": "Register of persons"}, "attributes": {
            "born": {"type": "date", "label": {"lv": "Dzimšanas datums", "en": "Date of birth"}, "autocomplete": "bday",
                     "alsoCalled": ["Kad esat dzimis"]},
            "name": {"type": "text", "label": {"lv": "Vārds", "en": "Given name"}}
        }}}
    }))
    .unwrap()
}

fn found_in(form: &FormDefinition) -> Vec<FindingCode> {
    check_in(form, &world())
        .into_iter()
        .map(|finding| finding.code)
        .collect()
}

/// The findings of a field `x` beside a number from 1 to 10, another number and a group of at most five items.
fn of_field(more: Value) -> Vec<(FindingCode, Severity)> {
    let form = form_of(vec![
        field("n", json!({"number": {"min": "1", "max": "10"}}), json!({})),
        field("m", json!({"number": {}}), json!({})),
        field("yes", json!({"yesNo": {}}), json!({})),
        field(
            "items",
            group(
                vec![field("age", json!({"number": {"min": "0"}}), json!({}))],
                json!({"max": 5}),
            ),
            json!({}),
        ),
        field("x", json!({"number": {}}), more),
    ]);
    findings(&form)
        .into_iter()
        .map(|finding| (finding.code, finding.severity))
        .collect()
}

fn constraint(rule: Value) -> Value {
    json!({"constraints": [{"rule": rule, "message": {"lv": "x", "en": "x"}}]})
}

#[rstest]
#[case::shown(json!({"visible": {"or": [{"answered": "n"}, {"bool": true}]}}), &[(FindingCode::AlwaysTrue, Severity::Warning)])]
#[case::required(json!({"required": {"when": {"ge": [{"count": {"group": "items"}}, {"integer": 0}]}}}), &[(FindingCode::AlwaysTrue, Severity::Warning)])]
#[case::never_required(json!({"required": {"when": {"bool": false}}}), &[(FindingCode::AlwaysFalse, Severity::Warning)])]
#[case::never_read_only(json!({"readOnly": {"and": [{"answer": "yes"}, {"not": {"answer": "yes"}}]}}), &[(FindingCode::AlwaysFalse, Severity::Warning)])]
#[case::out_of_bounds(json!({"visible": {"gt": [{"answer": "n"}, {"integer": 10}]}}), &[(FindingCode::AlwaysFalse, Severity::Warning)])]
#[case::at_the_bound(json!({"visible": {"ge": [{"answer": "n"}, {"integer": 10}]}}), &[])]
#[case::sum_in_bounds(json!({"visible": {"lt": [{"sum": {"group": "items", "of": {"answer": "n"}}}, {"integer": 0}]}}), &[(FindingCode::AlwaysFalse, Severity::Warning)])]
#[case::refuses_nothing(constraint(json!({"le": [{"answer": "n"}, {"integer": 10}]})), &[(FindingCode::AlwaysTrue, Severity::Warning)])]
#[case::refuses_all(constraint(json!({"gt": [{"answer": "n"}, {"integer": 10}]})), &[(FindingCode::AlwaysFalse, Severity::Error)])]
#[case::part(json!({"visible": {"if": {"test": {"bool": true}, "then": {"answer": "yes"}, "else": {"not": {"answer": "yes"}}}}}), &[(FindingCode::AlwaysTrue, Severity::Warning)])]
#[case::items(json!({"visible": {"gt": [{"count": {"group": "items", "where": {"lt": [{"answer": "age"}, {"integer": 0}]}}}, {"integer": 1}]}}), &[(FindingCode::AlwaysFalse, Severity::Warning)])]
#[case::by_zero(json!({"visible": {"gt": [{"divide": [{"answer": "n"}, {"integer": 0}]}, {"integer": 1}]}}), &[(FindingCode::DivisionByZero, Severity::Error)])]
#[case::perhaps_by_zero(json!({"visible": {"gt": [{"divide": [{"answer": "n"}, {"answer": "m"}]}, {"integer": 1}]}}), &[(FindingCode::DivisionByZero, Severity::Warning)])]
#[case::never_by_zero(json!({"visible": {"gt": [{"divide": [{"answer": "m"}, {"answer": "n"}]}, {"integer": 1}]}}), &[])]
#[case::by_a_sum(json!({"visible": {"gt": [{"divide": [{"answer": "m"}, {"add": [{"answer": "n"}, {"count": {"group": "items"}}]}]}, {"integer": 1}]}}), &[])]
#[case::by_a_count(json!({"visible": {"gt": [{"divide": [{"answer": "m"}, {"count": {"group": "items"}}]}, {"integer": 1}]}}), &[(FindingCode::DivisionByZero, Severity::Warning)])]
#[case::guarded_otherwise(json!({"visible": {"if": {"test": {"eq": [{"answer": "m"}, {"integer": 0}]}, "then": {"answer": "yes"}, "else": {"gt": [{"divide": [{"answer": "n"}, {"answer": "m"}]}, {"integer": 1}]}}}}), &[])]
#[case::guarded_too_late(json!({"visible": {"and": [{"gt": [{"divide": [{"answer": "n"}, {"answer": "m"}]}, {"integer": 1}]}, {"ne": [{"answer": "m"}, {"integer": 0}]}]}}), &[(FindingCode::DivisionByZero, Severity::Warning)])]
#[case::default_of_another_type(json!({"default": {"text": "a"}}), &[(FindingCode::TypeError, Severity::Error)])]
#[case::default(json!({"default": {"add": [{"answer": "m"}, {"integer": 1}]}}), &[])]
#[case::read_only_of_another_type(json!({"readOnly": {"answer": "m"}}), &[(FindingCode::TypeError, Severity::Error)])]
fn needless_rules_and_divisions(#[case] more: Value, #[case] expected: &[(FindingCode, Severity)]) {
    assert_eq!(of_field(more), expected);
}

#[test]
fn facts_of_the_world_have_types() {
    let sound = json!({"and": [
        {"attribute": {"of": {"answer": "listed"}, "name": "lends"}},
        {"gt": [{"attribute": {"of": {"answer": "listed"}, "name": "places"}}, {"integer": 3}]},
        {"lt": [{"register": {"name": "people", "attribute": "born"}}, {"today": {}}]},
        {"eq": [{"register": {"name": "people", "key": {"answer": "name"}, "attribute": "name"}}, {"answer": "name"}]}
    ]});
    assert_eq!(found_in(&with_rule(sound)), []);
    let attribute = json!({"attribute": {"of": {"answer": "listed"}, "name": "places"}});
    assert_eq!(found_in(&with_rule(attribute)), [FindingCode::TypeError]);
    let key =
        json!({"lt": [{"register": {"name": "people", "key": {"answer": "n"}, "attribute": "born"}}, {"today": {}}]});
    assert_eq!(found_in(&with_rule(key)), [FindingCode::TypeError]);
    let unknown = json!({"register": {"name": "people", "attribute": "height"}});
    assert_eq!(found_in(&with_rule(unknown)), [FindingCode::UnknownFact]);
}

#[rstest]
#[case::by_token(json!({"autocomplete": "bday"}), true)]
#[case::by_words(json!({"label": {"lv": "Dzimšanas datums?", "en": "When?"}}), true)]
#[case::by_other_words(json!({"label": {"lv": "kad esat dzimis:", "en": "When?"}}), true)]
#[case::filled_in_already(json!({"autocomplete": "bday", "prefill": "people.born"}), false)]
#[case::other_words(json!({"label": {"lv": "Bērna dzimšanas datums", "en": "Your child's date of birth"}}), false)]
fn what_a_register_has_need_not_be_asked(#[case] more: Value, #[case] told: bool) {
    let form = form_of(vec![field("x", json!({"date": {}}), more)]);
    let findings = check_in(&form, &world());
    assert!(is_publishable(&findings));
    let codes: Vec<FindingCode> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, if told { vec![FindingCode::OnceOnly] } else { vec![] });
    if told {
        assert!(
            findings[0]
                .message
                .get(forms::Language::En)
                .contains("“Register of persons”")
        );
    }
    assert_eq!(found(&form), [], "no register, nothing to say");
}

#[test]
fn too_costly_rules_are_refused_with_the_bound() {
    let over = |times: usize| {
        let parts = vec![json!({"answered": "a"}); times];
        json!({"any": {"group": "items", "where": {"or": parts}}})
    };
    let form = |times: usize| {
        let items = group(vec![field("a", json!({"shortText": {}}), json!({}))], json!({}));
        form_of(vec![
            field("items", items, json!({})),
            field("x", json!({"yesNo": {}}), json!({"visible": over(times)})),
            field("y", json!({"yesNo": {}}), json!({"visible": over(10)})),
        ])
    };
    assert_eq!(found(&form(2000)), []);
    let findings = findings(&form(2600));
    assert_eq!(findings[0].code, FindingCode::TooCostly);
    assert_eq!(findings[0].field.as_deref(), Some("x"));
    let words = findings[0].message.get(forms::Language::En);
    assert!(words.contains("250000") && words.contains("260101"), "{words}");
}
