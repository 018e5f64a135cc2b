//! An agency's cases: the queue by deadline with its counts, and those that are over.

use domain::{AgencyId, Case, CaseState, Cursor, Date, Limit, PageOf, PartyId, PublicServiceId, StepId};
use sqlx::types::Text;

use crate::cases::{COLUMNS, CaseRow};
use crate::paging::{LATEST, page, place, rows};
use crate::{Conn, StoreError};

/// What narrows a queue; without anything it is the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// In this state.
    pub state: Option<CaseState>,
    /// In this step.
    pub step: Option<StepId>,
    /// Of this service.
    pub service: Option<PublicServiceId>,
    /// Who has it.
    pub holder: Option<Holder>,
    /// Due before this day, with the clock running: those that wait for the client are not.
    pub due_before: Option<Date>,
}

/// Who has a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Nobody yet.
    Nobody,
    /// This official.
    Official(PartyId),
}

/// A line of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueLine {
    /// The case.
    pub case: Case,
    /// The applicant's name.
    pub applicant: String,
    /// The name of the official who has it.
    pub official: Option<String>,
}

/// How many cases an agency's queue holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct QueueCounts {
    /// All that are not over.
    pub open: i64,
    /// Nobody has taken them.
    pub untaken: i64,
    /// The asking official has them.
    pub mine: i64,
    /// They wait for the client.
    pub waiting: i64,
    /// Past their deadline, with the clock running.
    pub overdue: i64,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    #[sqlx(flatten)]
    case: CaseRow,
    due: String,
    applicant_name: String,
    official_name: Option<String>,
}

impl From<LineRow> for QueueLine {
    fn from(row: LineRow) -> Self {
        Self {
            case: row.case.into(),
            applicant: row.applicant_name,
            official: row.official_name,
        }
    }
}

const LINES: &str = ", c.due, a.name AS applicant_name, o.name AS official_name FROM case_file c
    JOIN party a ON a.id = c.applicant LEFT JOIN party o ON o.id = c.official WHERE c.agency = $1";

impl QueueFilter {
    /// The conditions, for `$4` to `$8`.
    fn conditions(&self) -> [&'static str; 5] {
        let when = |given: bool, condition| if given { condition } else { "" };
        [
            when(self.state.is_some(), " AND c.state = $4"),
            when(self.step.is_some(), " AND c.step = $5"),
            when(self.service.is_some(), " AND c.service = $6"),
            match self.holder {
                None => "",
                Some(Holder::Nobody) => " AND c.official IS NULL",
                Some(Holder::Official(_)) => " AND c.official = $7",
            },
            when(
                self.due_before.is_some(),
                " AND c.due < $8 AND c.state <> 'waiting_for_client'",
            ),
        ]
    }

    fn official(&self) -> Option<PartyId> {
        match self.holder {
            Some(Holder::Official(official)) => Some(official),
            Some(Holder::Nobody) | None => None,
        }
    }
}

/// The running cases of an agency, the most urgent first.
pub async fn open(
    conn: &mut Conn,
    agency: AgencyId,
    filter: &QueueFilter,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<QueueLine>, StoreError> {
    let (after, id) = place(cursor, (String::new(), uuid::Uuid::nil()))?;
    let [state, step, service, holder, due] = filter.conditions();
    let from = " AND c.closed_at IS NULL AND (c.due, c.id) > ($2, $3)";
    let order = " ORDER BY c.due, c.id LIMIT $9";
    let found: Vec<LineRow> = conn
        .query_of(&[COLUMNS, LINES, from, state, step, service, holder, due, order])
        .bind(agency)
        .bind(after)
        .bind(id)
        .bind(filter.state)
        .bind(filter.step.as_ref())
        .bind(filter.service)
        .bind(filter.official())
        .bind(filter.due_before.map(Text))
        .bind(rows(limit))
        .all()
        .await?;
    Ok(page(found, limit, |row| (row.due.clone(), row.case.id())).map(QueueLine::from))
}

/// The cases of an agency that are over, latest first.
pub async fn closed(
    conn: &mut Conn,
    agency: AgencyId,
    filter: &QueueFilter,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<QueueLine>, StoreError> {
    let (before, id) = place(cursor, (LATEST, uuid::Uuid::max()))?;
    let [state, step, service, holder, due] = filter.conditions();
    let from = " AND c.closed_at IS NOT NULL AND (c.closed_at, c.id) < ($2, $3)";
    let order = " ORDER BY c.closed_at DESC, c.id DESC LIMIT $9";
    let found: Vec<LineRow> = conn
        .query_of(&[COLUMNS, LINES, from, state, step, service, holder, due, order])
        .bind(agency)
        .bind(before)
        .bind(id)
        .bind(filter.state)
        .bind(filter.step.as_ref())
        .bind(filter.service)
        .bind(filter.official())
        .bind(filter.due_before.map(Text))
        .bind(rows(limit))
        .all()
        .await?;
    Ok(page(found, limit, |row| (row.case.closed_at(), row.case.id())).map(QueueLine::from))
}

/// Counts an agency's running cases; `official` is the one who asks, `today` decides what is overdue.
pub async fn counts(
    conn: &mut Conn,
    agency: AgencyId,
    official: PartyId,
    today: Date,
) -> Result<QueueCounts, StoreError> {
    // Each count by the index made for it: one pass over the whole queue that asks every row every question takes
    // four times as long.
    conn.query(
        "SELECT (SELECT count(*) FROM case_file WHERE agency = $1 AND closed_at IS NULL) AS open,
                (SELECT count(*) FROM case_file WHERE agency = $1 AND closed_at IS NULL AND official IS NULL) AS untaken,
                (SELECT count(*) FROM case_file WHERE agency = $1 AND closed_at IS NULL AND official = $2) AS mine,
                (SELECT count(*) FROM case_file WHERE agency = $1 AND closed_at IS NULL AND state = $3) AS waiting,
                (SELECT count(*) FROM case_file WHERE agency = $1 AND closed_at IS NULL AND due < $4)
                - (SELECT count(*) FROM case_file WHERE agency = $1 AND closed_at IS NULL AND due < $4 AND state = $3)
                AS overdue",
    )
    .bind(agency)
    .bind(official)
    .bind(CaseState::WaitingForClient)
    .bind(Text(today))
    .one()
    .await
}
