//! Whole histories of cases, taken in many at a time: from an earlier system, or for a demonstration.

use std::collections::BTreeMap;

use domain::{
    Answers, AuditEntry, Case, CaseEvent, CaseNumber, CaseResult, EventActor, Feedback, Grant, Message, PublicServiceId,
};
use sqlx::types::{Json, Text};

use crate::case_answers::key;
use crate::cases::due;
use crate::query::Query;
use crate::{StoreError, Tx};

/// The most values bound in one statement: SQLite looks each up by name.
const MOST_VALUES: usize = 900;

/// A case with everything that happened to it.
#[derive(Debug, Clone, PartialEq)]
pub struct PastCase {
    /// As it stands; its number is given when it is taken in.
    pub case: Case,
    /// What it came with, when it had a form.
    pub answers: Option<Answers>,
    /// Single answers by which it can be looked up: field and normalised value, none twice.
    pub findable: Vec<(String, String)>,
    /// What happened, in order, with what allowed it.
    pub events: Vec<(CaseEvent, Grant)>,
    /// What was written.
    pub messages: Vec<Message>,
    /// What the client received; without files.
    pub result: Option<CaseResult>,
    /// How the client rated it.
    pub feedback: Option<Feedback>,
    /// Who did what.
    pub audit: Vec<AuditEntry>,
}

/// Takes cases in, each with the next number of its year, and tells nobody. They must be in order of submission.
pub async fn take_in(tx: &mut Tx, _grant: &Grant, cases: &mut [PastCase]) -> Result<(), StoreError> {
    give_numbers(tx, cases).await?;
    insert_cases(tx, cases).await?;
    insert_answers(tx, cases).await?;
    insert_findable(tx, cases).await?;
    insert_events(tx, cases).await?;
    insert_messages(tx, cases).await?;
    insert_results(tx, cases).await?;
    insert_feedback(tx, cases).await?;
    insert_audit(tx, cases).await?;
    count_uses(tx, cases).await
}

/// Reserves as many numbers of each year as there are cases and hands them out.
async fn give_numbers(tx: &mut Tx, cases: &mut [PastCase]) -> Result<(), StoreError> {
    for year in cases.chunk_by_mut(|a, b| year_of(a) == year_of(b)) {
        let number = year_of(&year[0]);
        let count = year.len() as i64;
        let (last,): (i64,) = tx
            .query(
                "INSERT INTO case_counter (year, last) VALUES ($1, $2)
                 ON CONFLICT (year) DO UPDATE SET last = case_counter.last + excluded.last
                 RETURNING last",
            )
            .bind(i64::from(number))
            .bind(count)
            .one()
            .await?;
        for (sequence, past) in (last - count + 1..).zip(year) {
            past.case.number = CaseNumber::new(number, sequence);
        }
    }
    Ok(())
}

fn year_of(past: &PastCase) -> i32 {
    past.case.submitted_at.date().year().into()
}

/// Inserts rows in as few statements as the bound on values allows.
async fn insert<T>(
    tx: &mut Tx,
    (into, columns): (&'static str, usize),
    rows: &[T],
    bind: impl for<'q> Fn(Query<'q>, &T) -> Query<'q>,
) -> Result<(), StoreError> {
    for chunk in rows.chunks(MOST_VALUES / columns) {
        let insertion = tx.insertion(into, columns, chunk.len());
        chunk.iter().fold(insertion, &bind).execute().await?;
    }
    Ok(())
}

async fn insert_cases(tx: &mut Tx, cases: &[PastCase]) -> Result<(), StoreError> {
    let into = "INSERT INTO case_file (id, number, service, service_version, form_version, agency, applicant,
                                       submitted_by, channel, state, step, official, submitted_at, closed_at,
                                       promised_by, legal_by, due, version) VALUES";
    insert(tx, (into, 18), cases, |row, PastCase { case, .. }| {
        row.bind(case.id)
            .bind(case.number.clone())
            .bind(case.service)
            .bind(case.service_version)
            .bind(case.form_version)
            .bind(case.agency)
            .bind(case.applicant)
            .bind(case.submitted_by)
            .bind(case.channel)
            .bind(case.state)
            .bind(case.step.clone())
            .bind(case.official)
            .bind(case.submitted_at)
            .bind(case.closed_at)
            .bind(case.promised_by.map(Text))
            .bind(case.legal_by.map(Text))
            .bind(Text(due(case)))
            .bind(case.version)
    })
    .await
}

async fn insert_answers(tx: &mut Tx, cases: &[PastCase]) -> Result<(), StoreError> {
    let answered = cases
        .iter()
        .filter_map(|past| past.answers.as_ref().map(|answers| (past.case.id, answers)));
    let rows: Vec<_> = answered.collect();
    let into = "INSERT INTO case_content (case_id, answers) VALUES";
    insert(tx, (into, 2), &rows, |row, (case, answers)| {
        row.bind(*case).bind(Json(*answers))
    })
    .await
}

async fn insert_findable(tx: &mut Tx, cases: &[PastCase]) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for past in cases {
        rows.extend(past.findable.iter().map(|pair| (past.case.id, pair)));
    }
    let into = "INSERT INTO case_answer (case_id, field, value) VALUES";
    insert(tx, (into, 3), &rows, |row, (case, (field, value))| {
        row.bind(*case).bind(field).bind(key(value))
    })
    .await
}

async fn insert_events(tx: &mut Tx, cases: &[PastCase]) -> Result<(), StoreError> {
    let rows: Vec<_> = cases.iter().flat_map(|past| &past.events).collect();
    let into = "INSERT INTO case_event (case_id, sequence, kind, payload, occurred_at, recorded_at, side, person,
                                        acting_for, by_right) VALUES";
    insert(tx, (into, 10), &rows, |row, (event, grant)| {
        let (side, person) = match &event.by {
            EventActor::Client { person } => ("client", Some(*person)),
            EventActor::Agency { person } => ("agency", Some(*person)),
            EventActor::System => ("system", None),
        };
        row.bind(event.case)
            .bind(event.sequence)
            .bind(event.kind.code())
            .bind(Json(&event.kind))
            .bind(event.occurred_at)
            .bind(event.recorded_at)
            .bind(side)
            .bind(person)
            .bind(grant.acting_for())
            .bind(grant.by_right())
    })
    .await
}

async fn insert_messages(tx: &mut Tx, cases: &[PastCase]) -> Result<(), StoreError> {
    let rows: Vec<_> = cases.iter().flat_map(|past| &past.messages).collect();
    let into = "INSERT INTO message (id, case_id, author, person, text, sent_at) VALUES";
    insert(tx, (into, 6), &rows, |row, message| {
        row.bind(message.id)
            .bind(message.case)
            .bind(message.author)
            .bind(message.person)
            .bind(&message.text)
            .bind(message.sent_at)
    })
    .await
}

async fn insert_results(tx: &mut Tx, cases: &[PastCase]) -> Result<(), StoreError> {
    let rows: Vec<_> = cases.iter().filter_map(|past| past.result.as_ref()).collect();
    let into = "INSERT INTO case_result (id, case_id, text, issued_at) VALUES";
    insert(tx, (into, 4), &rows, |row, result| {
        row.bind(result.id)
            .bind(result.case)
            .bind(&result.text)
            .bind(result.issued_at)
    })
    .await
}

async fn insert_feedback(tx: &mut Tx, cases: &[PastCase]) -> Result<(), StoreError> {
    let rows: Vec<_> = cases.iter().filter_map(|past| past.feedback.as_ref()).collect();
    let into = "INSERT INTO feedback (id, case_id, service, rating, difficulties, likings, comment, created_at) VALUES";
    insert(tx, (into, 8), &rows, |row, feedback| {
        row.bind(feedback.id)
            .bind(feedback.case)
            .bind(feedback.service)
            .bind(feedback.content.rating)
            .bind(Json(&feedback.content.difficulties))
            .bind(Json(&feedback.content.likings))
            .bind(&feedback.content.comment)
            .bind(feedback.created_at)
    })
    .await?;
    let mut sums: BTreeMap<PublicServiceId, (i64, i64)> = BTreeMap::new();
    for feedback in rows {
        let (count, sum) = sums.entry(feedback.service).or_default();
        *count += 1;
        *sum += i64::from(feedback.content.rating.get());
    }
    for (service, (count, sum)) in sums {
        tx.query(
            "INSERT INTO rating_summary (service, count, sum) VALUES ($1, $2, $3)
             ON CONFLICT (service) DO UPDATE
             SET count = rating_summary.count + excluded.count, sum = rating_summary.sum + excluded.sum",
        )
        .bind(service)
        .bind(count)
        .bind(sum)
        .execute()
        .await?;
    }
    Ok(())
}

async fn insert_audit(tx: &mut Tx, cases: &[PastCase]) -> Result<(), StoreError> {
    let rows: Vec<_> = cases.iter().flat_map(|past| &past.audit).collect();
    let into = "INSERT INTO audit (id, at, person, acting_for, by_right, action, subject, data_of) VALUES";
    insert(tx, (into, 8), &rows, |row, entry| {
        row.bind(entry.id)
            .bind(entry.at)
            .bind(entry.person)
            .bind(entry.acting_for)
            .bind(&entry.by_right)
            .bind(entry.action)
            .bind(&entry.subject)
            .bind(entry.data_of)
    })
    .await
}

async fn count_uses(tx: &mut Tx, cases: &[PastCase]) -> Result<(), StoreError> {
    let mut uses: BTreeMap<PublicServiceId, i64> = BTreeMap::new();
    for past in cases {
        *uses.entry(past.case.service).or_default() += 1;
    }
    for (service, cases) in uses {
        tx.query(
            "INSERT INTO service_use (service, cases, changes) VALUES ($1, $2, 1)
             ON CONFLICT (service) DO UPDATE
             SET cases = service_use.cases + excluded.cases, changes = service_use.changes + 1",
        )
        .bind(service)
        .bind(cases)
        .execute()
        .await?;
    }
    Ok(())
}
