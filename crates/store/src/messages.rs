//! Messages on cases.

use domain::{CaseId, Cursor, Grant, Limit, Message, MessageAuthor, MessageId, PageOf, PartyId, Timestamp};

use crate::paging::{LATEST, page, place, rows};
use crate::{Conn, StoreError, Tx};

#[derive(sqlx::FromRow)]
struct MessageRow {
    id: MessageId,
    case_id: CaseId,
    author: MessageAuthor,
    person: PartyId,
    text: String,
    sent_at: Timestamp,
}

impl From<MessageRow> for Message {
    fn from(row: MessageRow) -> Self {
        Self {
            id: row.id,
            case: row.case_id,
            author: row.author,
            person: row.person,
            text: row.text,
            sent_at: row.sent_at,
        }
    }
}

/// Records a message.
pub async fn insert(tx: &mut Tx, _grant: &Grant, message: &Message) -> Result<(), StoreError> {
    tx.query("INSERT INTO message (id, case_id, author, person, text, sent_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(message.id)
        .bind(message.case)
        .bind(message.author)
        .bind(message.person)
        .bind(&message.text)
        .bind(message.sent_at)
        .execute()
        .await
        .map(|_| ())
}

/// The messages of a case, latest first.
pub async fn of_case(
    conn: &mut Conn,
    case: CaseId,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<Message>, StoreError> {
    let (before, id) = place(cursor, (LATEST, uuid::Uuid::max()))?;
    let found: Vec<MessageRow> = conn
        .query(
            "SELECT id, case_id, author, person, text, sent_at FROM message
             WHERE case_id = $1 AND (sent_at, id) < ($2, $3) ORDER BY sent_at DESC, id DESC LIMIT $4",
        )
        .bind(case)
        .bind(before)
        .bind(id)
        .bind(rows(limit))
        .all()
        .await?;
    Ok(page(found, limit, |row| (row.sent_at, row.id.0)).map(Message::from))
}
