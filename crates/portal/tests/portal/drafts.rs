//! Forms being filled.

use domain::Limit;
use portal::{PortalError, SaveDraft};
use rstest::rstest;
use serde_json::json;
use store::Engine;

use crate::world::{World, moving, slug};

#[rstest]
#[tokio::test]
async fn a_draft_is_begun_once_left_and_found(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anna = world.anna().await;
    let drafts = &world.portal.drafts;
    let begun = drafts.start(&anna, &slug("deklaret")).await.unwrap();
    assert_eq!((begun.service_slug, begun.draft.version), (slug("deklaret"), 1));
    let answers = serde_json::from_value(json!({ "street": "?", "guest": "varbūt" })).unwrap();
    let save = SaveDraft {
        form_version: None,
        version: 1,
        answers,
        page: Some("check".to_owned()),
    };
    world.clock.advance(60);
    let saved = drafts.save(&anna, begun.draft.id, save.clone()).await.unwrap();
    assert_eq!((saved.version, saved.updated_at), (2, world.now()));
    assert!(matches!(
        drafts.save(&anna, begun.draft.id, save).await,
        Err(PortalError::Stale)
    ));
    let again = drafts.start(&anna, &slug("deklaret")).await.unwrap();
    assert_eq!(again.draft, saved, "what was typed is kept, right or wrong");
    let list = drafts.list(&anna, None, Limit::default()).await.unwrap();
    let line = &list.items[0];
    assert_eq!((list.items.len(), line.page_number, line.pages_total), (1, Some(2), 2));
    drafts.delete(&anna, saved.id).await.unwrap();
    assert!(matches!(drafts.get(&anna, saved.id).await, Err(PortalError::NotFound)));
    assert!(
        drafts
            .list(&anna, None, Limit::default())
            .await
            .unwrap()
            .items
            .is_empty()
    );
}

#[rstest]
#[tokio::test]
async fn what_cannot_be_saved(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anna = world.anna().await;
    let drafts = &world.portal.drafts;
    let draft = drafts.start(&anna, &slug("deklaret")).await.unwrap().draft;
    let save = |answers| SaveDraft {
        form_version: None,
        version: 1,
        answers: serde_json::from_value(answers).unwrap(),
        page: None,
    };
    let Err(PortalError::Answers(problems)) = drafts.save(&anna, draft.id, save(json!({ "streeet": "x" }))).await
    else {
        panic!("a misspelled name is told")
    };
    assert_eq!(problems[0].path.to_string(), "streeet");
    let long = save(json!({ "street": "x".repeat(1_100_000) }));
    assert!(matches!(
        drafts.save(&anna, draft.id, long).await,
        Err(PortalError::Invalid(_))
    ));
    let page = SaveDraft {
        form_version: None,
        page: Some("x".repeat(101)),
        ..save(json!({}))
    };
    assert!(matches!(
        drafts.save(&anna, draft.id, page).await,
        Err(PortalError::Invalid(_))
    ));
    assert_eq!(drafts.get(&anna, draft.id).await.unwrap().draft, draft);
    assert!(matches!(
        drafts.start(&anna, &slug("nav")).await,
        Err(PortalError::NotFound)
    ));
}

#[rstest]
#[tokio::test]
async fn a_submitted_draft_shows_what_became_of_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, berta) = (world.anna().await, world.berta().await);
    let drafts = &world.portal.drafts;
    let draft = drafts.start(&anna, &slug("deklaret")).await.unwrap().draft;
    let save = SaveDraft {
        form_version: None,
        version: 1,
        answers: moving(),
        page: None,
    };
    drafts.save(&anna, draft.id, save).await.unwrap();
    let case = world.portal.cases.submit(&anna, draft.id).await.unwrap();
    let view = drafts.get(&anna, draft.id).await.unwrap();
    assert_eq!(
        (view.submitted_case, view.draft.id),
        (Some(case.number.clone()), draft.id)
    );
    assert!(matches!(drafts.get(&berta, draft.id).await, Err(PortalError::NotFound)));
    let save = SaveDraft {
        form_version: None,
        version: view.draft.version,
        answers: moving(),
        page: None,
    };
    assert!(matches!(
        drafts.save(&anna, draft.id, save).await,
        Err(PortalError::Conflict(_))
    ));
    assert!(matches!(
        drafts.delete(&anna, draft.id).await,
        Err(PortalError::Conflict(_))
    ));
    assert_eq!(
        world.portal.cases.submit(&anna, draft.id).await.unwrap(),
        case,
        "submitting again gives the same"
    );
    assert!(matches!(
        world.portal.cases.submit(&berta, draft.id).await,
        Err(PortalError::NotFound)
    ));
    assert_ne!(
        drafts.start(&anna, &slug("deklaret")).await.unwrap().draft.id,
        draft.id,
        "one can apply once more"
    );
}
