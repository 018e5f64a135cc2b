//! Roles of persons at agencies.

use domain::{AgencyId, PartyId, Role, RoleId, RoleKind};

use crate::{Conn, StoreError, Tx};

#[derive(sqlx::FromRow)]
struct RoleRow {
    id: RoleId,
    kind: RoleKind,
    agency: AgencyId,
}

/// The most roles one person can hold.
const MOST: i64 = 200;

/// The roles a person holds, agency by agency.
pub async fn of_person(conn: &mut Conn, person: PartyId) -> Result<Vec<Role>, StoreError> {
    let rows: Vec<RoleRow> = conn
        .query("SELECT id, kind, agency FROM role WHERE party = $1 ORDER BY agency, kind LIMIT $2")
        .bind(person)
        .bind(MOST)
        .all()
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Role {
            id: row.id,
            kind: row.kind,
            agency: row.agency,
        })
        .collect())
}

/// Gives a person a role, unless they hold it already.
pub async fn give(tx: &mut Tx, person: PartyId, role: &Role) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO role (id, party, agency, kind) VALUES ($1, $2, $3, $4)
         ON CONFLICT (party, agency, kind) DO NOTHING",
    )
    .bind(role.id)
    .bind(person)
    .bind(role.agency)
    .bind(role.kind)
    .execute()
    .await
    .map(|_| ())
}

/// Takes a role away.
pub async fn take(tx: &mut Tx, role: RoleId) -> Result<(), StoreError> {
    tx.query("DELETE FROM role WHERE id = $1").bind(role).existing().await
}
