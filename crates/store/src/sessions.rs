//! Signed-in sessions.

use domain::{Assurance, MandateId, PartyId, Session, SessionId, Timestamp};

use crate::{Conn, SecretHash, StoreError, Tx};

/// A session with what the identity provider said when it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedInSession {
    /// The session.
    pub session: Session,
    /// How sure the sign-in was.
    pub assurance: Assurance,
    /// The provider.
    pub issuer: String,
    /// The person's name at the provider.
    pub subject: String,
    /// The identity token, which the provider wants to see at sign-out.
    pub id_token: Option<String>,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: SessionId,
    person: PartyId,
    mandate: Option<MandateId>,
    assurance: Assurance,
    issuer: String,
    subject: String,
    id_token: Option<String>,
    device: String,
    created_at: Timestamp,
    last_seen_at: Timestamp,
    expires_at: Timestamp,
}

impl From<SessionRow> for SignedInSession {
    fn from(row: SessionRow) -> Self {
        let session = Session {
            id: row.id,
            person: row.person,
            mandate: row.mandate,
            device: row.device,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            expires_at: row.expires_at,
        };
        Self {
            session,
            assurance: row.assurance,
            issuer: row.issuer,
            subject: row.subject,
            id_token: row.id_token,
        }
    }
}

const SELECT: &str = "SELECT id, person, mandate, assurance, issuer, subject, id_token, device,
                             created_at, last_seen_at, expires_at FROM session ";
/// Seconds within which repeated use of a session is not written down again.
const KEPT_TO: i64 = 60;
/// The most sessions of one person that are listed.
const MOST: i64 = 100;

/// Records a new session under the hash of its secret.
pub async fn insert(tx: &mut Tx, secret: &SecretHash, new: &SignedInSession) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO session (id, secret_hash, person, mandate, assurance, issuer, subject, id_token,
                              device, created_at, last_seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(new.session.id)
    .bind(secret.as_str())
    .bind(new.session.person)
    .bind(new.session.mandate)
    .bind(new.assurance)
    .bind(&new.issuer)
    .bind(&new.subject)
    .bind(new.id_token.as_deref())
    .bind(&new.session.device)
    .bind(new.session.created_at)
    .bind(new.session.last_seen_at)
    .bind(new.session.expires_at)
    .execute()
    .await
    .map(|_| ())
}

/// The session of a secret, live or not: [`Session::is_live`] tells.
pub async fn by_secret(conn: &mut Conn, secret: &SecretHash) -> Result<Option<SignedInSession>, StoreError> {
    let row: Option<SessionRow> = conn
        .query_of(&[SELECT, "WHERE secret_hash = $1"])
        .bind(secret.as_str())
        .optional()
        .await?;
    Ok(row.map(SignedInSession::from))
}

/// Whether [`touch`] would write, so that reading a page seldom needs a transaction.
pub fn is_stale(session: &Session, now: Timestamp) -> bool {
    now.seconds_since(session.last_seen_at) >= KEPT_TO
}

/// Notes that a session is used.
pub async fn touch(tx: &mut Tx, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
    tx.query("UPDATE session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2")
        .bind(id)
        .bind(now)
        .execute()
        .await
        .map(|_| ())
}

/// Changes for whom the person acts; none means as themself.
pub async fn switch(tx: &mut Tx, id: SessionId, mandate: Option<MandateId>) -> Result<(), StoreError> {
    tx.query("UPDATE session SET mandate = $2 WHERE id = $1")
        .bind(id)
        .bind(mandate)
        .existing()
        .await
}

/// A person's sessions that were begun or used after `since`, latest first.
pub async fn of_person(conn: &mut Conn, person: PartyId, since: Timestamp) -> Result<Vec<SignedInSession>, StoreError> {
    let rows: Vec<SessionRow> = conn
        .query_of(&[
            SELECT,
            "WHERE person = $1 AND last_seen_at > $2 ORDER BY created_at DESC, id DESC LIMIT $3",
        ])
        .bind(person)
        .bind(since)
        .bind(MOST)
        .all()
        .await?;
    Ok(rows.into_iter().map(SignedInSession::from).collect())
}

/// Ends a session of a person.
pub async fn end(tx: &mut Tx, person: PartyId, id: SessionId) -> Result<(), StoreError> {
    tx.query("DELETE FROM session WHERE id = $1 AND person = $2")
        .bind(id)
        .bind(person)
        .existing()
        .await
}

/// Ends all sessions of a person but one, and says how many.
pub async fn end_others(tx: &mut Tx, person: PartyId, but: Option<SessionId>) -> Result<u64, StoreError> {
    tx.query("DELETE FROM session WHERE person = $1 AND ($2 IS NULL OR id <> $2)")
        .bind(person)
        .bind(but)
        .execute()
        .await
}
