//! However much is logged, the log says nothing of who did what.

use reqwest::Method;
use serde_json::json;
use server::seed_files::SEED;
use store::Engine;

use crate::node::{Node, free_addr};
use crate::person::Person;
use crate::place::Place;

const PHONE: &str = "2612 3456";

/// What one person does: right things, wrong things, things for people, things for programs. The secrets they hold.
async fn journey(node: &Node, key: &str, name: &str, email: &str) -> Vec<String> {
    let person = Person::sign_in(&node.base_url, key).await;
    let draft = person.filled_draft(email).await;
    let number = person.submit(&draft, key).await;
    let message = json!({ "text": format!("{name}, {PHONE}, {email}") });
    let path = format!("/cases/{number}/messages");
    let (status, sent) = person.insist(Method::POST, &path, None, Some(&message)).await;
    assert_eq!(status, 200, "{sent}");
    let wrong = json!({ "version": name, "answers": email });
    let refused = person
        .insist(Method::PUT, &format!("/drafts/{draft}"), None, Some(&wrong))
        .await;
    assert!((400..500).contains(&refused.0), "{refused:?}");
    let (status, token) = person
        .insist(Method::POST, "/me/tokens", None, Some(&new_token(name)))
        .await;
    assert_eq!(status, 201, "{token}");
    let token = token["secret"].as_str().unwrap().to_owned();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let me = http
        .get(format!("{}/api/v1/me", node.base_url))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert!(me.text().await.unwrap().contains(name.split(' ').next().unwrap()));
    for page in ["/lv/mans", "/lv/pakalpojumi", "/en/nowhere", "/auth/callback"] {
        let mut url = reqwest::Url::parse(&format!("{}{page}", node.base_url)).unwrap();
        url.query_pairs_mut()
            .append_pair("q", name)
            .append_pair("error", email)
            .append_pair("state", email);
        let answer = http.get(url).header("cookie", &person.cookie).send().await.unwrap();
        assert!(!answer.status().is_server_error(), "{page}");
    }
    let session = person.cookie.split('=').nth(1).unwrap().to_owned();
    vec![session, token, number]
}

fn new_token(name: &str) -> serde_json::Value {
    json!({ "name": format!("{name} skripts") })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_of_everything_names_nobody() {
    let place = Place::new(Engine::Sqlite).await;
    let addr = free_addr();
    let base_url = format!("http://{addr}");
    let more = [
        ("VARTI_LOG", "debug".to_owned()),
        ("VARTI_LOG_FORMAT", "json".to_owned()),
    ];
    let mut node = Node::start_at(&place, addr, base_url, &more).await;
    let mut secret = vec![PHONE.to_owned()];
    for persona in SEED.personas().unwrap() {
        let name = format!("{} {}", persona.given_name, persona.family_name);
        let email = format!("{}@privats.example.lv", persona.key);
        secret.extend(journey(&node, &persona.key, &name, &email).await);
        secret.extend([persona.given_name, persona.family_name, email]);
        secret.push(persona.personal_code.as_str().to_owned());
    }
    node.terminate();
    assert!(node.ended_well().await);
    let log = std::fs::read_to_string(&node.log).unwrap();
    for part in [
        r#""level":"DEBUG""#,
        r#""route":"/api/v1/drafts/{id}""#,
        r#""id":"#,
        r#""status":200"#,
    ] {
        assert!(log.contains(part), "{part} is not in the log");
    }
    for text in secret {
        let line = log.lines().find(|line| holds(line, &text));
        assert!(line.is_none(), "the log says {text}: {}", line.unwrap());
    }
}

/// Whether the text stands in the line as a word of its own.
fn holds(line: &str, text: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let places = line.match_indices(text);
    places
        .map(|(start, found)| (&line[..start], &line[start + found.len()..]))
        .any(|(before, after)| !is_letter(before.chars().next_back()) && !is_letter(after.chars().next()))
}
