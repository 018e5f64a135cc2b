//! Tables: rows that the form gives, and rows that people add.

use forms::{FindingCode, Language, apply_post, check, submit, summary};
use serde_json::{Value, json};

use crate::fixtures::{CODE_LISTS, answers, codes, context, field, form_of, judge};

fn years(more: Value) -> forms::FormDefinition {
    let columns = vec![
        field("earned", json!({"money": {}}), json!({"required": "always"})),
        field("note", json!({"shortText": {}}), json!({})),
    ];
    let rows = [json!({"lv": "2024", "en": "2024"}), json!({"lv": "2025", "en": "2025"})];
    let table = json!({"table": {"rows": rows, "columns": columns}});
    form_of(vec![field("income", table, more)])
}

fn found(form: &forms::FormDefinition) -> Vec<FindingCode> {
    let findings = check(form, &CODE_LISTS.keys().cloned().collect());
    findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn given_rows_are_all_there_and_their_columns_say_what_is_needed() {
    let form = years(json!({}));
    assert_eq!(found(&form), []);
    let open = judge(&form, json!({}));
    assert_eq!(open.field(&"income".parse().unwrap()).unwrap().items, Some(2));
    assert_eq!(codes(&open, "income"), [""; 0]);
    assert_eq!(codes(&open, "income.1.earned"), ["required"]);
    let filled = json!({"income": [{"earned": "1"}, {"earned": "2,50"}]});
    let submitted = submit(&form, &answers(filled), &context()).unwrap();
    assert_eq!(
        submitted,
        answers(json!({"income": [{"earned": "1"}, {"earned": "2.5"}]}))
    );
    let rows = &summary(&form, &submitted, &context(), Language::En)[0].rows;
    assert_eq!(rows[0].item.as_deref(), Some("2024"));
    assert_eq!(rows[2].values, ["2.50\u{a0}EUR"]);
    let three = judge(
        &form,
        json!({"income": [{"earned": "1"}, {"earned": "1"}, {"earned": "1"}]}),
    );
    assert_eq!(codes(&three, "income"), ["tooManyItems"]);
}

#[test]
fn what_does_not_fit_in_a_table_is_found() {
    assert_eq!(found(&years(json!({"required": "always"}))), [FindingCode::BadRows]);
    for kind in [
        json!({"person": {}}),
        json!({"date": {}}),
        json!({"longText": {}}),
        json!({"staticText": {"text": {"lv": "a", "en": "a"}}}),
    ] {
        let table = json!({"table": {"columns": [field("x", kind, json!({}))], "itemLabel": {"lv": "R", "en": "R"}, "addLabel": {"lv": "P", "en": "A"}}});
        assert_eq!(
            found(&form_of(vec![field("t", table, json!({}))])),
            [FindingCode::BadColumn]
        );
    }
    let wordless = json!({"table": {"columns": [field("x", json!({"yesNo": {}}), json!({}))]}});
    assert_eq!(
        found(&form_of(vec![field("t", wordless, json!({}))])),
        [FindingCode::MissingLabel, FindingCode::MissingLabel]
    );
}

#[test]
fn rows_come_back_from_a_post() {
    let form = years(json!({}));
    let mut given = answers(json!({}));
    let pairs = [
        ("_shown", "income.1.earned"),
        ("income.1.earned", "7"),
        ("income.0.note", "x"),
    ];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    apply_post(&form, "only", &mut given, &pairs).unwrap();
    assert_eq!(given, answers(json!({"income": [{"note": "x"}, {"earned": "7"}]})));
}

#[test]
fn lines_changed_by_hand_are_not_the_address_that_was_looked_up() {
    let form = form_of(vec![field("home", json!({"address": {"code": "lookup"}}), json!({}))]);
    let looked_up = json!({"home": {"addressCode": "101234565", "street": "Ezera iela 1", "place": "Rīga", "postalCode": "LV-1010"}});
    let post = |street: &str| {
        let mut given = answers(looked_up.clone());
        let pairs = [
            ("home.street", street),
            ("home.place", "Rīga"),
            ("home.postalCode", "LV-1010"),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        apply_post(&form, "only", &mut given, &pairs).unwrap();
        serde_json::to_value(given).unwrap()
    };
    assert_eq!(post("Ezera iela 1"), looked_up);
    assert_eq!(post("Ezera iela 2")["home"].get("addressCode"), None);
}

#[test]
fn a_summary_shows_pages_that_were_walked() {
    use crate::fixtures::{form, page};
    let text = || field("a", json!({"shortText": {}}), json!({}));
    let block = |pages: Value| field("s", json!({"summary": {"pages": pages}}), json!({}));
    let of = |pages: Value| {
        form(vec![
            page("one", vec![text(), block(pages)], json!({})),
            page("two", vec![field("b", json!({"yesNo": {}}), json!({}))], json!({})),
        ])
    };
    assert_eq!(found(&of(json!([]))), []);
    assert_eq!(found(&of(json!(["one"]))), []);
    assert_eq!(found(&of(json!(["two"]))), [FindingCode::LaterPage]);
    assert_eq!(found(&of(json!(["three"]))), [FindingCode::UnknownReference]);
}
