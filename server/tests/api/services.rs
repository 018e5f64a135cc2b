//! `/services`

use rstest::rstest;
use serde_json::{Value, json};
use store::Engine;

use crate::harness::{Caller, RESIDENCE, World, items};

/// A description to publish: that of a service there is, under another name.
pub async fn description(caller: &Caller, title: &str) -> Value {
    let service = caller.get(&format!("/services/{RESIDENCE}")).await.is(200);
    let mut content = service["version"]["content"].clone();
    content["title"] = json!({ "lv": title, "en": title });
    json!({ "agency": "pmlp", "needs": ["mainu-dzivesvietu/deklaret-dzivesvietu"], "content": content })
}

#[rstest]
#[tokio::test]
async fn services_are_listed_page_by_page(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anybody = world.anybody();
    let all = anybody.get("/services").await.is(200);
    assert_eq!((items(&all).len(), all.get("next")), (9, None));
    let mut slugs = vec![];
    let mut next = String::new();
    loop {
        let page = anybody.get(&format!("/services?limit=2{next}")).await.is(200);
        slugs.extend(
            items(&page)
                .iter()
                .map(|card| card["slug"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(place) => next = format!("&after={place}"),
            None => break,
        }
    }
    let expected: Vec<&str> = items(&all).iter().map(|card| card["slug"].as_str().unwrap()).collect();
    assert_eq!(slugs, expected);
    assert!(slugs.is_sorted());
    for wrong in [
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=x",
        "after=Not%20a%20place",
        "after=",
    ] {
        anybody.get(&format!("/services?{wrong}")).await.is_problem(400);
    }
}

#[rstest]
#[tokio::test]
async fn a_service_has_all_that_its_card_says(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let service = world.anybody().get(&format!("/services/{RESIDENCE}")).await.is(200);
    assert_eq!(service["service"]["slug"], RESIDENCE);
    assert_eq!(service["agency"]["slug"], "pmlp");
    assert!(service["version"]["content"]["title"]["en"].is_string());
    assert!(service["startForm"].is_string());
    for missing in ["nav-tada", "Not-A-Slug", "a%2Fb"] {
        world
            .anybody()
            .get(&format!("/services/{missing}"))
            .await
            .is_problem(404);
    }
}

#[rstest]
#[tokio::test]
async fn registry_managers_publish_services(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let new = description(&world.anybody(), "Suņa reģistrēšana").await;
    let path = "/services/suna-registresana";
    world.anybody().put(path, new.clone()).await.is_problem(401);
    for other in ["janis", "pmlp-inese", "pmlp-laura"] {
        world
            .program_of(other)
            .await
            .put(path, new.clone())
            .await
            .is_problem(403);
    }
    let manager = world.program_of("vdaa-edgars").await;
    assert_eq!(manager.put(path, new.clone()).await.is(200)["number"], 1);
    assert_eq!(manager.put(path, new.clone()).await.is(200)["number"], 2);
    let service = world.anybody().get(path).await.is(200);
    assert_eq!(service["version"]["content"]["title"]["lv"], "Suņa reģistrēšana");
    assert_eq!(service["needs"][0]["need"], "deklaret-dzivesvietu");

    let mut wrong = new.clone();
    wrong["agency"] = json!("nav-tadas");
    wrong["content"]["title"] = json!({ "lv": "Tikai latviski" });
    let mut found = manager.put(path, wrong).await.is_wrong_at(422);
    found.sort();
    assert_eq!(found, ["#/agency", "#/content/title"]);
    let mut wrong = new.clone();
    wrong["content"]["steps"][1]["workingDays"] = json!("two");
    assert_eq!(
        manager.put(path, wrong).await.is_wrong_at(422),
        ["#/content/steps/1/workingDays"]
    );
    let mut wrong = new;
    wrong["slug"] = json!("cits");
    manager.put(path, wrong).await.is_problem(422);
}
