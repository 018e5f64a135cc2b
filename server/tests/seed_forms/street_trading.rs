//! The street trading permit.

use rstest::rstest;
use serde_json::{Value, json};

use crate::{calculated, missing, offered, shows, with};

const STREET: &str = "street-trading-permit";

fn berries() -> Value {
    json!({
        "applicant": "person", "trader": "own", "goods": ["wild"], "goodsList": "mellenes, gailenes", "alcohol": false,
        "stand": "table", "area": "2,5", "place": "rujiena",
        "firstDay": "2026-07-01", "lastDay": "2026-07-01", "hours": "morning",
        "email": "ilze@example.lv", "truth": true,
    })
}

fn company() -> Value {
    let company = json!({ "number": "40009990008", "name": "SIA “Zaļā sēta”" });
    with(
        berries(),
        json!({ "applicant": "organisation", "company": company, "trader": null }),
    )
}

#[test]
fn the_shortest_ways_are_complete() {
    assert_eq!(missing(STREET, &berries()), [""; 0]);
    assert_eq!(missing(STREET, &company()), [""; 0]);
}

#[rstest]
#[case(json!({ "trader": null }), &["trader"])]
#[case(json!({ "applicant": "organisation" }), &["company"])]
#[case(json!({ "applicant": null }), &["applicant"])]
#[case(json!({ "trader": "selfEmployed" }), &[])]
#[case(json!({ "goods": ["vegetables"] }), &["grownAt"])]
#[case(json!({ "goods": ["trees"], "grownAt": "Ozoli, Rencēnu pagasts" }), &[])]
#[case(json!({ "goods": ["preserves"] }), &["foodRegistered"])]
#[case(json!({ "goods": ["preserves"], "foodRegistered": true }), &["foodNumber"])]
#[case(json!({ "goods": ["preserves"], "foodRegistered": false }), &["foodRegistered"])]
#[case(json!({ "goods": ["meals"] }), &["goods"])]
#[case(json!({ "alcohol": true }), &["alcohol"])]
#[case(json!({ "area": "9,1" }), &["area"])]
#[case(json!({ "stand": "cart", "area": "6" }), &["electricity"])]
#[case(json!({ "stand": "cart", "area": "6,5", "electricity": true }), &["area"])]
#[case(json!({ "stand": "cart", "place": "rigasIela", "electricity": true }), &["electricity"])]
#[case(json!({ "stand": "cart", "place": "rigasIela", "electricity": false }), &[])]
#[case(json!({ "stand": "van" }), &["stand"])]
#[case(json!({ "hours": "evening" }), &["hours"])]
#[case(json!({ "hours": "evening", "place": "station" }), &[])]
#[case(json!({ "firstDay": "2026-06-20" }), &["firstDay"])]
#[case(json!({ "firstDay": "2026-06-21" }), &[])]
#[case(json!({ "lastDay": "2026-06-30" }), &["lastDay"])]
#[case(json!({ "lastDay": "2026-10-01" }), &[])]
#[case(json!({ "lastDay": "2026-10-02" }), &["lastDay"])]
#[case(json!({ "email": null }), &["email"])]
fn the_answers_change_the_questions(#[case] more: Value, #[case] expected: &[&str]) {
    assert_eq!(missing(STREET, &with(berries(), more)), expected);
}

#[rstest]
#[case(json!({ "goods": ["meals"], "foodRegistered": true, "foodNumber": "0412", "stand": "van", "place": "station", "electricity": true }))]
#[case(json!({ "goods": ["industrial"] }))]
fn a_company_may_sell_what_a_gardener_may_not(#[case] more: Value) {
    assert_eq!(missing(STREET, &with(company(), more.clone())), [""; 0]);
    assert_eq!(
        missing(
            STREET,
            &with(with(berries(), json!({ "trader": "selfEmployed" })), more.clone())
        ),
        [""; 0]
    );
    assert_ne!(missing(STREET, &with(berries(), more)), [""; 0]);
}

#[rstest]
#[case(berries(), "2026-07-01", "2")]
#[case(berries(), "2026-07-31", "62")]
#[case(company(), "2026-07-10", "80")]
#[case(with(company(), json!({ "stand": "van" })), "2026-07-10", "120")]
fn the_fee_is_days_times_the_day_s_fee(#[case] base: Value, #[case] last: &str, #[case] expected: &str) {
    let answers = with(base, json!({ "lastDay": last }));
    assert_eq!(calculated(STREET, &answers, "fee").as_deref(), Some(expected));
}

#[test]
fn there_is_no_fee_before_the_days_are_known() {
    assert_eq!(
        calculated(STREET, &with(berries(), json!({ "lastDay": null })), "fee"),
        None
    );
}

#[test]
fn what_is_offered_fits_the_trader_and_the_stand() {
    let places = |stand| offered(STREET, &with(company(), json!({ "stand": stand })), "place");
    assert_eq!(places("van"), ["ratslaukums", "station", "rujiena", "mazsalaca"]);
    assert_eq!(places("table").len(), 7);
    assert_eq!(offered(STREET, &berries(), "stand"), ["table", "cart"]);
    assert_eq!(offered(STREET, &company(), "stand"), ["table", "cart", "van"]);
    assert!(!offered(STREET, &berries(), "goods").contains(&"meals".to_owned()));
}

#[test]
fn who_may_not_sell_food_yet_learns_how_to() {
    let food = |registered| {
        with(
            berries(),
            json!({ "goods": ["preserves"], "foodRegistered": registered }),
        )
    };
    assert!(shows(STREET, &food(false), "foodNote"));
    assert!(!shows(STREET, &food(true), "foodNote"));
    assert!(!shows(STREET, &berries(), "foodNote"));
}
