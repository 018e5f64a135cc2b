//! The birth allowance of the municipality: its conditions decide, and say why not.

use rstest::rstest;
use serde_json::{Value, json};

use crate::{calculated, missing, on, shows, with};

const BIRTH: &str = "municipal-birth-allowance";

fn child(given: &str, code: &str) -> Value {
    json!({ "name": { "given": given, "family": "Ozols", "code": code } })
}

fn birth() -> Value {
    json!({
        "bornOn": "2026-04-20", "children": [child("Kārlis", "000000-10120")],
        "relation": "mother", "childInRiga": true, "declaredInRiga": true, "declaredSince": "2019-09-01",
        "alreadyPaid": false, "account": "LV80BANK0000435195001", "accountMine": true,
        "phone": "20 000 000", "truth": true,
    })
}

#[test]
fn who_meets_every_condition_gets_it() {
    assert_eq!(missing(BIRTH, &birth()), [""; 0]);
    assert_eq!(calculated(BIRTH, &birth(), "amount").as_deref(), Some("200"));
    let twins = json!([child("Kārlis", "000000-10120"), child("Līva", "000000-10138")]);
    let twins = with(birth(), json!({ "children": twins }));
    assert_eq!(calculated(BIRTH, &twins, "amount").as_deref(), Some("400"));
}

#[rstest]
#[case::a_child_past_its_first_birthday(json!({ "bornOn": "2025-06-15" }), &["bornOn"])]
#[case::a_child_almost_one(json!({ "bornOn": "2025-06-16" }), &[])]
#[case::a_child_not_born_yet(json!({ "bornOn": "2026-06-16" }), &["bornOn"])]
#[case::a_child_elsewhere(json!({ "childInRiga": false }), &["childInRiga"])]
#[case::a_parent_elsewhere(json!({ "declaredInRiga": false }), &["declaredInRiga"])]
#[case::a_year_to_the_day(json!({ "declaredSince": "2025-04-20" }), &[])]
#[case::a_day_less_than_a_year(json!({ "declaredSince": "2025-04-21" }), &["declaredSince"])]
#[case::paid_before(json!({ "alreadyPaid": true }), &["alreadyPaid"])]
#[case::somebody_else_s_account(json!({ "accountMine": false }), &["accountMine"])]
#[case::an_account_elsewhere(json!({ "account": "EE382200221020145685" }), &[])]
#[case::an_account_in_groups(json!({ "account": "lv80 bank 0000 4351 9500 1" }), &[])]
#[case::wrong_check_digits(json!({ "account": "LV00BANK0000435195001" }), &["account"])]
#[case::a_slip(json!({ "account": "LV80BANK0000435195002" }), &["account"])]
#[case::a_guardian(json!({ "relation": "guardian" }), &["guardianCourt"])]
#[case::nobody(json!({ "children": [] }), &["children.0.name"])]
fn each_condition_decides(#[case] more: Value, #[case] expected: &[&str]) {
    assert_eq!(missing(BIRTH, &with(birth(), more)), expected);
}

#[rstest]
#[case(json!({ "bornOn": "2025-01-10" }), "tooLateNote")]
#[case(json!({ "childInRiga": false }), "childNote")]
#[case(json!({ "declaredSince": "2025-12-01" }), "otherParentNote")]
fn who_cannot_get_it_learns_what_to_do(#[case] more: Value, #[case] note: &str) {
    assert!(shows(BIRTH, &with(birth(), more), note));
    assert!(!shows(BIRTH, &birth(), note));
}

/// Every refusal is a sentence in both languages that says what stands in the way.
#[test]
fn refusals_say_why() {
    let refused = json!({
        "bornOn": "2025-01-10", "childInRiga": false, "declaredInRiga": false, "alreadyPaid": true, "accountMine": false,
    });
    let answers = with(birth(), refused);
    let reasons = on(BIRTH, &answers, |form, answers, context| {
        let problems = forms::submit(form, answers, context).unwrap_err();
        problems.into_iter().map(|one| one.problem.code).collect::<Vec<_>>()
    });
    assert_eq!(reasons.len(), 5);
    for reason in reasons {
        let forms::ProblemCode::Custom { message } = reason else {
            panic!("{reason:?} does not say why")
        };
        for language in forms::Language::ALL {
            assert!(message.get(language).split_whitespace().count() > 5, "{message:?}");
        }
    }
}
