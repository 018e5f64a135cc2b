//! Two servers on one database behind one address: nobody notices which one answers, or that one is gone.

use std::time::Duration;

use domain::Actor;
use forms::Language;
use reqwest::Method;
use serde_json::json;
use store::Engine;

use crate::node::{Node, balance, free_addr};
use crate::person::Person;
use crate::place::{AGENCY, Place, RESIDENCE};

/// Two servers and the address before them.
async fn two(place: &Place) -> (Node, Node, String) {
    let front = free_addr();
    let base_url = format!("http://{front}");
    let (one, two) = tokio::join!(
        Node::start_at(place, free_addr(), base_url.clone(), &[]),
        Node::start_at(place, free_addr(), base_url.clone(), &[]),
    );
    balance(&front, vec![one.addr.clone(), two.addr.clone()]).await;
    (one, two, base_url)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_alternate_and_one_server_dies() {
    let place = Place::new(Engine::Postgres).await;
    let (_one, mut two, base_url) = two(&place).await;
    let official = Person::sign_in(&base_url, "pmlp-inese").await;
    let mut numbers = Vec::new();
    for (i, persona) in ["janis", "marta", "ilze", "andris", "janis", "marta"]
        .into_iter()
        .enumerate()
    {
        if i == 3 {
            two.kill();
        }
        let person = Person::sign_in(&base_url, persona).await;
        let draft = person.filled_draft(&format!("{persona}{i}@example.lv")).await;
        let number = person.submit(&draft, &format!("submit-{i}")).await;
        let take = json!({ "version": 1 });
        let path = format!("/agency-cases/{number}/take");
        let (status, taken) = official.insist(Method::POST, &path, Some(&path), Some(&take)).await;
        assert_eq!(status, 200, "{taken}");
        let again = official.insist(Method::POST, &path, Some(&path), Some(&take)).await;
        assert_eq!(again, (status, taken), "the other server remembers the answer");
        assert_eq!(person.get(&format!("/cases/{number}")).await["case"]["version"], 2);
        numbers.push(number);
    }
    two.restart().await;
    let listed = official.list(&format!("/agencies/{AGENCY}/cases")).await;
    for number in numbers {
        assert!(
            listed
                .iter()
                .any(|item| item["case"]["number"] == *number || item["number"] == *number),
            "{number}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_reaches_the_kept_pages_of_every_server_within_a_second() {
    let place = Place::new(Engine::Postgres).await;
    let (one, two, _) = two(&place).await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let card = async |node: &Node| {
        let url = format!("http://{}/lv/pakalpojumi/{RESIDENCE}", node.addr);
        http.get(url).send().await.unwrap().text().await.unwrap()
    };
    let changed = "Pavisam jauna iestāde";
    for node in [&one, &two] {
        assert!(!card(node).await.contains(changed));
    }
    let portal = place.portal((*place.db).clone()).await;
    let agencies = portal.registry.agencies().await.unwrap();
    let mut agency = agencies
        .iter()
        .find(|agency| agency.slug.as_str() == AGENCY)
        .unwrap()
        .clone();
    assert!(
        card(&one).await.contains(agency.name.get(Language::Lv)),
        "the card names its agency"
    );
    agency.name = domain::LocalText::new(changed, "A brand new agency");
    portal.registry.put_agency(&Actor::System, agency).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1100)).await;
    for node in [&one, &two] {
        assert!(card(node).await.contains(changed), "{} shows what was", node.addr);
    }
}
