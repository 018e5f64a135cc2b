//! `/agency-cases` and `/agencies/{slug}/cases`

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rstest::rstest;
use serde_json::{Value, json};
use store::Engine;

use crate::harness::{LETTER, World, items, letter};

#[rstest]
#[tokio::test]
async fn an_official_takes_a_case_to_its_end(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (janis, inese) = (world.program_of("janis").await, world.program_of("pmlp-inese").await);
    let case = world.case_of(&janis).await;
    let view = inese.get(&case.agency_path("")).await.is(200);
    assert_eq!(
        (&view["can"]["take"], &view["can"]["answer"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(view["applicant"]["givenName"], "Jānis");
    let seen = |case: &Value, rest: Value| {
        let mut body = rest;
        body["version"] = case["version"].clone();
        body
    };
    let taken = inese
        .post(&case.agency_path("/take"), json!({ "version": case.version }))
        .await
        .is(200);
    let colleague = world.program_of("pmlp-guntis").await;
    colleague
        .post(&case.agency_path("/take"), seen(&taken, json!({})))
        .await
        .is_problem(409);
    let step = inese.get(&case.agency_path("")).await.is(200)["can"]["advance"][0]["id"].clone();
    let next = seen(&taken, json!({ "step": step, "message": "Pārbaudām." }));
    let moved = inese.post(&case.agency_path("/advance"), next.clone()).await.is(200);
    assert_eq!(moved["step"], step);
    inese.post(&case.agency_path("/advance"), next).await.is_problem(409);
    let asked = inese
        .post(
            &case.agency_path("/ask"),
            seen(&moved, json!({ "question": "Vai viens?" })),
        )
        .await
        .is(200);
    let ending = json!({ "outcome": "granted", "text": "Deklarēts." });
    inese
        .post(&case.agency_path("/close"), seen(&asked, ending.clone()))
        .await
        .is_problem(409);
    let answered = janis
        .post(&case.path("/answer"), seen(&asked, json!({ "text": "Viens." })))
        .await
        .is(200);
    let closed = inese
        .post(&case.agency_path("/close"), seen(&answered, ending))
        .await
        .is(200);
    assert_eq!(
        (&closed["state"], closed["closedAt"].is_string()),
        (&json!("granted"), true)
    );
    inese
        .post(
            &case.agency_path("/ask"),
            seen(&closed, json!({ "question": "Kas vēl?" })),
        )
        .await
        .is_problem(409);
}

#[rstest]
#[tokio::test]
async fn what_officials_send_is_checked(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let inese = world.program_of("pmlp-inese").await;
    let case = world.case_of(&world.program_of("janis").await).await;
    let taken = inese
        .post(&case.agency_path("/take"), json!({ "version": case.version }))
        .await
        .is(200);
    let version = &taken["version"];
    let file = |name: &str, bytes: &[u8]| json!({ "name": name, "mediaType": "text/plain", "content": STANDARD.encode(bytes) });
    let cases: [(&str, Value, u16, &[&str]); 8] = [
        ("/advance", json!({ "version": version, "step": "nav-tada" }), 409, &[]),
        (
            "/advance",
            json!({ "version": version, "step": "NOT A STEP" }),
            422,
            &["#/step"],
        ),
        (
            "/ask",
            json!({ "version": version, "question": "" }),
            422,
            &["#/question"],
        ),
        (
            "/close",
            json!({ "version": version, "outcome": "granted", "text": "" }),
            422,
            &["#/text"],
        ),
        (
            "/close",
            json!({ "version": version, "outcome": "withdrawn", "text": "Nē" }),
            409,
            &[],
        ),
        (
            "/close",
            json!({ "version": version, "outcome": "maybe", "text": "Nē" }),
            422,
            &["#/outcome"],
        ),
        (
            "/close",
            json!({ "version": version, "outcome": "refused", "text": "Nē", "files": [{ "name": "a", "mediaType": "text/plain", "content": "***" }] }),
            422,
            &["#/files/0/content"],
        ),
        (
            "/close",
            json!({ "version": version, "outcome": "refused", "text": "Nē", "files": vec![file("a", b"a"); 11] }),
            422,
            &["#/files"],
        ),
    ];
    for (path, body, status, expected) in cases {
        let reply = inese.post(&case.agency_path(path), body).await;
        assert_eq!(reply.is_wrong_at(status), expected, "{path}");
    }
    let large = vec![b'x'; 2 * 1024 * 1024];
    let ending =
        json!({ "version": version, "outcome": "refused", "text": "Nē", "files": [file("liels.txt", &large)] });
    inese.post(&case.agency_path("/close"), ending).await.is(200);
}

#[rstest]
#[tokio::test]
async fn only_officials_of_the_agency_see_its_cases(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let janis = world.program_of("janis").await;
    let case = world.case_of(&janis).await;
    let take = json!({ "version": case.version });
    let anybody = world.anybody();
    for (caller, own, queue) in [
        (&world.program_of("marta").await, 404, 403),
        (&world.program_of("vsaa-raimonds").await, 404, 403),
        (&world.program_of("pmlp-laura").await, 404, 403),
        // Who is a party to the case knows it, but handles it not.
        (&janis, 403, 403),
        (&anybody, 401, 401),
    ] {
        caller.get(&case.agency_path("")).await.is_problem(own);
        caller
            .post(&case.agency_path("/take"), take.clone())
            .await
            .is_problem(own);
        caller.get("/agencies/pmlp/cases").await.is_problem(queue);
    }
    let inese = world.program_of("pmlp-inese").await;
    inese.get("/agencies/nav-tadas/cases").await.is_problem(404);
    inese.get("/agencies/vsaa/cases").await.is_problem(403);
    let own = world.case_of(&inese).await;
    inese
        .post(&own.agency_path("/take"), json!({ "version": own.version }))
        .await
        .is_problem(403);
}

#[rstest]
#[tokio::test]
async fn the_queue_is_filtered_and_counted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (janis, marta) = (world.program_of("janis").await, world.program_of("marta").await);
    let inese = world.program_of("pmlp-inese").await;
    let first = world.case_of(&janis).await;
    let second = world.case_of(&marta).await;
    let draft = janis.filled_draft(LETTER, letter("vsaa")).await;
    let elsewhere = janis.post(&format!("/drafts/{draft}/submit"), json!({})).await.is(201);
    inese
        .post(&first.agency_path("/take"), json!({ "version": first.version }))
        .await
        .is(200);
    let numbers = async |caller: &crate::harness::Caller, agency: &str, query: &str| -> Vec<String> {
        let page = caller.get(&format!("/agencies/{agency}/cases?{query}")).await.is(200);
        items(&page)
            .iter()
            .map(|item| item["number"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(numbers(&inese, "pmlp", "").await.len(), 2);
    assert_eq!(numbers(&inese, "pmlp", "mine=true").await, [first.number.as_str()]);
    assert_eq!(
        numbers(&inese, "pmlp", "unassigned=true").await,
        [second.number.as_str()]
    );
    assert_eq!(
        numbers(&inese, "pmlp", "state=in_progress").await,
        [first.number.as_str()]
    );
    assert_eq!(numbers(&inese, "pmlp", "overdue=true").await, [""; 0]);
    assert_eq!(numbers(&inese, "pmlp", "open=false").await, [""; 0]);
    let raimonds = world.program_of("vsaa-raimonds").await;
    assert_eq!(
        numbers(&raimonds, "vsaa", "").await,
        [elsewhere["number"].as_str().unwrap()]
    );
    let page = inese.get("/agencies/pmlp/cases?limit=1").await.is(200);
    assert_eq!(
        page["counts"],
        json!({ "open": 2, "mine": 1, "unassigned": 1, "overdue": 0 })
    );
    let after = page["next"].as_str().unwrap();
    assert_eq!(
        numbers(&inese, "pmlp", &format!("limit=1&after={after}")).await.len(),
        1
    );
    world.clock.advance(60 * 24 * 3600);
    let (inese, janis) = (world.program_of("pmlp-inese").await, world.program_of("janis").await);
    assert_eq!(numbers(&inese, "pmlp", "overdue=true").await.len(), 2);
    let version = janis.get(&first.path("")).await.is(200)["case"]["version"].clone();
    janis
        .post(&first.path("/withdraw"), json!({ "version": version }))
        .await
        .is(200);
    assert_eq!(numbers(&inese, "pmlp", "open=false").await, [first.number.as_str()]);
    assert_eq!(
        numbers(&inese, "pmlp", "state=withdrawn").await,
        [first.number.as_str()]
    );
    for wrong in ["state=lost", "mine=perhaps", "limit=0", "after=x"] {
        inese
            .get(&format!("/agencies/pmlp/cases?{wrong}"))
            .await
            .is_problem(400);
    }
}
