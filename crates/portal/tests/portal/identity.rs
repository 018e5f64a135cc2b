//! Sign-in, sessions, capacities, tokens.

use domain::{Actor, Assurance, Limit, Scope, Scopes, Session};
use portal::{CaseFilter, Identity, PortalError, TokenRequest};
use rstest::rstest;
use store::Engine;

use crate::world::{DAY, MINUTE, World, id_of};

#[rstest]
#[tokio::test]
async fn a_session_ends_when_idle_and_in_any_case(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let sessions = &world.portal.sessions;
    let idle = world.sign_in(1, "Anna", "Ābola").await;
    let used = world.sign_in(1, "Anna", "Ābola").await;
    assert_ne!(idle.secret, used.secret);
    assert!(sessions.actor("nekas").await.unwrap().is_none());
    let mut minutes = 0;
    while sessions.actor(&used.secret).await.unwrap().is_some() {
        world.clock.advance(29 * MINUTE);
        minutes += 29;
    }
    assert_eq!(minutes, 725, "used every 29 minutes it ends after twelve hours");
    assert!(sessions.actor(&idle.secret).await.unwrap().is_none());
    let other = world.sign_in(1, "Anna", "Ābola").await;
    world.clock.advance(Session::IDLE_SECONDS - 1);
    assert!(sessions.actor(&other.secret).await.unwrap().is_some());
    world.clock.advance(Session::IDLE_SECONDS);
    assert!(sessions.actor(&other.secret).await.unwrap().is_none());
}

#[rstest]
#[tokio::test]
async fn who_signs_out_is_out(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let sessions = &world.portal.sessions;
    let signed_in = world.sign_in(1, "Anna", "Ābola").await;
    let other = world.sign_in(1, "Anna", "Ābola").await;
    sessions.sign_out(&signed_in.secret).await.unwrap();
    sessions.sign_out(&signed_in.secret).await.unwrap();
    assert!(sessions.actor(&signed_in.secret).await.unwrap().is_none());
    assert!(sessions.actor(&other.secret).await.unwrap().is_some());
    let trail: Vec<(String,)> = world.rows("SELECT action FROM audit ORDER BY id").await;
    let actions: Vec<&str> = trail.iter().map(|row| row.0.as_str()).collect();
    assert_eq!(actions.iter().filter(|action| **action == "sign_in").count(), 2);
    assert_eq!(actions.iter().filter(|action| **action == "sign_out").count(), 1);
}

#[rstest]
#[tokio::test]
async fn a_person_is_one_under_every_name(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let maiden = world.person(1, "Anna", "Ābola").await;
    let married = world.person(1, "Anna", "Kalna").await;
    assert_eq!(id_of(&maiden), id_of(&married), "the personal code says who it is");
    assert_eq!(married.person().unwrap().name, "Anna Kalna");

    let foreigner = |subject: &str, family: &str| Identity {
        issuer: "https://eidas.example".to_owned(),
        subject: subject.to_owned(),
        given_name: "Ann".to_owned(),
        family_name: family.to_owned(),
        personal_code: None,
        assurance: Assurance::Substantial,
        id_token: None,
    };
    let sign_in = async |identity| {
        world
            .portal
            .sessions
            .sign_in(identity, "")
            .await
            .unwrap()
            .session
            .person
    };
    let ann = sign_in(foreigner("ann", "Smith")).await;
    assert_eq!(sign_in(foreigner("ann", "Jones")).await, ann);
    assert_ne!(sign_in(foreigner("other", "Smith")).await, ann);
    let nameless = world.portal.sessions.sign_in(foreigner("x", " "), "").await;
    assert!(matches!(nameless, Err(PortalError::Invalid(_))));
}

#[rstest]
#[tokio::test]
async fn a_capacity_goes_with_its_mandate(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let sessions = &world.portal.sessions;
    let signed_in = world.sign_in(1, "Anna", "Ābola").await;
    let (_, anna) = sessions.actor(&signed_in.secret).await.unwrap().unwrap();
    let (company, mandate) = world.company_of(&anna).await;
    let capacities = sessions.capacities(&anna).await.unwrap();
    assert_eq!(capacities.len(), 2);
    assert_eq!(
        (capacities[0].mandate, capacities[0].name.as_str()),
        (None, "Anna Ābola")
    );
    assert_eq!(
        (capacities[1].mandate, capacities[1].name.as_str()),
        (Some(mandate), "SIA Egle")
    );
    assert_eq!(
        capacities[1].registration_number.as_ref().unwrap().as_str(),
        "40003521600"
    );

    sessions.switch(&anna, &signed_in.secret, Some(mandate)).await.unwrap();
    let (session, actor) = sessions.actor(&signed_in.secret).await.unwrap().unwrap();
    assert_eq!(
        (session.mandate, actor.person().unwrap().applicant()),
        (Some(mandate), company)
    );
    let switched = "SELECT count(*) FROM audit WHERE action = 'switch_capacity'";
    assert_eq!(world.count(switched).await, 1);

    // Whoever signs in again in the same browser goes on for the same one, even when the session has ended by itself.
    world.clock.advance(Session::IDLE_SECONDS + 1);
    let again = world.sign_in(1, "Anna", "Ābola").await;
    sessions.carry_on(&again, &signed_in.secret).await.unwrap();
    let (session, _) = sessions.actor(&again.secret).await.unwrap().unwrap();
    assert_eq!(session.mandate, Some(mandate));
    let other = world.sign_in(2, "Ivo", "Kalns").await;
    sessions.carry_on(&other, &signed_in.secret).await.unwrap();
    let (session, _) = sessions.actor(&other.secret).await.unwrap().unwrap();
    assert_eq!(session.mandate, None);
    let signed_in = again;

    let mut tx = world.db.begin().await.unwrap();
    store::mandates::revoke(&mut tx, mandate, world.now()).await.unwrap();
    tx.commit().await.unwrap();
    let (session, actor) = sessions.actor(&signed_in.secret).await.unwrap().unwrap();
    assert_eq!(
        (session.mandate, actor.person().unwrap().applicant()),
        (None, id_of(&anna))
    );
    assert_eq!(sessions.capacities(&anna).await.unwrap().len(), 1);
    let gone = sessions.switch(&anna, &signed_in.secret, Some(mandate)).await;
    assert!(matches!(gone, Err(PortalError::NotFound)));
}

#[rstest]
#[tokio::test]
async fn nobody_switches_in_another_session_or_to_a_foreign_mandate(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let sessions = &world.portal.sessions;
    let annas = world.sign_in(1, "Anna", "Ābola").await;
    let (_, anna) = sessions.actor(&annas.secret).await.unwrap().unwrap();
    let bertas = world.sign_in(2, "Berta", "Bērza").await;
    let (_, berta) = sessions.actor(&bertas.secret).await.unwrap().unwrap();
    let (_, mandate) = world.company_of(&anna).await;
    let foreign = sessions.switch(&berta, &bertas.secret, Some(mandate)).await;
    assert!(matches!(foreign, Err(PortalError::NotFound)));
    let other_session = sessions.switch(&anna, &bertas.secret, Some(mandate)).await;
    assert!(matches!(other_session, Err(PortalError::SignInFirst)));
    assert!(matches!(
        sessions.capacities(&Actor::Anonymous).await,
        Err(PortalError::SignInFirst)
    ));
}

#[rstest]
#[tokio::test]
async fn a_token_signs_a_program_in_until_it_is_ended(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, berta) = (world.anna().await, world.berta().await);
    let tokens = &world.portal.tokens;
    let new = tokens.create(&anna, token("  Grāmatvedība ")).await.unwrap();
    assert_eq!(new.token.name, "Grāmatvedība");
    for name in ["", &"x".repeat(101)] {
        assert!(matches!(
            tokens.create(&anna, token(name)).await,
            Err(PortalError::Invalid(_))
        ));
    }
    world.clock.advance(DAY);
    let actor = tokens.actor(&new.secret).await.unwrap().unwrap();
    assert_eq!(id_of(&actor), id_of(&anna));
    assert_eq!(tokens.list(&anna).await.unwrap()[0].last_used_at, Some(world.now()));
    assert!(tokens.list(&berta).await.unwrap().is_empty());

    let (company, mandate) = world.company_of(&anna).await;
    let for_company = tokens.actor_for(&new.secret, Some(mandate)).await.unwrap().unwrap();
    assert_eq!(for_company.person().unwrap().applicant(), company);
    let bertas = tokens.create(&berta, token("Cita")).await.unwrap();
    let foreign = tokens.actor_for(&bertas.secret, Some(mandate)).await;
    assert!(matches!(foreign, Err(PortalError::NotAllowed)));

    assert!(matches!(
        tokens.end(&berta, new.token.id).await,
        Err(PortalError::NotFound)
    ));
    tokens.end(&anna, new.token.id).await.unwrap();
    assert!(tokens.actor(&new.secret).await.unwrap().is_none());
    assert!(tokens.list(&anna).await.unwrap().is_empty());
    assert!(matches!(
        tokens.end(&anna, new.token.id).await,
        Err(PortalError::NotFound)
    ));
}

#[rstest]
#[tokio::test]
async fn no_secret_is_stored(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let signed_in = world.sign_in(1, "Anna", "Ābola").await;
    let (_, anna) = world.portal.sessions.actor(&signed_in.secret).await.unwrap().unwrap();
    let token = world.portal.tokens.create(&anna, token("Programma")).await.unwrap();
    let key = world
        .portal
        .parked_posts
        .park("/lv/x", "text/plain", "x".into())
        .await
        .unwrap();
    let pending = world.portal.sessions.remember_sign_in(&"x").await.unwrap();
    let stored: Vec<(String,)> = world
        .rows(
            "SELECT secret_hash FROM session UNION ALL SELECT secret_hash FROM token
             UNION ALL SELECT secret_hash FROM parked_post UNION ALL SELECT secret_hash FROM sign_in",
        )
        .await;
    let secrets = [signed_in.secret, token.secret, key, pending];
    assert_eq!(stored.len(), secrets.len());
    for (hash,) in &stored {
        assert_eq!(hash.len(), 64);
        assert!(!secrets.contains(hash), "only hashes are stored");
    }
    let hash = |secret: &String| hex::encode(<sha2::Sha256 as sha2::Digest>::digest(secret));
    assert!(
        secrets
            .iter()
            .all(|secret| stored.iter().any(|(stored,)| *stored == hash(secret)))
    );
    assert!(
        world.portal.tokens.actor(&stored[1].0).await.unwrap().is_none(),
        "a hash opens nothing"
    );
}

#[rstest]
#[tokio::test]
async fn a_sign_in_under_way_is_taken_up_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let sessions = &world.portal.sessions;
    let secret = sessions.remember_sign_in(&("state".to_owned(), 7)).await.unwrap();
    let pending: Option<(String, i64)> = sessions.take_sign_in(&secret).await.unwrap();
    assert_eq!(pending, Some(("state".to_owned(), 7)));
    assert_eq!(sessions.take_sign_in::<(String, i64)>(&secret).await.unwrap(), None);
    let late = sessions.remember_sign_in(&("state".to_owned(), 8)).await.unwrap();
    world.clock.advance(10 * MINUTE);
    assert_eq!(sessions.take_sign_in::<(String, i64)>(&late).await.unwrap(), None);
}

fn token(name: &str) -> TokenRequest {
    TokenRequest {
        name: name.to_owned(),
        scopes: Scopes::ALL,
        days: 90,
    }
}

#[rstest]
#[tokio::test]
async fn a_token_does_what_it_was_given_for_as_long(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let anna = world.person(1, "Anna", "Ābola").await;
    let tokens = &world.portal.tokens;
    for (scopes, days) in [(Scopes::default(), 90), (Scopes::ALL, 0), (Scopes::ALL, 367)] {
        let refused = tokens
            .create(
                &anna,
                TokenRequest {
                    scopes,
                    days,
                    ..token("a")
                },
            )
            .await;
        assert!(matches!(refused, Err(PortalError::Invalid(_))));
    }
    let scopes: Scopes = [Scope::OwnRead, Scope::ManageAccess].into_iter().collect();
    let made = tokens
        .create(
            &anna,
            TokenRequest {
                scopes,
                days: 1,
                ..token("Lasa")
            },
        )
        .await
        .unwrap();
    let program = tokens.actor(&made.secret).await.unwrap().unwrap();
    let of_program = TokenRequest {
        scopes,
        days: 366,
        ..token("no programmas")
    };
    let child = tokens.create(&program, of_program).await.unwrap().token;
    assert_eq!(
        child.expires_at, made.token.expires_at,
        "what a program makes ends with it"
    );
    let all = CaseFilter { running: true };
    world
        .portal
        .cases
        .list(&program, all, None, Limit::default())
        .await
        .unwrap();
    let begun = world.portal.drafts.start(&program, &"x".parse().unwrap()).await;
    assert!(matches!(begun, Err(PortalError::OutOfScope(Scope::OwnWrite))));
    let wider = tokens.create(&program, token("vairāk")).await;
    assert!(
        matches!(wider, Err(PortalError::Invalid(_))),
        "a program cannot widen itself"
    );
    tokens
        .create(
            &program,
            TokenRequest {
                scopes,
                ..token("tikpat")
            },
        )
        .await
        .unwrap();

    world.clock.advance(DAY - 1);
    assert!(tokens.actor(&made.secret).await.unwrap().is_some());
    world.clock.advance(1);
    assert!(tokens.actor(&made.secret).await.unwrap().is_none());
}

#[rstest]
#[tokio::test]
async fn sessions_are_listed_and_ended(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (one, two) = (
        world.sign_in(1, "Anna", "Ābola").await,
        world.sign_in(1, "Anna", "Ābola").await,
    );
    let others = world.sign_in(2, "Berta", "Bērza").await;
    let sessions = &world.portal.sessions;
    let (_, anna) = sessions.actor(&one.secret).await.unwrap().unwrap();
    let listed = sessions.list(&anna, Some(one.session.id)).await.unwrap();
    let seen: Vec<_> = listed
        .iter()
        .map(|listed| (listed.session.id, listed.current))
        .collect();
    assert_eq!(seen.len(), 2);
    assert!(seen.contains(&(one.session.id, true)) && seen.contains(&(two.session.id, false)));
    assert_eq!(listed[0].session.device, "Firefox, Linux");

    let foreign = sessions.end(&anna, others.session.id).await;
    assert!(matches!(foreign, Err(PortalError::NotFound)));
    sessions.end(&anna, two.session.id).await.unwrap();
    assert!(sessions.actor(&two.secret).await.unwrap().is_none());
    world.sign_in(1, "Anna", "Ābola").await;
    assert_eq!(sessions.end_others(&anna, Some(one.session.id)).await.unwrap(), 1);
    assert!(
        sessions.actor(&others.secret).await.unwrap().is_some(),
        "only one's own"
    );

    assert_eq!(
        sessions.remaining(&one.secret).await.unwrap(),
        Some(Session::IDLE_SECONDS)
    );
    world.clock.advance(20 * MINUTE);
    let asked = sessions.remaining(&one.secret).await.unwrap();
    assert_eq!(asked, Some(Session::IDLE_SECONDS - 20 * MINUTE), "asking is no use");
    world.clock.advance(10 * MINUTE);
    assert_eq!(sessions.remaining(&one.secret).await.unwrap(), None);
    let (listed, _) = (sessions.list(&anna, None).await.unwrap(), ());
    assert!(listed.is_empty(), "what was idle too long is over");
}

fn foreigner(code: Option<&str>) -> Identity {
    Identity {
        issuer: "https://eidas.example".to_owned(),
        subject: "ann".to_owned(),
        given_name: "Ann".to_owned(),
        family_name: "Smith".to_owned(),
        personal_code: code.map(|code| code.to_owned().try_into().unwrap()),
        assurance: Assurance::Substantial,
        id_token: None,
    }
}

#[rstest]
#[tokio::test]
async fn who_is_given_a_personal_code_stays_the_same_person(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let sign_in = async |identity| {
        world
            .portal
            .sessions
            .sign_in(identity, "")
            .await
            .unwrap()
            .session
            .person
    };
    let before = sign_in(foreigner(None)).await;
    let with_code = sign_in(foreigner(Some("000000-00077"))).await;
    assert_eq!(with_code, before);
    assert_eq!(sign_in(foreigner(None)).await, before);
    let elsewhere = Identity {
        issuer: "https://id.example".to_owned(),
        ..foreigner(Some("000000-00077"))
    };
    assert_eq!(sign_in(elsewhere).await, before, "the code is known now");
    assert_eq!(world.count("SELECT count(*) FROM party WHERE kind = 'person'").await, 1);
    assert_ne!(
        sign_in(foreigner(Some("000000-00078"))).await,
        before,
        "another code is another person"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn first_sign_ins_at_the_same_moment_are_of_one_person(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let portal = world.portal.clone();
        tries.spawn(async move {
            portal
                .sessions
                .sign_in(foreigner(None), "")
                .await
                .unwrap()
                .session
                .person
        });
    }
    let people: std::collections::BTreeSet<_> = tries.join_all().await.into_iter().collect();
    assert_eq!(people.len(), 1);
    assert_eq!(world.count("SELECT count(*) FROM party WHERE kind = 'person'").await, 1);
}
