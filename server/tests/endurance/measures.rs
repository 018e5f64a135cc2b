//! What the server tells those who operate it: figures for Prometheus, spans for a collector.

use std::time::Duration;

use store::Engine;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::node::{Node, free_addr};
use crate::person::Person;
use crate::place::{Place, RESIDENCE};

#[tokio::test]
async fn figures_are_served_at_an_address_of_their_own() {
    let place = Place::new(Engine::Sqlite).await;
    let (addr, measured) = (free_addr(), free_addr());
    let base_url = format!("http://{addr}");
    let more = [("VARTI_METRICS_ADDR", measured.clone())];
    let node = Node::start_at(&place, addr, base_url, &more).await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let janis = Person::sign_in(&node.base_url, "janis").await;
    let draft = janis.filled_draft("janis@example.lv").await;
    let card = format!("{}/lv/pakalpojumi/{RESIDENCE}", node.base_url);
    for _ in 0..3 {
        assert_eq!(http.get(&card).send().await.unwrap().status(), 200);
    }
    let text = http
        .get(format!("http://{measured}/metrics"))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    for line in [
        r#"varti_http_requests_total{method="PUT",route="/api/v1/drafts/{id}",status="200"} 1"#,
        r#"varti_http_request_seconds_count{route="/api/v1/drafts/{id}"} 2"#,
        "varti_page_cache_hits_total 2",
        "varti_jobs_dead 0",
        "varti_db_writers_most 1",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(text.ends_with("# EOF\n"), "{text}");
    assert!(!text.contains(&draft) && !text.contains("/lv/pakalpojumi/dz"), "{text}");
    assert_eq!(
        http.get(format!("{}/metrics", node.base_url))
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
}

/// Takes one thing that is posted, and says it was good.
async fn posted(listener: TcpListener) -> Vec<u8> {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut all = Vec::new();
    let mut piece = [0; 4096];
    while !ends(&all) {
        let read = stream.read(&mut piece).await.unwrap();
        assert!(read > 0, "it ends early");
        all.extend_from_slice(&piece[..read]);
    }
    stream
        .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        .await
        .unwrap();
    all
}

fn ends(all: &[u8]) -> bool {
    let text = String::from_utf8_lossy(all);
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.to_lowercase();
    let length = length.split("content-length: ").nth(1).unwrap().lines().next().unwrap();
    all.len() >= head.len() + 4 + length.parse::<usize>().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn spans_go_to_the_collector_without_paths() {
    let place = Place::new(Engine::Sqlite).await;
    let collector = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", collector.local_addr().unwrap());
    let addr = free_addr();
    let base_url = format!("http://{addr}");
    let more = [("OTEL_EXPORTER_OTLP_ENDPOINT", address)];
    let mut node = Node::start_at(&place, addr, base_url, &more).await;
    let spans = tokio::spawn(posted(collector));
    let janis = Person::sign_in(&node.base_url, "janis").await;
    let draft = janis.filled_draft("janis@example.lv").await;
    node.terminate();
    let spans = tokio::time::timeout(Duration::from_secs(20), spans)
        .await
        .unwrap()
        .unwrap();
    let text = String::from_utf8_lossy(&spans);
    assert!(text.starts_with("POST /v1/traces "), "{text}");
    for part in ["varti", "/auth/start", "request"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains(&draft) && !text.contains("janis"), "{text}");
    assert!(node.ended_well().await);
}
