//! Each operator with values, with missing values and with values of the wrong type.

use forms::FormDefinition;
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixtures::{field, form, form_of, group, judge, options, page, visible};

/// A form whose field `shown` is visible when the rule holds; `opposite` when its negation holds. So a missing result
/// hides both.
fn form_with(rule: &Value) -> FormDefinition {
    let text = json!({"shortText": {}});
    let items = vec![
        field("who", text.clone(), json!({})),
        field("age", json!({"number": {}}), json!({})),
        field("main", json!({"yesNo": {}}), json!({})),
    ];
    form_of(vec![
        field("yes", json!({"yesNo": {}}), json!({})),
        field("name", text.clone(), json!({})),
        field("n", json!({"number": {"decimals": 3, "max": "1000"}}), json!({})),
        field("d", json!({"date": {}}), json!({})),
        field("one", json!({"oneOf": options(&["a", "b"])}), json!({})),
        field("many", json!({"manyOf": options(&["a", "b", "c"])}), json!({})),
        field("person", json!({"person": {}}), json!({})),
        field("people", group(items, json!({})), json!({})),
        field(
            "branch",
            json!({"oneOf": {"options": {"codeList": "branches"}}}),
            json!({}),
        ),
        field("hidden", text.clone(), json!({"visible": {"bool": false}})),
        field("shown", text.clone(), json!({"visible": rule})),
        field("opposite", text, json!({"visible": {"not": rule}})),
    ])
}

fn result(rule: &Value, given: Value) -> Option<bool> {
    let evaluation = judge(&form_with(rule), given);
    match (visible(&evaluation, "shown"), visible(&evaluation, "opposite")) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
        (true, true) => panic!("a rule and its negation both hold"),
    }
}

fn given() -> Value {
    json!({
        "yes": true, "name": " Anna ", "n": "2,50", "d": "2008-12-03", "one": "a", "many": ["a", "c"],
        "person": {"given": "Anna"}, "branch": "centre", "hidden": "secret",
        "people": [{"who": "A", "age": "17", "main": true}, {"who": "B", "age": "18"}, {"age": "x"}]
    })
}

#[rstest]
#[case(json!({"bool": true}), Some(true))]
#[case(json!({"text": "true"}), None)]
#[case(json!({"answer": "yes"}), Some(true))]
#[case(json!({"answer": "name"}), None)]
#[case(json!({"answer": "nowhere"}), None)]
#[case(json!({"eq": [{"answer": "name"}, {"text": "Anna"}]}), Some(true))]
#[case(json!({"ne": [{"answer": "name"}, {"text": "Anna"}]}), Some(false))]
#[case(json!({"eq": [{"answer": "n"}, {"decimal": "2.5"}]}), Some(true))]
#[case(json!({"eq": [{"answer": "one"}, {"option": "a"}]}), Some(true))]
#[case(json!({"eq": [{"answer": "one"}, {"option": "b"}]}), Some(false))]
#[case(json!({"eq": [{"answer": "one"}, {"text": "a"}]}), None)]
#[case(json!({"eq": [{"answer": "yes"}, {"bool": false}]}), Some(false))]
#[case(json!({"eq": [{"answer": "many"}, {"answer": "many"}]}), None)]
#[case(json!({"eq": [{"answer": "person"}, {"answer": "person"}]}), None)]
#[case(json!({"lt": [{"answer": "n"}, {"integer": 3}]}), Some(true))]
#[case(json!({"le": [{"integer": 3}, {"answer": "n"}]}), Some(false))]
#[case(json!({"gt": [{"answer": "d"}, {"date": "2008-12-02"}]}), Some(true))]
#[case(json!({"ge": [{"answer": "d"}, {"today": {}}]}), Some(false))]
#[case(json!({"lt": [{"answer": "name"}, {"text": "B"}]}), None)]
#[case(json!({"and": []}), Some(true))]
#[case(json!({"or": []}), Some(false))]
#[case(json!({"and": [{"answer": "hidden"}, {"bool": false}]}), Some(false))]
#[case(json!({"and": [{"answer": "hidden"}, {"bool": true}]}), None)]
#[case(json!({"or": [{"answer": "hidden"}, {"bool": true}]}), Some(true))]
#[case(json!({"or": [{"answer": "hidden"}, {"bool": false}]}), None)]
#[case(json!({"in": [{"answer": "n"}, {"list": [{"integer": 1}, {"decimal": "2.50"}]}]}), Some(true))]
#[case(json!({"in": [{"answer": "n"}, {"list": []}]}), Some(false))]
#[case(json!({"in": [{"answer": "hidden"}, {"list": [{"text": "secret"}]}]}), None)]
#[case(json!({"in": [{"text": "x"}, {"list": [{"answer": "hidden"}, {"text": "x"}]}]}), Some(true))]
#[case(json!({"in": [{"text": "x"}, {"list": [{"answer": "hidden"}, {"text": "y"}]}]}), None)]
#[case(json!({"in": [{"option": "c"}, {"answer": "many"}]}), Some(true))]
#[case(json!({"in": [{"option": "b"}, {"answer": "many"}]}), Some(false))]
#[case(json!({"in": [{"answer": "one"}, {"answer": "many"}]}), Some(true))]
#[case(json!({"answered": "name"}), Some(true))]
#[case(json!({"answered": "person"}), Some(true))]
#[case(json!({"answered": "hidden"}), Some(false))]
#[case(json!({"answered": "people"}), Some(true))]
#[case(json!({"answered": "nowhere"}), Some(false))]
#[case(json!({"eq": [{"count": {"group": "people"}}, {"integer": 3}]}), Some(true))]
#[case(json!({"eq": [{"count": {"group": "people", "where": {"ge": [{"answer": "age"}, {"integer": 18}]}}}, {"integer": 1}]}), Some(true))]
#[case(json!({"any": {"group": "people", "where": {"ge": [{"answer": "age"}, {"integer": 18}]}}}), Some(true))]
#[case(json!({"any": {"group": "people", "where": {"ge": [{"answer": "age"}, {"integer": 19}]}}}), None)]
#[case(json!({"all": {"group": "people", "where": {"ge": [{"answer": "age"}, {"integer": 17}]}}}), None)]
#[case(json!({"all": {"group": "people", "where": {"ge": [{"answer": "age"}, {"integer": 18}]}}}), Some(false))]
#[case(json!({"any": {"group": "people", "where": {"answer": "yes"}}}), Some(true))]
#[case(json!({"any": {"group": "people", "where": {"all": {"group": "people", "where": {"answered": "age"}}}}}), Some(true))]
#[case(json!({"all": {"group": "nowhere", "where": {"bool": false}}}), Some(true))]
#[case(json!({"any": {"group": "name", "where": {"bool": true}}}), Some(false))]
#[case(json!({"eq": [{"add": [{"answer": "n"}, {"integer": 1}, {"decimal": "0.1"}]}, {"decimal": "3.6"}]}), Some(true))]
#[case(json!({"eq": [{"add": []}, {"integer": 0}]}), Some(true))]
#[case(json!({"eq": [{"add": [{"integer": 1}, {"answer": "hidden"}]}, {"integer": 1}]}), None)]
#[case(json!({"eq": [{"add": [{"integer": 1}, {"answer": "name"}]}, {"integer": 1}]}), None)]
#[case(json!({"eq": [{"add": [{"decimal": "79228162514264337593543950335"}, {"integer": 1}]}, {"integer": 1}]}), None)]
#[case(json!({"eq": [{"subtract": [{"answer": "n"}, {"integer": 3}]}, {"decimal": "-0.5"}]}), Some(true))]
#[case(json!({"eq": [{"subtract": [{"answer": "d"}, {"integer": 3}]}, {"integer": 0}]}), None)]
#[case(json!({"eq": [{"multiply": [{"answer": "n"}, {"decimal": "0.1"}]}, {"decimal": "0.25"}]}), Some(true))]
#[case(json!({"eq": [{"multiply": []}, {"integer": 1}]}), Some(true))]
#[case(json!({"eq": [{"multiply": [{"decimal": "79228162514264337593543950335"}, {"integer": 2}]}, {"integer": 1}]}), None)]
#[case(json!({"eq": [{"daysBetween": [{"date": "2024-02-28"}, {"date": "2024-03-01"}]}, {"integer": 2}]}), Some(true))]
#[case(json!({"eq": [{"daysBetween": [{"date": "2024-03-01"}, {"date": "2024-02-28"}]}, {"integer": -2}]}), Some(true))]
#[case(json!({"eq": [{"daysBetween": [{"answer": "d"}, {"answer": "n"}]}, {"integer": 0}]}), None)]
#[case(json!({"eq": [{"addDays": [{"answer": "d"}, {"integer": 29}]}, {"date": "2009-01-01"}]}), Some(true))]
#[case(json!({"eq": [{"addMonths": [{"date": "2026-01-31"}, {"integer": 1}]}, {"date": "2026-02-28"}]}), Some(true))]
#[case(json!({"eq": [{"addDays": [{"answer": "d"}, {"decimal": "0.5"}]}, {"answer": "d"}]}), None)]
#[case(json!({"eq": [{"addDays": [{"answer": "d"}, {"integer": i64::MAX}]}, {"answer": "d"}]}), None)]
#[case(json!({"ge": [{"ageAt": [{"answer": "d"}, {"today": {}}]}, {"integer": 18}]}), Some(true))]
#[case(json!({"ge": [{"ageAt": [{"today": {}}, {"answer": "d"}]}, {"integer": 0}]}), None)]
#[case(json!({"eq": [{"length": {"answer": "name"}}, {"integer": 4}]}), Some(true))]
#[case(json!({"eq": [{"length": {"answer": "many"}}, {"integer": 2}]}), Some(true))]
#[case(json!({"eq": [{"length": {"answer": "n"}}, {"integer": 2}]}), None)]
#[case(json!({"eq": [{"divide": [{"answer": "n"}, {"integer": 2}]}, {"decimal": "1.25"}]}), Some(true))]
#[case(json!({"eq": [{"divide": [{"integer": 1}, {"integer": 3}]}, {"decimal": "0.3333333333333333333333333333"}]}), Some(true))]
#[case(json!({"eq": [{"divide": [{"integer": 1}, {"subtract": [{"answer": "n"}, {"decimal": "2.5"}]}]}, {"integer": 0}]}), None)]
#[case(json!({"eq": [{"divide": [{"answer": "name"}, {"integer": 2}]}, {"integer": 0}]}), None)]
#[case(json!({"between": [{"answer": "n"}, {"decimal": "2.5"}, {"integer": 3}]}), Some(true))]
#[case(json!({"between": [{"answer": "n"}, {"integer": 3}, {"integer": 2}]}), Some(false))]
#[case(json!({"between": [{"answer": "d"}, {"date": "2008-12-03"}, {"today": {}}]}), Some(true))]
#[case(json!({"between": [{"answer": "n"}, {"integer": 3}, {"answer": "hidden"}]}), None)]
#[case(json!({"between": [{"answer": "name"}, {"text": "A"}, {"text": "B"}]}), None)]
#[case(json!({"eq": [{"addWorkingDays": [{"today": {}}, {"integer": 2}]}, {"date": "2026-12-07"}]}), Some(true))]
#[case(json!({"eq": [{"addWorkingDays": [{"date": "2026-12-11"}, {"integer": 1}]}, {"date": "2026-12-12"}]}), Some(true))]
#[case(json!({"eq": [{"addWorkingDays": [{"date": "2026-12-23"}, {"integer": 1}]}, {"date": "2026-12-28"}]}), Some(true))]
#[case(json!({"eq": [{"addWorkingDays": [{"date": "2026-12-28"}, {"integer": -1}]}, {"date": "2026-12-23"}]}), Some(true))]
#[case(json!({"eq": [{"addWorkingDays": [{"date": "2026-12-06"}, {"integer": 0}]}, {"date": "2026-12-06"}]}), Some(true))]
#[case(json!({"eq": [{"addWorkingDays": [{"today": {}}, {"integer": 5001}]}, {"today": {}}]}), None)]
#[case(json!({"eq": [{"addWorkingDays": [{"today": {}}, {"decimal": "0.5"}]}, {"today": {}}]}), None)]
#[case(json!({"eq": [{"addWorkingDays": [{"answer": "n"}, {"integer": 1}]}, {"today": {}}]}), None)]
#[case(json!({"startsWith": [{"answer": "name"}, {"text": "An"}]}), Some(true))]
#[case(json!({"startsWith": [{"answer": "name"}, {"text": "an"}]}), Some(false))]
#[case(json!({"startsWith": [{"answer": "one"}, {"text": "a"}]}), None)]
#[case(json!({"contains": [{"answer": "name"}, {"text": "nn"}]}), Some(true))]
#[case(json!({"contains": [{"text": ""}, {"answer": "name"}]}), Some(false))]
#[case(json!({"contains": [{"answer": "name"}, {"answer": "hidden"}]}), None)]
#[case(json!({"contains": [{"answer": "many"}, {"text": "a"}]}), None)]
#[case(json!({"eq": [{"trimmed": {"text": " a b\t"}}, {"text": "a b"}]}), Some(true))]
#[case(json!({"eq": [{"trimmed": {"caseFolded": {"text": " Ā "}}}, {"text": "ā"}]}), Some(true))]
#[case(json!({"eq": [{"trimmed": {"answer": "n"}}, {"text": "2.5"}]}), None)]
#[case(json!({"eq": [{"caseFolded": {"text": "ĢERTRŪDES Iela"}}, {"text": "ģertrūdes iela"}]}), Some(true))]
#[case(json!({"matches": {"value": {"answer": "name"}, "regex": "A[a-z]+"}}), Some(true))]
#[case(json!({"matches": {"value": {"answer": "name"}, "regex": "A|nn"}}), Some(false))]
#[case(json!({"matches": {"value": {"answer": "name"}, "regex": "("}}), None)]
#[case(json!({"matches": {"value": {"answer": "n"}, "regex": ".*"}}), None)]
#[case(json!({"eq": [{"attribute": {"of": {"answer": "branch"}, "name": "n"}}, {"integer": 3}]}), Some(true))]
#[case(json!({"attribute": {"of": {"answer": "branch"}, "name": "lends"}}), Some(true))]
#[case(json!({"ge": [{"attribute": {"of": {"answer": "branch"}, "name": "opened"}}, {"date": "2002-01-01"}]}), Some(false))]
#[case(json!({"eq": [{"attribute": {"of": {"answer": "branch"}, "name": "nowhere"}}, {"integer": 3}]}), None)]
#[case(json!({"eq": [{"attribute": {"of": {"answer": "one"}, "name": "n"}}, {"integer": 3}]}), None)]
#[case(json!({"register": {"name": "r", "attribute": "b"}}), Some(true))]
#[case(json!({"eq": [{"register": {"name": "r", "attribute": "n"}}, {"decimal": "1.5"}]}), Some(true))]
#[case(json!({"eq": [{"register": {"name": "r", "key": {"answer": "name"}, "attribute": "n"}}, {"integer": 7}]}), Some(true))]
#[case(json!({"eq": [{"register": {"name": "r", "key": {"answer": "name"}, "attribute": "o"}}, {"answer": "one"}]}), Some(true))]
#[case(json!({"eq": [{"register": {"name": "r", "key": {"answer": "hidden"}, "attribute": "n"}}, {"integer": 7}]}), None)]
#[case(json!({"eq": [{"register": {"name": "r", "key": {"text": "Ilze"}, "attribute": "n"}}, {"integer": 7}]}), None)]
#[case(json!({"register": {"name": "nowhere", "attribute": "b"}}), None)]
#[case(json!({"eq": [{"sum": {"group": "people", "of": {"answer": "age"}, "where": {"answered": "who"}}}, {"integer": 35}]}), Some(true))]
#[case(json!({"eq": [{"sum": {"group": "people", "of": {"answer": "age"}}}, {"integer": 35}]}), None)]
#[case(json!({"eq": [{"sum": {"group": "people", "of": {"answer": "n"}}}, {"decimal": "7.5"}]}), Some(true))]
#[case(json!({"eq": [{"sum": {"group": "people", "of": {"answer": "who"}, "where": {"answer": "main"}}}, {"integer": 0}]}), None)]
#[case(json!({"eq": [{"sum": {"group": "people", "of": {"answer": "age"}, "where": {"bool": false}}}, {"integer": 0}]}), Some(true))]
#[case(json!({"eq": [{"min": {"group": "people", "of": {"answer": "age"}, "where": {"answered": "who"}}}, {"integer": 17}]}), Some(true))]
#[case(json!({"eq": [{"max": {"group": "people", "of": {"answer": "age"}, "where": {"answered": "who"}}}, {"integer": 18}]}), Some(true))]
#[case(json!({"eq": [{"max": {"group": "people", "of": {"addDays": [{"answer": "d"}, {"answer": "age"}]}, "where": {"answered": "who"}}}, {"date": "2008-12-21"}]}), Some(true))]
#[case(json!({"eq": [{"max": {"group": "people", "of": {"answer": "age"}}}, {"integer": 18}]}), None)]
#[case(json!({"eq": [{"min": {"group": "people", "of": {"answer": "age"}, "where": {"bool": false}}}, {"integer": 0}]}), None)]
#[case(json!({"eq": [{"min": {"group": "people", "of": {"answer": "who"}}}, {"text": "A"}]}), None)]
#[case(json!({"eq": [{"first": {"group": "people", "of": {"answer": "who"}}}, {"text": "A"}]}), Some(true))]
#[case(json!({"eq": [{"first": {"group": "people", "of": {"answer": "who"}, "where": {"ge": [{"answer": "age"}, {"integer": 18}]}}}, {"text": "B"}]}), Some(true))]
#[case(json!({"first": {"group": "people", "of": {"answer": "main"}, "where": {"bool": false}}}), None)]
#[case(json!({"eq": [{"first": {"group": "nowhere", "of": {"integer": 1}}}, {"integer": 1}]}), None)]
#[case(json!({"if": {"test": {"answer": "yes"}, "then": {"bool": false}, "else": {"answer": "hidden"}}}), Some(false))]
#[case(json!({"if": {"test": {"answer": "hidden"}, "then": {"bool": true}, "else": {"bool": true}}}), None)]
fn operators(#[case] rule: Value, #[case] expected: Option<bool>) {
    assert_eq!(result(&rule, given()), expected);
}

#[rstest]
#[case(json!({"answer": "yes"}), None)]
#[case(json!({"eq": [{"answer": "name"}, {"text": ""}]}), None)]
#[case(json!({"lt": [{"answer": "n"}, {"integer": 3}]}), None)]
#[case(json!({"in": [{"option": "a"}, {"answer": "many"}]}), None)]
#[case(json!({"not": {"answered": "name"}}), Some(true))]
#[case(json!({"eq": [{"count": {"group": "people"}}, {"integer": 0}]}), Some(true))]
#[case(json!({"any": {"group": "people", "where": {"bool": true}}}), Some(false))]
#[case(json!({"all": {"group": "people", "where": {"bool": false}}}), Some(true))]
#[case(json!({"eq": [{"length": {"answer": "name"}}, {"integer": 0}]}), None)]
#[case(json!({"eq": [{"sum": {"group": "people", "of": {"answer": "age"}}}, {"integer": 0}]}), Some(true))]
#[case(json!({"eq": [{"min": {"group": "people", "of": {"answer": "age"}}}, {"integer": 0}]}), None)]
#[case(json!({"contains": [{"answer": "name"}, {"text": ""}]}), None)]
#[case(json!({"eq": [{"attribute": {"of": {"answer": "branch"}, "name": "n"}}, {"integer": 3}]}), None)]
fn without_answers(#[case] rule: Value, #[case] expected: Option<bool>) {
    assert_eq!(result(&rule, json!({})), expected);
}

#[rstest]
#[case::no_number(json!({"n": "divi"}), None)]
#[case::wrong_shape(json!({"n": ["a"]}), None)]
#[case::out_of_bounds_is_still_a_number(json!({"n": "5000"}), Some(true))]
fn a_wrong_answer_is_missing_only_if_it_is_no_value(#[case] given: Value, #[case] expected: Option<bool>) {
    assert_eq!(
        result(&json!({"gt": [{"answer": "n"}, {"integer": 100}]}), given.clone()),
        expected
    );
    assert_eq!(result(&json!({"answered": "n"}), given), Some(true));
}

#[test]
fn in_a_group_a_name_means_the_items_own_field_first() {
    let text = json!({"shortText": {}});
    let when_own = json!({"eq": [{"answer": "name"}, {"text": "own"}]});
    let when_outer = json!({"eq": [{"answer": "city"}, {"text": "Rīga"}]});
    let items = vec![
        field("name", text.clone(), json!({})),
        field("a", text.clone(), json!({"visible": when_own})),
        field("b", text.clone(), json!({"visible": when_outer})),
    ];
    let form = form_of(vec![
        field("name", text.clone(), json!({})),
        field("city", text.clone(), json!({})),
        field("items", group(items, json!({})), json!({})),
    ]);
    let evaluation = judge(
        &form,
        json!({"name": "outer", "city": "Rīga", "items": [{"name": "own"}, {"name": "?"}]}),
    );
    assert!(visible(&evaluation, "items.0.a"));
    assert!(!visible(&evaluation, "items.1.a"));
    assert!(visible(&evaluation, "items.0.b") && visible(&evaluation, "items.1.b"));
}

#[test]
fn hidden_answers_are_missing_through_any_number_of_steps() {
    let text = json!({"shortText": {}});
    let after = |name: &str| json!({"visible": {"answered": name}});
    // The questions stand in the opposite order of what they depend on.
    let form = form(vec![
        page("one", vec![field("c", text.clone(), after("b"))], json!({})),
        page("two", vec![field("b", text.clone(), after("a"))], json!({})),
        page(
            "three",
            vec![field("a", text.clone(), json!({"visible": {"answer": "on"}}))],
            json!({}),
        ),
        page("four", vec![field("on", json!({"yesNo": {}}), json!({}))], json!({})),
    ]);
    let with = |on: bool| judge(&form, json!({"on": on, "a": "1", "b": "2", "c": "3"}));
    assert!(visible(&with(true), "c"));
    assert!(!visible(&with(false), "c"));
    assert!(!with(false).page(&"one".parse().unwrap()).unwrap().visible);
}

#[test]
fn a_circle_hides_but_does_not_hang() {
    let text = json!({"shortText": {}});
    let form = form_of(vec![
        field("a", text.clone(), json!({"visible": {"answered": "b"}})),
        field("b", text.clone(), json!({"visible": {"answered": "a"}})),
        field("c", text.clone(), json!({"visible": {"not": {"answered": "c"}}})),
    ]);
    let evaluation = judge(&form, json!({"a": "1", "b": "2", "c": "3"}));
    assert!(!visible(&evaluation, "a") && !visible(&evaluation, "b"));
    assert_eq!(evaluation, judge(&form, json!({"c": "3", "b": "2", "a": "1"})));
}

#[test]
fn deeper_than_the_limit_is_missing() {
    let nested = |depth: u32| (1..depth).fold(json!({"bool": true}), |rule, _| json!({"and": [rule]}));
    assert_eq!(
        result(&nested(forms::limits::MAX_RULE_DEPTH - 1), json!({})),
        Some(true)
    );
    assert_eq!(result(&nested(forms::limits::MAX_RULE_DEPTH + 1), json!({})), None);
}
