//! Publishing forms and services; loading the demonstration.

use domain::{Actor, Role, RoleKind, Start};
use portal::{NewForm, NewService, PortalError, SeedFiles};
use rstest::rstest;
use store::Engine;
use tokio::task::JoinSet;

use crate::world::{World, id_of, slug};

async fn with_role(world: &World, kind: RoleKind) -> Actor {
    let person = id_of(&world.person(9, "Edīte", "Ozola").await);
    let role = Role {
        id: uuid::Uuid::from_u128(7_000 + kind as u128).into(),
        kind,
        agency: world.pmlp,
    };
    let mut tx = world.db.begin().await.unwrap();
    store::roles::give(&mut tx, person, &role).await.unwrap();
    tx.commit().await.unwrap();
    world.person(9, "Edīte", "Ozola").await
}

async fn known_form(world: &World) -> NewForm {
    NewForm {
        older_until: None,
        replaces: None,
        slug: slug("move-form"),
        agency: slug("pmlp"),
        definition: world
            .portal
            .forms
            .current(&slug("move-form"))
            .await
            .unwrap()
            .version
            .definition,
    }
}

async fn known_service(world: &World) -> NewService {
    NewService {
        slug: slug("deklaret"),
        agency: slug("pmlp"),
        any_agency: false,
        needs: vec![],
        content: world
            .portal
            .registry
            .service(&slug("deklaret"))
            .await
            .unwrap()
            .version
            .content,
    }
}

#[rstest]
#[tokio::test]
async fn who_published_what_is_written_down(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let editor = with_role(&world, RoleKind::Editor).await;
    world
        .portal
        .forms
        .publish(&editor, known_form(&world).await)
        .await
        .unwrap();
    world.clock.advance(1);
    let manager = with_role(&world, RoleKind::RegistryManager).await;
    let registry = &world.portal.registry;
    registry
        .publish_service(&manager, known_service(&world).await)
        .await
        .unwrap();
    world.clock.advance(1);
    let agency = registry.agency(&slug("pmlp")).await.unwrap().agency;
    registry.put_agency(&manager, agency).await.unwrap();
    let trail: Vec<(String, String)> = world
        .rows("SELECT action, subject FROM audit WHERE by_right LIKE 'role:%' ORDER BY id")
        .await;
    let trail: Vec<_> = trail
        .iter()
        .map(|(action, subject)| (action.as_str(), subject.split(':').next().unwrap()))
        .collect();
    let expected = [
        ("publish_form", "form"),
        ("publish_service", "service"),
        ("change_registry", "agency"),
    ];
    assert_eq!(trail, expected);
}

#[rstest]
#[tokio::test]
async fn what_cannot_be_published(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (forms, registry) = (&world.portal.forms, &world.portal.registry);
    let mut form = known_form(&world).await;
    form.definition.title = domain::LocalText::new("a\0", "b");
    let refused = forms.publish(&Actor::System, form).await;
    assert!(matches!(refused, Err(PortalError::Invalid(_))), "{refused:?}");
    let service = known_service(&world).await;
    let mut strange = [service.clone(), service.clone(), service.clone()];
    strange[0].content.owner.push('\0');
    strange[1].content.start = Start::External("javascript:alert(1)".to_owned());
    strange[2].content.channels[0].url = Some("//elsewhere.example".to_owned());
    for service in strange {
        let refused = registry.publish_service(&Actor::System, service).await;
        assert!(matches!(refused, Err(PortalError::Invalid(_))), "{refused:?}");
    }
    let nowhere = forms
        .list(Some(&domain::Cursor("\0".to_owned())), Default::default())
        .await;
    assert!(matches!(nowhere, Err(PortalError::Invalid(_))), "{nowhere:?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_those_who_publish_at_once_each_succeeds_or_is_told(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let form = known_form(&world).await;
    let mut tries = JoinSet::new();
    for _ in 0..8 {
        let (portal, form) = (world.portal.clone(), form.clone());
        tries.spawn(async move { portal.forms.publish(&Actor::System, form).await });
    }
    let results = tries.join_all().await;
    assert!(results.iter().any(Result::is_ok));
    let told = |result: &Result<_, _>| matches!(result, Ok(_) | Err(PortalError::Stale));
    assert!(results.iter().all(told), "{results:?}");
}

const AGENCIES: &str = r#"
[[agency]]
slug = "vid"
name = { lv = "Dienests", en = "Service" }
shortName = { lv = "VID", en = "VID" }
registrationNumber = "90000054163"
address = { lv = "Rīga", en = "Riga" }
phone = "+371 6700 0000"
email = "pasts@example.lv"
eAddress = "_DEFAULT"
website = "https://example.lv/"
"#;

#[rstest]
#[tokio::test]
async fn a_loading_that_was_broken_off_goes_on(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let portal = World::new(engine).await;
    let portal = &portal.portal;
    assert!(!portal.is_empty().await.unwrap());
    let broken = SeedFiles {
        agencies: AGENCIES,
        life_situations: "here the program ended",
        personas: "persona = []",
        services: &[],
        forms: &[],
    };
    assert!(portal.seed(&broken).await.is_err());
    assert!(portal.is_empty().await.unwrap(), "there is more to load");
    let whole = SeedFiles {
        life_situations: "lifeSituation = []",
        ..broken
    };
    portal.seed(&whole).await.unwrap();
    assert!(!portal.is_empty().await.unwrap());
}
