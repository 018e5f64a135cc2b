use domain::{Difficulty, Feedback, Liking, Limit, NewFeedback, Rating, RatingSummary};
use rstest::rstest;
use store::{Engine, StoreError, feedback};

use crate::support::{ANNA, BERTA, NOW, OTHER_SERVICE, SERVICE, World, case, grant, id, later, walk, world};

fn rating(n: u128, service: u128, score: u8) -> Feedback {
    let good = score >= 4;
    Feedback {
        id: id(n),
        case: id(n),
        service: id(service),
        content: NewFeedback {
            rating: Rating::new(score).unwrap(),
            difficulties: if good {
                vec![]
            } else {
                vec![Difficulty::TookTooLong, Difficulty::Other]
            },
            likings: if good { vec![Liking::Quick] } else { vec![] },
            comment: "Paldies!".to_owned(),
        },
        created_at: later(0),
    }
}

async fn give(world: &World, rating: &Feedback) -> Result<(), StoreError> {
    let mut tx = world.begin().await?;
    feedback::insert(&mut tx, &grant(), rating).await?;
    tx.commit().await
}

#[rstest]
#[tokio::test]
async fn one_rating_per_case_and_sums_to_match(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    for n in 1..=5 {
        world.put_case(case(n)).await;
    }
    for (n, service, score) in [(1, SERVICE, 5), (2, SERVICE, 2), (3, SERVICE, 4), (4, OTHER_SERVICE, 1)] {
        give(&world, &rating(n, service, score)).await.unwrap();
    }
    let twice = give(
        &world,
        &Feedback {
            id: id(99),
            ..rating(1, SERVICE, 1)
        },
    )
    .await;
    assert!(matches!(twice, Err(StoreError::Conflict { what }) if what == "feedback"));

    let mut reader = world.read().await.unwrap();
    assert_eq!(
        feedback::of_case(&mut reader, id(2)).await.unwrap(),
        Some(rating(2, SERVICE, 2))
    );
    assert_eq!(feedback::of_case(&mut reader, id(5)).await.unwrap(), None);
    let (first, second) = (RatingSummary { count: 3, sum: 11 }, RatingSummary { count: 1, sum: 1 });
    assert_eq!(feedback::summary(&mut reader, id(SERVICE)).await.unwrap(), first);
    assert_eq!(
        feedback::summary(&mut reader, id(999)).await.unwrap(),
        RatingSummary::default()
    );
    let all = feedback::summaries(&mut reader).await.unwrap();
    assert_eq!(all, [(id(SERVICE), first), (id(OTHER_SERVICE), second)]);
    let listed = walk(
        async |cursor| {
            feedback::of_service(&mut reader, id(SERVICE), cursor, Limit::new(2).unwrap())
                .await
                .unwrap()
        },
        |rating| rating.id.0.as_u128(),
    )
    .await;
    assert_eq!(listed, [3, 2, 1]);
    let rated = feedback::rated(&mut reader, id(ANNA), (NOW, NOW)).await.unwrap();
    assert_eq!(rated, (1..=4).map(id).collect());
    let later = (later(1), later(2));
    assert!(feedback::rated(&mut reader, id(ANNA), later).await.unwrap().is_empty());
    assert!(
        feedback::rated(&mut reader, id(BERTA), (NOW, NOW))
            .await
            .unwrap()
            .is_empty()
    );
}
