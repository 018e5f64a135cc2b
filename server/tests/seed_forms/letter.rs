//! The letter to an agency.

use rstest::rstest;
use serde_json::{Value, json};

use crate::{home, missing, shows, with};

const LETTER: &str = "letter-to-agency";

fn letter() -> Value {
    json!({
        "agency": "pmlp", "kind": "question", "subject": "Pases termiņš", "text": "Līdz kuram gadam tā derīga?",
        "earlier": false, "replyBy": "workspace", "truth": true,
    })
}

#[test]
fn the_shortest_way_is_complete() {
    assert_eq!(missing(LETTER, &letter()), [""; 0]);
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
