//! Numbers that rules compute, and notices that depend on them.

use forms::{FieldKind, FindingCode, Language, Part, apply_post, check, names, submit, summary, unknown_answers};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixtures::{answers, codes, context, field, form, form_of, group, hall_hire, judge, page, path, visible};

fn fee(given: &Value) -> Option<String> {
    let evaluation = judge(&hall_hire(), given.clone());
    let state = evaluation.field(&path("fee")).unwrap();
    assert_eq!(state.answered, state.calculated.is_some());
    assert!(!state.required);
    state.calculated.map(|number| number.to_string())
}

#[rstest]
#[case(json!({}), None)]
#[case(json!({"hours": "2"}), None)]
#[case(json!({"hours": "divas", "club": true}), None)]
#[case(json!({"hours": "2", "club": false}), Some("16"))]
#[case(json!({"hours": "1,5", "club": true}), Some("4.88"))]
#[case(json!({"hours": "1,5", "club": true, "fee": "0"}), Some("4.88"))]
fn a_number_appears_once_all_it_needs_is_answered(#[case] given: Value, #[case] expected: Option<&str>) {
    assert_eq!(fee(&given).as_deref(), expected);
}

#[test]
fn what_is_calculated_is_submitted_and_nobody_can_change_it() {
    let given = json!({"hours": "1,5", "club": true, "fee": "0"});
    let submitted = submit(&hall_hire(), &answers(given.clone()), &context()).unwrap();
    let expected = json!({"hours": "1.5", "club": true, "fee": "4.88"});
    assert_eq!(serde_json::to_value(&submitted).unwrap(), expected);
    assert_eq!(submit(&hall_hire(), &submitted, &context()), Ok(submitted));
    assert_eq!(unknown_answers(&hall_hire(), &answers(expected)), []);
    assert_eq!(
        unknown_answers(&hall_hire(), &answers(json!({"note": "x"}))),
        [path("note")]
    );
}

#[test]
fn browsers_post_nothing_for_it() {
    let mut received = answers(json!({}));
    let pairs = ["fee", "note"].map(|name| (name.to_owned(), "5".to_owned()));
    let shown = (names::SHOWN.to_owned(), "fee".to_owned());
    apply_post(&hall_hire(), "hire", &mut received, &[&pairs[..], &[shown]].concat()).unwrap();
    assert!(received.is_empty());
}

#[rstest]
#[case("12,5", &[], false)]
#[case("13", &[], true)]
#[case("100,1", &["custom"], true)]
fn rules_use_the_rounded_number(#[case] hours: &str, #[case] problems: &[&str], #[case] dear: bool) {
    let given = json!({"hours": hours, "club": false});
    let evaluation = judge(&hall_hire(), given.clone());
    assert_eq!(codes(&evaluation, "fee"), problems);
    assert_eq!(visible(&evaluation, "dear"), dear);
    assert_eq!(
        submit(&hall_hire(), &answers(given), &context()).is_ok(),
        problems.is_empty()
    );
}

#[rstest]
#[case(Language::Lv, "12,00\u{a0}EUR")]
#[case(Language::En, "12.00\u{a0}EUR")]
fn the_summary_shows_it_with_all_its_decimals(#[case] language: Language, #[case] expected: &str) {
    let rows = |given| {
        summary(&hall_hire(), &answers(given), &context(), language)
            .remove(0)
            .rows
    };
    let complete = rows(json!({"hours": "1,5", "club": false}));
    let shown: Vec<&str> = complete.iter().map(|row| row.path.field().as_str()).collect();
    assert_eq!(shown, ["hours", "club", "fee"]);
    assert_eq!(complete[2].values, [expected]);
    assert_eq!(
        rows(json!({"hours": "1,5"})).len(),
        2,
        "no row before there is a number"
    );
}

#[test]
fn a_notice_asks_nothing() {
    let form = hall_hire();
    assert!(!form.field("note").unwrap().kind.is_question());
    assert_eq!(FieldKind::parts(&form.field("fee").unwrap().kind), [] as [Part; 0]);
    let evaluation = judge(&form, json!({}));
    assert!(visible(&evaluation, "note"));
    assert!(!visible(&evaluation, "dear"));
}

#[test]
fn each_item_of_a_group_has_its_own() {
    let twice = json!({"calculated": {"value": {"multiply": [{"answer": "n"}, {"integer": 2}]}}});
    let items = vec![
        field("n", json!({"number": {}}), json!({})),
        field("twice", twice, json!({})),
    ];
    let form = form_of(vec![field("g", group(items, json!({})), json!({}))]);
    let given = json!({"g": [{"n": "1"}, {"n": "21"}, {}]});
    let submitted = submit(&form, &answers(given), &context()).unwrap();
    let expected = json!({"g": [{"n": "1", "twice": "2"}, {"n": "21", "twice": "42"}, {}]});
    assert_eq!(serde_json::to_value(&submitted).unwrap(), expected);
}

#[test]
fn one_can_stand_on_another_wherever_they_are() {
    let sum = |id: &str, of: &str| {
        let value = json!({"add": [{"answer": of}, {"integer": 1}]});
        field(id, json!({"calculated": {"value": value}}), json!({}))
    };
    let form = form_of(vec![
        sum("c", "b"),
        sum("b", "a"),
        field("a", json!({"number": {}}), json!({})),
    ]);
    let evaluation = judge(&form, json!({"a": "5"}));
    assert_eq!(evaluation.field(&path("c")).unwrap().calculated, Some(7.into()));
}

#[test]
fn hidden_it_is_missing() {
    let one = json!({"calculated": {"value": {"integer": 1}}});
    let form = form_of(vec![
        field("yes", json!({"yesNo": {}}), json!({})),
        field("one", one, json!({"visible": {"answer": "yes"}})),
        field(
            "next",
            json!({"yesNo": {}}),
            json!({"visible": {"eq": [{"answer": "one"}, {"integer": 1}]}}),
        ),
    ]);
    for yes in [true, false] {
        let evaluation = judge(&form, json!({"yes": yes}));
        assert_eq!(evaluation.field(&path("one")).unwrap().calculated.is_some(), yes);
        assert_eq!(visible(&evaluation, "next"), yes);
    }
}

#[rstest]
#[case::not_a_number(json!({"value": {"today": {}}}), &[FindingCode::TypeError])]
#[case::unknown(json!({"value": {"answer": "nowhere"}}), &[FindingCode::UnknownReference])]
#[case::itself(json!({"value": {"answer": "x"}}), &[FindingCode::Cycle])]
#[case::too_fine(json!({"value": {"integer": 1}, "decimals": 11}), &[FindingCode::BadBounds])]
#[case::later(json!({"value": {"answer": "later"}}), &[FindingCode::LaterPage])]
#[case::half_translated(json!({"value": {"integer": 1}, "unit": {"lv": "dienas"}}), &[FindingCode::MissingTranslation])]
#[case::sound(json!({"value": {"answer": "n"}}), &[])]
fn what_cannot_be_calculated_is_found(#[case] calculated: Value, #[case] expected: &[FindingCode]) {
    let fields = vec![
        field("n", json!({"number": {}}), json!({})),
        field("x", json!({"calculated": calculated}), json!({})),
    ];
    let later = vec![field("later", json!({"number": {}}), json!({}))];
    let form = form(vec![page("one", fields, json!({})), page("two", later, json!({}))]);
    let found: Vec<FindingCode> = check(&form, &Default::default()).iter().map(|one| one.code).collect();
    assert_eq!(found, expected);
}

#[test]
fn texts_of_both_kinds_are_needed() {
    let form = form_of(vec![
        field("n", json!({"notice": {"text": {}}}), json!({})),
        field(
            "x",
            json!({"calculated": {"value": {"integer": 1}}}),
            json!({"label": {}}),
        ),
    ]);
    let found: Vec<_> = check(&form, &Default::default())
        .into_iter()
        .map(|one| (one.code, one.field))
        .collect();
    let missing = |name: &str| (FindingCode::MissingLabel, Some(name.to_owned()));
    assert_eq!(found, [missing("n"), missing("x")]);
}
