//! One page of a draft in two windows, without script: nothing typed in either is lost.

use axum::body::Body;
use axum::http::Method;
use rstest::rstest;
use serde_json::{Value, json};
use store::Engine;

use crate::harness::{Caller, LETTER, World};

/// The text between two others.
#[track_caller]
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
}

async fn open(browser: &Caller, path: &str) -> String {
    browser.send(Method::GET, path, Body::empty()).await.text()
}

/// What a page was drawn from, as its form sends it.
#[track_caller]
fn seen(page: &str) -> String {
    between(between(page, "name=\"_seen\"", ">"), "value=\"", "\"").to_owned()
}

/// A browser with a begun letter and the address of the page with its text.
async fn begun(world: &World) -> (Caller, String, String) {
    let janis = world.browser_of("janis").await;
    let answers = json!({ "agency": "vsaa", "kind": "question", "subject": "Pase" });
    let id = janis.filled_draft(LETTER, answers).await;
    let page = format!("/lv/melnraksti/{id}/letter");
    (janis, page, format!("/drafts/{id}"))
}

async fn answers(browser: &Caller, draft: &str) -> Value {
    browser.get(draft).await.is(200)["draft"]["answers"].clone()
}

#[rstest]
#[tokio::test]
async fn one_question_answered_twice_is_asked_about(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (janis, page, draft) = begun(&world).await;
    let (one, two) = (seen(&open(&janis, &page).await), seen(&open(&janis, &page).await));
    let typed = |seen: &str, subject: &str, text: &str| {
        [
            ("_seen", seen),
            ("subject", subject),
            ("text", text),
            ("earlier", "false"),
            ("action", "continue"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let send = async |pairs: [(String, String); 5]| {
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        janis.submit(&page, &pairs).await
    };
    send(typed(&one, "Pases termiņš", "Kad tā beigsies?")).await.leads_to();

    let asked = send(typed(&two, "Pase", "Vai var pagarināt?")).await;
    let shown = asked.text();
    assert_eq!(asked.status, 409, "{shown}");
    assert!(shown.contains("Šī lapa tikmēr aizpildīta arī citur"), "{shown}");
    let notice = between(&shown, "notice--warning", "Ņemt citur saglabātās");
    assert!(
        notice.contains("Kad tā beigsies?"),
        "what the other window saved is told: {notice}"
    );
    assert!(
        !notice.contains("Pases termiņš"),
        "the subject was changed in one window only: {notice}"
    );
    assert!(
        shown.contains("Vai var pagarināt?</textarea>"),
        "what was typed is in its box: {shown}"
    );
    assert!(
        shown.contains("value=\"Pases termiņš\""),
        "and what only the other changed: {shown}"
    );
    assert_eq!(
        answers(&janis, &draft).await["text"],
        "Kad tā beigsies?",
        "nothing is replaced unasked"
    );

    // To keep one's own is to send the page again.
    let again = seen(&shown);
    send(typed(&again, "Pases termiņš", "Vai var pagarināt?"))
        .await
        .leads_to();
    let kept = answers(&janis, &draft).await;
    assert_eq!(
        (&kept["subject"], &kept["text"]),
        (&json!("Pases termiņš"), &json!("Vai var pagarināt?"))
    );
}

#[rstest]
#[tokio::test]
async fn different_questions_of_a_page_join(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (janis, page, draft) = begun(&world).await;
    let drawn = seen(&open(&janis, &page).await);
    let save = |more: [(&'static str, &'static str); 2]| {
        let pairs = [("_seen", drawn.clone()), ("action", "save".to_owned())];
        pairs
            .into_iter()
            .chain(more.map(|(name, value)| (name, value.to_owned())))
            .collect::<Vec<_>>()
    };
    for typed in [
        [("subject", "Pases termiņš"), ("text", "")],
        [("subject", "Pase"), ("text", "Vai var pagarināt?")],
    ] {
        let pairs = save(typed);
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(janis.submit(&page, &pairs).await.leads_to(), "/lv/darba-vieta");
    }
    let joined = answers(&janis, &draft).await;
    assert_eq!(
        (&joined["subject"], &joined["text"]),
        (&json!("Pases termiņš"), &json!("Vai var pagarināt?"))
    );
}

#[rstest]
#[tokio::test]
async fn who_leaves_is_not_asked(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (janis, page, draft) = begun(&world).await;
    let drawn = seen(&open(&janis, &page).await);
    let leave = async |text: &str| {
        let pairs = [
            ("_seen", drawn.as_str()),
            ("subject", "Pase"),
            ("text", text),
            ("action", "save"),
            ("_left", "1"),
        ];
        assert_eq!(janis.submit(&page, &pairs).await.status, 204);
        answers(&janis, &draft).await["text"].clone()
    };
    assert_eq!(leave("Vai var pagarināt?").await, "Vai var pagarināt?");
    assert_eq!(
        leave("Cits teksts").await,
        "Vai var pagarināt?",
        "what is stored is not replaced unasked"
    );
}
