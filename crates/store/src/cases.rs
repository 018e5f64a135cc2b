//! The register of cases: submitting, reading, changing.

use domain::{
    AgencyId, Answers, Case, CaseId, CaseNumber, CaseState, Channel, Cursor, Date, FormVersionId, Grant, Limit, PageOf,
    PartyId, PublicServiceId, ServiceVersionId, StepId, Timestamp,
};
use sqlx::types::{Json, Text};

use crate::paging::{LATEST, page, place, rows};
use crate::{Conn, StoreError, Tx};

/// Which of a party's cases a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// Those not closed.
    Running,
    /// Those closed.
    Past,
}

/// A case as stored; `case_submission` writes it.
#[derive(sqlx::FromRow)]
pub(crate) struct CaseRow {
    id: CaseId,
    number: CaseNumber,
    service: PublicServiceId,
    service_version: ServiceVersionId,
    form_version: Option<FormVersionId>,
    agency: AgencyId,
    applicant: PartyId,
    submitted_by: PartyId,
    channel: Channel,
    state: CaseState,
    step: StepId,
    official: Option<PartyId>,
    submitted_at: Timestamp,
    closed_at: Option<Timestamp>,
    promised_by: Option<Text<Date>>,
    legal_by: Option<Text<Date>>,
    version: i64,
}

impl CaseRow {
    /// The identity, for cursors.
    pub(crate) fn id(&self) -> uuid::Uuid {
        self.id.0
    }

    /// When it ended, for cursors of lists that hold only ended ones.
    pub(crate) fn closed_at(&self) -> Timestamp {
        self.closed_at.unwrap_or(LATEST)
    }
}

impl From<CaseRow> for Case {
    fn from(row: CaseRow) -> Self {
        Self {
            id: row.id,
            number: row.number,
            service: row.service,
            service_version: row.service_version,
            form_version: row.form_version,
            agency: row.agency,
            applicant: row.applicant,
            submitted_by: row.submitted_by,
            channel: row.channel,
            state: row.state,
            step: row.step,
            official: row.official,
            submitted_at: row.submitted_at,
            closed_at: row.closed_at,
            promised_by: row.promised_by.map(|date| date.0),
            legal_by: row.legal_by.map(|date| date.0),
            version: row.version,
        }
    }
}

/// The columns of [`CaseRow`], of a table `c`.
pub(crate) const COLUMNS: &str = "SELECT c.id, c.number, c.service, c.service_version, c.form_version, c.agency,
    c.applicant, c.submitted_by, c.channel, c.state, c.step, c.official, c.submitted_at, c.closed_at,
    c.promised_by, c.legal_by, c.version";

/// The case with this identity.
pub async fn find(conn: &mut Conn, id: CaseId) -> Result<Case, StoreError> {
    let row: CaseRow = conn
        .query_of(&[COLUMNS, " FROM case_file c WHERE c.id = $1"])
        .bind(id)
        .one()
        .await?;
    Ok(row.into())
}

/// Whether no case was ever registered.
pub async fn is_empty(conn: &mut Conn) -> Result<bool, StoreError> {
    let (any,): (bool,) = conn.query("SELECT EXISTS (SELECT 1 FROM case_file)").one().await?;
    Ok(!any)
}

/// The case with this number.
pub async fn by_number(conn: &mut Conn, number: &CaseNumber) -> Result<Case, StoreError> {
    let row: CaseRow = conn
        .query_of(&[COLUMNS, " FROM case_file c WHERE c.number = $1"])
        .bind(number)
        .one()
        .await?;
    Ok(row.into())
}

/// The answers a case came with; nothing when it came without a form.
pub async fn answers(conn: &mut Conn, id: CaseId) -> Result<Option<Answers>, StoreError> {
    let row: Option<(Json<Answers>,)> = conn
        .query("SELECT answers FROM case_content WHERE case_id = $1")
        .bind(id)
        .optional()
        .await?;
    Ok(row.map(|(answers,)| answers.0))
}

/// A party's cases, latest first.
pub async fn of_applicant(
    conn: &mut Conn,
    applicant: PartyId,
    which: Which,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<Case>, StoreError> {
    let (before, id) = place(cursor, (LATEST, uuid::Uuid::max()))?;
    let only = match which {
        Which::All => "",
        Which::Running => " AND c.closed_at IS NULL",
        Which::Past => " AND c.closed_at IS NOT NULL",
    };
    let found: Vec<CaseRow> = conn
        .query_of(&[
            COLUMNS,
            " FROM case_file c WHERE c.applicant = $1 AND (c.submitted_at, c.id) < ($2, $3)",
            only,
            " ORDER BY c.submitted_at DESC, c.id DESC LIMIT $4",
        ])
        .bind(applicant)
        .bind(before)
        .bind(id)
        .bind(rows(limit))
        .all()
        .await?;
    Ok(page(found, limit, |row| (row.submitted_at, row.id.0)).map(Case::from))
}

/// Saves what moves in a case (state, step, official, end, deadlines) if nobody changed it since it was read;
/// its version grows.
pub async fn save(tx: &mut Tx, _grant: &Grant, case: &mut Case) -> Result<(), StoreError> {
    tx.query(
        "UPDATE case_file SET state = $3, step = $4, official = $5, closed_at = $6, promised_by = $7, legal_by = $8,
                due = $9, version = version + 1
         WHERE id = $1 AND version = $2",
    )
    .bind(case.id)
    .bind(case.version)
    .bind(case.state)
    .bind(&case.step)
    .bind(case.official)
    .bind(case.closed_at)
    .bind(case.promised_by.map(Text))
    .bind(case.legal_by.map(Text))
    .bind(Text(due(case)))
    .versioned()
    .await?;
    case.version += 1;
    crate::forecast::count_change(tx, case.service).await
}

/// The day by which the queue sorts a case: the earlier deadline, or the calendar's last day without any.
pub(crate) fn due(case: &Case) -> Date {
    case.promised_by
        .into_iter()
        .chain(case.legal_by)
        .min()
        .unwrap_or(Date::MAX)
}
