//! Single answers by which cases are looked up.

use domain::{AgencyId, Case, CaseId, Cursor, Grant, Limit, PageOf};
use uuid::Uuid;

use crate::cases::{COLUMNS, CaseRow};
use crate::paging::{page, place, rows};
use crate::{Conn, StoreError, Tx};

/// The most characters of a value that are looked at.
const KEPT: usize = 200;

/// Values beyond [`KEPT`] are cut, at writing and at looking up alike.
pub(crate) fn key(value: &str) -> String {
    value.chars().take(KEPT).collect()
}

/// How many answers go into one statement.
const AT_ONCE: usize = 8;

/// Makes a case findable by answers: pairs of field and normalised value.
pub async fn index(tx: &mut Tx, _grant: &Grant, case: CaseId, answers: &[(String, String)]) -> Result<(), StoreError> {
    for some in answers.chunks(AT_ONCE) {
        let mut query = tx
            .query(
                "INSERT INTO case_answer (case_id, field, value)
                 VALUES ($1, $2, $3), ($1, $4, $5), ($1, $6, $7), ($1, $8, $9),
                        ($1, $10, $11), ($1, $12, $13), ($1, $14, $15), ($1, $16, $17)
                 ON CONFLICT DO NOTHING",
            )
            .bind(case);
        // Places that are left over repeat the last pair, which is then there already.
        for (field, value) in some.iter().chain(some.last().into_iter().cycle()).take(AT_ONCE) {
            query = query.bind(field).bind(key(value));
        }
        query.execute().await?;
    }
    Ok(())
}

/// An agency's cases in which `field` was answered with `value`.
pub async fn find(
    conn: &mut Conn,
    agency: AgencyId,
    (field, value): (&str, &str),
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<Case>, StoreError> {
    let (field, value) = (field.to_owned(), key(value));
    let (_, after): (String, _) = place(cursor, (String::new(), Uuid::nil()))?;
    let found: Vec<CaseRow> = conn
        .query_of(&[
            COLUMNS,
            " FROM case_answer f JOIN case_file c ON c.id = f.case_id
             WHERE f.field = $1 AND f.value = $2 AND f.case_id > $3 AND c.agency = $4 ORDER BY f.case_id LIMIT $5",
        ])
        .bind(field)
        .bind(value)
        .bind(after)
        .bind(agency)
        .bind(rows(limit))
        .all()
        .await?;
    Ok(page(found, limit, |row| (String::new(), row.id())).map(Case::from))
}
