//! Notices in inboxes.

use domain::{
    CaseId, CaseNumber, Cursor, Grant, Limit, LocalText, Notice, NoticeId, NoticeKind, PageOf, PartyId, Timestamp,
};
use sqlx::types::Json;

use crate::paging::{LATEST, page, place, rows};
use crate::{Conn, StoreError, Tx};

/// Counting unread notices stops here: beyond it is "more".
pub const UNREAD_COUNTED: i64 = 100;

#[derive(sqlx::FromRow)]
struct NoticeRow {
    id: NoticeId,
    party: PartyId,
    number: CaseNumber,
    service_title: Json<LocalText>,
    kind: Json<NoticeKind>,
    created_at: Timestamp,
    read_at: Option<Timestamp>,
}

impl From<NoticeRow> for Notice {
    fn from(row: NoticeRow) -> Self {
        Self {
            id: row.id,
            party: row.party,
            case: row.number,
            service_title: row.service_title.0,
            kind: row.kind.0,
            created_at: row.created_at,
            read_at: row.read_at,
        }
    }
}

/// Puts a notice about a case into an inbox, unless one with this key is there; says whether it was put.
pub async fn put(tx: &mut Tx, key: &str, case: CaseId, notice: &Notice) -> Result<bool, StoreError> {
    let put = tx
        .query(
            "INSERT INTO notice (id, dedup_key, party, case_id, service_title, kind, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (dedup_key) DO NOTHING",
        )
        .bind(notice.id)
        .bind(key)
        .bind(notice.party)
        .bind(case)
        .bind(Json(&notice.service_title))
        .bind(Json(&notice.kind))
        .bind(notice.created_at)
        .execute()
        .await?;
    Ok(put > 0)
}

/// A party's inbox, latest first.
pub async fn inbox(
    conn: &mut Conn,
    party: PartyId,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<Notice>, StoreError> {
    let (before, id) = place(cursor, (LATEST, uuid::Uuid::max()))?;
    let found: Vec<NoticeRow> = conn
        .query(
            "SELECT n.id, n.party, c.number, n.service_title, n.kind, n.created_at, n.read_at
             FROM notice n JOIN case_file c ON c.id = n.case_id
             WHERE n.party = $1 AND (n.created_at, n.id) < ($2, $3)
             ORDER BY n.created_at DESC, n.id DESC LIMIT $4",
        )
        .bind(party)
        .bind(before)
        .bind(id)
        .bind(rows(limit))
        .all()
        .await?;
    Ok(page(found, limit, |row| (row.created_at, row.id.0)).map(Notice::from))
}

/// How many notices of a party are unread, counted up to [`UNREAD_COUNTED`].
pub async fn unread(conn: &mut Conn, party: PartyId) -> Result<i64, StoreError> {
    let (count,): (i64,) = conn
        .query("SELECT count(*) FROM (SELECT 1 FROM notice WHERE party = $1 AND read_at IS NULL LIMIT $2) AS counted")
        .bind(party)
        .bind(UNREAD_COUNTED)
        .one()
        .await?;
    Ok(count)
}

/// Notes that a party has read a notice; the first time counts.
pub async fn mark_read(
    tx: &mut Tx,
    _grant: &Grant,
    party: PartyId,
    id: NoticeId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.query("UPDATE notice SET read_at = COALESCE(read_at, $3) WHERE id = $1 AND party = $2")
        .bind(id)
        .bind(party)
        .bind(now)
        .existing()
        .await
}

/// Notes that a party has read a notice and, since the latest news of a case tells where it stands, also the earlier
/// ones about the same case.
pub async fn mark_read_up_to(
    tx: &mut Tx,
    grant: &Grant,
    party: PartyId,
    id: NoticeId,
    now: Timestamp,
) -> Result<(), StoreError> {
    mark_read(tx, grant, party, id, now).await?;
    let (case, told_at): (CaseId, Timestamp) = tx
        .query("SELECT case_id, created_at FROM notice WHERE id = $1")
        .bind(id)
        .one()
        .await?;
    tx.query(
        "UPDATE notice SET read_at = $3
         WHERE party = $1 AND case_id = $2 AND read_at IS NULL AND created_at <= $4",
    )
    .bind(party)
    .bind(case)
    .bind(now)
    .bind(told_at)
    .execute()
    .await
    .map(|_| ())
}

/// Notes that a party has read everything in its inbox.
pub async fn mark_all_read(tx: &mut Tx, _grant: &Grant, party: PartyId, now: Timestamp) -> Result<(), StoreError> {
    tx.query("UPDATE notice SET read_at = $2 WHERE party = $1 AND read_at IS NULL")
        .bind(party)
        .bind(now)
        .execute()
        .await
        .map(|_| ())
}
