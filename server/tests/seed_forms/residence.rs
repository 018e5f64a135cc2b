//! The declaration of residence.

use rstest::rstest;
use serde_json::{Value, json};

use crate::{home, missing, shows, with};

const RESIDENCE: &str = "residence-declaration";

fn residence() -> Value {
    json!({
        "movers": "alone", "newAddress": home(), "since": "2026-06-01",
        "basis": "own", "landRegister": true,
        "cameFrom": "latvia", "previousAddress": "leave", "hasAdditional": false,
        "email": "janis@example.lv", "truth": true,
    })
}

fn person(relation: &str, more: Value) -> Value {
    let name = json!({ "given": "Kārlis", "family": "Ozols", "code": "000000-10120" });
    with(json!({ "name": name, "relation": relation }), more)
}

fn together(persons: &[Value]) -> Value {
    with(residence(), json!({ "movers": "together", "persons": persons }))
}

#[test]
fn the_shortest_way_is_complete() {
    assert_eq!(missing(RESIDENCE, &residence()), [""; 0]);
}

#[rstest]
#[case("own", &[])]
#[case("rent", &["landlord", "contractDate", "contractTerm"])]
#[case("agreement", &["ownerName", "ownerEmail", "ownerAgrees"])]
#[case("other", &["basisOther"])]
fn the_basis_changes_the_questions(#[case] basis: &str, #[case] expected: &[&str]) {
    assert_eq!(
        missing(RESIDENCE, &with(residence(), json!({ "basis": basis }))),
        expected
    );
}

#[rstest]
#[case("2026-12-31", &[])]
#[case("2026-06-15", &[])]
#[case("2026-06-14", &["contractEnd"])]
#[case("2025-12-31", &["contractEnd", "contractEnd"])]
fn a_contract_must_still_run(#[case] end: &str, #[case] expected: &[&str]) {
    let rent = json!({
        "basis": "rent", "landlord": "SIA “Zaļā sēta”", "contractDate": "2026-01-01", "contractTerm": "fixed", "contractEnd": end,
    });
    assert_eq!(missing(RESIDENCE, &with(residence(), rent)), expected);
}

#[rstest]
#[case("child", json!({}), &["persons.0.minor"])]
#[case("child", json!({ "minor": true }), &["persons.0.otherParent"])]
#[case("child", json!({ "minor": true, "otherParent": "agrees" }), &[])]
#[case("child", json!({ "minor": false }), &["persons.0.agrees"])]
#[case("ward", json!({}), &["persons.0.wardDecision"])]
#[case("spouse", json!({}), &["persons.0.agrees"])]
#[case("other", json!({}), &["persons.0.relationOther", "persons.0.agrees"])]
#[case("other", json!({ "relationOther": "brālis", "agrees": true }), &[])]
fn each_person_is_asked_what_concerns_them(#[case] relation: &str, #[case] more: Value, #[case] expected: &[&str]) {
    assert_eq!(missing(RESIDENCE, &together(&[person(relation, more)])), expected);
}

#[test]
fn who_moves_with_others_names_them_and_at_most_one_spouse() {
    assert!(
        missing(RESIDENCE, &together(&[]))
            .iter()
            .all(|path| path.starts_with("persons"))
    );
    assert!(!missing(RESIDENCE, &together(&[])).is_empty());
    let spouse = person("spouse", json!({ "agrees": true }));
    assert_eq!(missing(RESIDENCE, &together(std::slice::from_ref(&spouse))), [""; 0]);
    assert_eq!(missing(RESIDENCE, &together(&[spouse.clone(), spouse])), ["persons"]);
}

#[rstest]
#[case("2026-06-15", false, true)]
#[case("2026-05-15", false, true)]
#[case("2026-05-14", true, true)]
#[case("2026-06-16", false, false)]
fn moving_is_told_within_a_month_and_never_before(#[case] since: &str, #[case] late: bool, #[case] accepted: bool) {
    let answers = with(residence(), json!({ "since": since }));
    assert_eq!(shows(RESIDENCE, &answers, "lateNote"), late);
    assert_eq!(missing(RESIDENCE, &answers).is_empty(), accepted);
}

#[rstest]
#[case(json!({ "cameFrom": "abroad" }), &["country", "keepsAbroad"])]
#[case(json!({ "cameFrom": "abroad", "country": "LV", "keepsAbroad": false }), &["country"])]
#[case(json!({ "cameFrom": "abroad", "country": "IE", "keepsAbroad": true }), &["addressAbroad"])]
#[case(json!({ "hasAdditional": true }), &["additionalAddress"])]
#[case(json!({ "hasAdditional": true, "additionalAddress": home(), "additionalUntil": "2026-06-15" }), &["additionalUntil"])]
#[case(json!({ "email": null }), &["email"])]
#[case(json!({ "email": null, "phone": "20 000 000" }), &[])]
#[case(json!({ "cadastreNumber": "123" }), &["cadastreNumber"])]
#[case(json!({ "landRegister": false }), &["ownershipProof"])]
#[case(json!({ "truth": false }), &["truth"])]
fn other_answers_bring_their_own_questions(#[case] more: Value, #[case] expected: &[&str]) {
    assert_eq!(missing(RESIDENCE, &with(residence(), more)), expected);
}
