//! Two windows on one draft.

use forms::{Answers, Seen, merge};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixtures::{answers, library_card};

fn merged(drawn: Value, mine: Value, stored: Value) -> (Value, Vec<String>) {
    let form = library_card();
    let page = form.page("wishes").unwrap();
    let seen: Seen = Seen::of(page, &answers(drawn)).to_string().parse().unwrap();
    let merged = merge(page, &seen, &answers(mine), &answers(stored));
    let differing = merged.differing.iter().map(ToString::to_string).collect();
    (serde_json::to_value(merged.answers).unwrap(), differing)
}

#[rstest]
#[case::nobody_else(json!({"motto": "a"}), json!({"motto": "b"}), json!({"motto": "a"}), json!({"motto": "b"}), &[])]
#[case::only_there(json!({"motto": "a"}), json!({"motto": "a"}), json!({"motto": "c"}), json!({"motto": "c"}), &[])]
#[case::taken_away_there(json!({"motto": "a"}), json!({"motto": "a"}), json!({}), json!({}), &[])]
#[case::taken_away_here(json!({"motto": "a"}), json!({}), json!({"motto": "a"}), json!({}), &[])]
#[case::different_questions(
    json!({}), json!({"motto": "b"}), json!({"branch": "centre"}), json!({"motto": "b", "branch": "centre"}), &[]
)]
#[case::the_same_on_both(json!({}), json!({"motto": "b"}), json!({"motto": "b"}), json!({"motto": "b"}), &[])]
#[case::two_answers(json!({"motto": "a"}), json!({"motto": "b"}), json!({"motto": "c"}), json!({"motto": "b"}), &["motto"])]
#[case::answered_and_taken_away(json!({"motto": "a"}), json!({}), json!({"motto": "c"}), json!({}), &["motto"])]
#[case::lists(
    json!({"genres": ["prose"]}), json!({"genres": ["prose", "poetry"]}), json!({"genres": ["poetry"]}),
    json!({"genres": ["prose", "poetry"]}), &["genres"]
)]
#[case::another_page(
    json!({}), json!({"phone": "1", "motto": "b"}), json!({"phone": "2"}), json!({"phone": "2", "motto": "b"}), &[]
)]
fn answers_of_two_windows_join(
    #[case] drawn: Value,
    #[case] mine: Value,
    #[case] stored: Value,
    #[case] joined: Value,
    #[case] differing: &[&str],
) {
    let (answers, named) = merged(drawn, mine, stored);
    assert_eq!(
        (answers, named),
        (joined, differing.iter().map(|id| (*id).to_owned()).collect())
    );
}

#[test]
fn what_the_window_sent_itself_is_no_surprise() {
    let form = library_card();
    let page = form.page("wishes").unwrap();
    let (drawn, sent, typed) = (json!({}), json!({"motto": "Rī"}), json!({"motto": "Rīga"}));
    let mut seen = Seen::of(page, &answers(drawn));
    assert!(!seen.knows(page, &answers(sent.clone())));
    seen.add(page, &answers(sent.clone()));
    let seen: Seen = seen.to_string().parse().unwrap();
    assert!(seen.knows(page, &answers(sent.clone())) && seen.knows(page, &Answers::EMPTY));
    let merged = merge(page, &seen, &answers(typed.clone()), &answers(sent.clone()));
    assert_eq!((merged.answers, merged.differing), (answers(typed), vec![]));
    // What was sent before is no answer that was left alone.
    let merged = merge(page, &seen, &answers(sent), &answers(json!({"motto": "Ogre"})));
    assert_eq!(merged.differing.len(), 1);
}

#[test]
fn only_its_own_text_is_read() {
    for text in ["motto", "motto:", "motto:x", "Motto:1", ":1", "motto:1:"] {
        assert!(text.parse::<Seen>().is_err(), "{text}");
    }
    assert_eq!("".parse::<Seen>(), Ok(Seen::default()));
}
