use domain::{Assurance, Date, Mandate, MandateScope, Party, Role, RoleKind, Scopes, Session, Token};
use rstest::rstest;
use store::parked_posts::ParkedPost;
use store::sessions::SignedInSession;
use store::{
    Engine, SecretHash, StoreError, identities, mandates, parked_posts, parties, roles, sessions, sign_ins, sweep,
    tokens,
};

use crate::support::{
    AGENCY, ANNA, BERTA, COMPANY, NOW, OFFICIAL, OTHER_AGENCY, World, company, grant, id, later, person, world,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[rstest]
#[tokio::test]
async fn a_party_is_one_however_often_it_comes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let mut tx = world.begin().await.unwrap();
    let again = parties::put(&mut tx, &person(50, "000000-00001", "Anna", "Kalna"))
        .await
        .unwrap();
    assert_eq!(again, id(ANNA), "the personal code says who it is");
    let firm = parties::put(&mut tx, &company(51, "40003521600", "SIA Egle un dēli"))
        .await
        .unwrap();
    assert_eq!(firm, id(COMPANY));
    tx.commit().await.unwrap();

    let mut reader = world.read().await.unwrap();
    assert_eq!(
        parties::find(&mut reader, again).await.unwrap(),
        person(ANNA, "000000-00001", "Anna", "Kalna")
    );
    let code = "000000-00001".to_owned().try_into().unwrap();
    let found = parties::by_personal_code(&mut reader, &code).await.unwrap();
    assert_eq!(found.map(|p| p.name()), Some("Anna Kalna".to_owned()));
    let number = "40003521600".to_owned().try_into().unwrap();
    let found = parties::by_registration_number(&mut reader, &number).await.unwrap();
    assert_eq!(found, Some(company(COMPANY, "40003521600", "SIA Egle un dēli")));
    let nobody = "000000-99999".to_owned().try_into().unwrap();
    assert_eq!(parties::by_personal_code(&mut reader, &nobody).await.unwrap(), None);
    assert!(matches!(
        parties::find(&mut reader, id(999)).await,
        Err(StoreError::NotFound)
    ));
}

#[rstest]
#[tokio::test]
async fn persons_without_a_code_are_kept_apart(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let mut tx = world.begin().await.unwrap();
    for n in [60, 61] {
        let Party::Person(mut foreigner) = person(n, "000000-00001", "Ann", "Smith") else {
            unreachable!()
        };
        foreigner.personal_code = None;
        assert_eq!(parties::put(&mut tx, &Party::Person(foreigner)).await.unwrap(), id(n));
    }
    let Party::Person(mut married) = parties::find(&mut tx, id(60)).await.unwrap() else {
        unreachable!()
    };
    married.family_name = "Jones".to_owned();
    parties::rename(&mut tx, &married).await.unwrap();
    assert_eq!(
        parties::find(&mut tx, id(60)).await.unwrap(),
        Party::Person(married.clone())
    );
    assert_eq!(parties::find(&mut tx, id(61)).await.unwrap().name(), "Ann Smith");
    married.id = id(COMPANY);
    let refused = parties::rename(&mut tx, &married).await;
    assert!(matches!(refused, Err(StoreError::NotFound)), "a company is no person");
}

#[rstest]
#[tokio::test]
async fn roles_are_given_once_and_taken(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let official = Role {
        id: id(1),
        kind: RoleKind::Official,
        agency: id(AGENCY),
    };
    let editor = Role {
        id: id(2),
        kind: RoleKind::Editor,
        agency: id(OTHER_AGENCY),
    };
    let mut tx = world.begin().await.unwrap();
    for role in [
        &official,
        &editor,
        &Role {
            id: id(3),
            ..official.clone()
        },
    ] {
        roles::give(&mut tx, id(OFFICIAL), role).await.unwrap();
    }
    assert_eq!(
        roles::of_person(&mut tx, id(OFFICIAL)).await.unwrap(),
        [official.clone(), editor.clone()]
    );
    assert_eq!(roles::of_person(&mut tx, id(ANNA)).await.unwrap(), []);
    roles::take(&mut tx, official.id).await.unwrap();
    assert_eq!(roles::of_person(&mut tx, id(OFFICIAL)).await.unwrap(), [editor]);
    assert!(matches!(
        roles::take(&mut tx, official.id).await,
        Err(StoreError::NotFound)
    ));
}

#[rstest]
#[tokio::test]
async fn a_provider_means_one_person(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let mut tx = world.begin().await.unwrap();
    assert_eq!(
        identities::find(&mut tx, "https://id.example", "a").await.unwrap(),
        None
    );
    identities::link(&mut tx, "https://id.example", "a", id(ANNA))
        .await
        .unwrap();
    identities::link(&mut tx, "https://other.example", "a", id(BERTA))
        .await
        .unwrap();
    assert_eq!(
        identities::find(&mut tx, "https://id.example", "a").await.unwrap(),
        Some(id(ANNA))
    );
    identities::link(&mut tx, "https://id.example", "a", id(BERTA))
        .await
        .unwrap();
    assert_eq!(
        identities::find(&mut tx, "https://id.example", "a").await.unwrap(),
        Some(id(BERTA))
    );
}

fn mandate(n: u128, from: &str, to: Option<&str>) -> Mandate {
    Mandate {
        id: id(n),
        representative: id(ANNA),
        represented: id(COMPANY),
        scope: MandateScope::Full,
        valid_from: day(from),
        valid_to: to.map(day),
        revoked_at: None,
    }
}

#[rstest]
#[tokio::test]
async fn mandates_hold_in_their_time(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let all = [
        mandate(1, "2026-01-01", Some("2026-06-30")),
        mandate(2, "2026-06-30", None),
        Mandate {
            represented: id(BERTA),
            ..mandate(3, "2026-02-01", Some("2026-02-01"))
        },
    ];
    let mut tx = world.begin().await.unwrap();
    for mandate in &all {
        mandates::insert(&mut tx, mandate).await.unwrap();
    }
    for date in ["2025-12-31", "2026-01-01", "2026-02-01", "2026-06-30", "2026-07-01"] {
        let valid = mandates::of_representative(&mut tx, id(ANNA), day(date)).await.unwrap();
        let expected: Vec<Mandate> = all.iter().filter(|m| m.is_valid_on(day(date))).cloned().collect();
        assert_eq!(
            valid.iter().map(|m| m.mandate.clone()).collect::<Vec<_>>(),
            expected,
            "{date}"
        );
    }
    let valid = mandates::of_representative(&mut tx, id(ANNA), day("2026-02-01"))
        .await
        .unwrap();
    assert_eq!(
        valid.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(),
        ["SIA Egle", "Berta Bērza"]
    );

    mandates::revoke(&mut tx, id(2), NOW).await.unwrap();
    mandates::revoke(&mut tx, id(2), later(60)).await.unwrap();
    assert_eq!(
        mandates::find(&mut tx, id(2)).await.unwrap().revoked_at,
        Some(NOW),
        "the first time counts"
    );
    assert_eq!(
        mandates::of_representative(&mut tx, id(ANNA), day("2026-07-01"))
            .await
            .unwrap(),
        []
    );
    let seen = mandates::of_represented(&mut tx, id(COMPANY)).await.unwrap();
    assert_eq!(
        seen.iter().map(|m| (m.mandate.id, m.name.as_str())).collect::<Vec<_>>(),
        [(id(2), "Anna Ābola"), (id(1), "Anna Ābola")]
    );
}

fn session(n: u128) -> SignedInSession {
    SignedInSession {
        session: Session {
            id: id(n),
            person: id(ANNA),
            mandate: None,
            created_at: NOW,
            last_seen_at: NOW,
            device: "Firefox, Linux".to_owned(),
            expires_at: later(Session::ABSOLUTE_SECONDS),
        },
        assurance: Assurance::High,
        issuer: "https://id.example".to_owned(),
        subject: "anna".to_owned(),
        id_token: Some("a.b.c".to_owned()),
    }
}

#[rstest]
#[tokio::test]
async fn a_session_lives_under_its_secret(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let secret = SecretHash::of("secret");
    let mut tx = world.begin().await.unwrap();
    mandates::insert(&mut tx, &mandate(1, "2026-01-01", None))
        .await
        .unwrap();
    sessions::insert(&mut tx, &secret, &session(1)).await.unwrap();
    assert_eq!(sessions::by_secret(&mut tx, &secret).await.unwrap(), Some(session(1)));
    assert_eq!(
        sessions::by_secret(&mut tx, &SecretHash::of("other")).await.unwrap(),
        None
    );

    sessions::switch(&mut tx, id(1), Some(id(1))).await.unwrap();
    assert!(!sessions::is_stale(&session(1).session, later(59)));
    assert!(sessions::is_stale(&session(1).session, later(60)));
    sessions::touch(&mut tx, id(1), later(60)).await.unwrap();
    sessions::touch(&mut tx, id(1), later(30)).await.unwrap();
    let now = sessions::by_secret(&mut tx, &secret).await.unwrap().unwrap().session;
    assert_eq!(
        (now.mandate, now.last_seen_at),
        (Some(id(1)), later(60)),
        "time does not run back"
    );
    sessions::switch(&mut tx, id(1), None).await.unwrap();

    let mut second = session(2);
    second.session.created_at = later(1);
    sessions::insert(&mut tx, &SecretHash::of("second"), &second)
        .await
        .unwrap();
    let listed = sessions::of_person(&mut tx, id(ANNA), later(-1)).await.unwrap();
    assert_eq!(listed.iter().map(|s| s.session.id).collect::<Vec<_>>(), [id(2), id(1)]);
    assert!(
        matches!(
            sessions::end(&mut tx, id(BERTA), id(1)).await,
            Err(StoreError::NotFound)
        ),
        "only one's own"
    );
    let used_after = sessions::of_person(&mut tx, id(ANNA), later(59)).await.unwrap();
    assert_eq!(used_after.len(), 1, "the other one was not used since");
    sessions::end(&mut tx, id(ANNA), id(1)).await.unwrap();
    assert_eq!(sessions::by_secret(&mut tx, &secret).await.unwrap(), None);
    assert_eq!(sessions::end_others(&mut tx, id(ANNA), Some(id(2))).await.unwrap(), 0);
    assert_eq!(sessions::end_others(&mut tx, id(ANNA), None).await.unwrap(), 1);
}

#[rstest]
#[tokio::test]
async fn what_is_remembered_is_taken_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let (one, two) = (SecretHash::of("one"), SecretHash::of("two"));
    let post = ParkedPost {
        path: "/lv/iesniegums".to_owned(),
        content_type: "multipart/form-data; boundary=x".to_owned(),
        body: b"a=\xff\x00".to_vec(),
    };
    let mut tx = world.begin().await.unwrap();
    for secret in [&one, &two] {
        sign_ins::remember(&mut tx, secret, &serde_json::json!({ "nonce": "n" }), later(600))
            .await
            .unwrap();
        parked_posts::park(&mut tx, secret, &post, later(1_800)).await.unwrap();
    }
    assert_eq!(parked_posts::count(&mut tx).await.unwrap(), 2);
    let pending: Option<serde_json::Value> = sign_ins::take(&mut tx, &one, later(599)).await.unwrap();
    assert_eq!(pending, Some(serde_json::json!({ "nonce": "n" })));
    let twice: Option<serde_json::Value> = sign_ins::take(&mut tx, &one, later(599)).await.unwrap();
    assert_eq!(twice, None);
    let late: Option<serde_json::Value> = sign_ins::take(&mut tx, &two, later(600)).await.unwrap();
    assert_eq!(late, None, "past its time");

    assert_eq!(
        parked_posts::take(&mut tx, &one, later(1_799)).await.unwrap(),
        Some(post)
    );
    assert_eq!(parked_posts::take(&mut tx, &one, later(1_799)).await.unwrap(), None);
    assert_eq!(
        parked_posts::take(&mut tx, &two, later(1_800)).await.unwrap(),
        None,
        "past its time"
    );
}

#[rstest]
#[tokio::test]
async fn tokens_end_for_good(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let (grant, secret) = (grant(), SecretHash::of("token"));
    let token = Token {
        id: id(1),
        person: id(ANNA),
        name: "Skripts".to_owned(),
        scopes: Scopes::ALL,
        created_at: NOW,
        expires_at: later(3_600),
        last_used_at: None,
    };
    let mut tx = world.begin().await.unwrap();
    tokens::insert(&mut tx, &grant, &secret, &token).await.unwrap();
    assert_eq!(tokens::by_secret(&mut tx, &secret).await.unwrap(), Some(token.clone()));
    assert!(tokens::is_stale(&token, NOW));
    tokens::touch(&mut tx, token.id, later(5)).await.unwrap();
    let used = tokens::of_person(&mut tx, id(ANNA), NOW).await.unwrap().remove(0);
    assert_eq!(used.last_used_at, Some(later(5)));
    assert!(!tokens::is_stale(&used, later(64)));
    let end = token.expires_at;
    assert_eq!(tokens::of_person(&mut tx, id(ANNA), end).await.unwrap(), []);
    assert_eq!(tokens::over(&mut tx, id(ANNA), end).await.unwrap(), [used]);
    assert_eq!(tokens::over(&mut tx, id(ANNA), NOW).await.unwrap(), []);

    let others = tokens::end(&mut tx, &grant, id(BERTA), token.id, NOW).await;
    assert!(matches!(others, Err(StoreError::NotFound)));
    tokens::end(&mut tx, &grant, id(ANNA), token.id, NOW).await.unwrap();
    assert!(matches!(
        tokens::end(&mut tx, &grant, id(ANNA), token.id, NOW).await,
        Err(StoreError::NotFound)
    ));
    assert_eq!(tokens::by_secret(&mut tx, &secret).await.unwrap(), None);
    assert_eq!(tokens::of_person(&mut tx, id(ANNA), NOW).await.unwrap(), []);
    assert_eq!(tokens::over(&mut tx, id(ANNA), end).await.unwrap(), []);
}

async fn sweep_at(world: &World, seconds: i64) -> u64 {
    let mut tx = world.begin().await.unwrap();
    let gone = sweep::sweep(&mut tx, later(seconds)).await.unwrap();
    tx.commit().await.unwrap();
    gone
}

#[rstest]
#[tokio::test]
async fn what_is_past_its_time_is_swept(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    use store::idempotency::{RequestKey, claim};
    let world = world(engine).await;
    let mut tx = world.begin().await.unwrap();
    let mut busy = session(1);
    busy.session.last_seen_at = later(Session::ABSOLUTE_SECONDS - 1);
    sessions::insert(&mut tx, &SecretHash::of("busy"), &busy).await.unwrap();
    sessions::insert(&mut tx, &SecretHash::of("idle"), &session(2))
        .await
        .unwrap();
    sign_ins::remember(&mut tx, &SecretHash::of("s"), &serde_json::json!({}), later(600))
        .await
        .unwrap();
    let post = ParkedPost {
        path: "/".to_owned(),
        content_type: "text/plain".to_owned(),
        body: vec![],
    };
    parked_posts::park(&mut tx, &SecretHash::of("p"), &post, later(1_000))
        .await
        .unwrap();
    let key = RequestKey {
        person: id(ANNA),
        key: "k",
        operation: "o",
    };
    claim(&mut tx, key, "hash", NOW).await.unwrap();
    let token = Token {
        id: id(9),
        person: id(ANNA),
        name: "Skripts".to_owned(),
        scopes: Scopes::ALL,
        created_at: NOW,
        expires_at: later(2 * 24 * 3_600),
        last_used_at: None,
    };
    let secret = SecretHash::of("t");
    tokens::insert(&mut tx, &grant(), &secret, &token).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(sweep_at(&world, 599).await, 0);
    assert_eq!(sweep_at(&world, 1_000).await, 2, "the sign-in and the post");
    assert_eq!(sweep_at(&world, Session::IDLE_SECONDS).await, 1, "the idle session");
    assert_eq!(sweep_at(&world, Session::ABSOLUTE_SECONDS - 1).await, 0);
    assert_eq!(sweep_at(&world, Session::ABSOLUTE_SECONDS).await, 1, "the busy session");
    assert_eq!(sweep_at(&world, 24 * 3_600).await, 1, "the idempotency key");
    assert_eq!(
        sweep_at(&world, 32 * 24 * 3_600 - 1).await,
        0,
        "the token is still listed"
    );
    assert_eq!(
        sweep_at(&world, 32 * 24 * 3_600).await,
        1,
        "the token, a month after its time"
    );
}

#[rstest]
#[tokio::test]
async fn a_name_is_settled_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let mut tx = world.begin().await.unwrap();
    for (person, settled) in [(ANNA, ANNA), (BERTA, ANNA)] {
        let found = identities::settle(&mut tx, "https://id.example", "s", id(person))
            .await
            .unwrap();
        assert_eq!(found, id(settled), "who is noted first stands");
    }
}

#[rstest]
#[tokio::test]
async fn a_personal_code_is_added_to_a_person_without_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = world(engine).await;
    let mut tx = world.begin().await.unwrap();
    let foreigner = domain::Party::Person(domain::Person {
        id: id(60),
        personal_code: None,
        given_name: "Ann".to_owned(),
        family_name: "Smith".to_owned(),
    });
    parties::put(&mut tx, &foreigner).await.unwrap();
    let code = |text: &str| domain::PersonalCode::try_from(text.to_owned()).unwrap();
    for (party, text, owner) in [
        (60, "000000-00001", ANNA),
        (60, "000000-00060", 60),
        (60, "000000-00061", 0),
        (COMPANY, "000000-00062", 0),
    ] {
        parties::add_personal_code(&mut tx, id(party), &code(text))
            .await
            .unwrap();
        let found = parties::by_personal_code(&mut tx, &code(text)).await.unwrap();
        assert_eq!(found.map_or(id(0), |party| party.id()), id(owner), "{text}");
    }
}
