//! The certificate from the Punishment Register: the fee follows from the choices.

use rstest::rstest;
use serde_json::{Value, json};

use crate::{calculated, home, missing, offered, shows, with};

const RECORD: &str = "criminal-record-certificate";

fn myself() -> Value {
    json!({
        "subject": "self", "purpose": "work", "where": "union", "contents": "all",
        "language": "lv", "speed": "usual", "delivery": "portal", "discount": "none",
        "email": "janis@example.lv", "truth": true,
    })
}

fn company() -> Value {
    let company = json!({ "company": { "number": "40009990008", "name": "SIA “Zaļā sēta”" } });
    with(
        with(myself(), json!({ "subject": "company", "discount": null })),
        company,
    )
}

#[test]
fn the_shortest_ways_are_complete() {
    assert_eq!(missing(RECORD, &myself()), [""; 0]);
    assert_eq!(missing(RECORD, &company()), [""; 0]);
}

#[rstest]
#[case(json!({}), "10.4")]
#[case(json!({ "speed": "urgent" }), "20.8")]
#[case(json!({ "language": "en" }), "16.8")]
#[case(json!({ "language": "de", "speed": "urgent" }), "33.6")]
#[case(json!({ "delivery": "post" }), "14.6")]
#[case(json!({ "discount": "pensioner" }), "5.2")]
#[case(json!({ "discount": "student", "language": "fr", "speed": "urgent", "delivery": "post" }), "21")]
#[case(json!({ "delivery": "eAddress", "discount": "disability", "language": "ru" }), "8.4")]
fn the_fee_follows_from_the_choices(#[case] more: Value, #[case] fee: &str) {
    assert_eq!(calculated(RECORD, &with(myself(), more), "fee").as_deref(), Some(fee));
}

#[test]
fn companies_have_no_discount() {
    let answers = with(company(), json!({ "discount": "pensioner" }));
    assert!(!shows(RECORD, &answers, "discount"));
    assert_eq!(calculated(RECORD, &answers, "fee").as_deref(), Some("10.4"));
}

#[test]
fn there_is_no_fee_before_everything_is_chosen() {
    let answers = with(myself(), json!({ "speed": null }));
    assert_eq!(calculated(RECORD, &answers, "fee"), None);
}

#[rstest]
#[case(json!({ "subject": "company" }), &["company"])]
#[case(json!({ "subject": "other" }), &["person", "mandateNumber", "mandateDate"])]
#[case(json!({ "purpose": "other" }), &["purposeOther"])]
#[case(json!({ "purpose": "tender" }), &["purpose"])]
#[case(json!({ "where": "latvia" }), &["publicBody"])]
#[case(json!({ "where": "elsewhere" }), &["apostille"])]
#[case(json!({ "where": "elsewhere", "apostille": true }), &["delivery"])]
#[case(json!({ "where": "elsewhere", "apostille": false }), &[])]
#[case(json!({ "delivery": "post" }), &["postCountry"])]
#[case(json!({ "delivery": "post", "postCountry": "LV" }), &["postAddress"])]
#[case(json!({ "delivery": "post", "postCountry": "LV", "postAddress": home() }), &[])]
#[case(json!({ "delivery": "post", "postCountry": "EE" }), &["addressAbroad"])]
#[case(json!({ "discount": "pupil" }), &["school"])]
#[case(json!({ "discount": "pensioner" }), &[])]
#[case(json!({ "discount": null }), &["discount"])]
fn the_answers_change_the_questions(#[case] more: Value, #[case] expected: &[&str]) {
    assert_eq!(missing(RECORD, &with(myself(), more)), expected);
}

#[rstest]
#[case(json!({ "where": "latvia", "publicBody": true }), "publicBodyNote")]
#[case(json!({ "speed": "urgent", "delivery": "post" }), "urgentPostNote")]
#[case(json!({ "discount": "disability" }), "registerNote")]
fn who_could_save_money_or_time_is_told(#[case] more: Value, #[case] note: &str) {
    assert!(shows(RECORD, &with(myself(), more), note));
    assert!(!shows(RECORD, &myself(), note));
}

#[test]
fn a_tender_is_for_companies() {
    assert!(offered(RECORD, &company(), "purpose").contains(&"tender".to_owned()));
    assert!(!offered(RECORD, &myself(), "purpose").contains(&"tender".to_owned()));
}
