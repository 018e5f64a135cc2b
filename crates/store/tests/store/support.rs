//! A small world for tests: two parties, an official, an agency, a service with a form.

use std::ops::Deref;

use domain::{
    Action, Actor, AgencyId, Answers, Case, CaseId, CaseNumber, CaseState, Channel, Cursor, Draft, DraftId,
    FormVersionId, Grant, Organisation, PageOf, Party, PartyId, Person, PublicServiceId, ServiceVersionId, Timestamp,
};
use store::case_submission::{self, Submission};
use store::testing::{TestDb, database};
use store::{Engine, Tx, drafts, parties};
use uuid::Uuid;

/// 2026-11-23, shortly before eight in Riga.
pub const NOW: Timestamp = Timestamp::from_micros(1_795_412_192_123_456);

pub const AGENCY: u128 = 100;
pub const OTHER_AGENCY: u128 = 101;
pub const SERVICE: u128 = 200;
pub const OTHER_SERVICE: u128 = 201;
pub const SERVICE_VERSION: u128 = 300;
pub const FORM_VERSION: u128 = 400;
pub const ANNA: u128 = 1;
pub const BERTA: u128 = 2;
pub const COMPANY: u128 = 3;
pub const OFFICIAL: u128 = 4;

pub fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128(n).into()
}

pub fn grant() -> Grant {
    Actor::System.may(Action::UseWorkspace).unwrap()
}

pub fn later(seconds: i64) -> Timestamp {
    NOW.plus_seconds(seconds)
}

pub struct World(TestDb);

impl Deref for World {
    type Target = TestDb;
    fn deref(&self) -> &TestDb {
        &self.0
    }
}

pub fn person(n: u128, code: &str, given: &str, family: &str) -> Party {
    Party::Person(Person {
        id: id(n),
        personal_code: Some(code.to_owned().try_into().unwrap()),
        given_name: given.to_owned(),
        family_name: family.to_owned(),
    })
}

pub fn company(n: u128, number: &str, name: &str) -> Party {
    Party::Organisation(Organisation {
        id: id(n),
        registration_number: number.to_owned().try_into().unwrap(),
        name: name.to_owned(),
    })
}

pub async fn world(engine: Engine) -> World {
    let db = database(engine).await;
    let mut tx = db.begin().await.unwrap();
    parties::put(&mut tx, &person(ANNA, "000000-00001", "Anna", "Ābola"))
        .await
        .unwrap();
    parties::put(&mut tx, &person(BERTA, "000000-00002", "Berta", "Bērza"))
        .await
        .unwrap();
    parties::put(&mut tx, &person(OFFICIAL, "000000-00003", "Olga", "Ozola"))
        .await
        .unwrap();
    parties::put(&mut tx, &company(COMPANY, "40003521600", "SIA Egle"))
        .await
        .unwrap();
    registry(&mut tx).await;
    tx.commit().await.unwrap();
    World(db)
}

/// What cases refer to; the contents play no part here.
async fn registry(tx: &mut Tx) {
    for agency in [AGENCY, OTHER_AGENCY] {
        tx.query("INSERT INTO agency (id, slug, content) VALUES ($1, $2, '{}')")
            .bind(Uuid::from_u128(agency))
            .bind(format!("a{agency}"))
            .execute()
            .await
            .unwrap();
    }
    for service in [SERVICE, OTHER_SERVICE] {
        tx.query("INSERT INTO public_service (id, slug, agency, any_agency, current) VALUES ($1, $2, $3, FALSE, $4)")
            .bind(Uuid::from_u128(service))
            .bind(format!("s{service}"))
            .bind(Uuid::from_u128(AGENCY))
            .bind(Uuid::from_u128(SERVICE_VERSION))
            .execute()
            .await
            .unwrap();
    }
    tx.query("INSERT INTO service_version (id, service, number, published_at, content) VALUES ($1, $2, 1, $3, '{}')")
        .bind(Uuid::from_u128(SERVICE_VERSION))
        .bind(Uuid::from_u128(SERVICE))
        .bind(NOW)
        .execute()
        .await
        .unwrap();
    tx.query("INSERT INTO form (id, slug, agency, current) VALUES ($1, 'f', $2, $1)")
        .bind(Uuid::from_u128(FORM_VERSION))
        .bind(Uuid::from_u128(AGENCY))
        .execute()
        .await
        .unwrap();
    tx.query("INSERT INTO form_version (id, form, number, published_at, definition) VALUES ($1, $1, 1, $2, '{}')")
        .bind(Uuid::from_u128(FORM_VERSION))
        .bind(NOW)
        .execute()
        .await
        .unwrap();
}

pub fn answers(name: &str) -> Answers {
    serde_json::from_value(serde_json::json!({ "name": name, "agree": true })).unwrap()
}

pub fn draft(n: u128) -> Draft {
    Draft {
        id: id::<DraftId>(n),
        service: id::<PublicServiceId>(SERVICE),
        service_version: id::<ServiceVersionId>(SERVICE_VERSION),
        form_version: id::<FormVersionId>(FORM_VERSION),
        person: id::<PartyId>(ANNA),
        applicant: id::<PartyId>(ANNA),
        answers: answers("Anna"),
        page: None,
        version: 1,
        created_at: NOW,
        updated_at: NOW,
    }
}

pub fn case(n: u128) -> Case {
    Case {
        id: id::<CaseId>(n),
        number: CaseNumber::new(1, 1),
        service: id(SERVICE),
        service_version: id(SERVICE_VERSION),
        form_version: Some(id(FORM_VERSION)),
        agency: id::<AgencyId>(AGENCY),
        applicant: id(ANNA),
        submitted_by: id(ANNA),
        channel: Channel::Online,
        state: CaseState::Submitted,
        step: "check".parse().unwrap(),
        official: None,
        submitted_at: NOW,
        closed_at: None,
        promised_by: None,
        legal_by: None,
        version: 1,
    }
}

impl World {
    pub async fn put_draft(&self, draft: &Draft) {
        let mut tx = self.begin().await.unwrap();
        drafts::insert(&mut tx, &grant(), draft).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Registers a case as given, whatever its state.
    pub async fn put_case(&self, case: Case) -> Case {
        let mut tx = self.begin().await.unwrap();
        let case = case_submission::register(&mut tx, &grant(), case, None).await.unwrap();
        tx.commit().await.unwrap();
        case
    }
}

pub fn submitted(submission: Submission) -> Case {
    match submission {
        Submission::New(case) | Submission::Existing(case) => case,
    }
}

/// Reads a list to its end, three at a time, and says each item by `name`.
pub async fn walk<T, N>(mut read: impl AsyncFnMut(Option<&Cursor>) -> PageOf<T>, name: impl Fn(&T) -> N) -> Vec<N> {
    let mut names = Vec::new();
    let mut cursor = None;
    loop {
        let page = read(cursor.as_ref()).await;
        names.extend(page.items.iter().map(&name));
        assert!(page.items.len() <= 3, "a page holds no more than asked for");
        cursor = page.next;
        if cursor.is_none() {
            return names;
        }
        assert!(names.len() < 1_000, "a list ends");
    }
}
