//! A backup made while people work, and a server on what it brings back.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use store::Engine;

use crate::node::{Node, free_addr};
use crate::person::Person;
use crate::place::Place;

/// What the agency hands over, in base64.
const FILE: &str = "JVBERi0xLjQgbMSTbXVtcw==";

/// Runs the program beside a server.
fn run(place: &Place, arguments: &[&str], data: &Path, database: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_server"))
        .args(arguments)
        .env_clear()
        .envs(place.settings("127.0.0.1:1", "http://127.0.0.1:1"))
        .env("VARTI_DATA", data)
        .env("DATABASE_URL", database)
        .output()
        .unwrap()
}

#[track_caller]
fn succeeds(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[track_caller]
fn is_refused(output: &Output, reason: &str) {
    let line = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && line.contains(reason), "{line}");
}

/// Submits one case after the other until told to stop; their numbers.
async fn submit_on(person: Person, name: &str, stop: Arc<AtomicBool>) -> (Person, usize) {
    let mut count = 0;
    while !stop.load(Ordering::Relaxed) {
        let draft = person.filled_draft(&format!("{name}.{count}@example.lv")).await;
        person.submit(&draft, &format!("{name}-{count}")).await;
        count += 1;
    }
    (person, count)
}

/// A case that has ended with a file; where the file is.
async fn with_file(person: &Person, official: &Person) -> String {
    let draft = person.filled_draft("file@example.lv").await;
    let number = person.submit(&draft, "file").await;
    let path = format!("/agency-cases/{number}");
    let take = json!({ "version": 1 });
    official
        .insist(Method::POST, &format!("{path}/take"), None, Some(&take))
        .await;
    let step = official.get(&path).await["can"]["advance"][0]["id"].clone();
    let step = json!({ "version": 2, "step": step });
    let (status, advanced) = official
        .insist(Method::POST, &format!("{path}/advance"), None, Some(&step))
        .await;
    assert_eq!(status, 200, "{advanced}");
    let file = json!({ "name": "lēmums.pdf", "mediaType": "application/pdf", "content": FILE });
    let end = json!({ "version": 3, "outcome": "granted", "text": "Deklarēts.", "files": [file] });
    let (status, ended) = official
        .insist(Method::POST, &format!("{path}/close"), None, Some(&end))
        .await;
    assert_eq!(status, 200, "{ended}");
    let result = person.get(&format!("/cases/{number}/result")).await;
    let id = result["files"][0]["id"].as_str().unwrap_or_else(|| panic!("{result}"));
    format!("/cases/{number}/files/{id}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_case_and_file_comes_back() {
    let place = Place::new(Engine::Sqlite).await;
    let node = Node::start(&place).await;
    let janis = Person::sign_in(&node.base_url, "janis").await;
    let official = Person::sign_in(&node.base_url, "pmlp-inese").await;
    let file = with_file(&janis, &official).await;
    let before: Vec<_> = janis.list("/cases").await;
    let stop = Arc::new(AtomicBool::new(false));
    let busy = tokio::spawn(submit_on(janis, "janis", stop.clone()));
    tokio::time::sleep(Duration::from_millis(500)).await;

    let folder = place.folder.path().join("saved");
    let to = ["backup", "--to", folder.to_str().unwrap()];
    let (data, database) = (place.data(), place.db.url().to_owned());
    succeeds(&run(&place, &to, &data, &database));
    is_refused(&run(&place, &to, &data, &database), "nothing is overwritten");
    stop.store(true, Ordering::Relaxed);
    let (janis, count) = busy.await.unwrap();
    assert!(count > 0, "people worked meanwhile");
    let all = janis.list("/cases").await;
    assert_eq!(all.len(), before.len() + count);
    drop(node);

    let back = place.folder.path().join("back");
    let from = ["restore", "--from", folder.to_str().unwrap()];
    succeeds(&run(&place, &from, &back, ""));
    is_refused(&run(&place, &from, &back, ""), "nothing is overwritten");
    let addr = free_addr();
    let base_url = format!("http://{addr}");
    let more = [
        ("VARTI_DATA", back.to_str().unwrap().to_owned()),
        ("DATABASE_URL", String::new()),
    ];
    let node = Node::start_at(&place, addr, base_url, &more).await;
    let janis = Person::sign_in(&node.base_url, "janis").await;
    let restored = janis.list("/cases").await;
    for case in &before {
        let number = case["number"].as_str().unwrap();
        assert!(
            restored.iter().any(|other| other["number"] == number),
            "{number} is lost"
        );
    }
    assert!(restored.len() <= all.len());
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/api/v1{file}", node.base_url);
    let bytes = http
        .get(url)
        .header("cookie", &janis.cookie)
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    assert!(bytes.starts_with(b"%PDF-1.4"), "{bytes:?}");
    let draft = janis.filled_draft("new@example.lv").await;
    janis.submit(&draft, "after").await;
}

#[test]
fn a_postgres_database_is_saved_by_its_own_tools() {
    let data = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_server"))
        .args(["backup", "--to", "x"])
        .env_clear()
        .env("VARTI_MODE", "demo")
        .env("VARTI_DATA", data.path())
        .env("DATABASE_URL", "postgres://localhost/varti")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("docs/operation.md"));
}
