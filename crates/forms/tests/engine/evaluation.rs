//! What is shown, required and complete in whole forms.

use forms::{Evaluation, FieldPath, PageId};
use serde_json::json;

use crate::fixtures::{
    code, codes, field, form, form_of, group, judge, library_card, market_stall, options, page, path, visible,
};

fn page_id(id: &str) -> PageId {
    id.parse().unwrap()
}

fn visible_pages(evaluation: &Evaluation) -> Vec<&str> {
    evaluation.visible_pages().map(|page| page.id.as_str()).collect()
}

#[test]
fn an_empty_form_asks_for_what_is_required() {
    let evaluation = judge(&market_stall(), json!({}));
    assert_eq!(visible_pages(&evaluation), ["stall", "goods"]);
    let missing: Vec<String> = evaluation
        .problems()
        .map(|one| format!("{} {}", one.path, code(&one.problem)))
        .collect();
    assert_eq!(
        missing,
        ["basis required", "firstDay required", "area required", "goods required"]
    );
    assert_eq!(evaluation.first_incomplete().unwrap().id.as_str(), "stall");
}

#[test]
fn pages_appear_as_answers_require() {
    let evaluation = judge(&market_stall(), json!({"basis": "helpers"}));
    assert_eq!(visible_pages(&evaluation), ["stall", "helpers", "goods"]);
    let after = |id: &str| evaluation.page_after(&page_id(id)).map(|page| page.id.as_str());
    let before = |id: &str| evaluation.page_before(&page_id(id)).map(|page| page.id.as_str());
    assert_eq!((after("stall"), after("goods")), (Some("helpers"), None));
    assert_eq!((before("stall"), before("goods")), (None, Some("helpers")));
    assert_eq!(after("nowhere"), Some("stall"));

    let alone = judge(&market_stall(), json!({"basis": "self"}));
    assert_eq!(alone.page_after(&page_id("stall")).unwrap().id.as_str(), "goods");
    assert_eq!(alone.page_before(&page_id("goods")).unwrap().id.as_str(), "stall");
}

#[test]
fn a_page_on_which_nothing_is_shown_is_passed_over() {
    let hidden = field(
        "a",
        json!({"yesNo": {}}),
        json!({"visible": {"bool": false}, "required": "always"}),
    );
    let asked = field("b", json!({"yesNo": {}}), json!({}));
    let form = form(vec![
        page("first", vec![hidden], json!({})),
        page("second", vec![asked], json!({})),
    ]);
    let evaluation = judge(&form, json!({}));
    assert_eq!(visible_pages(&evaluation), ["second"]);
    assert!(evaluation.page(&page_id("first")).unwrap().complete);
    assert!(evaluation.is_complete());
}

#[test]
fn requirements_follow_rules() {
    let evaluation = judge(&library_card(), json!({"phone": "20000000"}));
    assert!(!evaluation.field(&path("email")).unwrap().required);
    let evaluation = judge(&library_card(), json!({}));
    assert!(evaluation.field(&path("email")).unwrap().required);
    assert!(
        !evaluation.field(&path("guardian")).unwrap().required,
        "not shown, so not required"
    );
    assert!(visible(
        &judge(&library_card(), json!({"born": "2015-05-04"})),
        "guardian"
    ));
    assert!(!evaluation.field(&path("note")).unwrap().required);
}

#[test]
fn options_appear_as_answers_require() {
    let law = "law".parse().unwrap();
    let child = judge(&library_card(), json!({"born": "2015-05-04", "genres": ["law"]}));
    assert!(!child.field(&path("genres")).unwrap().offers(&law));
    assert_eq!(codes(&child, "genres"), ["notAnOption"]);
    let adult = judge(&library_card(), json!({"born": "1990-05-04", "genres": ["law"]}));
    assert!(adult.field(&path("genres")).unwrap().offers(&law));
    assert_eq!(codes(&adult, "genres"), [""; 0]);
}

#[test]
fn an_option_that_is_not_offered_is_missing_for_rules() {
    let mut choice = options(&["a", "b"]);
    choice["options"]["inline"][1]["visible"] = json!({"answer": "more"});
    let form = form_of(vec![
        field(
            "then",
            json!({"yesNo": {}}),
            json!({"visible": {"eq": [{"answer": "x"}, {"option": "b"}]}}),
        ),
        field("x", json!({"oneOf": choice}), json!({})),
        field("more", json!({"yesNo": {}}), json!({})),
    ]);
    assert!(visible(&judge(&form, json!({"x": "b", "more": true})), "then"));
    assert!(!visible(&judge(&form, json!({"x": "b", "more": false})), "then"));
}

#[test]
fn constraints_speak_only_of_what_is_answered() {
    let with = |last: &str| judge(&market_stall(), json!({"firstDay": "2026-12-10", "lastDay": last}));
    assert_eq!(codes(&with("2026-12-09"), "lastDay"), ["custom"]);
    assert_eq!(codes(&with("2027-01-11"), "lastDay"), ["custom"]);
    assert_eq!(codes(&with("2027-01-10"), "lastDay"), [""; 0]);
    assert_eq!(codes(&with(""), "lastDay"), [""; 0]);
    assert_eq!(codes(&with("drīz"), "lastDay"), ["notADate"]);
    let without_first = judge(&market_stall(), json!({"lastDay": "2026-12-09"}));
    assert_eq!(codes(&without_first, "lastDay"), [""; 0]);
}

#[test]
fn items_are_judged_one_by_one() {
    let evaluation = judge(
        &market_stall(),
        json!({"basis": "helpers", "firstDay": "2026-12-10", "helpers": [
            {"name": "Anna", "leads": true, "from": "2026-12-09"},
            {"leads": false, "phone": "nav"}
        ]}),
    );
    assert_eq!(evaluation.field(&path("helpers")).unwrap().items, Some(2));
    assert_eq!(codes(&evaluation, "helpers.0.phone"), ["required"]);
    assert_eq!(codes(&evaluation, "helpers.0.from"), ["custom"]);
    assert_eq!(codes(&evaluation, "helpers.1.name"), ["required"]);
    assert!(!visible(&evaluation, "helpers.1.phone"));
    assert_eq!(codes(&evaluation, "helpers.1.phone"), [""; 0]);
    let order: Vec<String> = evaluation.fields.iter().map(|state| state.path.to_string()).collect();
    assert_eq!(
        order[4..10],
        [
            "helpers",
            "helpers.0.name",
            "helpers.0.leads",
            "helpers.0.phone",
            "helpers.0.from",
            "helpers.1.name"
        ]
    );
}

#[test]
fn groups_keep_their_own_constraints() {
    let with = |first: bool, second: bool| {
        let helpers = json!([{"name": "A", "leads": first, "phone": "20000000"}, {"name": "B", "leads": second, "phone": "20000001"}]);
        judge(&market_stall(), json!({"basis": "helpers", "helpers": helpers}))
    };
    assert_eq!(codes(&with(true, false), "helpers"), [""; 0]);
    assert_eq!(codes(&with(false, false), "helpers"), ["custom"]);
    assert_eq!(codes(&with(true, true), "helpers"), ["custom"]);
}

#[test]
fn a_required_group_shows_an_empty_item_to_fill() {
    let evaluation = judge(&market_stall(), json!({"basis": "helpers"}));
    let state = evaluation.field(&path("helpers")).unwrap();
    assert_eq!((state.required, state.items, state.answered), (true, Some(1), false));
    assert_eq!(codes(&evaluation, "helpers"), [""; 0]);
    assert_eq!(codes(&evaluation, "helpers.0.name"), ["required"]);
    assert!(!evaluation.is_complete());
}

#[test]
fn too_few_and_too_many_items_are_said() {
    let items = group(
        vec![field("a", json!({"shortText": {}}), json!({}))],
        json!({"min": 2, "max": 3}),
    );
    let form = form_of(vec![field("items", items, json!({}))]);
    let with = |count: usize| judge(&form, json!({"items": vec![json!({"a": "x"}); count]}));
    assert_eq!(codes(&with(0), "items"), ["tooFewItems"]);
    assert_eq!(with(0).field(&path("items")).unwrap().items, Some(2));
    assert_eq!(codes(&with(1), "items"), ["tooFewItems"]);
    assert_eq!(codes(&with(2), "items"), [""; 0]);
    assert_eq!(codes(&with(4), "items"), ["tooManyItems"]);
    assert_eq!(with(4).field(&path("items")).unwrap().items, Some(4));
    assert_eq!(codes(&judge(&form, json!({"items": "x"})), "items"), ["wrongType"]);
}

#[test]
fn whether_a_group_is_required_may_follow_a_rule() {
    let items = group(
        vec![field("a", json!({"shortText": {}}), json!({"required": "always"}))],
        json!({}),
    );
    let form = form_of(vec![
        field("items", items, json!({"required": {"when": {"answer": "more"}}})),
        field("more", json!({"yesNo": {}}), json!({})),
    ]);
    let shown = |more: bool| judge(&form, json!({"more": more})).field(&path("items")).unwrap().items;
    assert_eq!((shown(true), shown(false)), (Some(1), Some(0)));
}

#[test]
fn a_hidden_group_hides_its_items() {
    let evaluation = judge(&market_stall(), json!({"basis": "self", "helpers": [{"name": "A"}]}));
    assert!(!visible(&evaluation, "helpers"));
    assert!(!visible(&evaluation, "helpers.0.name"));
    assert_eq!(evaluation.field(&path("nowhere")), None);
}

#[test]
fn the_result_is_readable_for_programs() {
    let evaluation = judge(&market_stall(), json!({"basis": "helpers"}));
    let json = serde_json::to_value(&evaluation).unwrap();
    assert_eq!(json["pages"][1]["id"], "helpers");
    assert_eq!(json["pages"][1]["problems"][0]["path"], "helpers.0.name");
    let fields = json["fields"].as_array().unwrap();
    let group = fields.iter().find(|one| one["path"] == "helpers").unwrap();
    assert_eq!(group["items"], 1);
    let read: FieldPath = serde_json::from_value(fields[5]["path"].clone()).unwrap();
    assert_eq!(read, path("helpers.0.name"));
}
