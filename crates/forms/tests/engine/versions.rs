//! New versions of forms, and drafts that were begun on older ones.

use forms::versions::{Decision, Effect, Outcome, Plan, differences, plan};
use forms::{Answer, Answers, FieldPath, FormDefinition};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixtures::{answers, context, field, form_of, group, options, path};
use crate::properties::cases;

fn moved(old: Vec<Value>, new: Vec<Value>, given: Value) -> Plan {
    plan(&form_of(old), &form_of(new), &answers(given), &context())
}

fn outcome(plan: &Plan, at: &str) -> Value {
    let decision = plan.decisions.iter().find(|decision| decision.path == path(at));
    decision.map_or(Value::Null, |decision| {
        serde_json::to_value(&decision.outcome).unwrap()["outcome"].clone()
    })
}

fn name(more: Value) -> Value {
    field("name", json!({"shortText": {}}), more)
}

#[test]
fn new_words_and_new_optional_questions_touch_nothing() {
    let new = vec![
        name(json!({"label": {"lv": "Kā jūs sauc?", "en": "What is your name?"}})),
        field("nick", json!({"shortText": {}}), json!({})),
    ];
    let plan = moved(vec![name(json!({}))], new, json!({"name": "Anna"}));
    assert_eq!((plan.effect, plan.decisions.len()), (Effect::Safe, 0));
    assert_eq!(plan.answers, answers(json!({"name": "Anna"})));
}

#[test]
fn what_must_be_answered_from_now_on_is_named() {
    let new = vec![
        name(json!({})),
        field("born", json!({"date": {}}), json!({"required": "always"})),
    ];
    let plan = moved(vec![name(json!({}))], new, json!({"name": "Anna"}));
    assert_eq!((plan.effect, plan.questions), (Effect::Asks, vec![path("born")]));
}

#[test]
fn what_had_to_be_answered_before_is_no_news() {
    let required = || vec![name(json!({"required": "always"}))];
    let plan = moved(required(), required(), json!({}));
    assert_eq!((plan.effect, plan.questions), (Effect::Safe, vec![]));
}

#[test]
fn an_answer_that_is_asked_no_longer_is_handed_over() {
    let old = vec![name(json!({})), field("nick", json!({"shortText": {}}), json!({}))];
    let plan = moved(old, vec![name(json!({}))], json!({"name": "Anna", "nick": "Anniņa"}));
    assert_eq!(plan.effect, Effect::Asks);
    assert_eq!(plan.answers, answers(json!({"name": "Anna"})));
    let expected = Decision {
        path: path("nick"),
        answer: Answer::from("Anniņa"),
        outcome: Outcome::SetAside,
    };
    assert_eq!(plan.decisions, [expected]);
}

#[rstest]
#[case::longer(json!({"shortText": {}}), json!({"longText": {}}), json!("Anna"), Effect::Safe, Value::Null)]
#[case::written_out(json!({"number": {}}), json!({"shortText": {}}), json!("12"), Effect::Safe, Value::Null)]
#[case::put_in_numbers(json!({"shortText": {}}), json!({"number": {}}), json!("12"), Effect::Safe, Value::Null)]
#[case::no_number(json!({"shortText": {}}), json!({"number": {}}), json!("daudz"), Effect::Asks, json!("noLongerFits"))]
#[case::account(json!({"shortText": {}}), json!({"iban": {}}), json!("lv80 bank 0000 4351 9500 1"), Effect::Safe, Value::Null)]
#[case::account_read(json!({"iban": {}}), json!({"longText": {}}), json!("LV80BANK0000435195001"), Effect::Safe, Value::Null)]
#[case::days_are_no_euros(json!({"number": {}}), json!({"money": {}}), json!("12"), Effect::Refused, json!("unreadable"))]
#[case::shorter(json!({"longText": {}}), json!({"shortText": {"maxLength": 3}}), json!("Anna"), Effect::Asks, json!("noLongerFits"))]
#[case::bounded(json!({"number": {}}), json!({"number": {"max": "10"}}), json!("12"), Effect::Asks, json!("noLongerFits"))]
#[case::within(json!({"number": {}}), json!({"number": {"max": "10"}}), json!("9"), Effect::Safe, Value::Null)]
#[case::of_many(json!({"oneOf": options(&["a", "b"])}), json!({"manyOf": options(&["a", "b"])}), json!("a"), Effect::Safe, json!("converted"))]
#[case::one_of_many(json!({"manyOf": options(&["a", "b"])}), json!({"oneOf": options(&["a", "b"])}), json!(["b"]), Effect::Safe, json!("converted"))]
#[case::too_many(json!({"manyOf": options(&["a", "b"])}), json!({"oneOf": options(&["a", "b"])}), json!(["a", "b"]), Effect::Refused, json!("unreadable"))]
#[case::not_offered(json!({"oneOf": options(&["a", "b"])}), json!({"oneOf": options(&["b"])}), json!("a"), Effect::Asks, json!("noLongerFits"))]
#[case::another_meaning(json!({"yesNo": {}}), json!({"consent": {}}), json!(true), Effect::Refused, json!("unreadable"))]
#[case::computed(json!({"number": {}}), json!({"calculated": {"value": {"integer": 1}}}), json!("2"), Effect::Asks, json!("setAside"))]
fn a_kind_that_changes(
    #[case] old: Value,
    #[case] new: Value,
    #[case] answer: Value,
    #[case] effect: Effect,
    #[case] decided: Value,
) {
    let one = |kind| vec![field("it", kind, json!({}))];
    let plan = moved(one(old), one(new), json!({"it": answer}));
    assert_eq!((plan.effect, outcome(&plan, "it")), (effect, decided), "{plan:?}");
}

#[test]
fn items_move_one_by_one() {
    let of = |fields| vec![field("people", group(fields, json!({})), json!({}))];
    let old = of(vec![name(json!({})), field("age", json!({"number": {}}), json!({}))]);
    let new = of(vec![
        name(json!({})),
        field("born", json!({"date": {}}), json!({"required": "always"})),
    ]);
    let given = json!({"people": [{"name": "Anna", "age": "7"}, {"name": "Ivo"}]});
    let plan = moved(old, new, given);
    assert_eq!(
        plan.answers,
        answers(json!({"people": [{"name": "Anna"}, {"name": "Ivo"}]}))
    );
    assert_eq!(outcome(&plan, "people.0.age"), "setAside");
    assert_eq!(plan.questions, [path("people.0.born"), path("people.1.born")]);
}

#[test]
fn a_group_can_become_a_table_and_inner_items_move_too() {
    let fields = || vec![name(json!({})), field("age", json!({"number": {}}), json!({}))];
    let columns = json!({"table": {"columns": fields(), "itemLabel": {"lv": "R", "en": "R"}, "addLabel": {"lv": "P", "en": "A"}}});
    let of = |kind: Value| {
        let inner = field("people", kind, json!({}));
        vec![field("houses", group(vec![inner], json!({})), json!({}))]
    };
    let given = json!({"houses": [{"people": [{"name": "Anna", "age": "7"}]}, {"people": [{"name": "Ivo"}]}]});
    let plan = moved(of(group(fields(), json!({}))), of(columns), given.clone());
    assert_eq!((plan.effect, &plan.answers), (Effect::Safe, &answers(given.clone())));
    let plan = moved(
        of(group(fields(), json!({}))),
        of(group(vec![name(json!({}))], json!({}))),
        given,
    );
    assert_eq!(outcome(&plan, "houses.0.people.0.age"), "setAside");
    assert_eq!(
        plan.answers,
        answers(json!({"houses": [{"people": [{"name": "Anna"}]}, {"people": [{"name": "Ivo"}]}]}))
    );
}

#[test]
fn other_words_in_patterns_tables_and_groups_are_only_words() {
    let pattern =
        |words: &str| json!({"shortText": {"pattern": {"regex": "[a-z]+", "message": {"lv": words, "en": words}}}});
    let table = |words: &str| json!({"table": {"rows": [{"lv": words, "en": words}], "columns": [name(json!({}))]}});
    for kind in [&pattern as &dyn Fn(&str) -> Value, &table] {
        let one = |words: &str| form_of(vec![field("it", kind(words), json!({}))]);
        let found = serde_json::to_value(differences(&one("a"), &one("b"))).unwrap();
        assert_eq!(found, json!([{"place": "it", "change": "words", "effect": "safe"}]));
    }
}

#[test]
fn who_agreed_to_one_statement_has_not_agreed_to_another() {
    for kind in ["consent", "signature"] {
        let tick = |label: &str| {
            vec![field(
                "it",
                json!({kind: {}}),
                json!({"label": {"lv": label, "en": label}}),
            )]
        };
        let plan = moved(tick("Piekrītu A"), tick("Piekrītu B"), json!({"it": true}));
        assert_eq!((plan.effect, outcome(&plan, "it")), (Effect::Asks, json!("setAside")));
        assert_eq!(plan.answers, Answers::new());
        let told = differences(&form_of(tick("A")), &form_of(tick("B")));
        assert_eq!(told[0].effect, Effect::Asks);
    }
}

#[test]
fn answers_do_not_slip_to_other_rows() {
    let table = |rows: &[&str]| {
        let rows: Vec<Value> = rows.iter().map(|row| json!({"lv": row, "en": row})).collect();
        vec![field(
            "t",
            json!({"table": {"rows": rows, "columns": [name(json!({}))]}}),
            json!({}),
        )]
    };
    let given = json!({"t": [{"name": "100"}, {"name": "7"}]});
    for rows in [&["Costs", "Income"][..], &["Grants", "Income", "Costs"], &["Costs"]] {
        let plan = moved(table(&["Income", "Costs"]), table(rows), given.clone());
        assert_eq!(
            (plan.effect, outcome(&plan, "t")),
            (Effect::Asks, json!("setAside")),
            "{rows:?}"
        );
    }
    let renamed = moved(
        table(&["Income", "Costs"]),
        table(&["All income", "Costs"]),
        given.clone(),
    );
    assert_eq!((renamed.effect, renamed.answers), (Effect::Safe, answers(given)));
}

#[test]
fn differences_are_told_in_words_of_the_definition() {
    let privacy = |class| field("it", json!({"oneOf": options(&["a", "b"])}), json!({"privacy": class}));
    let old = form_of(vec![privacy("sensitive"), name(json!({}))]);
    let mut new = privacy("public");
    new["kind"] = json!({"oneOf": options(&["b", "c"])});
    new["required"] = json!("always");
    let found = serde_json::to_value(differences(&old, &form_of(vec![new]))).unwrap();
    let expected = json!([
        {"place": "it", "change": "optionsRemoved", "options": ["a"], "effect": "asks"},
        {"place": "it", "change": "required", "effect": "asks"},
        {"place": "it", "change": "privacy", "from": "sensitive", "to": "public", "effect": "asks"},
        {"place": "name", "change": "removed", "effect": "asks"}
    ]);
    assert_eq!(found, expected);
}

/// One change an editor might make, at a place picked among those there are.
#[derive(Clone, Debug)]
enum Edit {
    Remove(Index),
    Add(Index, Value),
    Kind(Index, Value),
    Require(Index),
    Relax(Index),
    Hide(Index, Value),
    Reword(Index),
    Privacy(Index, &'static str),
    DropOption(Index, Index),
    Move(Index, Index),
    HidePage(Index, Value),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let kinds = [
        json!({"shortText": {}}),
        json!({"longText": {"minLength": 3}}),
        json!({"number": {"max": "20"}}),
        json!({"date": {"min": {"today": {}}}}),
        json!({"yesNo": {}}),
        json!({"oneOf": options(&["self", "food", "law"])}),
        json!({"manyOf": options(&["self", "food", "law"])}),
        json!({"person": {"code": "optional"}}),
        json!({"address": {}}),
        json!({"consent": {}}),
        json!({"notice": {"text": {"lv": "x", "en": "x"}}}),
        json!({"calculated": {"value": {"integer": 1}}}),
        group(vec![name(json!({"required": "always"}))], json!({"max": 1})),
    ];
    let rules = [
        json!({"bool": false}),
        json!({"bool": true}),
        json!({"answered": "name"}),
    ];
    let (place, kind, rule) = (|| any::<Index>(), || select(kinds.to_vec()), || select(rules.to_vec()));
    let edit = prop_oneof![
        place().prop_map(Edit::Remove),
        (place(), kind()).prop_map(|(at, kind)| Edit::Add(at, kind)),
        (place(), kind()).prop_map(|(at, kind)| Edit::Kind(at, kind)),
        place().prop_map(Edit::Require),
        place().prop_map(Edit::Relax),
        (place(), rule()).prop_map(|(at, rule)| Edit::Hide(at, rule)),
        place().prop_map(Edit::Reword),
        (place(), select(vec!["public", "sensitive"])).prop_map(|(at, class)| Edit::Privacy(at, class)),
        (place(), place()).prop_map(|(at, option)| Edit::DropOption(at, option)),
        (place(), place()).prop_map(|(from, to)| Edit::Move(from, to)),
        (place(), rule()).prop_map(|(at, rule)| Edit::HidePage(at, rule)),
    ];
    proptest::collection::vec(edit, 0..5)
}

/// The JSON pointers of the lists of fields: one for each section and one for each group.
fn lists(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let inside = format!("{at}/{key}");
                if key == "fields" {
                    found.push(inside.clone());
                }
                lists(inner, inside, found);
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                lists(inner, format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// The fields by the list they stand in and their place there.
fn places(definition: &Value) -> Vec<(String, usize)> {
    let mut all = Vec::new();
    lists(definition, String::new(), &mut all);
    let of_list = |list: String| {
        let count = definition.pointer(&list).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).map(move |index| (list.clone(), index))
    };
    all.into_iter().flat_map(of_list).collect()
}

fn edited(form: &FormDefinition, edits: &[Edit]) -> FormDefinition {
    let mut definition = serde_json::to_value(form).unwrap();
    for (number, edit) in edits.iter().enumerate() {
        apply(&mut definition, edit, number);
    }
    serde_json::from_value(definition).unwrap()
}

fn apply(definition: &mut Value, edit: &Edit, number: usize) {
    let places = places(definition);
    let mut set = |at: &Index, key: &str, value: Value| {
        if !places.is_empty() {
            let (list, index) = at.get(&places);
            definition.pointer_mut(list).unwrap()[*index][key] = value;
        }
    };
    match edit {
        Edit::Kind(at, kind) => set(at, "kind", kind.clone()),
        Edit::Require(at) => set(at, "required", json!("always")),
        Edit::Relax(at) => set(at, "required", json!("never")),
        Edit::Hide(at, rule) => set(at, "visible", rule.clone()),
        Edit::Reword(at) => set(at, "label", json!({"lv": "Citādi", "en": "Otherwise"})),
        Edit::Privacy(at, class) => set(at, "privacy", json!(class)),
        Edit::HidePage(at, rule) => {
            let pages = definition["pages"].as_array_mut().unwrap();
            let index = at.index(pages.len());
            pages[index]["visible"] = rule.clone();
        }
        Edit::Remove(at) if !places.is_empty() => {
            let (list, index) = at.get(&places);
            take(definition, list, *index);
        }
        Edit::Move(from, to) if !places.is_empty() => {
            let (list, index) = from.get(&places);
            let moved = take(definition, list, *index);
            let mut left = Vec::new();
            lists(definition, String::new(), &mut left);
            let list = definition.pointer_mut(to.get(left.as_slice()).as_str()).unwrap();
            list.as_array_mut().unwrap().push(moved);
        }
        Edit::Add(at, kind) if !places.is_empty() => {
            let (list, index) = at.get(&places);
            let added = field(&format!("added{number}"), kind.clone(), json!({"required": "always"}));
            let list = definition.pointer_mut(list).unwrap();
            list.as_array_mut().unwrap().insert(*index, added);
        }
        Edit::DropOption(at, option) if !places.is_empty() => {
            let (list, index) = at.get(&places);
            let kind = &mut definition.pointer_mut(list).unwrap()[*index]["kind"];
            for sort in ["oneOf", "manyOf"] {
                if let Some(Value::Array(options)) = kind.pointer_mut(&format!("/{sort}/options/inline"))
                    && options.len() > 1
                {
                    options.remove(option.index(options.len()));
                }
            }
        }
        Edit::Remove(_) | Edit::Move(..) | Edit::Add(..) | Edit::DropOption(..) => {}
    }
}

fn take(definition: &mut Value, list: &str, index: usize) -> Value {
    let list = definition.pointer_mut(list).unwrap();
    list.as_array_mut().unwrap().remove(index)
}

/// Every answer that is not made of other fields' answers, with its place.
fn leaves(answers: &Answers, around: Option<(&FieldPath, u32)>, found: &mut Vec<(FieldPath, Answer)>) {
    for (id, answer) in answers.iter() {
        let path = match around {
            Some((group, index)) => group.item(index, id.clone()),
            None => FieldPath::top(id.clone()),
        };
        match answer {
            Answer::Items(items) => {
                for (item, index) in items.iter().zip(0..) {
                    leaves(item, Some((&path, index)), found);
                }
            }
            _ => found.push((path, answer.clone())),
        }
    }
}

/// True when the path is that of a decision, or inside the group that the decision is about.
fn is_about(decision: &Decision, at: &FieldPath) -> bool {
    decision.path == *at || at.to_string().starts_with(&format!("{}.", decision.path))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn no_answer_is_lost_or_made_up_without_a_decision(((old, given), edits) in (cases(), edits())) {
        let new = edited(&old, &edits);
        let plan = plan(&old, &new, &given, &context());
        let mut answered = Vec::new();
        leaves(&given, None, &mut answered);
        for (at, answer) in answered {
            let kept = plan.answers.at(&at) == Some(&answer);
            let decided = plan.decisions.iter().any(|decision| {
                is_about(decision, &at) && given.at(&decision.path) == Some(&decision.answer)
            });
            prop_assert!(kept || decided, "{at} is lost: {plan:?}");
        }
        let mut moved = Vec::new();
        leaves(&plan.answers, None, &mut moved);
        for (at, answer) in moved {
            let to = Outcome::Converted { to: answer.clone() };
            let made = plan.decisions.iter().any(|decision| decision.path == at && decision.outcome == to);
            prop_assert!(made || given.at(&at) == Some(&answer), "{at} comes from nowhere");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_same_version_changes_nothing((form, given) in cases()) {
        prop_assert_eq!(differences(&form, &form), []);
        let plan = plan(&form, &form, &given, &context());
        prop_assert_eq!((plan.effect, plan.decisions, plan.questions), (Effect::Safe, vec![], vec![]));
        prop_assert_eq!(plan.answers, given);
    }

    #[test]
    fn a_safe_difference_moves_every_draft(((old, given), edits) in (cases(), edits())) {
        let new = edited(&old, &edits);
        let told = differences(&old, &new).into_iter().map(|one| one.effect).max().unwrap_or_default();
        let plan = plan(&old, &new, &given, &context());
        prop_assert!(plan.effect <= told, "{:?} was told, {plan:?}", told);
    }

    #[test]
    fn what_moved_by_itself_can_be_submitted_as_before(((old, given), edits) in (cases(), edits())) {
        let new = edited(&old, &edits);
        let plan = plan(&old, &new, &given, &context());
        if plan.effect == Effect::Safe && forms::submit(&old, &given, &context()).is_ok() {
            prop_assert!(forms::submit(&new, &plan.answers, &context()).is_ok(), "{plan:?}");
        }
    }
}
