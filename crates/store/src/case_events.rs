//! What happened to cases. Rows are only added; the database itself refuses anything else.

use std::ops::Range;

use domain::{CaseEvent, CaseEventKind, CaseId, EventActor, Grant, PartyId, PublicServiceId, Timestamp};
use sqlx::types::Json;

use crate::{Conn, StoreError, Tx};

/// An event about to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCaseEvent {
    /// The case.
    pub case: CaseId,
    /// Who made it happen.
    pub by: EventActor,
    /// What.
    pub kind: CaseEventKind,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it became known here.
    pub recorded_at: Timestamp,
}

#[derive(Clone, sqlx::FromRow)]
struct EventRow {
    case_id: CaseId,
    sequence: i64,
    payload: Json<CaseEventKind>,
    occurred_at: Timestamp,
    recorded_at: Timestamp,
    side: String,
    person: Option<PartyId>,
}

impl TryFrom<EventRow> for CaseEvent {
    type Error = StoreError;
    fn try_from(row: EventRow) -> Result<Self, StoreError> {
        let by = match (row.side.as_str(), row.person) {
            ("client", Some(person)) => EventActor::Client { person },
            ("agency", Some(person)) => EventActor::Agency { person },
            ("system", None) => EventActor::System,
            _ => return Err(StoreError::Corrupt("case_event.side".to_owned())),
        };
        Ok(Self {
            case: row.case_id,
            sequence: row.sequence,
            occurred_at: row.occurred_at,
            recorded_at: row.recorded_at,
            by,
            kind: row.payload.0,
        })
    }
}

const SELECT: &str = "SELECT case_id, sequence, payload, occurred_at, recorded_at, side, person FROM case_event ";
/// The most events of one case that are read; a case has tens.
const MOST: i64 = 2_000;
/// A case with as many events as this is no example of how long cases take.
const TELLING: i64 = 100;

/// Adds an event as the case's next one. Save the case in the same transaction before: that keeps two writers apart.
pub async fn append(tx: &mut Tx, grant: &Grant, new: NewCaseEvent) -> Result<CaseEvent, StoreError> {
    let (side, person) = match &new.by {
        EventActor::Client { person } => ("client", Some(*person)),
        EventActor::Agency { person } => ("agency", Some(*person)),
        EventActor::System => ("system", None),
    };
    let (sequence,): (i64,) = tx
        .query(
            "INSERT INTO case_event (case_id, sequence, kind, payload, occurred_at, recorded_at, side, person,
                                     acting_for, by_right)
             VALUES ($1, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM case_event WHERE case_id = $1),
                     $2, $3, $4, $5, $6, $7, $8, $9)
             RETURNING sequence",
        )
        .bind(new.case)
        .bind(new.kind.code())
        .bind(Json(&new.kind))
        .bind(new.occurred_at)
        .bind(new.recorded_at)
        .bind(side)
        .bind(person)
        .bind(grant.acting_for())
        .bind(grant.by_right())
        .one()
        .await?;
    let NewCaseEvent {
        case,
        by,
        kind,
        occurred_at,
        recorded_at,
    } = new;
    Ok(CaseEvent {
        case,
        sequence,
        occurred_at,
        recorded_at,
        by,
        kind,
    })
}

/// One event of a case.
pub async fn find(conn: &mut Conn, case: CaseId, sequence: i64) -> Result<CaseEvent, StoreError> {
    let row: EventRow = conn
        .query_of(&[SELECT, "WHERE case_id = $1 AND sequence = $2"])
        .bind(case)
        .bind(sequence)
        .one()
        .await?;
    row.try_into()
}

/// The events of a case, in order.
pub async fn of_case(conn: &mut Conn, case: CaseId) -> Result<Vec<CaseEvent>, StoreError> {
    let rows: Vec<EventRow> = conn
        .query_of(&[SELECT, "WHERE case_id = $1 ORDER BY sequence LIMIT $2"])
        .bind(case)
        .bind(MOST)
        .all()
        .await?;
    rows.into_iter().map(CaseEvent::try_from).collect()
}

/// What moved the newest of a service's cases that came within a time, case by case and in order; at most `cases` of
/// them. A case with more events than any has that tells something is left out.
pub async fn of_service(
    conn: &mut Conn,
    service: PublicServiceId,
    came: Range<Timestamp>,
    cases: u16,
) -> Result<Vec<CaseEvent>, StoreError> {
    let mut rows: Vec<EventRow> = conn
        .query_of(&[
            SELECT,
            "WHERE case_id IN (SELECT id FROM case_file WHERE service = $1 AND submitted_at >= $2 AND submitted_at < $3
                               ORDER BY submitted_at DESC, id DESC LIMIT $4)
               AND sequence <= $5 AND (kind NOT IN ('message_sent', 'taken') OR sequence = $5)",
        ])
        .bind(service)
        .bind(came.start)
        .bind(came.end)
        .bind(i64::from(cases))
        .bind(TELLING)
        .all()
        .await?;
    rows.sort_unstable_by_key(|row| (row.case_id, row.sequence));
    let complete = rows
        .chunk_by(|a, b| a.case_id == b.case_id)
        .filter(|case| case.iter().all(|row| row.sequence < TELLING));
    complete.flatten().cloned().map(CaseEvent::try_from).collect()
}
