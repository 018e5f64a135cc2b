//! Groups inside groups: each inner item belongs to its outer one, in rules, problems, posts and summaries.

use forms::{
    Answers, FieldPath, Language, PageAction, PreparedForm, Sitting, apply_post, evaluate, explain, submit, summary,
};
use serde_json::{Value, json};

use crate::fixtures::{answers, codes, context, heating_support, judge, path, visible};

fn tenant(name: &str, born: &str, share: &str) -> Value {
    json!({"tenant": name, "born": born, "share": share})
}

/// A house with two tenants, one that is not let, and one with a child.
fn houses() -> Value {
    json!({"season": "2026-10-01", "houses": [
        {"street": "Ābeļu iela 1", "let": true,
         "tenants": [tenant("Anna", "1990-05-04", "120"), tenant("Ivo", "1988-01-02", "80.5")],
         "bills": [{"month": "10", "amount": "40"}, {"month": "11", "amount": "52.10"}]},
        {"street": "Bērzu iela 2", "let": false, "tenants": [tenant("Neviens", "2020-01-01", "1")]},
        {"street": "Ceriņu iela 3", "let": true, "tenants": [{"tenant": "Elza", "born": "2015-03-09"}]}
    ]})
}

#[test]
fn names_mean_the_own_item_then_the_item_around_then_the_form() {
    let evaluation = judge(&heating_support(), houses());
    let number = |at: &str| {
        evaluation
            .field(&path(at))
            .unwrap()
            .calculated
            .map(|number| number.to_string())
    };
    assert_eq!(number("houses.0.heat").as_deref(), Some("92.1"));
    assert_eq!(number("houses.0.rent").as_deref(), Some("200.5"));
    assert_eq!(number("houses.1.rent").as_deref(), Some("0"));
    assert_eq!(number("children").as_deref(), Some("1"));
    assert_eq!(number("total").as_deref(), Some("92.1"));
    assert!(visible(&evaluation, "houses.0.tenants.1.share"));
    assert!(
        !visible(&evaluation, "houses.2.tenants.0.share"),
        "one tenant shares with nobody"
    );
    assert!(
        !visible(&evaluation, "houses.1.tenants.0.tenant"),
        "the house is not let"
    );
    assert!(visible(&evaluation, "school"));
}

#[test]
fn an_empty_inner_item_is_shown_where_one_is_needed() {
    let evaluation = judge(
        &heating_support(),
        json!({"season": "2026-10-01", "houses": [{"let": true}, {"let": false}]}),
    );
    assert_eq!(evaluation.field(&path("houses.0.tenants")).unwrap().items, Some(1));
    assert_eq!(codes(&evaluation, "houses.0.tenants.0.tenant"), ["required"]);
    assert_eq!(codes(&evaluation, "houses.0.tenants"), [] as [&str; 0]);
    assert_eq!(evaluation.field(&path("houses.1.tenants")).unwrap().items, Some(0));
}

#[test]
fn too_many_inner_items_are_told_at_their_group() {
    let many = vec![tenant("Anna", "1990-05-04", "1"); 7];
    let given = json!({"houses": [{"let": true}, {"let": true, "tenants": many}]});
    let evaluation = judge(&heating_support(), given);
    assert_eq!(codes(&evaluation, "houses.1.tenants"), ["tooManyItems"]);
    assert_eq!(codes(&evaluation, "houses.0.tenants"), [] as [&str; 0]);
}

#[test]
fn what_is_submitted_keeps_items_in_their_place() {
    let submitted = submit(&heating_support(), &answers(houses()), &context()).unwrap();
    let expected = json!({
        "season": "2026-10-01", "children": "1", "total": "92.1",
        "houses": [
            {"street": "Ābeļu iela 1", "let": true, "heat": "92.1", "rent": "200.5",
             "tenants": [tenant("Anna", "1990-05-04", "120"), tenant("Ivo", "1988-01-02", "80.5")],
             "bills": [{"month": "10", "amount": "40"}, {"month": "11", "amount": "52.1"}]},
            {"street": "Bērzu iela 2", "let": false, "heat": "0", "rent": "0"},
            {"street": "Ceriņu iela 3", "let": true, "heat": "0",
             "tenants": [{"tenant": "Elza", "born": "2015-03-09"}]}
        ]
    });
    assert_eq!(submitted, answers(expected));
}

#[test]
fn a_sitting_follows_changes_in_inner_items() {
    let form = heating_support();
    let prepared = PreparedForm::new(&form);
    let mut sitting = Sitting::new(&prepared, answers(houses()), context());
    let steps = [
        ("houses.0.tenants.1.born", json!("2019-07-01")),
        ("houses.2.let", json!(false)),
        ("houses.0.tenants", json!([])),
        ("houses.1.let", json!(true)),
        ("houses.4.tenants.2.tenant", json!("Pēteris")),
        ("houses.1.tenants.0.born", json!("2031-01-01")),
        ("season", json!("2032-01-01")),
    ];
    for (at, answer) in steps {
        sitting.put(&path(at), Some(serde_json::from_value(answer).unwrap()));
        assert_eq!(
            sitting.evaluation(),
            &evaluate(&form, sitting.answers(), &context()),
            "{at}"
        );
    }
    assert_eq!(
        sitting.evaluation().field(&path("houses.4.tenants")).unwrap().items,
        Some(3)
    );
}

#[test]
fn a_rule_in_an_inner_item_explains_itself() {
    let why = |at: &str| explain(&heating_support(), &answers(houses()), &context(), &path(at));
    let said = why("houses.1.tenants.0.tenant").unwrap();
    assert!(!said.visible);
    assert_eq!(said.reasons.len(), 1, "the rule of the group around");
    assert_eq!(said.reasons[0].answers[0].path, path("houses.1.let"));
    let said = why("houses.0.tenants.1.share").unwrap();
    assert_eq!(said.reasons.last().unwrap().answers[0].path, path("houses.0.tenants"));
    assert!(
        said.rules
            .iter()
            .flat_map(|rule| &rule.answers)
            .any(|used| used.path == path("houses.0.tenants.1.born"))
    );
    assert_eq!(why("houses.0.tenants.2.tenant"), None);
    assert_eq!(why("houses.2.tenants.1.tenant"), None);
}

#[test]
fn rows_of_the_summary_name_both_items() {
    let pages = summary(&heating_support(), &answers(houses()), &context(), Language::En);
    let row = pages[0]
        .rows
        .iter()
        .find(|row| row.path == path("houses.0.tenants.1.tenant"))
        .unwrap();
    assert_eq!(
        (row.item.as_deref(), &row.values[..]),
        (Some("House 1, Tenant 2"), &["Ivo".to_owned()][..])
    );
    let row = pages[0]
        .rows
        .iter()
        .find(|row| row.path == path("houses.2.bills"))
        .unwrap();
    assert_eq!((row.item.as_deref(), row.values.len()), (Some("House 3"), 0));
}

#[test]
fn items_are_named_with_those_around_them() {
    let name = |at: &str| heating_support().item_name(&path(at), Language::Lv);
    assert_eq!(
        name("houses.0.tenants.1.tenant").as_deref(),
        Some("Māja 1, Iemītnieks 2")
    );
    assert_eq!(name("houses.2.tenants").as_deref(), Some("Māja 3"));
    assert_eq!(name("houses"), None);
}

#[test]
fn buttons_of_inner_groups_are_understood() {
    let press = |name: &str, value: &str| {
        let mut given = answers(houses());
        let pairs = [
            ("houses.0.tenants.1.tenant".to_owned(), "Ivars".to_owned()),
            (name.to_owned(), value.to_owned()),
        ];
        let action = apply_post(&heating_support(), "houses", &mut given, &pairs).unwrap();
        assert_eq!(given.at(&path("houses.0.tenants.1.tenant")), Some(&"Ivars".into()));
        action
    };
    assert_eq!(
        press("add", "houses.2.tenants"),
        PageAction::AddItem(path("houses.2.tenants"))
    );
    assert_eq!(
        press("remove", "houses.0.tenants.1"),
        PageAction::RemoveItem(path("houses.0.tenants"), 1)
    );
    assert_eq!(press("add", "houses.0.street"), PageAction::Continue);
    let mut given = answers(houses());
    let tenants: FieldPath = path("houses.0.tenants");
    given.remove_item(&tenants, 0);
    assert_eq!(given.at(&path("houses.0.tenants.0.tenant")), Some(&"Ivo".into()));
    let mut given = Answers::new();
    given.add_item(&path("houses"));
    given.add_item(&path("houses.0.tenants"));
    assert_eq!(given.items(&path("houses.0.tenants")).len(), 1);
}
