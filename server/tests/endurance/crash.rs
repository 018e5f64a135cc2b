//! Whoever was told that something is done finds it done, however often the server dies.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use rstest::rstest;
use serde_json::json;
use store::Engine;
use tokio::task::JoinSet;

use crate::node::Node;
use crate::person::Person;
use crate::place::Place;

const PEOPLE: [&str; 8] = [
    "janis",
    "marta",
    "ilze",
    "andris",
    "pmlp-laura",
    "valmiera-sandra",
    "valmiera-baiba",
    "vsaa-raimonds",
];
/// How many cases each of them submits.
const EACH: usize = 25;
const KILLS: usize = 5;

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_there_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let place = Place::new(engine).await;
    let mut node = Node::start(&place).await;
    let official = Arc::new(Person::sign_in(&node.base_url, "pmlp-inese").await);
    let mut work = JoinSet::new();
    for persona in PEOPLE {
        let person = Person::sign_in(&node.base_url, persona).await;
        work.spawn(submit_all(persona, person, official.clone()));
    }
    for _ in 0..KILLS {
        tokio::time::sleep(Duration::from_millis(1500)).await;
        assert!(!work.is_empty(), "the server dies while people work");
        node.kill();
        node.restart().await;
    }
    let mut numbers = BTreeSet::new();
    for (person, acknowledged) in work.join_all().await {
        let listed: Vec<String> = person.list("/cases").await.iter().map(number).collect();
        let distinct: BTreeSet<String> = listed.iter().cloned().collect();
        assert_eq!(listed.len(), EACH, "no case came twice");
        assert_eq!(distinct, acknowledged, "each acknowledged case is there");
        assert_eq!(person.list("/drafts").await.len(), 0, "no draft is left");
        numbers.extend(distinct);
    }
    let all = PEOPLE.len() * EACH;
    assert_eq!(numbers.len(), all);
    let highest = numbers.last().unwrap();
    assert!(
        highest.contains(&format!("{all:0>6}")),
        "numbers have no gaps: the last one is {highest}"
    );
}

fn number(case: &serde_json::Value) -> String {
    case["number"].as_str().unwrap().to_owned()
}

/// Submits all cases of one person; an official takes every fifth. The numbers that were acknowledged.
async fn submit_all(persona: &'static str, person: Person, official: Arc<Person>) -> (Person, BTreeSet<String>) {
    let mut acknowledged = BTreeSet::new();
    for i in 0..EACH {
        let draft = person.filled_draft(&format!("{persona}.{i}@example.lv")).await;
        let number = person.submit(&draft, &format!("submit-{persona}-{i}")).await;
        if i % 5 == 0 {
            take(&official, &number).await;
        }
        acknowledged.insert(number);
    }
    (person, acknowledged)
}

/// The case is taken once, and stays taken.
async fn take(official: &Person, number: &str) {
    let path = format!("/agency-cases/{number}");
    let key = format!("take-{number}");
    let take = json!({ "version": 1 });
    let (status, answer) = official
        .insist(Method::POST, &format!("{path}/take"), Some(&key), Some(&take))
        .await;
    // Taken, and the server died before it could say so: the repetition finds another version.
    assert!(status == 200 || status == 409, "{status} {answer}");
    let view = official.get(&path).await;
    assert_eq!(view["case"]["version"], 2, "taken once: {view}");
    assert!(view["case"]["official"].is_string(), "somebody has it: {view}");
}
