//! The permit for a public event: what is needed follows from the number of people.

use rstest::rstest;
use serde_json::{Value, json};

use crate::{calculated, missing, shows, with};

const EVENT: &str = "public-event-permit";

fn dance() -> Value {
    json!({
        "organiser": "person", "name": "Zaļumballe", "kind": "concert",
        "programme": "19.00 dejas, 21.00 konkursi, 23.00 noslēgums", "tickets": false,
        "startsOn": "2026-07-04", "endsOn": "2026-07-04", "late": false,
        "outdoor": true, "place": "Valmiera, Rātslaukums", "land": "municipal",
        "visitors": "80", "crew": "20", "alcohol": false, "pyrotechnics": false, "stage": false,
        "chief": { "given": "Andris", "family": "Kļaviņš" }, "chiefPhone": "20 000 000", "keepers": "1", "toilets": "2",
        "plan": "Divas izejas uz ielu, pie katras stāv kārtības uzturētājs.",
        "insurer": "Apdrošinātājs", "policy": "P-1", "cover": "15000", "email": "andris@example.lv", "truth": true,
    })
}

fn crowd(visitors: u32) -> Value {
    with(dance(), json!({ "visitors": visitors, "crew": "1" }))
}

#[test]
fn five_pages_and_the_shortest_way_is_complete() {
    assert_eq!(crate::form(EVENT).pages.len(), 5);
    assert_eq!(missing(EVENT, &dance()), [""; 0]);
}

#[rstest]
#[case(99, "1", "0", "2", "15000")]
#[case(100, "3", "0", "4", "15000")]
#[case(299, "3", "0", "4", "15000")]
#[case(300, "5", "1", "10", "50000")]
#[case(999, "10", "1", "10", "50000")]
#[case(1000, "30", "2", "24", "150000")]
#[case(4999, "50", "2", "40", "150000")]
#[case(5000, "100", "4", "80", "300000")]
#[case(20_000, "100", "8", "80", "300000")]
fn the_more_people_the_more_is_needed(
    #[case] visitors: u32,
    #[case] keepers: &str,
    #[case] medics: &str,
    #[case] toilets: &str,
    #[case] cover: &str,
) {
    let answers = crowd(visitors);
    let needed = |field| calculated(EVENT, &answers, field);
    assert_eq!(needed("total"), Some((visitors + 1).to_string()));
    assert_eq!(needed("keepersNeeded").as_deref(), Some(keepers));
    assert_eq!(needed("medicsNeeded").as_deref(), Some(medics));
    assert_eq!(needed("toiletsNeeded").as_deref(), Some(toilets));
    assert_eq!(needed("coverNeeded").as_deref(), Some(cover));
}

#[rstest]
#[case(100, &["keepers", "toilets"])]
#[case(300, &["keepers", "medics", "medicsFrom", "toilets", "evacuation", "cover"])]
#[case(500, &["keepers", "guards", "medics", "medicsFrom", "toilets", "evacuation", "cover"])]
#[case(1000, &["keepers", "guards", "medics", "medicsFrom", "toilets", "evacuation", "traffic", "cover"])]
fn a_plan_for_few_is_not_enough_for_many(#[case] visitors: u32, #[case] expected: &[&str]) {
    assert_eq!(missing(EVENT, &crowd(visitors)), expected);
}

#[test]
fn a_plan_for_many_is_accepted() {
    let enough = json!({
        "keepers": "60", "alcohol": true, "guards": "SIA “Sargs”, licence 345", "medics": "2", "medicsFrom": "Sarkanais Krusts",
        "toilets": "24", "evacuation": "Pa četrām izejām uz blakus ielām.",
        "traffic": "Apbrauc pa Diakonāta ielu, stāvvieta pie stadiona.", "cover": "150000",
    });
    let answers = with(crowd(2500), enough);
    assert_eq!(missing(EVENT, &answers), [""; 0]);
    assert_eq!(missing(EVENT, &with(answers, json!({ "keepers": "59" }))), ["keepers"]);
}

#[rstest]
#[case(json!({ "alcohol": true }), &["keepers"])]
#[case(json!({ "alcohol": true, "keepers": "2" }), &[])]
#[case(json!({ "alcohol": true, "keepers": "2", "kind": "sport" }), &["alcohol"])]
#[case(json!({ "kind": "fireworks" }), &["pyrotechnics"])]
#[case(json!({ "pyrotechnics": true }), &["pyrotechnician"])]
#[case(json!({ "stage": true }), &["builder"])]
#[case(json!({ "kind": "other" }), &["kindOther"])]
#[case(json!({ "outdoor": false, "toilets": null }), &[])]
#[case(json!({ "land": "private" }), &["owner", "ownerAgrees"])]
#[case(json!({ "land": "street" }), &["closedStreets", "traffic"])]
#[case(json!({ "late": true }), &["lateUntil", "lateReason"])]
#[case(json!({ "late": true, "lateUntil": "1.30", "lateReason": "Līgo nakts" }), &[])]
#[case(json!({ "late": true, "lateUntil": "vēlu", "lateReason": "Līgo nakts" }), &["lateUntil"])]
#[case(json!({ "organiser": "association" }), &["organisation"])]
#[case(json!({ "startsOn": "2026-06-29", "endsOn": "2026-06-29" }), &["startsOn"])]
#[case(json!({ "startsOn": "2026-06-30", "endsOn": "2026-06-30" }), &[])]
#[case(json!({ "endsOn": "2026-07-03" }), &["endsOn"])]
#[case(json!({ "endsOn": "2026-07-13" }), &[])]
#[case(json!({ "endsOn": "2026-07-14" }), &["endsOn"])]
fn other_answers_bring_their_own_questions(#[case] more: Value, #[case] expected: &[&str]) {
    assert_eq!(missing(EVENT, &with(dance(), more)), expected);
}

#[rstest]
#[case(json!({ "visitors": "30" }), true, false)]
#[case(json!({ "visitors": "30", "tickets": true }), false, false)]
#[case(json!({ "visitors": "300" }), false, false)]
#[case(json!({ "visitors": "1000" }), false, true)]
fn small_and_large_events_are_told_what_differs(#[case] more: Value, #[case] small: bool, #[case] large: bool) {
    let answers = with(dance(), more);
    assert_eq!(shows(EVENT, &answers, "smallNote"), small);
    assert_eq!(shows(EVENT, &answers, "largeNote"), large);
}

#[rstest]
#[case(false, "0")]
#[case(true, "70")]
fn only_tickets_cost(#[case] tickets: bool, #[case] fee: &str) {
    let answers = with(dance(), json!({ "tickets": tickets }));
    assert_eq!(calculated(EVENT, &answers, "fee").as_deref(), Some(fee));
}
