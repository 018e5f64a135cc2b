//! How a case comes into the register: once per draft, with the next number of the year.

use domain::{Answers, Case, CaseNumber, DraftId, Grant, Timestamp};
use sqlx::types::{Json, Text};

use crate::cases::{COLUMNS, CaseRow, due};
use crate::{Conn, StoreError, Tx};

/// What becomes of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submission {
    /// The case was registered now.
    New(Case),
    /// The draft had become this case before: nothing was changed.
    Existing(Case),
}

/// The case a draft has become.
pub async fn of_draft(conn: &mut Conn, draft: DraftId) -> Result<Option<Case>, StoreError> {
    let row: Option<CaseRow> = conn
        .query_of(&[COLUMNS, " FROM case_file c WHERE c.draft = $1"])
        .bind(draft)
        .optional()
        .await?;
    Ok(row.map(Case::from))
}

/// Turns a draft into `case`, which gets its number here; the draft is used up. However often and however many at
/// once try, one case comes of it. `version` is the draft's as read.
pub async fn submit(
    tx: &mut Tx,
    grant: &Grant,
    (draft, version): (DraftId, i64),
    case: Case,
    answers: &Answers,
) -> Result<Submission, StoreError> {
    // Whoever deletes the draft submits it; others wait here until that is decided.
    let taken = tx
        .query("DELETE FROM draft WHERE id = $1 AND version = $2")
        .bind(draft)
        .bind(version)
        .execute()
        .await?;
    if taken == 0 {
        let existing = of_draft(tx, draft).await?.map(Submission::Existing);
        return existing.map_or_else(|| Err(StoreError::StaleVersion), Ok);
    }
    insert(tx, grant, case, Some(draft), Some(answers))
        .await
        .map(Submission::New)
}

/// Registers a case that was not filled as a draft here: from a counter, a letter, another system.
pub async fn register(tx: &mut Tx, grant: &Grant, case: Case, answers: Option<&Answers>) -> Result<Case, StoreError> {
    insert(tx, grant, case, None, answers).await
}

async fn insert(
    tx: &mut Tx,
    _grant: &Grant,
    case: Case,
    draft: Option<DraftId>,
    answers: Option<&Answers>,
) -> Result<Case, StoreError> {
    let number = next_number(tx, case.submitted_at).await?;
    let case = Case {
        number,
        version: 1,
        ..case
    };
    tx.query(
        "INSERT INTO case_file (id, number, draft, service, service_version, form_version, agency, applicant,
                                submitted_by, channel, state, step, official, submitted_at, closed_at, promised_by,
                                legal_by, due, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
    )
    .bind(case.id)
    .bind(&case.number)
    .bind(draft)
    .bind(case.service)
    .bind(case.service_version)
    .bind(case.form_version)
    .bind(case.agency)
    .bind(case.applicant)
    .bind(case.submitted_by)
    .bind(case.channel)
    .bind(case.state)
    .bind(&case.step)
    .bind(case.official)
    .bind(case.submitted_at)
    .bind(case.closed_at)
    .bind(case.promised_by.map(Text))
    .bind(case.legal_by.map(Text))
    .bind(Text(due(&case)))
    .bind(case.version)
    .execute()
    .await?;
    if let Some(answers) = answers {
        tx.query("INSERT INTO case_content (case_id, answers) VALUES ($1, $2)")
            .bind(case.id)
            .bind(Json(answers))
            .execute()
            .await?;
    }
    Ok(case)
}

/// The year's next number, without gaps: the counter's row is held until the transaction ends.
async fn next_number(tx: &mut Tx, at: Timestamp) -> Result<CaseNumber, StoreError> {
    let year = at.date().year();
    let (sequence,): (i64,) = tx
        .query(
            "INSERT INTO case_counter (year, last) VALUES ($1, 1)
             ON CONFLICT (year) DO UPDATE SET last = case_counter.last + 1
             RETURNING last",
        )
        .bind(i64::from(year))
        .one()
        .await?;
    Ok(CaseNumber::new(year.into(), sequence))
}
