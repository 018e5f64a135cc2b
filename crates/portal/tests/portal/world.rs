//! A small country for tests: two agencies, two services with forms, a few people. All of it came through the portal.

use std::sync::Arc;

use connectors::Files;
use domain::{
    Actor, Agency, AgencyId, Assurance, Case, LocalText, Mandate, MandateId, MandateScope, Organisation, Party,
    PartyId, Role, RoleKind, ServiceContent, Slug, StepId, Timestamp,
};
use portal::{Close, FixedClock, Identity, Ids, NewForm, NewService, Portal, SaveDraft, Settings, SignedIn};
use serde_json::json;
use store::testing::{TestDb, database};
use store::{Engine, Row};
use tempfile::TempDir;

/// Monday 2 November 2026, ten in the morning in Riga.
pub const MORNING: &str = "2026-11-02T08:00:00Z";
/// A minute in seconds.
pub const MINUTE: i64 = 60;
/// A day in seconds.
pub const DAY: i64 = 24 * 60 * MINUTE;

pub struct World {
    pub portal: Portal,
    pub clock: Arc<FixedClock>,
    pub db: TestDb,
    pub pmlp: AgencyId,
    pub riga: AgencyId,
    pub folder: TempDir,
}

pub fn text(text: &str) -> LocalText {
    LocalText::new(text, text)
}

pub fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

pub fn step(text: &str) -> StepId {
    text.parse().unwrap()
}

impl World {
    pub async fn new(engine: Engine) -> Self {
        let db = database(engine).await;
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::new(MORNING.parse().unwrap()));
        let settings = Settings {
            demo: true,
            index_folder: None,
        };
        let files = Files::local(folder.path()).unwrap();
        let portal = Portal::open((*db).clone(), files, clock.clone(), Ids::seeded(7), settings)
            .await
            .unwrap();
        portal.load_calendar().await.unwrap();
        let pmlp = put_agency(&portal, "pmlp", "90000054163").await;
        let riga = put_agency(&portal, "riga", "90000050138").await;
        let world = Self {
            portal,
            clock,
            db,
            pmlp,
            riga,
            folder,
        };
        world.publish("move-form", "deklaret", false).await;
        world.publish("letter-form", "iesniegums", true).await;
        world
    }

    async fn publish(&self, form: &str, service: &str, any_agency: bool) {
        let definition = serde_json::from_value(if any_agency { letter() } else { move_form() }).unwrap();
        let new = NewForm {
            slug: slug(form),
            agency: slug("pmlp"),
            definition,
            older_until: None,
            replaces: None,
        };
        self.portal.forms.publish(&Actor::System, new).await.unwrap();
        self.publish_service(service, form, any_agency, "Pakalpojums").await;
    }

    pub async fn publish_service(&self, service: &str, form: &str, any_agency: bool, title: &str) {
        let new = NewService {
            slug: slug(service),
            agency: slug("pmlp"),
            any_agency,
            needs: vec![],
            content: content(form, title),
        };
        self.portal.registry.publish_service(&Actor::System, new).await.unwrap();
    }

    pub fn now(&self) -> Timestamp {
        self.portal.now()
    }

    pub async fn sign_in(&self, number: u32, given: &str, family: &str) -> SignedIn {
        let identity = Identity {
            issuer: "https://id.example".to_owned(),
            subject: format!("person-{number}"),
            given_name: given.to_owned(),
            family_name: family.to_owned(),
            personal_code: Some(format!("000000-{number:05}").try_into().unwrap()),
            assurance: Assurance::High,
            id_token: None,
        };
        self.portal.sessions.sign_in(identity, "Firefox, Linux").await.unwrap()
    }

    pub async fn person(&self, number: u32, given: &str, family: &str) -> Actor {
        let signed_in = self.sign_in(number, given, family).await;
        self.portal.sessions.actor(&signed_in.secret).await.unwrap().unwrap().1
    }

    pub async fn anna(&self) -> Actor {
        self.person(1, "Anna", "Ābola").await
    }

    pub async fn berta(&self) -> Actor {
        self.person(2, "Berta", "Bērza").await
    }

    /// An official of PMLP.
    pub async fn olga(&self) -> Actor {
        self.official(3, "Olga", self.pmlp).await
    }

    pub async fn official(&self, number: u32, given: &str, agency: AgencyId) -> Actor {
        let person = id_of(&self.person(number, given, "Ozola").await);
        let role = Role {
            id: self.portal_id(),
            kind: RoleKind::Official,
            agency,
        };
        let mut tx = self.db.begin().await.unwrap();
        store::roles::give(&mut tx, person, &role).await.unwrap();
        tx.commit().await.unwrap();
        self.person(number, given, "Ozola").await
    }

    /// A company that the person may act for from today on.
    pub async fn company_of(&self, person: &Actor) -> (PartyId, MandateId) {
        let party = Party::Organisation(Organisation {
            id: self.portal_id(),
            registration_number: "40003521600".to_owned().try_into().unwrap(),
            name: "SIA Egle".to_owned(),
        });
        let mut tx = self.db.begin().await.unwrap();
        let represented = store::parties::put(&mut tx, &party).await.unwrap();
        let mandate = Mandate {
            id: self.portal_id(),
            representative: id_of(person),
            represented,
            scope: MandateScope::Full,
            valid_from: self.portal.today(),
            valid_to: None,
            revoked_at: None,
        };
        store::mandates::insert(&mut tx, &mandate).await.unwrap();
        tx.commit().await.unwrap();
        (represented, mandate.id)
    }

    fn portal_id<T: From<uuid::Uuid>>(&self) -> T {
        use std::sync::atomic::{AtomicU64, Ordering};
        static NEXT: AtomicU64 = AtomicU64::new(1);
        uuid::Uuid::from_u128(u128::from(NEXT.fetch_add(1, Ordering::Relaxed))).into()
    }

    /// Fills the form of the first service and submits it.
    pub async fn submit(&self, actor: &Actor) -> Case {
        let draft = self.portal.drafts.start(actor, &slug("deklaret")).await.unwrap().draft;
        let save = SaveDraft {
            form_version: None,
            version: draft.version,
            answers: moving(),
            page: Some("check".to_owned()),
        };
        self.portal.drafts.save(actor, draft.id, save).await.unwrap();
        self.portal.cases.submit(actor, draft.id).await.unwrap()
    }

    /// A case of the actor that the official has taken.
    pub async fn taken(&self, actor: &Actor, official: &Actor) -> Case {
        let case = self.submit(actor).await;
        self.portal
            .cases
            .take(official, &case.number, case.version)
            .await
            .unwrap()
    }

    pub async fn run_jobs(&self) {
        while self.portal.jobs.run_due(50).await.unwrap() > 0 {}
    }

    /// Reads rows past the portal, to see what is really stored.
    pub async fn rows<R: Row>(&self, sql: &'static str) -> Vec<R> {
        self.db.read().await.unwrap().query(sql).all().await.unwrap()
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        self.rows::<(i64,)>(sql).await[0].0
    }
}

pub fn id_of(actor: &Actor) -> PartyId {
    actor.person().unwrap().person
}

pub fn granted(text: &str) -> Close {
    Close {
        outcome: domain::Outcome::Granted,
        text: text.to_owned(),
        files: vec![],
    }
}

pub fn moving() -> domain::Answers {
    serde_json::from_value(json!({ "street": " Brīvības iela 1 ", "agree": true })).unwrap()
}

async fn put_agency(portal: &Portal, name: &str, number: &str) -> AgencyId {
    let agency = Agency {
        id: uuid::Uuid::from_u128(number.parse().unwrap()).into(),
        slug: slug(name),
        name: text(name),
        short_name: text(name),
        registration_number: number.to_owned().try_into().unwrap(),
        address: text("Rīga"),
        phone: "+371 6700 0000".to_owned(),
        email: "pasts@example.lv".to_owned(),
        e_address: "_DEFAULT".to_owned(),
        website: "https://example.lv/".to_owned(),
        social: vec![],
        municipality: false,
    };
    portal.registry.put_agency(&Actor::System, agency).await.unwrap().id
}

fn both(text: &str) -> serde_json::Value {
    json!({ "lv": text, "en": text })
}

fn move_form() -> serde_json::Value {
    json!({
        "formatVersion": 1,
        "title": both("Deklarācija"),
        "pages": [
            { "id": "address", "title": both("Adrese"), "sections": [{ "id": "a", "fields": [
                { "id": "street", "label": both("Iela"), "kind": { "shortText": {} }, "required": "always" },
                { "id": "guest", "label": both("Vai esat viesis?"), "kind": { "yesNo": {} } },
                { "id": "host", "label": both("Saimnieks"), "kind": { "shortText": {} }, "required": "always",
                  "visible": { "eq": [{ "answer": "guest" }, { "bool": true }] } }
            ] }] },
            { "id": "check", "title": both("Apliecinājums"), "sections": [{ "id": "b", "fields": [
                { "id": "agree", "label": both("Apliecinu"), "kind": { "consent": {} }, "required": "always" }
            ] }] }
        ]
    })
}

fn letter() -> serde_json::Value {
    json!({
        "formatVersion": 1,
        "title": both("Iesniegums"),
        "pages": [{ "id": "letter", "title": both("Vēstule"), "sections": [{ "id": "a", "fields": [
            { "id": "agency", "label": both("Kam?"), "required": "always",
              "kind": { "oneOf": { "options": { "codeList": "agencies" }, "presentation": "select" } } },
            { "id": "text", "label": both("Teksts"), "kind": { "longText": {} }, "required": "always" }
        ] }] }]
    })
}

fn content(form: &str, title: &str) -> ServiceContent {
    let step = |id: &str, actor: &str, days: u16| json!({ "id": id, "title": both(id), "now": both(id), "actor": actor, "workingDays": days });
    serde_json::from_value(json!({
        "title": both(title), "summary": both("Kopsavilkums"), "description": both("Apraksts"),
        "searchWords": both("vārdi"), "kind": "public_individual", "audiences": ["resident", "business"],
        "owner": "Ilze Kalniņa", "digitalisation": "fully_digital",
        "steps": [step("submit", "client", 0), step("check", "agency", 2), step("decide", "agency", 3)],
        "promised": { "amount": 5, "unit": "working_days" }, "legal": { "amount": 1, "unit": "months" },
        "channels": [{ "channel": "online" }], "result": both("Ieraksts"), "eligibility": both("Ikviens"),
        "contest": { "how": both("Ar iesniegumu"), "place": both("PMLP"), "until": both("Mēneša laikā") },
        "start": { "form": form }
    }))
    .unwrap()
}
