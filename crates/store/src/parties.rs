//! Persons and organisations.

use domain::{Organisation, Party, PartyId, Person, PersonalCode, RegistrationNumber};

use crate::{Conn, StoreError, Tx};

#[derive(sqlx::FromRow)]
struct PartyRow {
    id: PartyId,
    personal_code: Option<PersonalCode>,
    given_name: Option<String>,
    family_name: Option<String>,
    registration_number: Option<RegistrationNumber>,
    name: String,
}

impl From<PartyRow> for Party {
    fn from(row: PartyRow) -> Self {
        match row.registration_number {
            Some(registration_number) => Self::Organisation(Organisation {
                id: row.id,
                registration_number,
                name: row.name,
            }),
            None => Self::Person(Person {
                id: row.id,
                personal_code: row.personal_code,
                given_name: row.given_name.unwrap_or_default(),
                family_name: row.family_name.unwrap_or_default(),
            }),
        }
    }
}

const SELECT: &str = "SELECT id, personal_code, given_name, family_name, registration_number, name FROM party ";

/// The party with this identity.
pub async fn find(conn: &mut Conn, id: PartyId) -> Result<Party, StoreError> {
    conn.query_of(&[SELECT, "WHERE id = $1"])
        .bind(id)
        .one::<PartyRow>()
        .await
        .map(Party::from)
}

/// The person with this personal code.
pub async fn by_personal_code(conn: &mut Conn, code: &PersonalCode) -> Result<Option<Party>, StoreError> {
    let row: Option<PartyRow> = conn
        .query_of(&[SELECT, "WHERE personal_code = $1"])
        .bind(code)
        .optional()
        .await?;
    Ok(row.map(Party::from))
}

/// The organisation with this registration number.
pub async fn by_registration_number(conn: &mut Conn, number: &RegistrationNumber) -> Result<Option<Party>, StoreError> {
    let row: Option<PartyRow> = conn
        .query_of(&[SELECT, "WHERE registration_number = $1"])
        .bind(number)
        .optional()
        .await?;
    Ok(row.map(Party::from))
}

/// Records a party, or the present name of one already recorded under the same personal code or registration number,
/// and says its identity.
pub async fn put(tx: &mut Tx, party: &Party) -> Result<PartyId, StoreError> {
    let (id,) = match party {
        Party::Person(person) => put_person(tx, person).await?,
        Party::Organisation(organisation) => put_organisation(tx, organisation).await?,
    };
    Ok(id)
}

async fn put_person(tx: &mut Tx, person: &Person) -> Result<(PartyId,), StoreError> {
    tx.query(
        "INSERT INTO party (id, kind, personal_code, given_name, family_name, name)
         VALUES ($1, 'person', $2, $3, $4, $5)
         ON CONFLICT (personal_code) DO UPDATE
         SET given_name = excluded.given_name, family_name = excluded.family_name, name = excluded.name
         RETURNING id",
    )
    .bind(person.id)
    .bind(person.personal_code.as_ref())
    .bind(&person.given_name)
    .bind(&person.family_name)
    .bind(person.name())
    .one()
    .await
}

async fn put_organisation(tx: &mut Tx, organisation: &Organisation) -> Result<(PartyId,), StoreError> {
    tx.query(
        "INSERT INTO party (id, kind, registration_number, name) VALUES ($1, 'organisation', $2, $3)
         ON CONFLICT (registration_number) DO UPDATE SET name = excluded.name
         RETURNING id",
    )
    .bind(organisation.id)
    .bind(&organisation.registration_number)
    .bind(&organisation.name)
    .one()
    .await
}

/// Records the present name of a person already known.
pub async fn rename(tx: &mut Tx, person: &Person) -> Result<(), StoreError> {
    tx.query("UPDATE party SET given_name = $2, family_name = $3, name = $4 WHERE id = $1 AND kind = 'person'")
        .bind(person.id)
        .bind(&person.given_name)
        .bind(&person.family_name)
        .bind(person.name())
        .existing()
        .await
}

/// Records the personal code of a person known without one so far. Nothing happens when they have one, or somebody has
/// this one.
pub async fn add_personal_code(tx: &mut Tx, id: PartyId, code: &PersonalCode) -> Result<(), StoreError> {
    tx.query(
        "UPDATE party SET personal_code = $2
         WHERE id = $1 AND kind = 'person' AND personal_code IS NULL
               AND NOT EXISTS (SELECT 1 FROM party WHERE personal_code = $2)",
    )
    .bind(id)
    .bind(code)
    .execute()
    .await
    .map(|_| ())
}

/// Keeps others who lock the same party waiting until the transaction ends; for rules over several rows of one party.
/// On SQLite there is one writer anyway.
pub async fn lock(tx: &mut Tx, id: PartyId) -> Result<(), StoreError> {
    let lock = tx.on_postgres(" FOR NO KEY UPDATE");
    tx.query_of(&["SELECT id FROM party WHERE id = $1", lock])
        .bind(id)
        .execute()
        .await
        .map(|_| ())
}
