//! The two forms of the demonstration ask what the answers call for, and nothing more.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use forms::{Answers, CodeListEntry, CodeLists, Context, Date, FormDefinition, LocalText, OptionId, evaluate, submit};
use rstest::rstest;
use serde_json::{Value, json};

const RESIDENCE: &str = "residence-declaration";
const LETTER: &str = "letter-to-agency";

fn form(slug: &str) -> FormDefinition {
    let path = Path::new("seed/forms").join(slug).with_extension("json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// What `look` sees of the form on 15 June 2026.
fn on<T>(slug: &str, answers: &Value, look: impl FnOnce(&FormDefinition, &Answers, &Context<'_>) -> T) -> T {
    let agency = CodeListEntry {
        id: OptionId::new("pmlp").unwrap(),
        label: LocalText::new("PMLP", "PMLP"),
    };
    let code_lists = CodeLists::from([("agencies".to_owned(), vec![agency])]);
    let context = Context {
        today: Date::new(2026, 6, 15).unwrap(),
        demo_codes: true,
        code_lists: &code_lists,
    };
    let answers: Answers = serde_json::from_value(answers.clone()).unwrap();
    look(&form(slug), &answers, &context)
}

/// The paths that stand in the way of submitting.
fn missing(slug: &str, answers: &Value) -> Vec<String> {
    on(slug, answers, |form, answers, context| {
        match submit(form, answers, context) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(|one| one.path.to_string()).collect(),
        }
    })
}

fn shows(slug: &str, answers: &Value, field: &str) -> bool {
    on(slug, answers, |form, answers, context| {
        let evaluation = evaluate(form, answers, context);
        let state = evaluation.fields.iter().find(|state| state.path.to_string() == field);
        state.is_some_and(|state| state.visible)
    })
}

/// `base` with the answers of `more` put over it; `null` takes one away.
fn with(mut base: Value, more: Value) -> Value {
    let answers = base.as_object_mut().unwrap();
    answers.extend(more.as_object().unwrap().clone());
    base
}

fn home() -> Value {
    json!({ "street": "Rīgas iela 1–2", "place": "Valmiera", "postalCode": "LV-4201" })
}

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

fn letter() -> Value {
    json!({
        "agency": "pmlp", "kind": "question", "subject": "Pases termiņš", "text": "Līdz kuram gadam tā derīga?",
        "earlier": false, "replyBy": "workspace", "truth": true,
    })
}

#[test]
fn the_shortest_ways_are_complete() {
    assert_eq!(missing(RESIDENCE, &residence()), [""; 0]);
    assert_eq!(missing(LETTER, &letter()), [""; 0]);
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
#[case(json!({ "cameFrom": "abroad", "country": "Īrija", "keepsAbroad": true }), &["addressAbroad"])]
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

#[rstest]
#[case(json!({ "kind": "suggestion" }), &[])]
#[case(json!({ "kind": "request" }), &["requestAbout"])]
#[case(json!({ "kind": "request", "requestAbout": "document" }), &["documentName"])]
#[case(json!({ "kind": "complaint" }), &["complaintAbout", "happened"])]
#[case(json!({ "kind": "complaint", "complaintAbout": "decision", "happened": "Atteica izsniegt pasi." }), &["decisionReceived"])]
#[case(json!({ "kind": "complaint", "complaintAbout": "silence", "happened": "Neviens neatbild." }), &["waitingSince"])]
#[case(json!({ "kind": "complaint", "complaintAbout": "conduct", "happened": "Nepieņēma dokumentus." }), &["happenedOn", "revealName"])]
#[case(json!({ "kind": "proposal" }), &["act"])]
#[case(json!({ "agency": "nobody" }), &["agency"])]
#[case(json!({ "text": "Par īsu" }), &["text"])]
#[case(json!({ "earlier": true }), &["earlierNumber"])]
#[case(json!({ "earlier": true, "earlierDate": "2026-01-10" }), &[])]
#[case(json!({ "replyBy": "post" }), &["postAddress"])]
#[case(json!({ "replyBy": "post", "postAddress": home() }), &[])]
fn the_kind_of_letter_changes_the_questions(#[case] more: Value, #[case] expected: &[&str]) {
    assert_eq!(missing(LETTER, &with(letter(), more)), expected);
}

#[rstest]
#[case("question", "questionTip")]
#[case("request", "requestTip")]
#[case("complaint", "complaintTip")]
#[case("suggestion", "ideaTip")]
#[case("proposal", "ideaTip")]
fn each_kind_of_letter_has_its_advice(#[case] kind: &str, #[case] tip: &str) {
    let answers = with(letter(), json!({ "kind": kind }));
    let tips = ["questionTip", "requestTip", "complaintTip", "ideaTip"];
    let shown: Vec<&str> = tips.into_iter().filter(|tip| shows(LETTER, &answers, tip)).collect();
    assert_eq!(shown, [tip]);
}
