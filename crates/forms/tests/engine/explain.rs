//! Why something is shown.

use forms::explain::{Decision, RuleOwner, UsedAnswer};
use forms::words::in_words;
use forms::{Answer, Explanation, Language, Rule, explain};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixtures::{answers, context, field, form_of, judge, library_card, market_stall, path};

fn why(given: Value, at: &str) -> Explanation {
    explain(&market_stall(), &answers(given), &context(), &path(at)).unwrap()
}

fn used(explanation: &Explanation, reason: usize) -> Vec<String> {
    let show = |one: &UsedAnswer| match &one.value {
        Some(value) => format!("{} = {}", one.path, serde_json::to_string(value).unwrap()),
        None => one.path.to_string(),
    };
    explanation.reasons[reason].answers.iter().map(show).collect()
}

#[test]
fn the_rules_from_page_to_field_with_the_answers_they_used() {
    let why = why(
        json!({"basis": "helpers", "helpers": [{"leads": true}]}),
        "helpers.0.phone",
    );
    assert!(why.visible);
    let owners: Vec<&RuleOwner> = why.reasons.iter().map(|reason| &reason.of).collect();
    assert_eq!(
        owners,
        [
            &RuleOwner::Page("helpers".parse().unwrap()),
            &RuleOwner::Field(path("helpers.0.phone"))
        ]
    );
    assert_eq!(used(&why, 0), [r#"basis = "helpers""#]);
    assert_eq!(used(&why, 1), ["helpers.0.leads = true"]);
    assert_eq!(why.reasons[1].holds, Some(true));
}

#[test]
fn of_alternatives_only_the_true_ones_count() {
    let food = why(json!({"goods": ["food"], "area": "2"}), "kilowatts");
    assert_eq!(used(&food, 0), [r#"goods = ["food"]"#]);
    let large = why(json!({"goods": ["crafts"], "area": "11", "basis": "self"}), "kilowatts");
    assert_eq!(used(&large, 0), [r#"area = "11""#, r#"basis = "self""#]);
    let neither = why(json!({"goods": ["crafts"], "area": "2", "basis": "self"}), "kilowatts");
    assert_eq!(neither.reasons[0].holds, Some(false));
    assert_eq!(used(&neither, 0).len(), 3);
}

#[test]
fn missing_answers_are_named_without_a_value() {
    let why = why(json!({}), "helpers");
    assert!(!why.visible);
    assert_eq!(why.reasons[0].holds, None);
    assert_eq!(
        why.reasons[0].answers,
        [UsedAnswer {
            path: path("basis"),
            value: None::<Answer>
        }]
    );
}

#[test]
fn every_rule_of_a_field_is_explained_with_its_result() {
    let form = form_of(vec![
        field("n", json!({"number": {"decimals": 1}}), json!({})),
        field(
            "x",
            json!({"number": {}}),
            json!({
                "required": {"when": {"gt": [{"answer": "n"}, {"integer": 1}]}},
                "readOnly": {"answered": "nowhere"},
                "default": {"multiply": [{"answer": "n"}, {"integer": 2}]},
                "constraints": [{"rule": {"le": [{"answer": "x"}, {"answer": "n"}]}, "message": {"lv": "x", "en": "x"}}]
            }),
        ),
    ]);
    let why = explain(&form, &answers(json!({"n": "2,5"})), &context(), &path("x")).unwrap();
    let rules: Vec<_> = why
        .rules
        .iter()
        .map(|one| (one.decides, one.holds, one.value.clone()))
        .collect();
    assert_eq!(
        rules,
        [
            (Decision::Required, Some(true), Some(Answer::Bool(true))),
            (Decision::ReadOnly, Some(false), Some(Answer::Bool(false))),
            (Decision::Default, None, Some(Answer::from("5"))),
            (Decision::Constraint, None, None),
        ]
    );
    assert_eq!(why.rules[0].words.get(Language::Lv), "“n?” ir vairāk nekā 1");
    let given = why.rules[0]
        .answers
        .iter()
        .map(|one| (one.path.to_string(), one.value.clone()));
    assert_eq!(given.collect::<Vec<_>>(), [("n".to_owned(), Some(Answer::from("2.5")))]);
}

#[test]
fn of_items_those_that_decide_are_named() {
    let helpers = json!([{"name": "A", "leads": false}, {"name": "B", "leads": true}, {"name": "C"}]);
    let given = |helpers: Value| json!({"basis": "helpers", "helpers": helpers});
    let some_leads = why(given(helpers), "helpers").rules.remove(0);
    let names = |reason: &forms::Reason| {
        reason
            .answers
            .iter()
            .map(|one| one.path.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (some_leads.holds, names(&some_leads)),
        (Some(true), vec!["helpers".to_owned(), "helpers.1.leads".to_owned()])
    );
    let nobody = why(given(json!([{"leads": false}, {"leads": false}])), "helpers")
        .rules
        .remove(0);
    assert_eq!(nobody.holds, Some(false));
    assert_eq!(names(&nobody), ["helpers", "helpers.0.leads", "helpers.1.leads"]);
}

#[test]
fn states_carry_value_read_only_and_first_value() {
    let form = form_of(vec![
        field("n", json!({"number": {}}), json!({})),
        field(
            "x",
            json!({"date": {}}),
            json!({"readOnly": {"gt": [{"answer": "n"}, {"integer": 1}]}, "default": {"today": {}}}),
        ),
    ]);
    let at = |given: Value| judge(&form, given).field(&path("x")).unwrap().clone();
    let first = at(json!({}));
    assert_eq!(
        (first.read_only, first.value, first.default),
        (false, None, Some(Answer::from("2026-12-03")))
    );
    let given = at(json!({"n": "2", "x": "4.12.2026"}));
    assert_eq!(
        (given.read_only, given.value, given.default),
        (true, Some(Answer::from("2026-12-04")), None)
    );
}

#[rstest]
#[case(json!({"and": [{"eq": [{"answer": "basis"}, {"option": "self"}]}, {"not": {"answered": "area"}}]}),
    "(“Kā tirgosiet?” ir “Pats”) un (nav tā, ka (uz “Platība” ir atbildēts))",
    "(“How will you trade?” is “Myself”) and (it is not so that (“Area” is answered))")]
#[case(json!({"lt": [{"answer": "firstDay"}, {"addWorkingDays": [{"today": {}}, {"integer": 5}]}]}),
    "“Pirmā diena” ir pirms (šodiena + 5 darbdienas)", "“First day” is before (today + 5 working days)")]
#[case(json!({"in": [{"option": "food"}, {"answer": "goods"}]}),
    "“Ko pārdosiet?” satur “Ēdienu”", "“What will you sell?” includes “Food”")]
#[case(json!({"in": [{"answer": "basis"}, {"list": [{"option": "self"}, {"option": "helpers"}]}]}),
    "“Kā tirgosiet?” ir viens no: “Pats”, “Ar palīgiem”", "“How will you trade?” is one of “Myself”, “With helpers”")]
#[case(json!({"between": [{"answer": "area"}, {"decimal": "1.5"}, {"integer": 1000}]}),
    "“Platība” ir no 1,5 līdz 1\u{a0}000", "“Area” is from 1.5 to 1,000")]
#[case(json!({"any": {"group": "helpers", "where": {"answer": "leads"}}}),
    "kādam ierakstam grupā “Kas palīdzēs?”: “Vada?”", "for some item in “Who will help?”: “Leads?”")]
#[case(json!({"max": {"group": "helpers", "of": {"answer": "from"}, "where": {"answer": "leads"}}}),
    "lielākais grupā “Kas palīdzēs?”, kuriem “Vada?”: “No kura datuma”", "the greatest in “Who will help?” for which “Leads?”: “From which day”")]
#[case(json!({"divide": [{"add": [{"answer": "area"}, {"integer": 1}]}, {"integer": 2}]}),
    "(“Platība” + 1) ÷ 2", "(“Area” + 1) ÷ 2")]
#[case(json!({"matches": {"value": {"caseFolded": {"answer": "otherGoods"}}, "regex": "a+"}}),
    "(“Ko citu?” mazajiem burtiem) atbilst izteiksmei a+", "(“What other?” in small letters) matches the expression a+")]
#[case(json!({"register": {"name": "firmas", "key": {"text": "1"}, "attribute": "statuss"}}),
    "“statuss” reģistrā “firmas” (“1”)", "“statuss” in the register “firmas” (“1”)")]
fn rules_are_said_in_words(#[case] rule: Value, #[case] lv: &str, #[case] en: &str) {
    let rule: Rule = serde_json::from_value(rule).unwrap();
    let words = in_words(&rule, &market_stall());
    assert_eq!((words.get(Language::Lv), words.get(Language::En)), (lv, en));
}

#[test]
fn what_has_no_rule_needs_no_reason() {
    assert_eq!(why(json!({}), "basis").reasons, []);
    let card = |at: &str| explain(&library_card(), &answers(json!({})), &context(), &path(at));
    assert_eq!(card("nowhere"), None);
    assert_eq!(card("reader.0.given"), None);
}
