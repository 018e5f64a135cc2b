//! Persons by the name a sign-in provider has for them.

use domain::PartyId;

use crate::{Conn, StoreError, Tx};

/// The person a provider means.
pub async fn find(conn: &mut Conn, issuer: &str, subject: &str) -> Result<Option<PartyId>, StoreError> {
    let row: Option<(PartyId,)> = conn
        .query("SELECT person FROM known_identity WHERE issuer = $1 AND subject = $2")
        .bind(issuer.to_owned())
        .bind(subject.to_owned())
        .optional()
        .await?;
    Ok(row.map(|(person,)| person))
}

/// Notes whom a provider means by a name, unless that is known; says whom. Of several who note at once the first stands,
/// and the others are told of it.
pub async fn settle(tx: &mut Tx, issuer: &str, subject: &str, person: PartyId) -> Result<PartyId, StoreError> {
    let (known,): (PartyId,) = tx
        .query(
            "INSERT INTO known_identity (issuer, subject, person) VALUES ($1, $2, $3)
             ON CONFLICT (issuer, subject) DO UPDATE SET person = known_identity.person
             RETURNING person",
        )
        .bind(issuer)
        .bind(subject)
        .bind(person)
        .one()
        .await?;
    Ok(known)
}

/// Notes whom a provider means, as of now.
pub async fn link(tx: &mut Tx, issuer: &str, subject: &str, person: PartyId) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO known_identity (issuer, subject, person) VALUES ($1, $2, $3)
         ON CONFLICT (issuer, subject) DO UPDATE SET person = excluded.person",
    )
    .bind(issuer)
    .bind(subject)
    .bind(person)
    .execute()
    .await
    .map(|_| ())
}
