use std::sync::Arc;

use domain::{Case, CaseNumber, CaseState, Limit, Outcome};
use rstest::rstest;
use store::case_submission::{self, Submission};
use store::cases::{self, Which};
use store::{Engine, StoreError, case_answers, drafts};

use crate::support::{
    AGENCY, ANNA, BERTA, COMPANY, OFFICIAL, OTHER_AGENCY, World, answers, case, draft, grant, id, later, submitted,
    walk, world,
};

async fn submit(world: &World, n: u128, version: i64, case: Case) -> Result<Submission, StoreError> {
    let mut tx = world.begin().await?;
    let submission = case_submission::submit(&mut tx, &grant(), (id(n), version), case, &answers("Anna")).await?;
    tx.commit().await?;
    Ok(submission)
}

#[rstest]
#[tokio::test]
async fn a_draft_becomes_one_case(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    world.put_draft(&draft(1)).await;
    assert!(matches!(
        submit(&world, 1, 2, case(1)).await,
        Err(StoreError::StaleVersion)
    ));
    let Submission::New(first) = submit(&world, 1, 1, case(1)).await.unwrap() else {
        panic!("must be new")
    };
    assert_eq!(
        first,
        Case {
            number: CaseNumber::new(2026, 1),
            ..case(1)
        }
    );
    for version in [1, 2] {
        assert_eq!(
            submit(&world, 1, version, case(2)).await.unwrap(),
            Submission::Existing(first.clone())
        );
    }
    let mut reader = world.read().await.unwrap();
    assert_eq!(cases::find(&mut reader, id(1)).await.unwrap(), first);
    assert_eq!(cases::by_number(&mut reader, &first.number).await.unwrap(), first);
    assert_eq!(cases::answers(&mut reader, id(1)).await.unwrap(), Some(answers("Anna")));
    assert_eq!(
        case_submission::of_draft(&mut reader, id(1)).await.unwrap(),
        Some(first)
    );
    assert!(
        matches!(drafts::find(&mut reader, id(1)).await, Err(StoreError::NotFound)),
        "the draft is used up"
    );
    assert!(
        matches!(submit(&world, 77, 1, case(3)).await, Err(StoreError::StaleVersion)),
        "no such draft"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_at_once_make_one_case(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = Arc::new(world(engine).await);
    world.put_draft(&draft(1)).await;
    let tries: Vec<_> = (0..50)
        .map(|n| {
            let world = Arc::clone(&world);
            tokio::spawn(async move { submit(&world, 1, 1, case(1_000 + n)).await })
        })
        .collect();
    let mut made = Vec::new();
    let mut numbers = Vec::new();
    for attempt in tries {
        let submission = attempt.await.unwrap().unwrap();
        if let Submission::New(case) = &submission {
            made.push(case.id);
        }
        numbers.push(submitted(submission).number);
    }
    assert_eq!(made.len(), 1, "one made it, all others were told of it");
    assert!(numbers.iter().all(|n| *n == CaseNumber::new(2026, 1)));
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_have_no_gaps_and_start_anew_each_year(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = Arc::new(world(engine).await);
    let tries: Vec<_> = (1..=20)
        .map(|n| {
            let world = Arc::clone(&world);
            tokio::spawn(async move {
                let mut tx = world.begin().await.unwrap();
                let case = case_submission::register(&mut tx, &grant(), case(n), None)
                    .await
                    .unwrap();
                // Every other one thinks better of it.
                if n % 2 == 0 {
                    tx.commit().await.unwrap();
                }
                (n % 2 == 0).then_some(case.number)
            })
        })
        .collect();
    let mut numbers = Vec::new();
    for attempt in tries {
        numbers.extend(attempt.await.unwrap());
    }
    numbers.sort();
    assert_eq!(numbers, (1..=10).map(|n| CaseNumber::new(2026, n)).collect::<Vec<_>>());
    let new_year = Case {
        submitted_at: "2026-12-31T22:00:00Z".parse().unwrap(),
        ..case(99)
    };
    assert_eq!(
        world.put_case(new_year).await.number,
        CaseNumber::new(2027, 1),
        "it is midnight in Riga"
    );
}

#[rstest]
#[tokio::test]
async fn a_change_must_have_seen_the_last_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let mut one = world.put_case(case(1)).await;
    let mut two = one.clone();
    one.state = CaseState::InProgress;
    one.official = Some(id(OFFICIAL));
    one.step = "decide".parse().unwrap();
    one.promised_by = Some("2026-12-01".parse().unwrap());
    one.legal_by = Some("2026-12-23".parse().unwrap());
    two.state = CaseState::Closed(Outcome::Withdrawn);
    two.closed_at = Some(later(1));
    let mut tx = world.begin().await.unwrap();
    cases::save(&mut tx, &grant(), &mut one).await.unwrap();
    assert!(matches!(
        cases::save(&mut tx, &grant(), &mut two).await,
        Err(StoreError::StaleVersion)
    ));
    assert_eq!((one.version, two.version), (2, 1));
    assert_eq!(cases::find(&mut tx, id(1)).await.unwrap(), one);
    two.version = 2;
    cases::save(&mut tx, &grant(), &mut two).await.unwrap();
    let closed = cases::find(&mut tx, id(1)).await.unwrap();
    assert_eq!(
        (closed.state, closed.closed_at),
        (CaseState::Closed(Outcome::Withdrawn), Some(later(1)))
    );
}

#[rstest]
#[tokio::test]
async fn a_party_finds_its_cases(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    for n in 1..=8 {
        let closed_at = (n % 2 == 0).then(|| later(100));
        let state = closed_at.map_or(CaseState::Submitted, |_| CaseState::Closed(Outcome::Granted));
        let submitted_at = later(i64::try_from(n / 3).unwrap());
        world
            .put_case(Case {
                submitted_at,
                closed_at,
                state,
                ..case(n)
            })
            .await;
    }
    world
        .put_case(Case {
            applicant: id(COMPANY),
            ..case(20)
        })
        .await;
    world
        .put_case(Case {
            applicant: id(COMPANY),
            submitted_by: id(BERTA),
            ..case(21)
        })
        .await;

    let mut reader = world.read().await.unwrap();
    let three = Limit::new(3).unwrap();
    for (which, expected) in [
        (Which::All, vec![8, 7, 6, 5, 4, 3, 2, 1]),
        (Which::Running, vec![7, 5, 3, 1]),
        (Which::Past, vec![8, 6, 4, 2]),
    ] {
        let found = walk(
            async |cursor| {
                cases::of_applicant(&mut reader, id(ANNA), which, cursor, three)
                    .await
                    .unwrap()
            },
            |case| case.id.0.as_u128(),
        )
        .await;
        assert_eq!(found, expected, "{which:?}");
    }
    let company = cases::of_applicant(&mut reader, id(COMPANY), Which::All, None, three)
        .await
        .unwrap();
    assert_eq!(company.items.len(), 2, "whoever submitted them");
}

#[rstest]
#[tokio::test]
async fn cases_are_found_by_an_answer(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let long = "ā".repeat(300);
    let mut tx = world.begin().await.unwrap();
    for n in 1..=4 {
        let agency = if n == 4 { OTHER_AGENCY } else { AGENCY };
        let case = Case {
            agency: id(agency),
            ..case(n)
        };
        case_submission::register(&mut tx, &grant(), case, Some(&answers("x")))
            .await
            .unwrap();
        let pairs = [
            ("city".to_owned(), "rīga".to_owned()),
            ("text".to_owned(), long.clone()),
        ];
        case_answers::index(&mut tx, &grant(), id(n), &pairs).await.unwrap();
        case_answers::index(&mut tx, &grant(), id(n), &pairs).await.unwrap();
        let many: Vec<_> = (0..19).map(|m| (format!("field{m}"), format!("{n}-{m}"))).collect();
        case_answers::index(&mut tx, &grant(), id(n), &many).await.unwrap();
        case_answers::index(&mut tx, &grant(), id(n), &[]).await.unwrap();
    }
    let three = Limit::new(2).unwrap();
    for (field, value, expected) in [
        ("city", "rīga", vec![1, 2, 3]),
        ("text", &long, vec![1, 2, 3]),
        ("field0", "1-0", vec![1]),
        ("field8", "2-8", vec![2]),
        ("field18", "3-18", vec![3]),
        ("city", "riga", vec![]),
        ("town", "rīga", vec![]),
    ] {
        let found = walk(
            async |cursor| {
                case_answers::find(&mut tx, id(AGENCY), (field, value), cursor, three)
                    .await
                    .unwrap()
            },
            |case| case.id.0.as_u128(),
        )
        .await;
        assert_eq!(found, expected, "{field}");
    }
}
