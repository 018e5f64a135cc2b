//! Many at the same moment.

use std::collections::BTreeSet;

use domain::{CaseNumber, DraftId};
use portal::SaveDraft;
use rstest::rstest;
use store::Engine;
use tokio::task::JoinSet;

use crate::world::{World, moving, slug};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn fifty_submissions_of_one_draft_make_one_case(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anna = world.anna().await;
    let draft = world.portal.drafts.start(&anna, &slug("deklaret")).await.unwrap().draft;
    let save = SaveDraft {
        form_version: None,
        version: 1,
        answers: moving(),
        page: None,
    };
    world.portal.drafts.save(&anna, draft.id, save).await.unwrap();
    let mut submissions = JoinSet::new();
    for _ in 0..50 {
        let (portal, anna) = (world.portal.clone(), anna.clone());
        submissions.spawn(async move { portal.cases.submit(&anna, draft.id).await.unwrap() });
    }
    let cases = submissions.join_all().await;
    assert_eq!(cases.len(), 50);
    assert!(cases.iter().all(|case| *case == cases[0]));
    assert_eq!(world.count("SELECT count(*) FROM case_file").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM case_event").await, 2);
    assert_eq!(world.count("SELECT count(*) FROM job").await, 1);
    assert_eq!(
        world
            .count("SELECT count(*) FROM audit WHERE action = 'submit_case'")
            .await,
        1
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn numbers_have_no_gaps_and_no_twins(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let mut drafts: Vec<(domain::Actor, DraftId)> = Vec::new();
    for n in 0..20 {
        let person = world.person(100 + n, "Kāds", "Iesniedzējs").await;
        let draft = world
            .portal
            .drafts
            .start(&person, &slug("deklaret"))
            .await
            .unwrap()
            .draft;
        let answers = if n % 5 == 4 { domain::Answers::EMPTY } else { moving() };
        let save = SaveDraft {
            form_version: None,
            version: 1,
            answers,
            page: None,
        };
        world.portal.drafts.save(&person, draft.id, save).await.unwrap();
        drafts.push((person, draft.id));
    }
    let mut submissions = JoinSet::new();
    for (person, draft) in drafts {
        let portal = world.portal.clone();
        submissions.spawn(async move { portal.cases.submit(&person, draft).await.ok().map(|case| case.number) });
    }
    let numbers: BTreeSet<CaseNumber> = submissions.join_all().await.into_iter().flatten().collect();
    let expected: BTreeSet<CaseNumber> = (1..=16).map(|sequence| CaseNumber::new(2026, sequence)).collect();
    assert_eq!(numbers, expected, "the four that were refused take no number");

    world.clock.set("2026-12-31T22:00:00Z".parse().unwrap());
    let anna = world.anna().await;
    assert_eq!(
        world.submit(&anna).await.number,
        CaseNumber::new(2027, 1),
        "in Riga the new year has begun"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_clicks_begin_one_draft(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anna = world.anna().await;
    let mut starts = JoinSet::new();
    for _ in 0..20 {
        let (portal, anna) = (world.portal.clone(), anna.clone());
        starts.spawn(async move { portal.drafts.start(&anna, &slug("deklaret")).await.unwrap().draft.id });
    }
    let ids: BTreeSet<DraftId> = starts.join_all().await.into_iter().collect();
    assert_eq!(ids.len(), 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn messages_that_cross_all_arrive(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let case = world.taken(&anna, &olga).await;
    let mut messages = JoinSet::new();
    for (n, author) in [&anna, &olga, &anna, &olga].into_iter().enumerate() {
        let (portal, author, number) = (world.portal.clone(), author.clone(), case.number.clone());
        messages.spawn(async move {
            portal
                .cases
                .message(&author, &number, &format!("Ziņa {n}"))
                .await
                .unwrap()
        });
    }
    messages.join_all().await;
    let view = world.portal.cases.get(&anna, &case.number).await.unwrap();
    assert_eq!(view.messages.len(), 4);
    let sequences: Vec<i64> = world
        .portal
        .cases
        .events(&anna, &case.number)
        .await
        .unwrap()
        .iter()
        .map(|event| event.sequence)
        .collect();
    assert_eq!(sequences, [1, 2, 3, 4, 5, 6, 7]);
}
