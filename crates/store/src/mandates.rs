//! Mandates: who may act for whom.

use domain::{Date, Mandate, MandateId, MandateScope, PartyId, RegistrationNumber, Timestamp};
use sqlx::types::Text;

use crate::{Conn, StoreError, Tx};

/// A mandate with the name of the other side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedMandate {
    /// The mandate.
    pub mandate: Mandate,
    /// The represented party's name in a representative's list, the representative's in a represented party's.
    pub name: String,
    /// The registration number of the other side, when that is an organisation.
    pub registration_number: Option<RegistrationNumber>,
}

#[derive(sqlx::FromRow)]
struct MandateRow {
    id: MandateId,
    representative: PartyId,
    represented: PartyId,
    scope: MandateScope,
    valid_from: Text<Date>,
    valid_to: Option<Text<Date>>,
    revoked_at: Option<Timestamp>,
}

impl From<MandateRow> for Mandate {
    fn from(row: MandateRow) -> Self {
        Self {
            id: row.id,
            representative: row.representative,
            represented: row.represented,
            scope: row.scope,
            valid_from: row.valid_from.0,
            valid_to: row.valid_to.map(|date| date.0),
            revoked_at: row.revoked_at,
        }
    }
}

#[derive(sqlx::FromRow)]
struct NamedRow {
    #[sqlx(flatten)]
    mandate: MandateRow,
    name: String,
    registration_number: Option<RegistrationNumber>,
}

impl From<NamedRow> for NamedMandate {
    fn from(row: NamedRow) -> Self {
        Self {
            mandate: row.mandate.into(),
            name: row.name,
            registration_number: row.registration_number,
        }
    }
}

/// The most mandates shown in one list.
const MOST: i64 = 500;

const COLUMNS: &str = "SELECT m.id, m.representative, m.represented, m.scope, m.valid_from, m.valid_to, m.revoked_at";

/// The mandate with this identity.
pub async fn find(conn: &mut Conn, id: MandateId) -> Result<Mandate, StoreError> {
    conn.query_of(&[COLUMNS, " FROM mandate m WHERE m.id = $1"])
        .bind(id)
        .one::<MandateRow>()
        .await
        .map(Mandate::from)
}

/// The mandates by which a person may act on `today`, with the names of those represented.
pub async fn of_representative(conn: &mut Conn, person: PartyId, today: Date) -> Result<Vec<NamedMandate>, StoreError> {
    let valid = " AND m.revoked_at IS NULL AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to >= $2)";
    let from = ", p.name, p.registration_number FROM mandate m JOIN party p ON p.id = m.represented WHERE m.representative = $1";
    let rows: Vec<NamedRow> = conn
        .query_of(&[COLUMNS, from, valid, " ORDER BY m.id LIMIT $3"])
        .bind(person)
        .bind(Text(today))
        .bind(MOST)
        .all()
        .await?;
    Ok(rows.into_iter().map(NamedMandate::from).collect())
}

/// Every mandate ever given to act for a party, latest first, with the names of those who act (I4).
pub async fn of_represented(conn: &mut Conn, party: PartyId) -> Result<Vec<NamedMandate>, StoreError> {
    let from = ", p.name, p.registration_number FROM mandate m JOIN party p ON p.id = m.representative WHERE m.represented = $1";
    let rows: Vec<NamedRow> = conn
        .query_of(&[COLUMNS, from, " ORDER BY m.id DESC LIMIT $2"])
        .bind(party)
        .bind(MOST)
        .all()
        .await?;
    Ok(rows.into_iter().map(NamedMandate::from).collect())
}

/// Records a mandate.
pub async fn insert(tx: &mut Tx, mandate: &Mandate) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO mandate (id, representative, represented, scope, valid_from, valid_to, revoked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(mandate.id)
    .bind(mandate.representative)
    .bind(mandate.represented)
    .bind(mandate.scope)
    .bind(Text(mandate.valid_from))
    .bind(mandate.valid_to.map(Text))
    .bind(mandate.revoked_at)
    .execute()
    .await
    .map(|_| ())
}

/// Takes a mandate back; one taken back before stays as it was.
pub async fn revoke(tx: &mut Tx, id: MandateId, at: Timestamp) -> Result<(), StoreError> {
    tx.query("UPDATE mandate SET revoked_at = COALESCE(revoked_at, $2) WHERE id = $1")
        .bind(id)
        .bind(at)
        .existing()
        .await
}
