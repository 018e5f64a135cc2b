//! `/drafts`

use futures::future::join_all;
use rstest::rstest;
use serde_json::json;
use store::Engine;

use crate::harness::{LETTER, RESIDENCE, World, items, letter, residence};

#[rstest]
#[tokio::test]
async fn a_form_is_filled_and_submitted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let begun = janis
        .post(&format!("/services/{RESIDENCE}/drafts"), json!({}))
        .await
        .is(200);
    let again = janis
        .post(&format!("/services/{RESIDENCE}/drafts"), json!({}))
        .await
        .is(200);
    assert_eq!(begun, again, "one goes on with what was begun");
    let id = begun["draft"]["id"].as_str().unwrap();
    let path = format!("/drafts/{id}");
    let saved = janis
        .put(&path, json!({ "version": 1, "answers": residence(), "page": "basis" }))
        .await
        .is(200);
    assert_eq!(
        (&saved["version"], &saved["answers"]["basis"]),
        (&json!(2), &json!("own"))
    );
    let list = janis.get("/drafts").await.is(200);
    assert_eq!(
        (&items(&list)[0]["id"], &items(&list)[0]["page"]),
        (&json!(id), &json!("basis"))
    );

    let submitted = janis.post(&format!("{path}/submit"), json!({})).await;
    let case = submitted.is(201);
    assert_eq!(
        submitted.header("location"),
        format!("/api/v1/cases/{}", case["number"].as_str().unwrap())
    );
    assert_eq!(janis.get(&path).await.is(200)["submittedCase"], case["number"]);
    assert_eq!(janis.get("/drafts").await.is(200)["items"], json!([]));
    janis
        .put(&path, json!({ "version": 2, "answers": {} }))
        .await
        .is_problem(409);
    janis.delete(&path).await.is_problem(409);
}

#[rstest]
#[tokio::test]
async fn what_is_wrong_is_named_and_nothing_lost(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let mut answers = residence();
    answers["since"] = json!("2027-01-01");
    answers.as_object_mut().unwrap().remove("truth");
    let id = janis.filled_draft(RESIDENCE, answers.clone()).await;
    let path = format!("/drafts/{id}");
    let reply = janis.post(&format!("{path}/submit"), json!({})).await;
    assert_eq!(reply.is_wrong_at(422), ["#/answers/since", "#/answers/truth"]);
    assert_eq!(reply.is(422)["errors"][1]["details"]["severity"], "error");
    assert_eq!(janis.get(&path).await.is(200)["draft"]["answers"], answers);

    let unknown = janis
        .put(&path, json!({ "version": 2, "answers": { "nothing": 1 } }))
        .await;
    assert_eq!(unknown.is_wrong_at(422), ["#/answers/nothing"]);
    let stale = janis
        .put(&path, json!({ "version": 1, "answers": {} }))
        .await
        .is_problem(409);
    assert_eq!(stale["type"], "urn:problem-type:varti:conflict");
    let untyped = janis.put(&path, json!({ "version": "two", "answers": {} })).await;
    assert_eq!(untyped.is_wrong_at(422), ["#/version"]);
    janis.post("/services/nav-tada/drafts", json!({})).await.is_problem(404);
}

#[rstest]
#[tokio::test]
async fn a_draft_is_its_writers_own(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (janis, marta, anybody) = (
        world.program_of("janis").await,
        world.program_of("marta").await,
        world.anybody(),
    );
    let id = janis.filled_draft(LETTER, letter("vsaa")).await;
    let (path, submit) = (format!("/drafts/{id}"), format!("/drafts/{id}/submit"));
    let save = || json!({ "version": 2, "answers": {} });
    for (caller, status) in [
        (&marta, 404),
        (&world.program_of("pmlp-inese").await, 404),
        (&anybody, 401),
    ] {
        caller.get(&path).await.is_problem(status);
        caller.put(&path, save()).await.is_problem(status);
        caller.post(&submit, json!({})).await.is_problem(status);
        caller.delete(&path).await.is_problem(status);
    }
    assert_eq!(marta.get("/drafts").await.is(200)["items"], json!([]));
    anybody.get("/drafts").await.is_problem(401);
    anybody
        .post(&format!("/services/{LETTER}/drafts"), json!({}))
        .await
        .is_problem(401);
    assert_eq!(janis.delete(&path).await.status, 204);
    janis.get(&path).await.is_problem(404);
    janis.delete(&path).await.is_problem(404);
}

#[rstest]
#[tokio::test]
async fn drafts_are_listed_page_by_page(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let older = janis.filled_draft(RESIDENCE, json!({})).await;
    world.clock.advance(60);
    let newer = janis.filled_draft(LETTER, json!({})).await;
    let first = janis.get("/drafts?limit=1").await.is(200);
    assert_eq!(items(&first)[0]["id"], newer);
    let after = first["next"].as_str().unwrap();
    let second = janis.get(&format!("/drafts?limit=1&after={after}")).await.is(200);
    assert_eq!((&items(&second)[0]["id"], second.get("next")), (&json!(older), None));
    janis.get("/drafts?after=nowhere").await.is_problem(400);
}

#[rstest]
#[tokio::test]
async fn fifty_at_once_make_one_case(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let id = janis.filled_draft(RESIDENCE, residence()).await;
    let path = format!("/drafts/{id}/submit");
    let replies = join_all((0..50).map(|_| {
        let (janis, path) = (janis.clone(), path.clone());
        tokio::spawn(async move { janis.post(&path, json!({})).await.is(201)["number"].clone() })
    }));
    let numbers: Vec<_> = replies.await.into_iter().map(Result::unwrap).collect();
    assert!(numbers.iter().all(|number| *number == numbers[0]), "{numbers:?}");
    assert_eq!(items(&janis.get("/cases").await.is(200)).len(), 1);
}

#[rstest]
#[tokio::test]
async fn a_misspelled_part_is_named_when_it_is_saved(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let id = janis.filled_draft(RESIDENCE, json!({})).await;
    let path = format!("/drafts/{id}");
    let save = |answers| json!({ "version": 2, "answers": answers });
    let person = json!({ "persons": [{ "name": { "givenName": "Anna", "family": "Liepa" } }] });
    let reply = janis.put(&path, save(person)).await;
    assert_eq!(reply.is_wrong_at(422), ["#/answers/persons/0/name/givenName"]);
    let message = reply.is(422)["errors"][0]["message"].clone();
    assert_eq!(
        message,
        "Such an answer has no part \"givenName\"; its parts are given, family, code."
    );
    let address = json!({ "newAddress": { "street": "Rīgas iela 1", "city": "Valmiera" } });
    assert_eq!(
        janis.put(&path, save(address)).await.is_wrong_at(422),
        ["#/answers/newAddress/city"]
    );
    let right = json!({ "persons": [{ "name": { "given": "Anna", "family": "" } }], "since": { "day": "1" } });
    janis.put(&path, save(right)).await.is(200);
}

#[rstest]
#[tokio::test]
async fn a_sentence_stands_beside_each_code(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let mut answers = letter("vsaa");
    answers["kind"] = json!("song");
    answers["subject"] = json!("");
    answers["text"] = json!("x".repeat(10_001));
    let id = janis.filled_draft(LETTER, answers).await;
    let wrong = janis.post(&format!("/drafts/{id}/submit"), json!({})).await.is(422);
    let said: Vec<(&str, &str)> = wrong["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            (
                error["details"]["code"].as_str().unwrap(),
                error["message"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("notAnOption", "Choose one of the answers offered."),
            ("required", "An answer is needed."),
            ("tooLong", "Shorten it: at most 10,000 characters."),
        ]
    );
}

/// A company that acts for itself is not asked who it is, and cannot say that it is another.
#[rstest]
#[tokio::test]
async fn who_the_applicant_is_comes_from_the_capacity(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    const STREET: &str = "ielu-tirdzniecibas-atlauja";
    let world = World::new(engine).await;
    let andris = world.program_of("andris").await;
    let all = andris.get("/me/capacities").await.is(200);
    let mandate = items(&all)[1]["mandate"].as_str().unwrap();
    let company = andris.with("x-acting-for", mandate);
    let begin = format!("/services/{STREET}/drafts");
    let begun = company.post(&begin, json!({})).await.is(200);
    let known = begun["draft"]["answers"].clone();
    let expected = json!({ "number": items(&all)[1]["registrationNumber"], "name": items(&all)[1]["name"] });
    assert_eq!(
        (&known["applicant"], &known["company"]),
        (&json!("organisation"), &expected)
    );

    let path = format!("/drafts/{}", begun["draft"]["id"].as_str().unwrap());
    let other = json!({ "company": { "number": "40003521600", "name": "SIA Cita" }, "goodsList": "Mellenes" });
    let saved = company
        .put(&path, json!({ "version": 1, "answers": other }))
        .await
        .is(200);
    let kept = json!({ "applicant": "organisation", "company": expected, "goodsList": "Mellenes" });
    assert_eq!(saved["answers"], kept);

    let begun = andris.post(&begin, json!({})).await.is(200);
    assert_eq!(begun["draft"]["answers"], json!({ "applicant": "person" }));
    let path = format!("/drafts/{}", begun["draft"]["id"].as_str().unwrap());
    let pretended = json!({ "applicant": "organisation", "company": expected });
    let saved = andris
        .put(&path, json!({ "version": 1, "answers": pretended }))
        .await
        .is(200);
    assert_eq!(saved["answers"]["applicant"], "person");
}
