//! Forms being filled in: what a change tells, and what it does not touch.

use forms::{Answer, Answers, Changes, PreparedForm, Sitting, evaluate};
use serde_json::json;

use crate::fixtures::{answers, codes, context, field, form_of, market_stall, path, summer_camp};

#[test]
fn only_what_changed_is_told() {
    let form = market_stall();
    let prepared = PreparedForm::new(&form);
    let mut sitting = Sitting::new(&prepared, Answers::new(), context());
    let names = |sitting: &Sitting<'_, '_>, changes: &Changes| -> Vec<String> {
        let state = |at: &usize| sitting.evaluation().fields[*at].path.to_string();
        changes.fields.iter().map(state).collect()
    };
    let changes = sitting.put(&path("area"), Some(Answer::from("12")));
    assert_eq!(names(&sitting, &changes), ["area"]);
    let changes = sitting.put(&path("basis"), Some(Answer::from("self")));
    assert_eq!(names(&sitting, &changes), ["basis", "kilowatts"]);
    assert!(!changes.rearranged);
    let changes = sitting.put(&path("basis"), Some(Answer::from("helpers")));
    assert_eq!(
        names(&sitting, &changes),
        [
            "basis",
            "helpers",
            "helpers.0.name",
            "helpers.0.leads",
            "helpers.0.phone",
            "helpers.0.from",
            "kilowatts"
        ]
    );
    assert!(changes.rearranged, "the empty item came");
    assert_eq!(
        sitting.put(&path("basis"), Some(Answer::from("helpers"))),
        Changes::default()
    );
    assert_eq!(
        sitting.put(&path("nowhere"), Some(Answer::from("x"))),
        Changes::default()
    );
    assert_eq!(sitting.into_answers().len(), 3);
}

#[test]
fn all_answers_can_be_put_at_once() {
    let form = summer_camp();
    let prepared = PreparedForm::new(&form);
    let mut sitting = Sitting::new(&prepared, answers(json!({"days": "3", "code": "N-0021"})), context());
    let next = answers(json!({"days": "3", "begins": "2027-06-21", "children": [{"name": "Anna"}]}));
    let changes = sitting.put_all(next.clone());
    assert_eq!(sitting.answers(), &next);
    assert_eq!(sitting.evaluation(), &evaluate(&form, &next, &context()));
    assert!(!changes.fields.is_empty());
    assert_eq!(sitting.put_all(next), Changes::default());
}

#[test]
fn rules_over_items_follow_each_item() {
    let form = summer_camp();
    let prepared = PreparedForm::new(&form);
    let child = |name: &str, born: &str| json!({"name": name, "born": born, "beds": "1"});
    let given = json!({
        "begins": "2027-06-21", "days": "9", "code": "N-0021",
        "children": [child("Anna", "2016-03-04"), child("Bruno", "2012-03-04")]
    });
    let mut sitting = Sitting::new(&prepared, answers(given), context());
    let first = |sitting: &Sitting<'_, '_>| sitting.evaluation().field(&path("speaker")).unwrap().default.clone();
    assert_eq!(first(&sitting), Some(Answer::from("Bruno")));
    assert!(!sitting.evaluation().is_visible(&path("doctor")));
    assert!(sitting.evaluation().field(&path("again")).unwrap().read_only);
    let each = sitting.evaluation().field(&path("each")).unwrap().calculated.unwrap();
    assert_eq!(each.to_string(), "33.33");
    sitting.put(&path("children.0.born"), Some(Answer::from("2018-03-04")));
    assert!(sitting.evaluation().is_visible(&path("doctor")));
    sitting.put(&path("children.1.beds"), Some(Answer::from("40")));
    assert_eq!(codes(sitting.evaluation(), "children"), ["custom"]);
    sitting.put(&path("children.1.born"), Some(Answer::from("2019-03-04")));
    assert_eq!(first(&sitting), Some(Answer::from("Anna")));
    assert_eq!(sitting.evaluation(), &evaluate(&form, sitting.answers(), &context()));
}

#[test]
fn names_used_twice_and_circles_are_judged_all_anew() {
    let text = json!({"shortText": {}});
    let twice = form_of(vec![
        field("a", text.clone(), json!({})),
        field("a", text.clone(), json!({})),
    ]);
    let circle = form_of(vec![
        field("a", text.clone(), json!({"visible": {"answered": "b"}})),
        field("b", text, json!({"visible": {"not": {"answered": "a"}}})),
    ]);
    for form in [twice, circle] {
        let prepared = PreparedForm::new(&form);
        let mut sitting = Sitting::new(&prepared, answers(json!({"a": "1"})), context());
        for answer in [None, Some(Answer::from("2"))] {
            let changes = sitting.put(&path("a"), answer);
            assert_eq!(changes.fields.len(), 2);
            assert_eq!(sitting.evaluation(), &evaluate(&form, sitting.answers(), &context()));
        }
    }
}
