//! Personal tokens of programs.

use domain::{Grant, PartyId, Scopes, Timestamp, Token, TokenId};

use crate::{Conn, SecretHash, StoreError, Tx};

#[derive(sqlx::FromRow)]
struct TokenRow {
    id: TokenId,
    person: PartyId,
    name: String,
    scopes: String,
    created_at: Timestamp,
    expires_at: Timestamp,
    last_used_at: Option<Timestamp>,
}

impl From<TokenRow> for Token {
    fn from(row: TokenRow) -> Self {
        Self {
            id: row.id,
            person: row.person,
            name: row.name,
            scopes: Scopes::of_codes(&row.scopes),
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
        }
    }
}

const SELECT: &str =
    "SELECT id, person, name, scopes, created_at, expires_at, last_used_at FROM token WHERE ended_at IS NULL ";
/// Seconds within which repeated use of a token is not written down again.
const KEPT_TO: i64 = 60;
/// The most tokens of one person that are listed at a time.
const MOST: i64 = 100;

/// Records a new token under the hash of its secret.
pub async fn insert(tx: &mut Tx, _grant: &Grant, secret: &SecretHash, token: &Token) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO token (id, secret_hash, person, name, scopes, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(token.id)
    .bind(secret.as_str())
    .bind(token.person)
    .bind(&token.name)
    .bind(token.scopes.codes())
    .bind(token.created_at)
    .bind(token.expires_at)
    .execute()
    .await
    .map(|_| ())
}

/// The token of a secret, unless it was ended; whether its time is over, [`Token::is_live`] tells.
pub async fn by_secret(conn: &mut Conn, secret: &SecretHash) -> Result<Option<Token>, StoreError> {
    let row: Option<TokenRow> = conn
        .query_of(&[SELECT, "AND secret_hash = $1"])
        .bind(secret.as_str())
        .optional()
        .await?;
    Ok(row.map(Token::from))
}

/// A person's tokens that work, latest first.
pub async fn of_person(conn: &mut Conn, person: PartyId, now: Timestamp) -> Result<Vec<Token>, StoreError> {
    listed(conn, "AND person = $1 AND expires_at > $2", person, now).await
}

/// A person's tokens whose time is over, latest first; [`crate::sweep`] removes them after a while.
pub async fn over(conn: &mut Conn, person: PartyId, now: Timestamp) -> Result<Vec<Token>, StoreError> {
    listed(conn, "AND person = $1 AND expires_at <= $2", person, now).await
}

async fn listed(
    conn: &mut Conn,
    which: &'static str,
    person: PartyId,
    now: Timestamp,
) -> Result<Vec<Token>, StoreError> {
    let rows: Vec<TokenRow> = conn
        .query_of(&[SELECT, which, " ORDER BY created_at DESC, id DESC LIMIT $3"])
        .bind(person)
        .bind(now)
        .bind(MOST)
        .all()
        .await?;
    Ok(rows.into_iter().map(Token::from).collect())
}

/// Whether [`touch`] would write, so that a reading program seldom needs a transaction.
pub fn is_stale(token: &Token, now: Timestamp) -> bool {
    token.last_used_at.is_none_or(|last| now.seconds_since(last) >= KEPT_TO)
}

/// Notes that a token is used.
pub async fn touch(tx: &mut Tx, id: TokenId, now: Timestamp) -> Result<(), StoreError> {
    tx.query("UPDATE token SET last_used_at = $2 WHERE id = $1")
        .bind(id)
        .bind(now)
        .execute()
        .await
        .map(|_| ())
}

/// Ends a token of a person for good.
pub async fn end(tx: &mut Tx, _grant: &Grant, person: PartyId, id: TokenId, now: Timestamp) -> Result<(), StoreError> {
    tx.query("UPDATE token SET ended_at = $3 WHERE id = $1 AND person = $2 AND ended_at IS NULL")
        .bind(id)
        .bind(person)
        .bind(now)
        .existing()
        .await
}
