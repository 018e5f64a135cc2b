//! What the static check finds, and that it finds nothing else.

use std::collections::BTreeSet;

use forms::{Finding, FindingCode, FormDefinition, Severity, check, is_publishable};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixtures::{field, form, form_of, group, options, page};

pub fn findings(form: &FormDefinition) -> Vec<Finding> {
    check(form, &BTreeSet::from(["branches".to_owned()]))
}

pub fn found(form: &FormDefinition) -> Vec<FindingCode> {
    findings(form).into_iter().map(|finding| finding.code).collect()
}

/// A form with one field of each sort and `x`, which has the rule.
pub fn with_rule(rule: Value) -> FormDefinition {
    form_of(vec![
        field("yes", json!({"yesNo": {}}), json!({})),
        field("name", json!({"shortText": {}}), json!({})),
        field("n", json!({"number": {}}), json!({})),
        field("d", json!({"date": {}}), json!({})),
        field("one", json!({"oneOf": options(&["a", "b"])}), json!({})),
        field("many", json!({"manyOf": options(&["a", "b"])}), json!({})),
        field(
            "listed",
            json!({"oneOf": {"options": {"codeList": "branches"}}}),
            json!({}),
        ),
        field("person", json!({"person": {}}), json!({})),
        field(
            "items",
            group(vec![field("age", json!({"number": {}}), json!({}))], json!({})),
            json!({}),
        ),
        field("x", json!({"yesNo": {}}), json!({"visible": rule})),
    ])
}

#[rstest]
#[case(json!({"answer": "name"}))]
#[case(json!({"integer": 1}))]
#[case(json!({"eq": [{"answer": "n"}, {"text": "1"}]}))]
#[case(json!({"eq": [{"answer": "one"}, {"text": "a"}]}))]
#[case(json!({"eq": [{"answer": "many"}, {"option": "a"}]}))]
#[case(json!({"eq": [{"answer": "many"}, {"answer": "many"}]}))]
#[case(json!({"eq": [{"answer": "person"}, {"text": "a"}]}))]
#[case(json!({"lt": [{"answer": "name"}, {"text": "b"}]}))]
#[case(json!({"lt": [{"answer": "d"}, {"integer": 1}]}))]
#[case(json!({"and": [{"answer": "yes"}, {"answer": "d"}]}))]
#[case(json!({"not": {"answer": "n"}}))]
#[case(json!({"in": [{"answer": "n"}, {"answer": "d"}]}))]
#[case(json!({"in": [{"text": "a"}, {"answer": "many"}]}))]
#[case(json!({"in": [{"answer": "n"}, {"list": [{"integer": 1}, {"text": "1"}]}]}))]
#[case(json!({"any": {"group": "items", "where": {"answer": "age"}}}))]
#[case(json!({"eq": [{"add": [{"answer": "n"}, {"answer": "d"}]}, {"integer": 1}]}))]
#[case(json!({"eq": [{"multiply": [{"answer": "n"}, {"answer": "name"}]}, {"integer": 1}]}))]
#[case(json!({"eq": [{"subtract": [{"today": {}}, {"answer": "n"}]}, {"integer": 1}]}))]
#[case(json!({"eq": [{"daysBetween": [{"today": {}}, {"answer": "n"}]}, {"integer": 1}]}))]
#[case(json!({"add": [{"integer": 1}]}))]
#[case(json!({"eq": [{"addDays": [{"answer": "n"}, {"integer": 1}]}, {"today": {}}]}))]
#[case(json!({"eq": [{"addMonths": [{"today": {}}, {"answer": "d"}]}, {"today": {}}]}))]
#[case(json!({"eq": [{"ageAt": [{"answer": "n"}, {"today": {}}]}, {"integer": 1}]}))]
#[case(json!({"eq": [{"length": {"answer": "n"}}, {"integer": 1}]}))]
#[case(json!({"eq": [{"if": {"test": {"answer": "yes"}, "then": {"integer": 1}, "else": {"text": ""}}}, {"integer": 1}]}))]
#[case(json!({"if": {"test": {"answer": "n"}, "then": {"answer": "yes"}, "else": {"answer": "yes"}}}))]
#[case(json!({"eq": [{"divide": [{"answer": "d"}, {"integer": 2}]}, {"integer": 1}]}))]
#[case(json!({"between": [{"answer": "n"}, {"answer": "d"}, {"integer": 1}]}))]
#[case(json!({"between": [{"answer": "name"}, {"text": "a"}, {"text": "b"}]}))]
#[case(json!({"eq": [{"addWorkingDays": [{"answer": "n"}, {"integer": 1}]}, {"today": {}}]}))]
#[case(json!({"startsWith": [{"answer": "one"}, {"text": "a"}]}))]
#[case(json!({"contains": [{"answer": "name"}, {"integer": 1}]}))]
#[case(json!({"eq": [{"trimmed": {"answer": "n"}}, {"text": "a"}]}))]
#[case(json!({"eq": [{"caseFolded": {"answer": "many"}}, {"text": "a"}]}))]
#[case(json!({"matches": {"value": {"answer": "n"}, "regex": "a"}}))]
#[case(json!({"eq": [{"sum": {"group": "items", "of": {"answer": "d"}}}, {"integer": 1}]}))]
#[case(json!({"eq": [{"max": {"group": "items", "of": {"answer": "name"}}}, {"text": "a"}]}))]
#[case(json!({"first": {"group": "items", "of": {"answer": "age"}}}))]
#[case(json!({"eq": [{"min": {"group": "items", "of": {"answer": "age"}, "where": {"answer": "age"}}}, {"integer": 1}]}))]
#[case(json!({"attribute": {"of": {"answer": "one"}, "name": "lends"}}))]
#[case(json!({"attribute": {"of": {"answer": "name"}, "name": "lends"}}))]
fn type_errors_are_refused_once(#[case] rule: Value) {
    assert_eq!(found(&with_rule(rule)), [FindingCode::TypeError]);
}

#[rstest]
#[case(json!({"eq": [{"answer": "one"}, {"option": "c"}]}), FindingCode::UnknownOption)]
#[case(json!({"in": [{"answer": "one"}, {"list": [{"option": "a"}, {"option": "c"}]}]}), FindingCode::UnknownOption)]
#[case(json!({"in": [{"option": "c"}, {"answer": "many"}]}), FindingCode::UnknownOption)]
#[case(json!({"answer": "nowhere"}), FindingCode::UnknownReference)]
#[case(json!({"answered": "nowhere"}), FindingCode::UnknownReference)]
#[case(json!({"gt": [{"answer": "age"}, {"integer": 1}]}), FindingCode::UnknownReference)]
#[case(json!({"any": {"group": "name", "where": {"bool": true}}}), FindingCode::UnknownReference)]
#[case(json!({"gt": [{"count": {"group": "nowhere"}}, {"integer": 1}]}), FindingCode::UnknownReference)]
#[case(json!({"gt": [{"sum": {"group": "nowhere", "of": {"integer": 1}}}, {"integer": 1}]}), FindingCode::UnknownReference)]
#[case(json!({"gt": [{"max": {"group": "items", "of": {"answer": "nowhere"}}}, {"integer": 1}]}), FindingCode::UnknownReference)]
#[case(json!({"attribute": {"of": {"answer": "listed"}, "name": "nowhere"}}), FindingCode::UnknownFact)]
#[case(json!({"register": {"name": "nowhere", "attribute": "born"}}), FindingCode::UnknownFact)]
#[case(json!({"matches": {"value": {"answer": "name"}, "regex": "("}}), FindingCode::BadRegex)]
fn names_that_do_not_exist_are_refused(#[case] rule: Value, #[case] expected: FindingCode) {
    assert_eq!(found(&with_rule(rule)), [expected]);
}

#[rstest]
#[case(json!({"answer": "yes"}))]
#[case(json!({"eq": [{"answer": "listed"}, {"option": "90000054163"}]}))]
#[case(json!({"eq": [{"answer": "one"}, {"answer": "listed"}]}))]
#[case(json!({"in": [{"answer": "one"}, {"answer": "many"}]}))]
#[case(json!({"answered": "person"}))]
#[case(json!({"gt": [{"count": {"group": "items", "where": {"gt": [{"answer": "age"}, {"answer": "n"}]}}}, {"integer": 1}]}))]
#[case(json!({"gt": [{"length": {"answer": "many"}}, {"length": {"answer": "name"}}]}))]
#[case(json!({"lt": [{"addDays": [{"answer": "d"}, {"answer": "n"}]}, {"addMonths": [{"today": {}}, {"integer": -1}]}]}))]
#[case(json!({"or": [{"not": {"answer": "yes"}}, {"eq": [{"answer": "n"}, {"decimal": "1.5"}]}]}))]
#[case(json!({"eq": [{"if": {"test": {"answer": "yes"}, "then": {"integer": 1}, "else": {"answer": "n"}}}, {"integer": 1}]}))]
#[case(json!({"and": [{"eq": [{"answer": "one"}, {"option": "a"}]}, {"ne": [{"answer": "one"}, {"option": "b"}]}]}))]
#[case(json!({"matches": {"value": {"trimmed": {"caseFolded": {"answer": "name"}}}, "regex": "[a-z]+"}}))]
#[case(json!({"between": [{"addWorkingDays": [{"answer": "d"}, {"integer": 5}]}, {"today": {}}, {"date": "2030-01-01"}]}))]
#[case(json!({"gt": [{"sum": {"group": "items", "of": {"multiply": [{"answer": "age"}, {"integer": 2}]}, "where": {"answered": "age"}}}, {"integer": 3}]}))]
#[case(json!({"lt": [{"first": {"group": "items", "of": {"answer": "age"}}}, {"max": {"group": "items", "of": {"answer": "age"}}}]}))]
#[case(json!({"or": [{"eq": [{"answer": "n"}, {"integer": 0}]}, {"gt": [{"divide": [{"integer": 9}, {"answer": "n"}]}, {"integer": 1}]}]}))]
#[case(json!({"and": [{"gt": [{"answer": "n"}, {"integer": 0}]}, {"gt": [{"divide": [{"integer": 9}, {"answer": "n"}]}, {"integer": 1}]}]}))]
#[case(json!({"if": {"test": {"ne": [{"answer": "n"}, {"integer": 0}]}, "then": {"gt": [{"divide": [{"integer": 9}, {"answer": "n"}]}, {"integer": 1}]}, "else": {"answer": "yes"}}}))]
#[case(json!({"and": [{"gt": [{"answer": "n"}, {"integer": 1}]}, {"le": [{"answer": "n"}, {"integer": 2}]}, {"ne": [{"answer": "n"}, {"decimal": "1.5"}]}]}))]
fn sound_rules_pass(#[case] rule: Value) {
    assert_eq!(findings(&with_rule(rule)), []);
}

#[rstest]
#[case(json!({"bool": false}))]
#[case(json!({"lt": [{"integer": 2}, {"integer": 1}]}))]
#[case(json!({"and": [{"gt": [{"answer": "n"}, {"integer": 5}]}, {"lt": [{"answer": "n"}, {"integer": 3}]}]}))]
#[case(json!({"and": [{"ge": [{"answer": "n"}, {"integer": 5}]}, {"gt": [{"integer": 5}, {"answer": "n"}]}]}))]
#[case(json!({"and": [{"between": [{"answer": "d"}, {"date": "2026-01-01"}, {"date": "2026-12-31"}]}, {"not": {"lt": [{"answer": "d"}, {"date": "2027-01-01"}]}}]}))]
#[case(json!({"and": [{"in": [{"answer": "one"}, {"list": [{"option": "a"}]}]}, {"ne": [{"answer": "one"}, {"option": "a"}]}]}))]
#[case(json!({"and": [{"eq": [{"answer": "n"}, {"integer": 7}]}, {"lt": [{"answer": "n"}, {"integer": 7}]}]}))]
#[case(json!({"lt": [{"count": {"group": "items"}}, {"integer": 0}]}))]
#[case(json!({"gt": [{"count": {"group": "items"}}, {"integer": 100}]}))]
#[case(json!({"eq": [{"length": {"answer": "name"}}, {"integer": -1}]}))]
#[case(json!({"contains": [{"text": "abc"}, {"caseFolded": {"text": "D"}}]}))]
#[case(json!({"between": [{"integer": 1}, {"integer": 2}, {"integer": 3}]}))]
#[case(json!({"eq": [{"divide": [{"integer": 1}, {"integer": 4}]}, {"decimal": "0.2"}]}))]
#[case(json!({"and": [{"answer": "yes"}, {"not": {"answer": "yes"}}]}))]
#[case(json!({"and": [{"eq": [{"answer": "one"}, {"option": "a"}]}, {"eq": [{"option": "b"}, {"answer": "one"}]}]}))]
#[case(json!({"and": [{"eq": [{"answer": "n"}, {"integer": 1}]}, {"not": {"eq": [{"answer": "n"}, {"decimal": "1.0"}]}}]}))]
#[case(json!({"or": [{"bool": false}, {"not": {"bool": true}}]}))]
#[case(json!({"in": [{"integer": 3}, {"list": [{"integer": 1}, {"integer": 2}]}]}))]
#[case(json!({"if": {"test": {"answer": "yes"}, "then": {"bool": false}, "else": {"bool": false}}}))]
#[case(json!({"any": {"group": "items", "where": {"bool": false}}}))]
#[case(json!({"eq": [{"addDays": [{"date": "2026-01-01"}, {"integer": 1}]}, {"date": "2026-01-01"}]}))]
fn rules_that_never_hold_are_refused(#[case] rule: Value) {
    assert_eq!(found(&with_rule(rule)), [FindingCode::NeverShown]);
}

#[test]
fn what_depends_on_the_unreachable_is_unreachable() {
    let text = json!({"shortText": {}});
    let form = form_of(vec![
        field("a", text.clone(), json!({"visible": {"bool": false}})),
        field("b", text.clone(), json!({"visible": {"answered": "a"}})),
        field(
            "c",
            text.clone(),
            json!({"required": "always", "visible": {"eq": [{"answer": "b"}, {"text": "x"}]}}),
        ),
        field("d", text, json!({"visible": {"not": {"answered": "a"}}})),
    ]);
    let found: Vec<(FindingCode, String)> = findings(&form)
        .into_iter()
        .map(|finding| (finding.code, finding.field.unwrap()))
        .collect();
    let never = |id: &str| (FindingCode::NeverShown, id.to_owned());
    assert_eq!(
        found,
        [
            never("a"),
            never("b"),
            never("c"),
            (FindingCode::RequiredNeverShown, "c".to_owned()),
            (FindingCode::AlwaysTrue, "d".to_owned())
        ]
    );
}

#[test]
fn a_field_must_not_contradict_its_page() {
    let when = |option: &str| json!({"visible": {"eq": [{"answer": "one"}, {"option": option}]}});
    let form = form(vec![
        page(
            "first",
            vec![field("one", json!({"oneOf": options(&["a", "b"])}), json!({}))],
            json!({}),
        ),
        page("second", vec![field("x", json!({"yesNo": {}}), when("b"))], when("a")),
    ]);
    assert_eq!(found(&form), [FindingCode::NeverShown]);
    assert_eq!(findings(&form)[0].field.as_deref(), Some("x"));
}

#[test]
fn unreachable_pages_and_options_are_found() {
    let mut choice = options(&["a", "b"]);
    choice["options"]["inline"][1]["visible"] = json!({"bool": false});
    let never = json!({"visible": {"bool": false}});
    let form = form(vec![
        page(
            "first",
            vec![field("one", json!({"oneOf": choice}), json!({}))],
            json!({}),
        ),
        page("second", vec![field("x", json!({"yesNo": {}}), json!({}))], never),
    ]);
    let findings = findings(&form);
    let places: Vec<(&str, Option<&str>)> = findings
        .iter()
        .map(|one| (one.page.as_ref().unwrap().as_str(), one.field.as_deref()))
        .collect();
    assert_eq!(places, [("second", None), ("first", Some("one"))]);
    assert!(findings.iter().all(|one| one.code == FindingCode::NeverShown));
}

#[test]
fn circles_are_named() {
    let text = json!({"shortText": {}});
    let form = form_of(vec![
        field("a", text.clone(), json!({"visible": {"answered": "c"}})),
        field("b", text.clone(), json!({"visible": {"answered": "a"}})),
        field("c", text.clone(), json!({"visible": {"answered": "b"}})),
        field("d", text, json!({"visible": {"answered": "d"}})),
    ]);
    let findings = findings(&form);
    assert!(findings.iter().all(|finding| finding.code == FindingCode::Cycle));
    let words: Vec<&str> = findings
        .iter()
        .map(|finding| finding.message.get(forms::Language::En))
        .collect();
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(
        words[0].contains("Field “a?” → Field “c?” → Field “b?” → Field “a?”"),
        "{words:?}"
    );
    assert!(words[1].contains("Field “d?” → Field “d?”"), "{words:?}");
}

#[test]
fn a_page_must_not_depend_on_itself() {
    let asked = vec![field("a", json!({"yesNo": {}}), json!({}))];
    let form = form(vec![page("first", asked, json!({"visible": {"answer": "a"}}))]);
    assert_eq!(found(&form), [FindingCode::Cycle]);
}

#[test]
fn later_pages_are_not_looked_at() {
    let yes_no = json!({"yesNo": {}});
    let rule = json!({"answer": "b"});
    let with = |more: Value| {
        form(vec![
            page("first", vec![field("a", yes_no.clone(), more)], json!({})),
            page("second", vec![field("b", yes_no.clone(), json!({}))], json!({})),
        ])
    };
    let shown = findings(&with(json!({"visible": rule})));
    assert_eq!(
        (shown[0].code, shown[0].severity, shown.len()),
        (FindingCode::LaterPage, Severity::Error, 1)
    );
    let required = findings(&with(json!({"required": {"when": rule}})));
    assert_eq!(
        (required[0].code, required[0].severity, required.len()),
        (FindingCode::LaterPage, Severity::Warning, 1)
    );
    assert!(!is_publishable(&shown));
    assert!(is_publishable(&required));
}

fn one(kind: Value) -> FormDefinition {
    form_of(vec![field("x", kind, json!({}))])
}

#[rstest]
#[case(one(options_of(json!([]))), &[FindingCode::EmptyOptions])]
#[case(one(options_of(json!([{"id": "a", "label": {"lv": "A", "en": "A"}}, {"id": "a", "label": {"lv": "B", "en": "B"}}]))), &[FindingCode::DuplicateId])]
#[case(one(options_of(json!([{"id": "a", "label": {"lv": "A"}}]))), &[FindingCode::MissingTranslation])]
#[case(one(options_of(json!([{"id": "a", "label": {}}]))), &[FindingCode::MissingLabel])]
#[case(one(json!({"oneOf": {"options": {"codeList": "nowhere"}}})), &[FindingCode::UnknownCodeList])]
#[case(one(json!({"shortText": {"pattern": {"regex": "(", "message": {"lv": "x", "en": "x"}}}})), &[FindingCode::BadRegex])]
#[case(one(json!({"shortText": {"pattern": {"regex": "a".repeat(501), "message": {"lv": "x", "en": "x"}}}})), &[FindingCode::BadRegex])]
#[case(one(json!({"shortText": {"pattern": {"regex": "(a{1000}){1000}", "message": {"lv": "x", "en": "x"}}}})), &[FindingCode::BadRegex])]
#[case(one(json!({"shortText": {"pattern": {"regex": "a", "message": {}}}})), &[FindingCode::MissingLabel])]
#[case(one(json!({"shortText": {"minLength": 5, "maxLength": 4}})), &[FindingCode::BadBounds])]
#[case(one(json!({"shortText": {"maxLength": 501}})), &[FindingCode::BadBounds])]
#[case(one(json!({"number": {"min": "2", "max": "1"}})), &[FindingCode::BadBounds])]
#[case(one(json!({"number": {"decimals": 11}})), &[FindingCode::BadBounds])]
#[case(one(json!({"manyOf": {"options": options(&["a", "b"])["options"], "min": 3}})), &[FindingCode::BadBounds])]
#[case(one(json!({"manyOf": {"options": options(&["a", "b"])["options"], "max": 0}})), &[FindingCode::BadBounds])]
#[case(one(json!({"shortText": {"pattern": {"regex": "a)|(b", "message": {"lv": "x", "en": "x"}}}})), &[FindingCode::BadRegex])]
#[case(one(json!({"number": {"unit": {"lv": "m²"}}})), &[FindingCode::MissingTranslation])]
#[case(one(json!({"date": {"min": {"on": "2026-01-02"}, "max": {"on": "2026-01-01"}}})), &[FindingCode::BadBounds])]
#[case(one(json!({"staticText": {"text": {"lv": "x"}}})), &[FindingCode::MissingTranslation])]
#[case(one(group(vec![], json!({}))), &[FindingCode::Empty])]
#[case(one(group(vec![text("a")], json!({"min": 3, "max": 2}))), &[FindingCode::BadBounds])]
#[case(one(group(vec![text("a")], json!({"max": 101}))), &[FindingCode::BadBounds])]
#[case(one(group(vec![text("a"), text("a")], json!({}))), &[FindingCode::DuplicateId])]
#[case(one(group(vec![text("x")], json!({}))), &[FindingCode::ShadowedName])]
#[case(one(nested("n", text("b"))), &[])]
#[case(one(nested("m", field("n", group(vec![text("b")], json!({})), json!({})))), &[FindingCode::NestedGroup])]
#[case(one(group(vec![text("a")], json!({"addLabel": {}}))), &[FindingCode::MissingLabel])]
#[case(form_of(vec![text("a"), text("a")]), &[FindingCode::DuplicateId])]
#[case(form_of(vec![]), &[FindingCode::Empty])]
#[case(form(vec![]), &[FindingCode::Empty])]
#[case(form_of(vec![field("x", json!({"yesNo": {}}), json!({"label": {}}))]), &[FindingCode::MissingLabel])]
#[case(form_of(vec![field("x", json!({"yesNo": {}}), json!({"hint": {"en": "x"}}))]), &[FindingCode::MissingTranslation])]
#[case(form_of(vec![field("x", json!({"yesNo": {}}), json!({"help": {"lv": "x".repeat(20_001), "en": "x"}}))]), &[FindingCode::TooLarge])]
fn faults_of_shape_and_text(#[case] form: FormDefinition, #[case] expected: &[FindingCode]) {
    assert_eq!(found(&form), expected);
}

fn text(id: &str) -> Value {
    field(id, json!({"shortText": {}}), json!({}))
}

/// A group with a group of this name inside, in which something is asked.
fn nested(name: &str, asked: Value) -> Value {
    let inner = group(vec![asked], json!({}));
    group(vec![field(name, inner, json!({}))], json!({}))
}

fn options_of(list: Value) -> Value {
    json!({"oneOf": {"options": {"inline": list}}})
}

#[test]
fn too_much_is_refused_before_it_is_looked_at() {
    let many_fields = form_of(
        (0..=forms::limits::MAX_FIELDS)
            .map(|n| text(&format!("f{n}")))
            .collect(),
    );
    assert_eq!(found(&many_fields), [FindingCode::TooLarge]);
    let ids: Vec<String> = (0..=forms::limits::MAX_OPTIONS).map(|n| format!("o{n}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!(found(&one(json!({"oneOf": options(&ids)}))), [FindingCode::TooLarge]);
    let wide = json!({"or": vec![json!({"bool": true}); forms::limits::MAX_RULE_PARTS]});
    assert_eq!(found(&with_rule(wide)), [FindingCode::TooLarge]);
    let deep = (0..forms::limits::MAX_RULE_DEPTH).fold(json!({"bool": true}), |rule, _| json!({"not": rule}));
    assert_eq!(found(&with_rule(deep)), [FindingCode::TooLarge]);
}

#[test]
fn findings_are_said_in_both_languages_with_their_place() {
    let form = with_rule(json!({"eq": [{"answer": "n"}, {"text": "1"}]}));
    let finding = serde_json::to_value(&findings(&form)[0]).unwrap();
    assert_eq!(
        finding,
        json!({
            "severity": "error", "code": "typeError", "page": "only", "field": "x",
            "rule": {"lv": "“n?” ir “1”", "en": "“n?” is “1”"},
            "message": {
                "lv": "Lauks “x?”, rādīšanas nosacījums: darbībai “eq” neder: skaitlis, teksts",
                "en": "Field “x?”, the rule when it is shown: “eq” does not take: a number, text"
            }
        })
    );
}
