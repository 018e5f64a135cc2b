//! Told to end, the server finishes what it has begun.

use std::time::Duration;

use store::Engine;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::node::Node;
use crate::person::Person;
use crate::place::{Place, RESIDENCE};

#[tokio::test]
async fn a_request_under_way_is_answered_and_then_the_server_ends() {
    let place = Place::new(Engine::Sqlite).await;
    let mut node = Node::start(&place).await;
    let janis = Person::sign_in(&node.base_url, "janis").await;
    let draft = janis.filled_draft("janis@example.lv").await;
    let body = r#"{"version": 2, "answers": {"movers": "family"}}"#;
    let head = format!(
        "PUT /api/v1/drafts/{draft} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        node.addr,
        janis.cookie,
        body.len(),
    );
    let (begin, rest) = body.split_at(10);
    let mut slow = TcpStream::connect(&node.addr).await.unwrap();
    slow.write_all(format!("{head}{begin}").as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;

    node.terminate();
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert!(TcpStream::connect(&node.addr).await.is_err(), "nobody new is let in");
    slow.write_all(rest.as_bytes()).await.unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(node.ended_well().await);

    node.restart().await;
    let view = janis.get(&format!("/drafts/{draft}")).await;
    assert_eq!(view["draft"]["answers"]["movers"], "family", "of {RESIDENCE}");
}
