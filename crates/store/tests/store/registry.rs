//! The registry, the calendar and the numbers that tell of changes.

use domain::{
    Action, Actor, Agency, AgencyId, Audience, Channel, ChannelOffer, Contest, Digitalisation, Form, FormVersion,
    Grant, LifeSituation, LocalText, Need, NeedId, PublicService, PublicServiceId, RegistrationNumber, ServiceContent,
    ServiceKind, ServiceVersion, Start, Step, StepActor, Timestamp,
};
use rstest::rstest;
use store::generation::{self, Changed};
use store::{Engine, StoreError, calendar, form_versions, registry, testing};
use uuid::Uuid;

fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128(n).into()
}

fn text(text: &str) -> LocalText {
    LocalText::new(text, text)
}

fn grant() -> Grant {
    Actor::System.may(Action::ManageRegistry).unwrap()
}

fn agency(n: u128, slug: &str) -> Agency {
    Agency {
        id: id(n),
        slug: slug.parse().unwrap(),
        name: text("Iestāde"),
        short_name: text("IE"),
        registration_number: RegistrationNumber::try_from("90000054163".to_owned()).unwrap(),
        address: text("Rīga"),
        phone: "+371 67000000".into(),
        email: "pasts@example.lv".into(),
        e_address: "_DEFAULT@90000054163".into(),
        website: "https://example.lv".into(),
        social: vec![],
        municipality: false,
    }
}

fn content(title: &str) -> ServiceContent {
    let step = |id: &str, actor| Step {
        id: id.parse().unwrap(),
        title: text(id),
        now: text(id),
        actor,
        working_days: 1,
    };
    ServiceContent {
        title: text(title),
        summary: text(title),
        description: text(title),
        search_words: text(title),
        kind: ServiceKind::PublicIndividual,
        audiences: vec![Audience::Resident],
        owner: "Kāds".into(),
        digitalisation: Digitalisation::EService,
        steps: vec![step("submit", StepActor::Client), step("decide", StepActor::Agency)],
        promised: None,
        legal: None,
        minutes_to_fill: None,
        fees: vec![],
        channels: vec![ChannelOffer {
            channel: Channel::Online,
            note: LocalText::default(),
            url: None,
        }],
        evidence: vec![],
        result: text("r"),
        eligibility: text("e"),
        legal_acts: vec![],
        faq: vec![],
        help: None,
        second_line_phone: None,
        video_consultation: None,
        contest: Contest {
            how: text("h"),
            place: text("p"),
            until: text("u"),
        },
        own_data: None,
        correct_data: None,
        participation: None,
        start: Start::InPerson,
    }
}

fn version(n: u128, service: PublicServiceId, number: i64, title: &str) -> ServiceVersion {
    ServiceVersion {
        id: id(n),
        service,
        number,
        published_at: Timestamp::from_micros(7),
        content: content(title),
    }
}

#[rstest]
#[tokio::test]
async fn agencies_are_put_and_changed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = testing::database(engine).await;
    let mut tx = db.begin().await.unwrap();
    registry::put_agency(&mut tx, &grant(), &agency(1, "vsaa"))
        .await
        .unwrap();
    registry::put_agency(&mut tx, &grant(), &agency(2, "pmlp"))
        .await
        .unwrap();
    let changed = Agency {
        phone: "+371 67111111".into(),
        ..agency(1, "vsaa")
    };
    registry::put_agency(&mut tx, &grant(), &changed).await.unwrap();
    assert_eq!(registry::agencies(&mut tx).await.unwrap(), [agency(2, "pmlp"), changed]);
    let twice = registry::put_agency(&mut tx, &grant(), &agency(3, "pmlp")).await;
    assert!(matches!(twice, Err(StoreError::Conflict { .. })), "{twice:?}");
}

#[rstest]
#[tokio::test]
async fn services_have_versions_and_needs(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = testing::database(engine).await;
    let mut tx = db.begin().await.unwrap();
    registry::put_agency(&mut tx, &grant(), &agency(1, "pmlp"))
        .await
        .unwrap();
    let situation = LifeSituation {
        id: id(10),
        slug: "pensija".parse().unwrap(),
        title: text("P"),
        summary: text("s"),
        position: 3,
    };
    registry::put_life_situation(&mut tx, &grant(), &situation)
        .await
        .unwrap();
    let need = |n: u128, position| Need {
        id: id(n),
        life_situation: id(10),
        slug: format!("need{n}").parse().unwrap(),
        title: text("N"),
        position,
    };
    registry::put_need(&mut tx, &grant(), &need(11, 1)).await.unwrap();
    registry::put_need(&mut tx, &grant(), &need(12, 0)).await.unwrap();
    assert_eq!(registry::life_situations(&mut tx).await.unwrap(), [situation]);
    assert_eq!(registry::needs(&mut tx).await.unwrap(), [need(12, 0), need(11, 1)]);

    let slug: domain::Slug = "pase".parse().unwrap();
    assert_eq!(registry::service_by_slug(&mut tx, &slug).await.unwrap(), None);
    let service = |needs: Vec<NeedId>, current: u128| PublicService {
        id: id(20),
        slug: slug.clone(),
        agency: id::<AgencyId>(1),
        any_agency: false,
        needs,
        current: id(current),
    };
    let (first, second) = (version(30, id(20), 1, "Pase"), version(31, id(20), 2, "Pase un eID"));
    registry::publish_service(&mut tx, &grant(), &service(vec![id(12), id(11)], 30), &first)
        .await
        .unwrap();
    registry::publish_service(&mut tx, &grant(), &service(vec![id(11)], 31), &second)
        .await
        .unwrap();
    assert_eq!(
        registry::service_by_slug(&mut tx, &slug).await.unwrap(),
        Some((id(20), 2))
    );
    assert_eq!(
        registry::services(&mut tx).await.unwrap(),
        [(service(vec![id(11)], 31), second)]
    );
    assert_eq!(
        registry::service_version(&mut tx, id(30)).await.unwrap(),
        first,
        "the past wording stays"
    );
    let again = registry::publish_service(&mut tx, &grant(), &service(vec![], 32), &version(32, id(20), 2, "x")).await;
    assert!(
        matches!(again, Err(StoreError::Conflict { .. })),
        "a number is given once: {again:?}"
    );
}

#[rstest]
#[tokio::test]
async fn uses_are_counted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = testing::database(engine).await;
    let mut tx = db.begin().await.unwrap();
    registry::put_agency(&mut tx, &grant(), &agency(1, "pmlp"))
        .await
        .unwrap();
    for n in [20, 21] {
        let service = PublicService {
            id: id(n),
            slug: format!("s{n}").parse().unwrap(),
            agency: id(1),
            any_agency: true,
            needs: vec![],
            current: id(n + 100),
        };
        registry::publish_service(&mut tx, &grant(), &service, &version(n + 100, id(n), 1, "x"))
            .await
            .unwrap();
    }
    for n in [20, 21, 21] {
        registry::count_use(&mut tx, &grant(), id(n)).await.unwrap();
    }
    assert_eq!(
        registry::most_used(&mut tx, 5).await.unwrap(),
        [(id(21), 2), (id(20), 1)]
    );
    assert_eq!(registry::most_used(&mut tx, 1).await.unwrap(), [(id(21), 2)]);
}

#[rstest]
#[tokio::test]
async fn forms_have_versions(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = testing::database(engine).await;
    let mut tx = db.begin().await.unwrap();
    registry::put_agency(&mut tx, &grant(), &agency(1, "pmlp"))
        .await
        .unwrap();
    let definition: domain::FormDefinition =
        serde_json::from_str(r#"{"formatVersion":1,"title":{"lv":"A","en":"A"},"pages":[]}"#).unwrap();
    let form = |current: u128| Form {
        id: id(40),
        slug: "a".parse().unwrap(),
        agency: id(1),
        current: id(current),
    };
    let published = |n: u128, number| FormVersion {
        id: id(n),
        form: id(40),
        number,
        published_at: Timestamp::from_micros(number),
        older_until: (number == 2).then(|| "2026-12-31".parse().unwrap()),
        definition: definition.clone(),
    };
    assert_eq!(form_versions::newest_number(&mut tx, id(40)).await.unwrap(), 0);
    form_versions::publish(&mut tx, &grant(), &form(41), &published(41, 1))
        .await
        .unwrap();
    form_versions::publish(&mut tx, &grant(), &form(42), &published(42, 2))
        .await
        .unwrap();
    assert_eq!(form_versions::newest_number(&mut tx, id(40)).await.unwrap(), 2);
    assert_eq!(
        form_versions::by_slug(&mut tx, &"a".parse().unwrap()).await.unwrap(),
        Some(form(42))
    );
    assert_eq!(form_versions::version(&mut tx, id(41)).await.unwrap(), published(41, 1));
    assert_eq!(form_versions::version(&mut tx, id(42)).await.unwrap(), published(42, 2));
    assert_eq!(form_versions::list(&mut tx, "", 10).await.unwrap(), [form(42)]);
    assert_eq!(form_versions::list(&mut tx, "a", 10).await.unwrap(), []);
    let missing = form_versions::version(&mut tx, id(99)).await;
    assert!(matches!(missing, Err(StoreError::NotFound)));
}

#[rstest]
#[tokio::test]
async fn the_calendar_keeps_what_was_changed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = testing::database(engine).await;
    let mut tx = db.begin().await.unwrap();
    let days = domain::latvia();
    for day in &days {
        calendar::add_missing(&mut tx, day).await.unwrap();
    }
    let changed = domain::SpecialDay {
        name: text("cits"),
        ..days[0].clone()
    };
    calendar::add_missing(&mut tx, &changed).await.unwrap();
    assert_eq!(calendar::days(&mut tx).await.unwrap(), days);
}

#[rstest]
#[tokio::test]
async fn generations_grow_with_committed_changes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let db = testing::database(engine).await;
    let before = generation::read(&mut db.read().await.unwrap()).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    generation::bump(&mut tx, Changed::Registry).await.unwrap();
    drop(tx);
    assert_eq!(
        generation::read(&mut db.read().await.unwrap()).await.unwrap(),
        before,
        "rolled back"
    );
    let mut tx = db.begin().await.unwrap();
    generation::bump(&mut tx, Changed::Rating).await.unwrap();
    generation::bump(&mut tx, Changed::Forecast).await.unwrap();
    generation::bump(&mut tx, Changed::Registry).await.unwrap();
    tx.commit().await.unwrap();
    let after = generation::read(&mut db.read().await.unwrap()).await.unwrap();
    assert_eq!((after.registry, after.rating), (before.registry + 1, before.rating + 1));
    assert_eq!(after.forecast, before.forecast + 1);
}
