//! Who may see and do what, and what the audit trail says of it.

use domain::Actor;
use portal::{PortalError, QueueFilter};
use rstest::rstest;
use store::Engine;

use crate::world::{World, granted, id_of, slug, step};

#[rstest]
#[tokio::test]
async fn what_is_not_yours_is_not_there(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, berta, olga) = (world.anna().await, world.berta().await, world.olga().await);
    let rita = world.official(5, "Rita", world.riga).await;
    let cases = &world.portal.cases;
    let case = world.taken(&anna, &olga).await;
    let number = &case.number;
    for stranger in [&berta, &rita] {
        assert!(matches!(cases.get(stranger, number).await, Err(PortalError::NotFound)));
        assert!(matches!(
            cases.get_as_agency(stranger, number).await,
            Err(PortalError::NotFound)
        ));
        assert!(matches!(
            cases.events(stranger, number).await,
            Err(PortalError::NotFound)
        ));
        assert!(matches!(
            cases.message(stranger, number, "Sveiki").await,
            Err(PortalError::NotFound)
        ));
        assert!(matches!(
            cases.withdraw(stranger, number, case.version).await,
            Err(PortalError::NotFound)
        ));
        assert!(matches!(
            cases.answer(stranger, number, case.version, "Jā").await,
            Err(PortalError::NotFound)
        ));
        let closed = cases.close(stranger, number, case.version, granted("Jā")).await;
        assert!(matches!(closed, Err(PortalError::NotFound)));
    }
    assert!(
        matches!(cases.get(&olga, number).await, Err(PortalError::NotFound)),
        "an official is no client"
    );
    assert!(matches!(
        cases.withdraw(&olga, number, case.version).await,
        Err(PortalError::NotFound)
    ));
    assert!(matches!(
        cases.ask(&anna, number, case.version, "?").await,
        Err(PortalError::NotAllowed)
    ));
    let queue = cases
        .queue(&rita, world.pmlp, QueueFilter::default(), None, Default::default())
        .await;
    assert!(matches!(queue, Err(PortalError::NotAllowed)));

    let draft = world.portal.drafts.start(&anna, &slug("deklaret")).await.unwrap().draft;
    assert!(matches!(
        world.portal.drafts.get(&berta, draft.id).await,
        Err(PortalError::NotFound)
    ));
    assert!(matches!(
        world.portal.drafts.delete(&berta, draft.id).await,
        Err(PortalError::NotFound)
    ));
    assert!(matches!(
        world.portal.cases.submit(&berta, draft.id).await,
        Err(PortalError::NotFound)
    ));

    let nobody = Actor::Anonymous;
    assert!(matches!(
        cases.get(&nobody, number).await,
        Err(PortalError::SignInFirst)
    ));
    assert!(matches!(
        cases.get_as_agency(&nobody, number).await,
        Err(PortalError::SignInFirst)
    ));
    assert!(matches!(
        world.portal.drafts.start(&nobody, &slug("deklaret")).await,
        Err(PortalError::SignInFirst)
    ));
    assert!(matches!(
        world.portal.drafts.get(&nobody, draft.id).await,
        Err(PortalError::SignInFirst)
    ));
    assert!(matches!(
        world.portal.cases.submit(&nobody, draft.id).await,
        Err(PortalError::SignInFirst)
    ));
    assert!(matches!(
        world.portal.notices.unread_count(&nobody).await,
        Err(PortalError::SignInFirst)
    ));
}

#[rstest]
#[tokio::test]
async fn nobody_handles_a_case_of_their_own(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let olga = world.olga().await;
    let otto = world.official(4, "Otto", world.pmlp).await;
    let cases = &world.portal.cases;
    let own = world.submit(&olga).await;
    assert!(cases.get(&olga, &own.number).await.is_ok(), "as its client");
    assert!(matches!(
        cases.get_as_agency(&olga, &own.number).await,
        Err(PortalError::NotAllowed)
    ));
    assert!(matches!(
        cases.take(&olga, &own.number, own.version).await,
        Err(PortalError::NotAllowed)
    ));
    let taken = cases.take(&otto, &own.number, own.version).await.unwrap();
    let moved = cases
        .advance(&olga, &own.number, taken.version, step("decide"), None)
        .await;
    assert!(matches!(moved, Err(PortalError::NotAllowed)));

    let (_, mandate) = world.company_of(&olga).await;
    let signed_in = world.sign_in(3, "Olga", "Ozola").await;
    let for_company = world
        .portal
        .sessions
        .switch(&olga, &signed_in.secret, Some(mandate))
        .await
        .unwrap();
    let company_case = world.submit(&for_company).await;
    for capacity in [&olga, &for_company] {
        let taken = cases.take(capacity, &company_case.number, company_case.version).await;
        assert!(
            matches!(taken, Err(PortalError::NotAllowed)),
            "nor one of a company they may act for"
        );
    }
    assert!(
        cases
            .take(&otto, &company_case.number, company_case.version)
            .await
            .is_ok()
    );
}

#[rstest]
#[tokio::test]
async fn a_case_of_a_company_is_seen_by_those_who_may_act_for_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let anna = world.anna().await;
    let (company, mandate) = world.company_of(&anna).await;
    let signed_in = world.sign_in(1, "Anna", "Ābola").await;
    let for_company = world
        .portal
        .sessions
        .switch(&anna, &signed_in.secret, Some(mandate))
        .await
        .unwrap();
    let case = world.submit(&for_company).await;
    assert_eq!((case.applicant, case.submitted_by), (company, id_of(&anna)));
    assert!(matches!(
        world.portal.cases.get(&anna, &case.number).await,
        Err(PortalError::NotFound)
    ));
    let view = world.portal.cases.get(&for_company, &case.number).await.unwrap();
    assert_eq!(
        (view.applicant.name(), view.submitted_by_name.as_str()),
        ("SIA Egle".to_owned(), "Anna Ābola")
    );
    world.run_jobs().await;
    assert_eq!(world.portal.notices.unread_count(&for_company).await.unwrap(), 1);
    assert_eq!(world.portal.notices.unread_count(&anna).await.unwrap(), 0);
}

#[rstest]
#[tokio::test]
async fn each_look_leaves_a_row(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    let cases = &world.portal.cases;
    let case = world.submit(&anna).await;
    cases.get(&anna, &case.number).await.unwrap();
    cases.get_as_agency(&olga, &case.number).await.unwrap();
    cases.get_as_agency(&olga, &case.number).await.unwrap();
    cases.events(&olga, &case.number).await.unwrap();
    cases
        .queue(&olga, world.pmlp, QueueFilter::default(), None, Default::default())
        .await
        .unwrap();
    let mut reader = world.db.read().await.unwrap();
    let subject = format!("case:{}", case.id);
    let trail = store::audit::about_subject(&mut reader, &subject, None, Default::default())
        .await
        .unwrap()
        .items;
    let looks: Vec<_> = trail
        .iter()
        .filter(|row| row.action == domain::AuditAction::ReadCase)
        .collect();
    assert_eq!(looks.len(), 4);
    assert_eq!(looks.iter().filter(|row| row.person == Some(id_of(&olga))).count(), 3);
    assert!(looks.iter().all(|row| row.data_of == Some(id_of(&anna))));
    let official = looks.iter().find(|row| row.person == Some(id_of(&olga))).unwrap();
    assert!(official.by_right.starts_with("role:"), "{}", official.by_right);
    assert_eq!(
        world
            .count("SELECT count(*) FROM audit WHERE action = 'read_queue'")
            .await,
        1
    );
    assert_eq!(
        world
            .count("SELECT count(*) FROM audit WHERE action = 'submit_case'")
            .await,
        1
    );
}
