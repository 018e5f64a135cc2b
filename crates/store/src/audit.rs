//! The audit trail. Rows are only added; the database itself refuses anything else.

use domain::{AuditAction, AuditEntry, AuditId, Cursor, Limit, PageOf, PartyId, Timestamp};

use crate::paging::{LATEST, page, place, rows};
use crate::{Conn, StoreError, Tx};

#[derive(sqlx::FromRow)]
struct AuditRow {
    id: AuditId,
    at: Timestamp,
    person: Option<PartyId>,
    acting_for: Option<PartyId>,
    by_right: String,
    action: AuditAction,
    subject: String,
    data_of: Option<PartyId>,
}

impl From<AuditRow> for AuditEntry {
    fn from(row: AuditRow) -> Self {
        Self {
            id: row.id,
            at: row.at,
            person: row.person,
            acting_for: row.acting_for,
            by_right: row.by_right,
            action: row.action,
            subject: row.subject,
            data_of: row.data_of,
        }
    }
}

const SELECT: &str = "SELECT id, at, person, acting_for, by_right, action, subject, data_of FROM audit WHERE ";
const NEWEST: &str = " AND (at, id) < ($2, $3) ORDER BY at DESC, id DESC LIMIT $4";

/// Adds a row.
pub async fn record(tx: &mut Tx, entry: &AuditEntry) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO audit (id, at, person, acting_for, by_right, action, subject, data_of)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(entry.id)
    .bind(entry.at)
    .bind(entry.person)
    .bind(entry.acting_for)
    .bind(&entry.by_right)
    .bind(entry.action)
    .bind(&entry.subject)
    .bind(entry.data_of)
    .execute()
    .await
    .map(|_| ())
}

/// Who did what with a party's data, latest first.
pub async fn about_party(
    conn: &mut Conn,
    party: PartyId,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<AuditEntry>, StoreError> {
    let (before, id) = place(cursor, (LATEST, uuid::Uuid::max()))?;
    let query = conn.query_of(&[SELECT, "data_of = $1", NEWEST]).bind(party);
    let found: Vec<AuditRow> = query.bind(before).bind(id).bind(rows(limit)).all().await?;
    Ok(page(found, limit, |row| (row.at, row.id.0)).map(AuditEntry::from))
}

/// What was done with one thing (`case:<id>`, …), latest first.
pub async fn about_subject(
    conn: &mut Conn,
    subject: &str,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<AuditEntry>, StoreError> {
    let (before, id) = place(cursor, (LATEST, uuid::Uuid::max()))?;
    let query = conn.query_of(&[SELECT, "subject = $1", NEWEST]).bind(subject);
    let found: Vec<AuditRow> = query.bind(before).bind(id).bind(rows(limit)).all().await?;
    Ok(page(found, limit, |row| (row.at, row.id.0)).map(AuditEntry::from))
}
