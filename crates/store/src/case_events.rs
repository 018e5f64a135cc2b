//! What happened to cases. Rows are only added; the database itself refuses anything else.

use domain::{CaseEvent, CaseEventKind, CaseId, EventActor, Grant, PartyId, Timestamp};
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

#[derive(sqlx::FromRow)]
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
