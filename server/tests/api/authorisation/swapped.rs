//! Ids in places where they do not belong, and rights that have ended.

use axum::http::Method;
use rstest::rstest;
use serde_json::{Value, json};
use store::Engine;

use super::people::{People, Whose, text};
use super::request::{Operations, masked};
use super::table::{Cell, Kind, Who, rows};
use super::things::Thing;
use crate::harness::{Caller, RESIDENCE, items, residence};

/// Asks for two things, of which the second is not there: the answers must be the same.
async fn are_both_missing(caller: &Caller, method: Method, found: (String, &Thing), nothing: (String, &Thing)) {
    let mut told = Vec::new();
    for (path, thing) in [&found, &nothing] {
        let reply = caller
            .send(method.clone(), &format!("/api/v1{path}"), axum::body::Body::empty())
            .await;
        reply.is_problem(404);
        told.push(masked(&reply, thing));
    }
    assert_eq!(told[0], told[1], "{method} {}", found.0);
}

#[rstest]
#[tokio::test]
async fn a_file_is_found_under_its_own_case_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let people = People::new(engine).await;
    let (janis, inese) = (people.program("janis"), people.program("pmlp-inese"));
    let own = people.make(Kind::Finished, Whose::Resident).await;
    let second = people.make(Kind::Finished, Whose::Resident).await;
    let foreign = people.make(Kind::Finished, Whose::Company).await;
    let missing = Thing::missing();
    let mix = |case: &Thing, file: &Thing| Thing {
        number: case.number.clone(),
        id: file.id.clone(),
        ..Thing::default()
    };
    let path = |thing: &Thing| format!("/cases/{}/files/{}", thing.number, thing.id);
    for (caller, case, file) in [
        (&janis, &own, &second),
        (&janis, &own, &foreign),
        (&janis, &foreign, &own),
        (&janis, &foreign, &foreign),
        (&inese, &own, &second),
        (&inese, &own, &foreign),
    ] {
        let (swapped, nothing) = (mix(case, file), mix(case, &missing));
        are_both_missing(
            caller,
            Method::GET,
            (path(&swapped), &swapped),
            (path(&nothing), &nothing),
        )
        .await;
    }
    assert_eq!(janis.get(&path(&own)).await.status, 200);
}

#[rstest]
#[tokio::test]
async fn an_id_of_one_kind_is_none_of_another(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let people = People::new(engine).await;
    let janis = people.program("janis");
    let places: [(Kind, &[(Method, &str)]); 5] = [
        (
            Kind::Draft,
            &[
                (Method::GET, "/drafts/{}"),
                (Method::DELETE, "/drafts/{}"),
                (Method::POST, "/drafts/{}/submit"),
            ],
        ),
        (Kind::Notice, &[(Method::POST, "/notices/{}/read")]),
        (Kind::Token, &[(Method::DELETE, "/me/tokens/{}")]),
        (Kind::Session, &[(Method::DELETE, "/me/sessions/{}")]),
        (Kind::Form, &[(Method::GET, "/form-versions/{}")]),
    ];
    let missing = Thing::missing();
    for (kind, _) in places {
        let thing = people.make(kind, Whose::Resident).await;
        let before = people.seen(&thing, Whose::Resident).await;
        for (method, path) in places
            .iter()
            .filter(|(place, _)| *place != kind)
            .flat_map(|(_, all)| all.iter())
        {
            let path = |thing: &Thing| path.replace("{}", &thing.id);
            let (found, nothing) = ((path(&thing), &thing), (path(&missing), &missing));
            are_both_missing(&janis, method.clone(), found, nothing).await;
        }
        assert_eq!(people.seen(&thing, Whose::Resident).await, before);
    }
}

#[rstest]
#[tokio::test]
async fn a_notice_of_somebody_else_is_not_opened(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let people = People::new(engine).await;
    let notice = people.make(Kind::Notice, Whose::Resident).await;
    let before = people.seen(&notice, Whose::Resident).await;
    let marta = people.world.browser_of("marta").await;
    let open = async |id: &str| {
        let form = [("action", "open"), ("notice", id)];
        marta.submit("/en/workspace/inbox", &form).await
    };
    let (found, missing) = (open(&notice.id).await, Thing::missing());
    assert_eq!(found.status, 404);
    assert_eq!(masked(&found, &notice), masked(&open(&missing.id).await, &missing));
    assert_eq!(people.seen(&notice, Whose::Resident).await, before);
}

#[rstest]
#[tokio::test]
async fn a_representative_is_one_only_in_that_capacity(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let people = People::new(engine).await;
    let andris = people.program("andris");
    let capacities = andris.get("/me/capacities").await.is(200);
    let other = andris.with("x-acting-for", &text(&items(&capacities)[2]["mandate"]));
    let draft = people.make(Kind::Draft, Whose::Company).await;
    let missing = Thing::missing();
    let path = |thing: &Thing| format!("/drafts/{}", thing.id);
    for caller in [&andris, &other] {
        are_both_missing(caller, Method::GET, (path(&draft), &draft), (path(&missing), &missing)).await;
        are_both_missing(
            caller,
            Method::DELETE,
            (path(&draft), &draft),
            (path(&missing), &missing),
        )
        .await;
        caller
            .put(&path(&draft), json!({ "version": 1, "answers": residence() }))
            .await
            .is_problem(404);
        assert!(!caller.get("/drafts").await.text().contains(&draft.id));
    }
    let case = people.make(Kind::Case, Whose::Company).await;
    let of = |thing: &Thing| format!("/cases/{}", thing.number);
    for caller in [&andris, &other] {
        are_both_missing(caller, Method::GET, (of(&case), &case), (of(&missing), &missing)).await;
        let withdraw = format!("{}/withdraw", of(&case));
        caller
            .post(&withdraw, json!({ "version": case.version }))
            .await
            .is_problem(404);
        // Who sent it knows it; there is nothing to hide from them, and nothing to show.
        caller.get(&format!("{}/events", of(&case))).await.is_problem(403);
        assert!(!caller.get("/cases").await.text().contains(&case.number));
    }
    // A colleague sees the company's cases, but what one has begun to write is one's own.
    let mandate = people.appoint(None).await;
    let colleague = people.program("ilze").with("x-acting-for", &mandate.to_string());
    let begun = people.make(Kind::Draft, Whose::Company).await;
    colleague.get(&of(&case)).await.is(200);
    are_both_missing(
        &colleague,
        Method::GET,
        (path(&begun), &begun),
        (path(&missing), &missing),
    )
    .await;
}

#[rstest]
#[tokio::test]
async fn a_program_that_names_an_ended_mandate_may_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let people = People::new(engine).await;
    let operations = Operations::new();
    let (revoked, expired) = (people.appoint(None).await, people.appoint(Some("2026-11-01")).await);
    people.dismiss(revoked).await;
    let ilze = people.program("ilze");
    let naming = |mandate: &str| ilze.with("x-acting-for", mandate);
    let unknown = naming(&Thing::missing().id);
    let (revoked, expired) = (revoked.to_string(), expired.to_string());
    let not_theirs = people.mandate.clone();
    // The draft last: a case is made of the one draft that there is for a service.
    let kinds = [
        Kind::None,
        Kind::Service,
        Kind::Form,
        Kind::Case,
        Kind::Taken,
        Kind::Asked,
        Kind::Finished,
        Kind::Notice,
        Kind::Token,
        Kind::Session,
        Kind::Mandate,
        Kind::Older,
        Kind::Left,
        Kind::Draft,
    ];
    let mut things = Vec::new();
    for kind in kinds {
        things.push((kind, people.make(kind, Whose::Company).await));
    }
    let seen = async || {
        let mut seen = Vec::new();
        for (_, thing) in &things {
            seen.push(people.seen(thing, Whose::Company).await);
        }
        seen
    };
    let before = seen().await;
    for row in rows() {
        if row.post.is_some() || row.cell(Who::Anonymous) != Cell::Status(401) {
            continue;
        }
        let (_, thing) = things.iter().find(|(kind, _)| *kind == row.kind).unwrap();
        for request in operations.requests(&row, thing) {
            let expected = masked(&request.send(&unknown).await, thing);
            for mandate in [&revoked, &expired, &not_theirs] {
                let reply = request.send(&naming(mandate)).await;
                reply.is_problem(403);
                assert_eq!(masked(&reply, thing), expected, "{row}: {mandate}");
            }
        }
    }
    assert_eq!(seen().await, before);
    let browser = people.world.browser_of("ilze").await;
    for mandate in [&revoked, &expired, &not_theirs, &Thing::missing().id] {
        browser
            .put("/me/capacity", json!({ "mandate": mandate }))
            .await
            .is_problem(404);
    }
    assert_eq!(items(&browser.get("/me/capacities").await.is(200)).len(), 1);
}

#[rstest]
#[tokio::test]
async fn who_has_left_a_company_sees_nothing_of_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let people = People::new(engine).await;
    let mandate = people.appoint(None).await;
    let ilze = people.world.browser_of("ilze").await;
    ilze.put("/me/capacity", json!({ "mandate": mandate })).await.is(200);
    let draft = ilze.filled_draft(RESIDENCE, residence()).await;
    let case = ilze.post(&format!("/drafts/{draft}/submit"), json!({})).await.is(201);
    let number = text(&case["number"]);
    let begun = ilze.filled_draft(RESIDENCE, residence()).await;
    people.world.work().await;
    ilze.get(&format!("/cases/{number}")).await.is(200);
    people.dismiss(mandate).await;

    let me: Value = ilze.get("/me").await.is(200);
    assert_eq!(me.get("actingFor"), None);
    for path in [
        format!("/cases/{number}"),
        format!("/drafts/{draft}"),
        format!("/drafts/{begun}"),
    ] {
        ilze.get(&path).await.is_problem(404);
    }
    // They sent it and know of it.
    for part in ["events", "messages", "result"] {
        ilze.get(&format!("/cases/{number}/{part}")).await.is_problem(403);
    }
    let (withdraw, write) = (format!("/cases/{number}/withdraw"), format!("/cases/{number}/messages"));
    ilze.post(&withdraw, json!({ "version": case["version"] }))
        .await
        .is_problem(404);
    ilze.post(&write, json!({ "text": "Labdien!" })).await.is_problem(403);
    for list in ["/cases", "/drafts", "/notices"] {
        assert!(items(&ilze.get(list).await.is(200)).is_empty(), "{list}");
    }
    let colleague = people.owner(Whose::Company);
    assert_eq!(
        colleague.get(&format!("/cases/{number}")).await.is(200)["case"]["version"],
        case["version"]
    );
}
