use domain::{CaseResult, File, Limit, Message, MessageAuthor};
use rstest::rstest;
use store::{Engine, StoreError, files, messages, results};

use crate::support::{ANNA, NOW, OFFICIAL, case, grant, id, later, walk, world};

#[rstest]
#[tokio::test]
async fn messages_of_a_case_latest_first(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    world.put_case(case(1)).await;
    world.put_case(case(2)).await;
    let mut tx = world.begin().await.unwrap();
    let message = |n: u128, about: u128, seconds| Message {
        id: id(n),
        case: id(about),
        author: if n.is_multiple_of(2) {
            MessageAuthor::Agency
        } else {
            MessageAuthor::Client
        },
        person: id(if n.is_multiple_of(2) { OFFICIAL } else { ANNA }),
        text: format!("Ziņa {n}\n'\"; DROP TABLE message; --"),
        sent_at: later(seconds),
    };
    for (n, about, at) in [(1, 1, 0), (2, 1, 5), (3, 1, 5), (4, 1, 7), (5, 2, 6)] {
        messages::insert(&mut tx, &grant(), &message(n, about, at))
            .await
            .unwrap();
    }
    let three = Limit::new(3).unwrap();
    let found = walk(
        async |cursor| messages::of_case(&mut tx, id(1), cursor, three).await.unwrap(),
        Message::clone,
    )
    .await;
    assert_eq!(
        found,
        [message(4, 1, 7), message(3, 1, 5), message(2, 1, 5), message(1, 1, 0)]
    );
}

fn file(n: u128) -> File {
    File {
        id: id(n),
        case: id(1),
        name: "Lēmums.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size: 5_000_000_000,
        sha256: "ab".repeat(32),
        created_at: NOW,
    }
}

#[rstest]
#[tokio::test]
async fn results_hand_over_their_files(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    world.put_case(case(1)).await;
    let result = |n: u128, numbers: &[u128], at| CaseResult {
        id: id(n),
        case: id(1),
        text: "Deklarēts".to_owned(),
        files: numbers.iter().map(|n| file(*n)).collect(),
        issued_at: later(at),
    };
    let (first, second) = (result(1, &[11, 12], 0), result(2, &[13], 5));
    let mut tx = world.begin().await.unwrap();
    results::insert(&mut tx, &grant(), &second).await.unwrap();
    results::insert(&mut tx, &grant(), &first).await.unwrap();
    files::insert(&mut tx, &grant(), &file(14), None).await.unwrap();
    assert_eq!(results::of_case(&mut tx, id(1)).await.unwrap(), [first, second]);
    assert_eq!(
        files::of_case(&mut tx, id(1)).await.unwrap(),
        [file(11), file(12), file(13), file(14)]
    );
    assert_eq!(files::find(&mut tx, id(14)).await.unwrap(), file(14));
    assert!(matches!(files::find(&mut tx, id(99)).await, Err(StoreError::NotFound)));
    let mut recorded = files::recorded(&mut tx, &[14, 99, 11].map(id)).await.unwrap();
    recorded.sort_unstable();
    assert_eq!(recorded, [id(11), id(14)]);
    assert_eq!(files::recorded(&mut tx, &[]).await.unwrap(), []);
}

#[rstest]
#[tokio::test]
async fn a_hostile_place_in_a_list_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let mut reader = world.read().await.unwrap();
    let place = domain::Cursor("\0~01980000000070008000000000000000".to_owned());
    let queue = store::case_queue::open(&mut reader, id(1), &Default::default(), Some(&place), Limit::default()).await;
    assert!(matches!(queue, Err(StoreError::Cursor)), "{queue:?}");
}
