//! Forms being filled.

use domain::{
    Answers, Cursor, Draft, DraftId, FormVersionId, Grant, Limit, PageOf, PartyId, PublicServiceId, ServiceVersionId,
    Timestamp,
};
use sqlx::types::Json;

use crate::paging::{LATEST, page, place, rows};
use crate::{Conn, StoreError, Tx};

/// A line in a list of drafts: all but the answers.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DraftLine {
    /// Identity.
    pub id: DraftId,
    /// The service applied for.
    pub service: PublicServiceId,
    /// The wording of the service when the draft was begun.
    pub service_version: ServiceVersionId,
    /// The form version being filled.
    pub form_version: FormVersionId,
    /// The page last shown.
    pub page: Option<String>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct DraftRow {
    #[sqlx(flatten)]
    line: DraftLine,
    person: PartyId,
    applicant: PartyId,
    answers: Json<Answers>,
    version: i64,
}

impl From<DraftRow> for Draft {
    fn from(row: DraftRow) -> Self {
        Self {
            id: row.line.id,
            service: row.line.service,
            service_version: row.line.service_version,
            form_version: row.line.form_version,
            person: row.person,
            applicant: row.applicant,
            answers: row.answers.0,
            page: row.line.page,
            version: row.version,
            created_at: row.line.created_at,
            updated_at: row.line.updated_at,
        }
    }
}

const LINE: &str = "SELECT id, service, service_version, form_version, page, created_at, updated_at";

/// Records a new draft.
pub async fn insert(tx: &mut Tx, _grant: &Grant, draft: &Draft) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO draft (id, service, service_version, form_version, person, applicant, answers, page, version,
                            created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(draft.id)
    .bind(draft.service)
    .bind(draft.service_version)
    .bind(draft.form_version)
    .bind(draft.person)
    .bind(draft.applicant)
    .bind(Json(&draft.answers))
    .bind(draft.page.as_deref())
    .bind(draft.version)
    .bind(draft.created_at)
    .bind(draft.updated_at)
    .execute()
    .await
    .map(|_| ())
}

/// The draft with this identity.
pub async fn find(conn: &mut Conn, id: DraftId) -> Result<Draft, StoreError> {
    conn.query_of(&[LINE, ", person, applicant, answers, version FROM draft WHERE id = $1"])
        .bind(id)
        .one::<DraftRow>()
        .await
        .map(Draft::from)
}

/// Saves answers, page and form version of a draft that nobody changed since it was read; its version grows.
pub async fn save(tx: &mut Tx, _grant: &Grant, draft: &mut Draft) -> Result<(), StoreError> {
    tx.query(
        "UPDATE draft SET answers = $3, page = $4, form_version = $5, updated_at = $6, version = version + 1
         WHERE id = $1 AND version = $2",
    )
    .bind(draft.id)
    .bind(draft.version)
    .bind(Json(&draft.answers))
    .bind(draft.page.as_deref())
    .bind(draft.form_version)
    .bind(draft.updated_at)
    .versioned()
    .await?;
    draft.version += 1;
    Ok(())
}

/// Deletes a draft.
pub async fn delete(tx: &mut Tx, _grant: &Grant, id: DraftId) -> Result<(), StoreError> {
    tx.query("DELETE FROM draft WHERE id = $1").bind(id).existing().await
}

/// The drafts a person has begun for a party (themself or one represented), last saved first.
pub async fn of_person(
    conn: &mut Conn,
    person: PartyId,
    applicant: PartyId,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<DraftLine>, StoreError> {
    let (before, id) = place(cursor, (LATEST, uuid::Uuid::max()))?;
    let lines: Vec<DraftLine> = conn
        .query_of(&[
            LINE,
            " FROM draft WHERE person = $1 AND applicant = $2 AND (updated_at, id) < ($3, $4)
             ORDER BY updated_at DESC, id DESC LIMIT $5",
        ])
        .bind(person)
        .bind(applicant)
        .bind(before)
        .bind(id)
        .bind(rows(limit))
        .all()
        .await?;
    Ok(page(lines, limit, |line| (line.updated_at, line.id.0)))
}

/// The draft a person has already begun for the same service, party and form version, last saved first. Others who look
/// for one of the same person wait here until the transaction ends, so that two clicks begin one draft.
pub async fn unfinished(tx: &mut Tx, like: &Draft) -> Result<Option<Draft>, StoreError> {
    crate::parties::lock(tx, like.person).await?;
    let row: Option<DraftRow> = tx
        .query_of(&[
            LINE,
            ", person, applicant, answers, version FROM draft
             WHERE person = $1 AND applicant = $2 AND service = $3 AND form_version = $4
             ORDER BY updated_at DESC, id DESC LIMIT 1",
        ])
        .bind(like.person)
        .bind(like.applicant)
        .bind(like.service)
        .bind(like.form_version)
        .optional()
        .await?;
    Ok(row.map(Draft::from))
}

/// The draft a person has already begun for the same service and party on another version of the same form, last saved
/// first. Asked after [`unfinished`], in the same transaction.
pub async fn unfinished_on_another_version(tx: &mut Tx, like: &Draft) -> Result<Option<Draft>, StoreError> {
    let row: Option<DraftRow> = tx
        .query_of(&[
            LINE,
            ", person, applicant, answers, version FROM draft
             WHERE person = $1 AND applicant = $2 AND service = $3 AND form_version IN
                   (SELECT v.id FROM form_version v JOIN form_version n ON n.form = v.form
                    WHERE n.id = $4 AND v.id <> $4)
             ORDER BY updated_at DESC, id DESC LIMIT 1",
        ])
        .bind(like.person)
        .bind(like.applicant)
        .bind(like.service)
        .bind(like.form_version)
        .optional()
        .await?;
    Ok(row.map(Draft::from))
}
