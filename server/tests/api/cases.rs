//! `/cases`

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rstest::rstest;
use serde_json::{Value, json};
use store::Engine;

use crate::harness::{LETTER, World, items, letter};

#[rstest]
#[tokio::test]
async fn a_client_follows_their_case(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let case = world.case_of(&janis).await;
    let view = janis.get(&case.path("")).await.is(200);
    assert_eq!(view["case"]["number"], case.number);
    assert_eq!(view["answers"]["basis"], "own");
    assert_eq!(
        (&view["can"]["withdraw"], &view["can"]["take"]),
        (&json!(true), &json!(false))
    );
    let events = janis.get(&case.path("/events")).await.is(200);
    let kinds: Vec<&Value> = items(&events).iter().map(|event| &event["event"]).collect();
    assert_eq!(kinds, ["submitted", "step_entered"]);
    janis.get(&case.path("/result")).await.is_problem(404);
    let small = case.number.to_lowercase();
    assert_eq!(
        janis.get(&format!("/cases/{small}")).await.is(200)["case"]["number"],
        case.number
    );
}

#[rstest]
#[tokio::test]
async fn a_case_is_nobody_elses(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let case = world.case_of(&janis).await;
    let body = json!({ "version": case.version, "text": "Labdien" });
    let (marta, anybody) = (world.program_of("marta").await, world.anybody());
    // An official of another agency knows no more than anybody.
    for (caller, status) in [
        (&marta, 404),
        (&world.program_of("vsaa-raimonds").await, 404),
        (&anybody, 401),
    ] {
        for part in [
            "",
            "/events",
            "/messages",
            "/result",
            "/files/00000000-0000-0000-0000-000000000000",
        ] {
            caller.get(&case.path(part)).await.is_problem(status);
        }
        caller
            .post(&case.path("/answer"), body.clone())
            .await
            .is_problem(status);
        caller
            .post(&case.path("/withdraw"), json!({ "version": case.version }))
            .await
            .is_problem(status);
    }
    assert_eq!(marta.get("/cases").await.is(200)["items"], json!([]));
    anybody.get("/cases").await.is_problem(401);
    for missing in ["2026-999999-B", "2026-000001-0", "x"] {
        janis.get(&format!("/cases/{missing}")).await.is_problem(404);
    }
}

#[rstest]
#[tokio::test]
async fn running_and_past_cases_are_listed_apart(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let case = world.case_of(&janis).await;
    world.clock.advance(60);
    let draft = janis.filled_draft(LETTER, letter("vsaa")).await;
    let newer = janis.post(&format!("/drafts/{draft}/submit"), json!({})).await.is(201);
    let first = janis.get("/cases?limit=1").await.is(200);
    assert_eq!(items(&first)[0]["number"], newer["number"]);
    let after = first["next"].as_str().unwrap();
    let second = janis
        .get(&format!("/cases?running=true&limit=1&after={after}"))
        .await
        .is(200);
    assert_eq!(items(&second)[0]["number"], case.number);
    assert_eq!(janis.get("/cases?running=false").await.is(200)["items"], json!([]));

    let stale = json!({ "version": case.version + 1 });
    janis.post(&case.path("/withdraw"), stale).await.is_problem(409);
    let withdrawn = janis
        .post(&case.path("/withdraw"), json!({ "version": case.version }))
        .await
        .is(200);
    assert_eq!(withdrawn["state"], "withdrawn");
    let past = janis.get("/cases?running=false").await.is(200);
    assert_eq!(items(&past)[0]["number"], case.number);
    let again = json!({ "version": withdrawn["version"] });
    janis.post(&case.path("/withdraw"), again).await.is_problem(409);
    for wrong in ["running=maybe", "after=x", "limit=1000"] {
        janis.get(&format!("/cases?{wrong}")).await.is_problem(400);
    }
}

#[rstest]
#[tokio::test]
async fn a_question_is_answered(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (janis, inese) = (world.program_of("janis").await, world.program_of("pmlp-inese").await);
    let case = world.case_of(&janis).await;
    let early = json!({ "version": case.version, "text": "Jā" });
    janis.post(&case.path("/answer"), early).await.is_problem(409);
    let taken = inese
        .post(&case.agency_path("/take"), json!({ "version": case.version }))
        .await
        .is(200);
    let question = json!({ "version": taken["version"], "question": "Vai dzīvojat viens?" });
    let asked = inese.post(&case.agency_path("/ask"), question).await.is(200);
    assert_eq!(asked["state"], "waiting_for_client");
    let empty = json!({ "version": asked["version"], "text": "  " });
    assert_eq!(
        janis.post(&case.path("/answer"), empty).await.is_wrong_at(422),
        ["#/text"]
    );
    let answer = json!({ "version": asked["version"], "text": "Jā, viens." });
    assert_eq!(
        janis.post(&case.path("/answer"), answer).await.is(200)["state"],
        "in_progress"
    );
}

#[rstest]
#[tokio::test]
async fn results_and_files_reach_the_client(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (janis, inese) = (world.program_of("janis").await, world.program_of("pmlp-inese").await);
    let case = world.case_of(&janis).await;
    let taken = inese
        .post(&case.agency_path("/take"), json!({ "version": case.version }))
        .await
        .is(200);
    let page = "<script>alert(1)</script>";
    let ending = json!({
        "version": taken["version"], "outcome": "granted", "text": "Dzīvesvieta deklarēta.",
        "files": [{ "name": "../Lēmums \"1\".html", "mediaType": "text/html", "content": STANDARD.encode(page) }],
    });
    inese.post(&case.agency_path("/close"), ending).await.is(200);
    let result = janis.get(&case.path("/result")).await.is(200);
    assert_eq!(result, inese.get(&case.path("/result")).await.is(200));
    assert_eq!(result["text"], "Dzīvesvieta deklarēta.");
    let path = case.path(&format!("/files/{}", result["files"][0]["id"].as_str().unwrap()));
    for caller in [&janis, &inese] {
        let file = caller.get(&path).await;
        assert_eq!((file.status.as_u16(), file.text().as_str()), (200, page));
        assert_eq!(file.header("content-type"), "text/html");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(file.header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(
            file.header("content-disposition"),
            "attachment; filename=\"L_mums _1_.html\"; filename*=UTF-8''L%C4%93mums%20%221%22.html"
        );
        assert_eq!(file.header("cache-control"), "private, no-store");
    }
    for other in ["marta", "vsaa-raimonds"] {
        world.program_of(other).await.get(&path).await.is_problem(404);
    }
    let another = world.case_of(&world.program_of("marta").await).await;
    let foreign = another.path(&format!("/files/{}", result["files"][0]["id"].as_str().unwrap()));
    world.program_of("marta").await.get(&foreign).await.is_problem(404);
}
