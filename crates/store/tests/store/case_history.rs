use domain::{
    AuditAction, AuditEntry, Case, CaseEvent, CaseEventKind, CaseNumber, CaseResult, CaseState, EventActor, Feedback,
    Limit, Message, MessageAuthor, NewFeedback, Outcome, Rating, RatingSummary, Timestamp,
};
use rstest::rstest;
use store::case_history::{PastCase, take_in};
use store::{Engine, audit, case_answers, case_events, cases, feedback, messages, registry, results};

use crate::support::{AGENCY, ANNA, NOW, OFFICIAL, SERVICE, World, answers, case, grant, id, world};

/// A year in seconds.
const YEAR: i64 = 365 * 86_400;

fn event(n: u128, sequence: i64, kind: CaseEventKind, at: Timestamp) -> CaseEvent {
    CaseEvent {
        case: id(n),
        sequence,
        occurred_at: at,
        recorded_at: at,
        by: EventActor::Client { person: id(ANNA) },
        kind,
    }
}

/// A granted case with one of everything.
fn past(n: u128, at: Timestamp) -> PastCase {
    let filled_minutes = Some(7);
    let outcome = Outcome::Granted;
    PastCase {
        case: Case {
            state: CaseState::Closed(outcome),
            official: Some(id(OFFICIAL)),
            submitted_at: at,
            closed_at: Some(at.plus_seconds(60)),
            version: 3,
            ..case(n)
        },
        answers: Some(answers("Anna")),
        findable: vec![("name".to_owned(), "anna".to_owned())],
        events: vec![
            (event(n, 1, CaseEventKind::Submitted { filled_minutes }, at), grant()),
            (
                event(n, 2, CaseEventKind::Closed { outcome }, at.plus_seconds(60)),
                grant(),
            ),
        ],
        messages: vec![Message {
            id: id(n + 10_000),
            case: id(n),
            author: MessageAuthor::Client,
            person: id(ANNA),
            text: "Paldies!".to_owned(),
            sent_at: at,
        }],
        result: Some(CaseResult {
            id: id(n + 20_000),
            case: id(n),
            text: "Reģistrēts.".to_owned(),
            files: vec![],
            issued_at: at,
        }),
        feedback: Some(Feedback {
            id: id(n + 30_000),
            case: id(n),
            service: id(SERVICE),
            content: NewFeedback {
                rating: Rating::new(4).unwrap(),
                difficulties: vec![],
                likings: vec![],
                comment: "Ātri.".to_owned(),
            },
            created_at: at,
        }),
        audit: vec![AuditEntry {
            id: id(n + 40_000),
            at,
            person: Some(id(ANNA)),
            acting_for: Some(id(ANNA)),
            by_right: "self".to_owned(),
            action: AuditAction::SubmitCase,
            subject: format!("case:{n}"),
            data_of: Some(id(ANNA)),
        }],
    }
}

async fn taken_in(world: &World, mut history: Vec<PastCase>) -> Vec<PastCase> {
    let mut tx = world.begin().await.unwrap();
    take_in(&mut tx, &grant(), &mut history).await.unwrap();
    tx.commit().await.unwrap();
    history
}

#[rstest]
#[tokio::test]
async fn all_of_a_case_is_kept(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    assert!(cases::is_empty(&mut world.read().await.unwrap()).await.unwrap());
    let history = taken_in(&world, vec![past(1, NOW)]).await;
    let PastCase {
        case,
        events,
        messages: said,
        result,
        feedback: rated,
        audit: trail,
        ..
    } = &history[0];
    assert_eq!(case.number, CaseNumber::new(2026, 1));
    let mut reader = world.read().await.unwrap();
    let reader = &mut *reader;
    assert!(!cases::is_empty(reader).await.unwrap());
    assert_eq!(cases::by_number(reader, &case.number).await.unwrap(), *case);
    assert_eq!(cases::answers(reader, case.id).await.unwrap(), Some(answers("Anna")));
    let found = case_answers::find(reader, id(AGENCY), ("name", "anna"), None, Limit::default()).await;
    assert_eq!(found.unwrap().items, std::slice::from_ref(case));
    let kept: Vec<CaseEvent> = events.iter().map(|(event, _)| event.clone()).collect();
    assert_eq!(case_events::of_case(reader, case.id).await.unwrap(), kept);
    assert_eq!(
        messages::of_case(reader, case.id, None, Limit::default())
            .await
            .unwrap()
            .items,
        *said
    );
    assert_eq!(
        results::of_case(reader, case.id).await.unwrap(),
        Vec::from_iter(result.clone())
    );
    assert_eq!(feedback::of_case(reader, case.id).await.unwrap(), *rated);
    assert_eq!(
        audit::about_party(reader, id(ANNA), None, Limit::default())
            .await
            .unwrap()
            .items,
        *trail
    );
}

#[rstest]
#[tokio::test]
async fn numbers_uses_and_ratings_go_on_from_what_is_there(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    world.put_case(case(1)).await;
    // More than fit in one statement, over the end of a year.
    let last_year = NOW.plus_seconds(-YEAR);
    let many = (2..152)
        .map(|n| past(n, if n < 52 { last_year } else { NOW }))
        .collect();
    let history = taken_in(&world, many).await;
    let numbers: Vec<_> = history.iter().map(|past| past.case.number.clone()).collect();
    let expected = (1..=50)
        .map(|n| CaseNumber::new(2025, n))
        .chain((2..=101).map(|n| CaseNumber::new(2026, n)));
    assert_eq!(numbers, expected.collect::<Vec<_>>());
    assert_eq!(world.put_case(case(999)).await.number, CaseNumber::new(2026, 102));
    let mut reader = world.read().await.unwrap();
    let summary = feedback::summary(&mut reader, id(SERVICE)).await.unwrap();
    assert_eq!(summary, RatingSummary { count: 150, sum: 600 });
    assert_eq!(registry::most_used(&mut reader, 3).await.unwrap(), [(id(SERVICE), 150)]);
}
