//! From drafts to submissions, and the words in which people read them.

use forms::{FormDefinition, Language, SummaryPage, submit, summary, unknown_answers};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixtures::{answers, code, context, library_card, market_stall, path};

fn card() -> Value {
    json!({
        "reader": {"given": "Anna", "family": "Ozola", "code": "000000-10007"},
        "born": {"day": "4", "month": "5", "year": "1990"},
        "guardian": {"given": "Nevajag"},
        "address": {"street": "Ezera iela 1", "place": "Rīga", "postalCode": "1010"},
        "phone": "20000000",
        "branch": "90000054163",
        "genres": ["poetry", "prose"],
        "perMonth": "12",
        "nightOwl": false,
        "wish": "Klusumu\r\nun gaismu",
        "rules": true,
        "shoeSize": "42"
    })
}

fn stall() -> Value {
    json!({
        "basis": "helpers", "firstDay": "2026-12-10", "area": "1 234,5", "goods": ["crafts"], "kilowatts": "2,5",
        "helpers": [
            {"name": "Jānis", "leads": true, "phone": "+371 20000000"},
            {"name": "Ilze", "leads": false, "phone": "29999999"}
        ]
    })
}

#[test]
fn only_what_is_shown_is_submitted_in_one_spelling() {
    let submitted = submit(&library_card(), &answers(card()), &context()).unwrap();
    assert_eq!(
        serde_json::to_value(&submitted).unwrap(),
        json!({
            "reader": {"given": "Anna", "family": "Ozola", "code": "000000-10007"},
            "born": "1990-05-04",
            "address": {"street": "Ezera iela 1", "place": "Rīga", "postalCode": "LV-1010"},
            "phone": "+37120000000",
            "branch": "90000054163",
            "genres": ["prose", "poetry"],
            "perMonth": "12",
            "nightOwl": false,
            "wish": "Klusumu\nun gaismu",
            "rules": true
        })
    );
}

#[test]
fn hidden_answers_in_items_are_left_out() {
    let submitted = submit(&market_stall(), &answers(stall()), &context()).unwrap();
    let expected = json!([{"name": "Jānis", "leads": true, "phone": "+37120000000"}, {"name": "Ilze", "leads": false}]);
    assert_eq!(serde_json::to_value(submitted.get("helpers")).unwrap(), expected);
}

#[test]
fn everything_in_the_way_is_told_at_once_and_doubts_are_not() {
    let mut given = card();
    given["reader"]["code"] = json!("328673-00677");
    given["perMonth"] = json!("daudz");
    given["rules"] = json!(false);
    let problems = submit(&library_card(), &answers(given), &context()).unwrap_err();
    let told: Vec<String> = problems
        .iter()
        .map(|one| format!("{} {}", one.path, code(&one.problem)))
        .collect();
    assert_eq!(told, ["perMonth notANumber", "rules required"]);
}

#[test]
fn names_that_the_form_does_not_have_are_found() {
    let unknown = |form: &FormDefinition, given| unknown_answers(form, &answers(given));
    assert_eq!(unknown(&library_card(), card()), [path("shoeSize")]);
    assert_eq!(
        unknown(&library_card(), json!({"note": "x"})),
        [path("note")],
        "static text takes no answer"
    );
    let given = json!({"helpers": [{"name": "A"}, {"nam": "B"}]});
    assert_eq!(unknown(&market_stall(), given), [path("helpers.1.nam")]);
}

fn words(pages: &[SummaryPage], at: &str) -> Vec<String> {
    let rows = pages.iter().flat_map(|page| &page.rows);
    rows.clone()
        .find(|row| row.path == path(at))
        .unwrap_or_else(|| panic!("no row {at}"))
        .values
        .clone()
}

#[rstest]
#[case("reader", &["Anna Ozola", "000000-10007"], &["Anna Ozola", "000000-10007"])]
#[case("born", &["04.05.1990"], &["4 May 1990"])]
#[case("address", &["Ezera iela 1", "Rīga", "LV-1010"], &["Ezera iela 1", "Rīga", "LV-1010"])]
#[case("branch", &["Piekraste"], &["Seaside"])]
#[case("genres", &["Prozu", "Dzeju"], &["Prose", "Poetry"])]
#[case("perMonth", &["12\u{a0}grāmatas"], &["12\u{a0}books"])]
#[case("nightOwl", &["Nē"], &["No"])]
#[case("wish", &["Klusumu", "un gaismu"], &["Klusumu", "un gaismu"])]
#[case("rules", &["Jā"], &["Yes"])]
#[case("motto", &[], &[])]
fn answers_in_words(#[case] at: &str, #[case] lv: &[&str], #[case] en: &[&str]) {
    let of = |language| summary(&library_card(), &answers(card()), &context(), language);
    assert_eq!(words(&of(Language::Lv), at), lv);
    assert_eq!(words(&of(Language::En), at), en);
}

#[test]
fn rows_are_grouped_by_page_and_item() {
    let pages = summary(&market_stall(), &answers(stall()), &context(), Language::Lv);
    let titles: Vec<&str> = pages.iter().map(|page| page.title.as_str()).collect();
    assert_eq!(titles, ["Vieta", "Palīgi", "Preces"]);
    let helpers: Vec<(Option<&str>, &str, &[String])> = pages[1]
        .rows
        .iter()
        .map(|row| (row.item.as_deref(), row.label.as_str(), row.values.as_slice()))
        .collect();
    let text = |text: &str| vec![text.to_owned()];
    assert_eq!(helpers[0], (Some("Palīgs 1"), "Vārds", text("Jānis").as_slice()));
    assert_eq!(helpers[4], (Some("Palīgs 2"), "Vārds", text("Ilze").as_slice()));
    assert_eq!(helpers[5], (Some("Palīgs 2"), "Vada?", text("Nē").as_slice()));
    assert_eq!(helpers.len(), 7, "the second helper's telephone is not asked");
    assert_eq!(words(&pages, "area"), ["1\u{a0}234,5\u{a0}m²"]);
}

#[test]
fn what_is_wrong_stands_as_it_was_typed() {
    let given = json!({
        "reader": {"given": "Anna", "code": "12"}, "born": {"day": "31", "month": "2", "year": "1990"},
        "address": {"place": "Rīga"}, "perMonth": "daudz", "branch": "gone", "genres": ["gone"]
    });
    let pages = summary(&library_card(), &answers(given), &context(), Language::En);
    assert_eq!(words(&pages, "reader"), ["Anna", "12"]);
    assert_eq!(words(&pages, "born"), ["31.2.1990"]);
    assert_eq!(words(&pages, "address"), ["Rīga"]);
    assert_eq!(words(&pages, "perMonth"), ["daudz"]);
    assert_eq!(words(&pages, "branch"), ["gone"]);
    assert_eq!(words(&pages, "genres"), ["gone"]);
}

#[test]
fn a_group_without_items_is_one_row_without_values() {
    let pages = summary(
        &market_stall(),
        &answers(json!({"basis": "helpers"})),
        &context(),
        Language::En,
    );
    assert_eq!(words(&pages, "helpers"), [""; 0]);
    assert!(
        pages
            .iter()
            .flat_map(|page| &page.rows)
            .all(|row| row.path.groups().is_empty())
    );
}
