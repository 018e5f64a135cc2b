//! The way of a case, from the draft to the rating.

use domain::{
    CaseEventKind, CaseState, Difficulty, EventActor, Liking, Limit, NewFeedback, Outcome, Rating, StepProgress,
    WaitingFor,
};
use portal::{CaseFilter, PortalError, QueueFilter, SaveDraft};
use rstest::rstest;
use serde_json::json;
use store::Engine;

use crate::world::{DAY, World, granted, id_of, moving, slug, step, text};

const LIMIT: Limit = Limit::new(20).unwrap();

fn day(text: &str) -> Option<domain::Date> {
    Some(text.parse().unwrap())
}

#[rstest]
#[tokio::test]
async fn the_whole_way(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let cases = &world.portal.cases;
    let draft = world.portal.drafts.start(&anna, &slug("deklaret")).await.unwrap().draft;
    world.clock.advance(7 * 60 + 31);
    let save = SaveDraft {
        form_version: None,
        version: draft.version,
        answers: moving(),
        page: None,
    };
    world.portal.drafts.save(&anna, draft.id, save).await.unwrap();
    let case = cases.submit(&anna, draft.id).await.unwrap();
    assert_eq!(case.number.as_str(), "2026-000001-Z");
    assert_eq!(
        (case.state, case.step.as_str(), case.version),
        (CaseState::Submitted, "check", 1)
    );
    assert_eq!(
        (case.promised_by, case.legal_by),
        (day("2026-11-09"), day("2026-12-02"))
    );

    let view = cases.get(&anna, &case.number).await.unwrap();
    assert_eq!(view.case, case);
    assert_eq!(
        serde_json::to_value(&view.answers).unwrap(),
        json!({ "street": "Brīvības iela 1", "agree": true })
    );
    assert_eq!(view.form.unwrap().definition.title, text("Deklarācija"));
    assert_eq!((view.service_slug, view.agency.id), (slug("deklaret"), world.pmlp));
    assert_eq!(view.timeline.current().unwrap().id, step("check"));
    assert_eq!(view.timeline.waiting_for, WaitingFor::Agency);
    let can = view.can;
    assert!(can.message && can.withdraw && !can.answer && !can.rate && !can.take && can.advance.is_empty());

    let view = cases.get_as_agency(&olga, &case.number).await.unwrap();
    assert_eq!(view.applicant.name(), "Anna Ābola");
    assert!(
        matches!(cases.result(&anna, &case.number).await, Err(PortalError::NotFound)),
        "none yet"
    );
    assert!(view.can.take && !view.can.ask && view.can.close.is_empty() && view.can.advance.is_empty());
    world.clock.advance(DAY);
    let case = cases.take(&olga, &case.number, 1).await.unwrap();
    assert_eq!((case.state, case.official), (CaseState::InProgress, Some(id_of(&olga))));
    let view = cases.get_as_agency(&olga, &case.number).await.unwrap();
    assert_eq!(view.official_name.as_deref(), Some("Olga Ozola"));
    assert_eq!(
        view.can.advance.iter().map(|step| step.id.as_str()).collect::<Vec<_>>(),
        ["decide"]
    );
    assert_eq!(view.can.close, Outcome::BY_OFFICIAL);

    let message = Some("Pārbaudīts,\r\nviss kārtībā".to_owned());
    let case = cases
        .advance(&olga, &case.number, case.version, step("decide"), message)
        .await
        .unwrap();
    world.clock.advance(DAY);
    let case = cases
        .close(&olga, &case.number, case.version, granted(" Deklarēts. "))
        .await
        .unwrap();
    assert_eq!((case.state, case.version), (CaseState::Closed(Outcome::Granted), 4));

    let view = cases.get(&anna, &case.number).await.unwrap();
    let result = view.result.unwrap();
    assert_eq!(result.text, "Deklarēts.");
    assert_eq!(cases.result(&olga, &case.number).await.unwrap(), result);
    assert_eq!(
        cases.messages(&anna, &case.number, None, LIMIT).await.unwrap().items,
        view.messages
    );
    let said: Vec<_> = view
        .messages
        .iter()
        .map(|m| (m.author_name.as_str(), m.message.text.as_str()))
        .collect();
    assert_eq!(said, [("Olga Ozola", "Pārbaudīts,\nviss kārtībā")]);
    assert_eq!(
        view.timeline.steps[1].progress,
        StepProgress::Done {
            on: day("2026-11-03").unwrap(),
            working_days: 1
        }
    );
    assert_eq!(
        (view.timeline.ended, view.timeline.waiting_for),
        (day("2026-11-04"), WaitingFor::Nobody)
    );
    assert!(view.can.rate && view.can.message && !view.can.withdraw);

    let events = cases.events(&anna, &case.number).await.unwrap();
    let kinds: Vec<&CaseEventKind> = events.iter().map(|event| &event.kind).collect();
    assert_eq!(
        kinds,
        [
            &CaseEventKind::Submitted {
                filled_minutes: Some(8)
            },
            &CaseEventKind::StepEntered { step: step("check") },
            &CaseEventKind::Taken { official: id_of(&olga) },
            &CaseEventKind::StepEntered { step: step("decide") },
            &CaseEventKind::Closed {
                outcome: Outcome::Granted
            },
        ]
    );
    assert_eq!(events[0].by, EventActor::Client { person: id_of(&anna) });
    assert_eq!(events[2].by, EventActor::Agency { person: id_of(&olga) });
    assert_eq!(
        world.portal.registry.most_used(1).await.unwrap()[0].slug,
        slug("deklaret")
    );
}

#[rstest]
#[tokio::test]
async fn the_clock_stands_while_the_client_is_asked(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let cases = &world.portal.cases;
    let case = world.taken(&anna, &olga).await;
    world.clock.advance(3 * DAY);
    let case = cases
        .ask(&olga, &case.number, case.version, "No kura datuma?")
        .await
        .unwrap();
    assert_eq!(case.state, CaseState::WaitingForClient);
    let refused = cases
        .advance(&olga, &case.number, case.version, step("decide"), None)
        .await;
    assert!(matches!(
        refused,
        Err(PortalError::Refused(domain::CaseRefusal::WaitsForClient))
    ));

    world.clock.advance(10 * DAY);
    let view = cases.get(&anna, &case.number).await.unwrap();
    assert!(view.can.answer);
    assert!(
        !view.deadlines.overdue,
        "the promised day has passed, but the agency waits"
    );
    assert_eq!(view.timeline.clock_stopped_since, day("2026-11-05"));
    let waiting = world.portal.cases.queue(
        &olga,
        world.pmlp,
        QueueFilter {
            overdue: true,
            ..QueueFilter::default()
        },
        None,
        LIMIT,
    );
    let waiting = waiting.await.unwrap();
    assert_eq!((waiting.page.items.len(), waiting.counts.overdue), (0, 0));

    // Asked on Thursday the 5th, answered on Sunday the 15th: six working days and ten calendar days.
    let case = cases
        .answer(&anna, &case.number, case.version, "No pirmā.")
        .await
        .unwrap();
    assert_eq!(case.state, CaseState::InProgress);
    assert_eq!(
        (case.promised_by, case.legal_by),
        (day("2026-11-17"), day("2026-12-14"))
    );
    let again = cases.answer(&anna, &case.number, case.version, "Vēl").await;
    assert!(matches!(
        again,
        Err(PortalError::Refused(domain::CaseRefusal::NothingAsked))
    ));
    assert_eq!(
        cases.get(&anna, &case.number).await.unwrap().messages.len(),
        2,
        "what was refused is not said"
    );

    world.clock.advance(5 * DAY);
    let late = cases.queue(
        &olga,
        world.pmlp,
        QueueFilter {
            overdue: true,
            ..QueueFilter::default()
        },
        None,
        LIMIT,
    );
    let late = late.await.unwrap();
    assert_eq!((late.page.items.len(), late.counts.overdue), (1, 1));
    assert!(late.page.items[0].overdue);
    assert!(cases.get(&anna, &case.number).await.unwrap().deadlines.overdue);
}

#[rstest]
#[tokio::test]
async fn who_saw_an_older_version_is_told(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let otto = world.official(4, "Otto", world.pmlp).await;
    let cases = &world.portal.cases;
    let case = world.taken(&anna, &olga).await;
    assert!(matches!(
        cases.take(&otto, &case.number, 1).await,
        Err(PortalError::Stale)
    ));
    let taken = cases.take(&otto, &case.number, case.version).await;
    assert!(matches!(
        taken,
        Err(PortalError::Refused(domain::CaseRefusal::AlreadyTaken))
    ));
    cases.message(&anna, &case.number, "Vēl kas").await.unwrap();
    let stale = cases.close(&olga, &case.number, case.version, granted("Jā")).await;
    assert!(matches!(stale, Err(PortalError::Stale)));
    assert!(matches!(
        cases.withdraw(&anna, &case.number, 1).await,
        Err(PortalError::Stale)
    ));
    let version = cases.get(&anna, &case.number).await.unwrap().case.version;
    let case = cases.withdraw(&anna, &case.number, version).await.unwrap();
    assert_eq!(case.state, CaseState::Closed(Outcome::Withdrawn));
    let closed = cases.take(&otto, &case.number, case.version).await;
    assert!(matches!(closed, Err(PortalError::Refused(domain::CaseRefusal::Closed))));
}

#[rstest]
#[tokio::test]
async fn wrong_answers_make_no_case(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anna = world.anna().await;
    let draft = world.portal.drafts.start(&anna, &slug("deklaret")).await.unwrap().draft;
    let answers = serde_json::from_value(json!({ "street": "", "guest": true })).unwrap();
    let save = SaveDraft {
        form_version: None,
        version: 1,
        answers,
        page: Some("address".to_owned()),
    };
    world.portal.drafts.save(&anna, draft.id, save).await.unwrap();
    let Err(PortalError::Answers(problems)) = world.portal.cases.submit(&anna, draft.id).await else {
        panic!("three questions are open")
    };
    let paths: Vec<String> = problems.iter().map(|problem| problem.path.to_string()).collect();
    assert_eq!(paths, ["street", "host", "agree"]);
    let kept = world.portal.drafts.get(&anna, draft.id).await.unwrap();
    assert_eq!((kept.draft.version, kept.submitted_case), (2, None));
    assert_eq!(world.count("SELECT count(*) FROM case_file").await, 0);
    assert_eq!(world.count("SELECT count(*) FROM job").await, 0);
}

#[rstest]
#[tokio::test]
async fn a_letter_goes_to_the_agency_chosen(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anna = world.anna().await;
    let rita = world.official(5, "Rita", world.riga).await;
    let draft = world
        .portal
        .drafts
        .start(&anna, &slug("iesniegums"))
        .await
        .unwrap()
        .draft;
    let answers = serde_json::from_value(json!({ "agency": "riga", "text": "Bedre ielā" })).unwrap();
    let save = SaveDraft {
        form_version: None,
        version: 1,
        answers,
        page: None,
    };
    world.portal.drafts.save(&anna, draft.id, save).await.unwrap();
    let case = world.portal.cases.submit(&anna, draft.id).await.unwrap();
    assert_eq!(case.agency, world.riga);
    assert_eq!(
        world
            .portal
            .cases
            .get_as_agency(&rita, &case.number)
            .await
            .unwrap()
            .agency
            .slug,
        slug("riga")
    );
}

#[rstest]
#[tokio::test]
async fn a_case_keeps_the_wording_it_began_with(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anna = world.anna().await;
    let case = world.submit(&anna).await;
    world
        .publish_service("deklaret", "move-form", false, "Jaunais nosaukums")
        .await;
    let view = world.portal.cases.get(&anna, &case.number).await.unwrap();
    assert_eq!(view.service_title, text("Pakalpojums"));
    world.clock.advance(1);
    world.submit(&anna).await;
    let list = world
        .portal
        .cases
        .list(&anna, CaseFilter { running: true }, None, LIMIT)
        .await
        .unwrap();
    let titles: Vec<_> = list.items.iter().map(|item| item.service_title.clone()).collect();
    assert_eq!(titles, [text("Jaunais nosaukums"), text("Pakalpojums")]);
}

#[rstest]
#[tokio::test]
async fn lists_and_queue(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let cases = &world.portal.cases;
    let first = world.submit(&anna).await;
    world.clock.advance(DAY);
    let second = world.taken(&anna, &olga).await;
    world.clock.advance(60);
    let third = world.taken(&anna, &olga).await;
    let third = cases
        .close(&olga, &third.number, third.version, granted("Jā"))
        .await
        .unwrap();

    let running = cases
        .list(&anna, CaseFilter { running: true }, None, LIMIT)
        .await
        .unwrap();
    let numbers: Vec<_> = running.items.iter().map(|item| item.number.clone()).collect();
    assert_eq!(numbers, [second.number.clone(), first.number.clone()]);
    assert_eq!(running.items[0].waiting_for, WaitingFor::Agency);
    let past = cases
        .list(&anna, CaseFilter { running: false }, None, LIMIT)
        .await
        .unwrap();
    assert_eq!(
        (past.items[0].number.clone(), past.items[0].rated),
        (third.number.clone(), false)
    );

    let one = Limit::new(1).unwrap();
    let page = cases
        .queue(&olga, world.pmlp, QueueFilter::default(), None, one)
        .await
        .unwrap();
    assert_eq!(
        page.page.items[0].number, first.number,
        "the earliest deadline comes first"
    );
    assert_eq!(page.page.items[0].applicant_name, "Anna Ābola");
    let counts = page.counts;
    assert_eq!(
        (counts.open, counts.mine, counts.unassigned, counts.overdue),
        (2, 1, 1, 0)
    );
    let next = cases
        .queue(&olga, world.pmlp, QueueFilter::default(), page.page.next.as_ref(), one)
        .await
        .unwrap();
    assert_eq!(
        (next.page.items[0].number.clone(), next.page.next),
        (second.number.clone(), None)
    );

    let filter = QueueFilter::default();
    for (filter, expected) in [
        (QueueFilter { mine: true, ..filter }, vec![&second.number]),
        (
            QueueFilter {
                unassigned: true,
                ..filter
            },
            vec![&first.number],
        ),
        (
            QueueFilter {
                state: Some(CaseState::Submitted),
                ..filter
            },
            vec![&first.number],
        ),
        (QueueFilter { open: false, ..filter }, vec![&third.number]),
        (
            QueueFilter {
                open: false,
                mine: true,
                ..filter
            },
            vec![&third.number],
        ),
        (
            QueueFilter {
                open: false,
                unassigned: true,
                ..filter
            },
            vec![],
        ),
        (
            QueueFilter {
                state: Some(CaseState::Closed(Outcome::Granted)),
                ..filter
            },
            vec![&third.number],
        ),
        (
            QueueFilter {
                state: Some(CaseState::Closed(Outcome::Refused)),
                ..filter
            },
            vec![],
        ),
    ] {
        let page = cases.queue(&olga, world.pmlp, filter, None, LIMIT).await.unwrap().page;
        assert_eq!(
            page.items.iter().map(|item| &item.number).collect::<Vec<_>>(),
            expected,
            "{filter:?}"
        );
    }
    let nowhere = domain::Cursor("nowhere".to_owned());
    let refused = cases
        .list(&anna, CaseFilter { running: true }, Some(&nowhere), LIMIT)
        .await;
    assert!(matches!(refused, Err(PortalError::Invalid(_))));
}

#[rstest]
#[tokio::test]
async fn a_finished_case_is_rated_once_by_its_client(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, berta, olga) = (world.anna().await, world.berta().await, world.olga().await);
    let ratings = &world.portal.ratings;
    let case = world.taken(&anna, &olga).await;
    let good = NewFeedback {
        rating: Rating::new(5).unwrap(),
        difficulties: vec![],
        likings: vec![Liking::Quick],
        comment: " Paldies ".to_owned(),
    };
    assert!(matches!(
        ratings.rate(&anna, &case.number, good.clone()).await,
        Err(PortalError::Conflict(_))
    ));
    world
        .portal
        .cases
        .close(&olga, &case.number, case.version, granted("Jā"))
        .await
        .unwrap();
    assert!(matches!(
        ratings.rate(&berta, &case.number, good.clone()).await,
        Err(PortalError::NotFound)
    ));
    assert!(matches!(
        ratings.rate(&olga, &case.number, good.clone()).await,
        Err(PortalError::NotFound)
    ));
    let wrong = NewFeedback {
        difficulties: vec![Difficulty::Other],
        ..good.clone()
    };
    assert!(matches!(
        ratings.rate(&anna, &case.number, wrong).await,
        Err(PortalError::Invalid(_))
    ));
    let generation = world.portal.registry.generation().await.unwrap();
    let feedback = ratings.rate(&anna, &case.number, good.clone()).await.unwrap();
    assert_eq!(feedback.content.comment, "Paldies");
    assert_eq!(world.portal.registry.generation().await.unwrap(), generation + 1);
    assert!(matches!(
        ratings.rate(&anna, &case.number, good).await,
        Err(PortalError::Conflict(_))
    ));
    let summary = ratings.summary(&slug("deklaret")).await.unwrap();
    assert_eq!((summary.count, summary.sum), (1, 5));
    let view = world.portal.cases.get(&anna, &case.number).await.unwrap();
    assert_eq!((view.feedback, view.can.rate), (Some(feedback), false));
    let past = world
        .portal
        .cases
        .list(&anna, CaseFilter { running: false }, None, LIMIT)
        .await
        .unwrap();
    assert!(past.items[0].rated);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_message_sent_twice_is_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let case = world.taken(&anna, &olga).await;
    let mut clicks = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (portal, anna, number) = (world.portal.clone(), anna.clone(), case.number.clone());
        clicks.spawn(async move { portal.cases.message(&anna, &number, "Kad būs gatavs?").await.unwrap() });
    }
    clicks.join_all().await;
    let texts = async || -> Vec<String> {
        let view = world.portal.cases.get(&anna, &case.number).await.unwrap();
        view.messages.into_iter().map(|message| message.message.text).collect()
    };
    assert_eq!(texts().await, ["Kad būs gatavs?"]);
    world
        .portal
        .cases
        .message(&olga, &case.number, "Kad būs gatavs?")
        .await
        .unwrap();
    world.portal.cases.message(&anna, &case.number, "Rīt?").await.unwrap();
    world
        .portal
        .cases
        .message(&anna, &case.number, "Kad būs gatavs?")
        .await
        .unwrap();
    assert_eq!(
        texts().await.len(),
        4,
        "of another person, or after other words, it is another message"
    );
    world.clock.advance(60);
    world
        .portal
        .cases
        .message(&anna, &case.number, "Kad būs gatavs?")
        .await
        .unwrap();
    assert_eq!(texts().await.len(), 5, "who asks again later means it");
}

#[rstest]
#[tokio::test]
async fn a_case_takes_only_as_many_messages_as_can_be_read(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let case = world.taken(&anna, &olga).await;
    let mut tx = world.db.begin().await.unwrap();
    tx.query("UPDATE case_file SET version = 900").execute().await.unwrap();
    tx.commit().await.unwrap();
    let more = world.portal.cases.message(&anna, &case.number, "Vēl viena ziņa").await;
    assert!(matches!(more, Err(PortalError::Conflict(_))), "{more:?}");
    let asked = world
        .portal
        .cases
        .ask(&olga, &case.number, 900, "Kāpēc?")
        .await
        .unwrap();
    world
        .portal
        .cases
        .answer(&anna, &case.number, asked.version, "Tāpēc")
        .await
        .unwrap();
}

#[rstest]
#[tokio::test]
async fn a_case_is_found_by_its_answers(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, berta) = (world.anna().await, world.berta().await);
    let case = world.submit(&anna).await;
    world.submit(&berta).await;
    let found = async |field, value| {
        let mut reader = world.db.read().await.unwrap();
        store::case_answers::find(&mut reader, world.pmlp, (field, value), None, LIMIT)
            .await
            .unwrap()
            .items
    };
    assert_eq!(found("street", "brīvības iela 1").await.len(), 2);
    assert_eq!(found("agree", "true").await[0].number, case.number);
    assert_eq!(found("street", "cita iela").await, []);
    let draft = world.portal.drafts.start(&anna, &slug("deklaret")).await.unwrap().draft;
    assert!(world.portal.cases.submit(&anna, draft.id).await.is_err());
    assert_eq!(
        world.count("SELECT count(*) FROM case_answer").await,
        4,
        "what is not submitted is not looked up"
    );
}

#[rstest]
#[tokio::test]
async fn no_character_of_a_comment_is_too_much(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let case = world.taken(&anna, &olga).await;
    let cases = &world.portal.cases;
    cases
        .close(&olga, &case.number, case.version, granted("Jā"))
        .await
        .unwrap();
    let feedback = NewFeedback {
        rating: Rating::new(4).unwrap(),
        difficulties: vec![],
        likings: vec![],
        comment: "La\u{0}bi\r\n\u{7}".to_owned(),
    };
    let kept = world.portal.ratings.rate(&anna, &case.number, feedback).await.unwrap();
    assert_eq!(kept.content.comment, "Labi");
}
