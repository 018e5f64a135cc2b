//! Drafts that moved to another version of their form.

use domain::{DraftId, DraftMove, FormVersionId, Grant, MovedAnswer, Timestamp};
use sqlx::types::Json;

use crate::{Conn, StoreError, Tx};

#[derive(sqlx::FromRow)]
struct MoveRow {
    from_version: FormVersionId,
    to_version: FormVersionId,
    draft_version: i64,
    moved_at: Timestamp,
    answers: Json<Vec<MovedAnswer>>,
}

impl From<MoveRow> for DraftMove {
    fn from(row: MoveRow) -> Self {
        Self {
            from: row.from_version,
            to: row.to_version,
            draft_version: row.draft_version,
            moved_at: row.moved_at,
            answers: row.answers.0,
        }
    }
}

/// Records a move; it goes when its draft goes.
pub async fn record(tx: &mut Tx, _grant: &Grant, draft: DraftId, moved: &DraftMove) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO draft_move (draft, draft_version, from_version, to_version, moved_at, answers)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(draft)
    .bind(moved.draft_version)
    .bind(moved.from)
    .bind(moved.to)
    .bind(moved.moved_at)
    .bind(Json(&moved.answers))
    .execute()
    .await
    .map(|_| ())
}

/// The moves of a draft, the last hundred, oldest first.
pub async fn of_draft(conn: &mut Conn, draft: DraftId) -> Result<Vec<DraftMove>, StoreError> {
    let mut rows: Vec<MoveRow> = conn
        .query(
            "SELECT from_version, to_version, draft_version, moved_at, answers FROM draft_move
             WHERE draft = $1 ORDER BY draft_version DESC LIMIT 100",
        )
        .bind(draft)
        .all()
        .await?;
    rows.reverse();
    Ok(rows.into_iter().map(DraftMove::from).collect())
}
