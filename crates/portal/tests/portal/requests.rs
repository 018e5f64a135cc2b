//! Parked posts and repeated requests.

use bytes::Bytes;
use portal::{ParkedPost, PortalError, Remembered};
use rstest::rstest;
use store::Engine;

use crate::world::{MINUTE, World};

#[rstest]
#[tokio::test]
async fn a_parked_post_is_taken_once_and_in_time(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let parked = &world.portal.parked_posts;
    let body = Bytes::from_static(b"--x\r\n\x00\xff");
    let key = parked
        .park("/lv/veidlapa?x=1", "multipart/form-data; boundary=x", body.clone())
        .await
        .unwrap();
    let late = parked.park("/lv/veidlapa", "text/plain", body.clone()).await.unwrap();
    world.clock.advance(30 * MINUTE - 1);
    let post = ParkedPost {
        path: "/lv/veidlapa?x=1".to_owned(),
        content_type: "multipart/form-data; boundary=x".to_owned(),
        body,
    };
    assert_eq!(parked.take(&key).await.unwrap(), Some(post));
    assert_eq!(parked.take(&key).await.unwrap(), None);
    world.clock.advance(1);
    assert_eq!(parked.take(&late).await.unwrap(), None);
    assert_eq!(parked.take("nekas").await.unwrap(), None);
    for path in ["https://evil.example/", "//evil.example/", "/\\evil.example/", "lv"] {
        let refused = parked.park(path, "text/plain", Bytes::new()).await;
        assert!(matches!(refused, Err(PortalError::Invalid(_))), "{path}");
    }
    let large = parked
        .park("/lv", "text/plain", Bytes::from(vec![0; 1024 * 1024 + 1]))
        .await;
    assert!(matches!(large, Err(PortalError::Invalid(_))));
}

#[rstest]
#[tokio::test]
async fn a_repeated_request_is_answered_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, berta) = (world.anna().await, world.berta().await);
    let idempotency = &world.portal.idempotency;
    let recall = async |actor, key, body: &[u8]| idempotency.recall(actor, key, "submitCase", body).await;
    assert_eq!(recall(&anna, "k1", b"a").await.unwrap(), None);
    assert!(
        matches!(recall(&anna, "k1", b"a").await, Err(PortalError::Conflict(_))),
        "it is being done"
    );
    let answer = Remembered {
        status: 201,
        headers: vec![("location".to_owned(), "/api/v1/cases/2026-000001-Z".to_owned())],
        body: Bytes::from_static(b"{\n\"number\":1}"),
    };
    idempotency.remember(&anna, "k1", "submitCase", &answer).await.unwrap();
    assert_eq!(recall(&anna, "k1", b"a").await.unwrap(), Some(answer.clone()));
    assert!(
        matches!(recall(&anna, "k1", b"b").await, Err(PortalError::Conflict(_))),
        "another body"
    );
    assert_eq!(
        recall(&berta, "k1", b"b").await.unwrap(),
        None,
        "keys are each person's own"
    );
    assert_eq!(
        idempotency.recall(&anna, "k1", "sendMessage", b"b").await.unwrap(),
        None
    );

    assert_eq!(recall(&anna, "k2", b"a").await.unwrap(), None);
    idempotency.forget(&anna, "k2", "submitCase").await.unwrap();
    assert_eq!(
        recall(&anna, "k2", b"a").await.unwrap(),
        None,
        "what failed can be tried again"
    );
    for key in ["", "ā", "a b", &"k".repeat(256)] {
        assert!(
            matches!(recall(&anna, key, b"a").await, Err(PortalError::Invalid(_))),
            "{key}"
        );
    }
}
