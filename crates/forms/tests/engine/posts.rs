//! What browsers post, turned into answers.

use forms::{Answers, PageAction, PostError, apply_post, names};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixtures::{answers, library_card, market_stall, path};

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn post_card(page: &str, before: Value, posted: &[(&str, &str)]) -> Value {
    let mut given = answers(before);
    apply_post(&library_card(), page, &mut given, &pairs(posted)).unwrap();
    serde_json::to_value(given).unwrap()
}

#[test]
fn every_kind_is_taken_over_as_typed() {
    let reader = post_card(
        "reader",
        json!({}),
        &[
            ("reader.given", "Anna"),
            ("reader.family", " Ozola "),
            ("reader.code", "161175"),
            ("born.day", "31"),
            ("born.month", "februāris"),
            ("born.year", ""),
            ("address.street", ""),
            ("address.place", ""),
            ("address.postalCode", ""),
            ("phone", "2000 0000"),
            ("email", ""),
        ],
    );
    assert_eq!(
        reader,
        json!({
            "reader": {"given": "Anna", "family": " Ozola ", "code": "161175"},
            "born": {"day": "31", "month": "februāris"},
            "phone": "2000 0000"
        })
    );
    let wishes = post_card(
        "wishes",
        json!({}),
        &[
            ("branch", "centre"),
            ("genres", "prose"),
            ("genres", "poetry"),
            ("perMonth", "divas"),
            ("nightOwl", names::NO),
            ("motto", "a\0b"),
            ("wish", "x\r\ny"),
            ("rules", names::YES),
        ],
    );
    assert_eq!(
        wishes,
        json!({
            "branch": "centre", "genres": ["prose", "poetry"], "perMonth": "divas", "nightOwl": false, "motto": "ab",
            "wish": "x\r\ny", "rules": true
        })
    );
}

#[test]
fn other_pages_and_unknown_names_are_left_alone() {
    let before = json!({"phone": "20000000", "motto": "x"});
    let after = post_card(
        "wishes",
        before,
        &[("phone", "666"), ("note", "x"), ("_version", "3"), ("motto", "y")],
    );
    assert_eq!(after, json!({"phone": "20000000", "motto": "y"}));
}

#[test]
fn emptied_inputs_take_answers_away_and_absent_ones_do_not() {
    let before = json!({"phone": "20000000", "email": "a@example.lv", "born": "1990-05-04"});
    let after = post_card("reader", before.clone(), &[("phone", "")]);
    assert_eq!(after, json!({"email": "a@example.lv", "born": "1990-05-04"}));
    let after = post_card(
        "reader",
        before,
        &[("born.day", ""), ("born.month", ""), ("born.year", "")],
    );
    assert_eq!(after["born"], json!({}).get("born").cloned().unwrap_or(Value::Null));
}

#[test]
fn a_date_given_by_a_program_shows_in_its_boxes() {
    use forms::Part::{Day, Month, Year};
    let born = answers(json!({"born": "1990-05-04"}));
    let answer = born.get("born").unwrap();
    assert_eq!(
        (answer.part(Day), answer.part(Month), answer.part(Year)),
        ("04", "05", "1990")
    );
    let after = post_card("reader", json!({"born": "1990-05-04"}), &[("born.day", "5")]);
    assert_eq!(after["born"], json!({"day": "5", "month": "05", "year": "1990"}));
}

#[test]
fn absent_checkboxes_were_unticked() {
    let before = json!({"genres": ["prose"], "rules": true, "nightOwl": true});
    assert_eq!(post_card("wishes", before.clone(), &[]), json!({"nightOwl": true}));
    assert_eq!(
        post_card("wishes", before.clone(), &[("genres", ""), ("rules", "")]),
        json!({"nightOwl": true}),
        "an empty value is no tick"
    );
    assert_eq!(
        post_card("wishes", before, &[(names::SHOWN, "rules"), (names::SHOWN, "motto")]),
        json!({"genres": ["prose"], "nightOwl": true}),
        "what was not shown is kept"
    );
}

#[test]
fn items_are_filled_by_number() {
    let mut given = answers(json!({"helpers": [{"name": "Anna", "leads": true, "phone": "1"}]}));
    let posted = pairs(&[
        ("helpers.0.name", "Anna Ozola"),
        ("helpers.0.leads", names::YES),
        ("helpers.1.name", "Ilze"),
        ("helpers.1.from.day", "3"),
        ("helpers.01.name", "x"),
        ("helpers.x.name", "x"),
        ("helpers.4294967296.name", "x"),
        ("helpers.100.name", "x"),
        ("helpers.1.unknown", "x"),
    ]);
    apply_post(&market_stall(), "helpers", &mut given, &posted).unwrap();
    assert_eq!(
        serde_json::to_value(&given).unwrap(),
        json!({"helpers": [
            {"name": "Anna Ozola", "leads": true, "phone": "1"},
            {"name": "Ilze", "from": {"day": "3"}}
        ]})
    );
}

#[rstest]
#[case(&[], PageAction::Continue)]
#[case(&[("action", "continue")], PageAction::Continue)]
#[case(&[("action", "back")], PageAction::Back)]
#[case(&[("action", "save")], PageAction::Save)]
#[case(&[("action", "format-disk")], PageAction::Continue)]
#[case(&[("add", "helpers")], PageAction::AddItem(path("helpers")))]
#[case(&[("remove", "helpers.1")], PageAction::RemoveItem(path("helpers"), 1))]
#[case(&[("add", "goods")], PageAction::Continue)]
#[case(&[("remove", "helpers")], PageAction::Continue)]
#[case(&[("remove", "helpers.-1")], PageAction::Continue)]
fn buttons(#[case] posted: &[(&str, &str)], #[case] expected: PageAction) {
    let action = apply_post(&market_stall(), "helpers", &mut Answers::new(), &pairs(posted));
    assert_eq!(action, Ok(expected));
}

#[test]
fn items_are_added_and_removed() {
    let group = path("helpers");
    let mut given = Answers::new();
    given.add_item(&group);
    given.put(&path("helpers.0.name"), Some("Anna".into()));
    given.add_item(&group);
    given.put(&path("helpers.1.name"), Some("Ilze".into()));
    given.remove_item(&group, 5);
    assert_eq!(given.items(&group).len(), 2);
    given.remove_item(&group, 0);
    assert_eq!(given.at(&path("helpers.0.name")), Some(&"Ilze".into()));
    given.remove_item(&group, 0);
    assert!(given.is_empty());
    for _ in 0..1000 {
        given.add_item(&group);
    }
    assert_eq!(given.items(&group).len(), forms::limits::MAX_GROUP_ITEMS as usize);
}

#[test]
fn a_page_that_does_not_exist_is_told() {
    assert_eq!(
        apply_post(&market_stall(), "x", &mut Answers::new(), &[]),
        Err(PostError::UnknownPage)
    );
}
