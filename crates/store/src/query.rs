//! One SQL text for both engines: placeholders `$1, $2, …`, values bound in order, rows read by name.

use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::query::{Query as DriverQuery, QueryAs as DriverQueryAs};
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{
    Arguments, AssertSqlSafe, Encode, FromRow, Postgres, SqlSafeStr, SqlStr, Sqlite, Type, query_as_with, query_with,
};

use crate::StoreError;
use crate::db::{Conn, Link};

/// A value that both engines can take.
pub trait Value<'q>: Type<Sqlite> + Encode<'q, Sqlite> + Type<Postgres> + Encode<'q, Postgres> + Send {}

impl<'q, T> Value<'q> for T where T: Type<Sqlite> + Encode<'q, Sqlite> + Type<Postgres> + Encode<'q, Postgres> + Send {}

/// A row that both engines can give: `#[derive(sqlx::FromRow)]` structs and tuples.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A statement being put together; ends in [`one`](Self::one), [`optional`](Self::optional), [`all`](Self::all)
/// or [`execute`](Self::execute).
#[must_use = "a query does nothing until it is run"]
pub struct Query<'c> {
    sql: SqlStr,
    target: Target<'c>,
    /// The first value that could not be encoded.
    failed: Option<StoreError>,
}

enum Target<'c> {
    Sqlite(&'c mut SqliteConnection, SqliteArguments),
    Postgres(&'c mut PgConnection, PgArguments),
}

impl Conn {
    /// Starts a statement. Its text is fixed in the program; what varies is bound.
    pub fn query(&mut self, sql: &'static str) -> Query<'_> {
        self.start(sql.into_sql_str())
    }

    /// Starts a statement joined from fixed fragments, for optional filters. Placeholders are numbered, so every
    /// value is bound whether or not its fragment is in.
    pub fn query_of(&mut self, fragments: &[&'static str]) -> Query<'_> {
        self.start(AssertSqlSafe(fragments.concat()).into_sql_str())
    }

    /// Starts an insertion of several rows: `into` is `INSERT INTO table (columns) VALUES`, the placeholders follow.
    pub(crate) fn insertion(&mut self, into: &'static str, columns: usize, rows: usize) -> Query<'_> {
        let row = |row: usize| {
            let places: Vec<String> = (1..=columns)
                .map(|place| format!("${}", row * columns + place))
                .collect();
            format!("({})", places.join(", "))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        self.start(AssertSqlSafe(format!("{into} {}", rows.join(", "))).into_sql_str())
    }

    fn start(&mut self, sql: SqlStr) -> Query<'_> {
        let target = match &mut self.0 {
            Link::Sqlite(conn) => Target::Sqlite(conn, SqliteArguments::default()),
            Link::SqliteTx(tx) => Target::Sqlite(tx, SqliteArguments::default()),
            Link::Postgres(conn) => Target::Postgres(conn, PgArguments::default()),
            Link::PostgresTx(tx) => Target::Postgres(tx, PgArguments::default()),
        };
        Query {
            sql,
            target,
            failed: None,
        }
    }
}

impl Query<'_> {
    /// Binds the next placeholder.
    pub fn bind<'q>(mut self, value: impl Value<'q>) -> Self {
        let bound = match &mut self.target {
            Target::Sqlite(_, arguments) => Arguments::add(arguments, value),
            Target::Postgres(_, arguments) => Arguments::add(arguments, value),
        };
        if let Err(error) = bound {
            self.failed.get_or_insert(sqlx::Error::Encode(error).into());
        }
        self
    }

    /// The one row; none is [`StoreError::NotFound`].
    pub async fn one<R: Row>(self) -> Result<R, StoreError> {
        self.optional().await?.ok_or(StoreError::NotFound)
    }

    /// The row, if there is one.
    pub async fn optional<R: Row>(self) -> Result<Option<R>, StoreError> {
        self.failed.map_or(Ok(()), Err)?;
        Ok(match self.target {
            Target::Sqlite(conn, arguments) => rows::<Sqlite, R>(self.sql, arguments).fetch_optional(conn).await?,
            Target::Postgres(conn, arguments) => rows::<Postgres, R>(self.sql, arguments).fetch_optional(conn).await?,
        })
    }

    /// All rows; the statement itself sets a bound.
    pub async fn all<R: Row>(self) -> Result<Vec<R>, StoreError> {
        self.failed.map_or(Ok(()), Err)?;
        Ok(match self.target {
            Target::Sqlite(conn, arguments) => rows::<Sqlite, R>(self.sql, arguments).fetch_all(conn).await?,
            Target::Postgres(conn, arguments) => rows::<Postgres, R>(self.sql, arguments).fetch_all(conn).await?,
        })
    }

    /// Runs it and says how many rows it touched.
    pub async fn execute(self) -> Result<u64, StoreError> {
        self.failed.map_or(Ok(()), Err)?;
        Ok(match self.target {
            Target::Sqlite(conn, arguments) => {
                let query: DriverQuery<'_, Sqlite, _> = query_with(self.sql, arguments);
                query.execute(conn).await?.rows_affected()
            }
            Target::Postgres(conn, arguments) => {
                let query: DriverQuery<'_, Postgres, _> = query_with(self.sql, arguments);
                query.execute(conn).await?.rows_affected()
            }
        })
    }

    /// Runs a statement that must touch a row, or the row's version was not the one expected.
    pub(crate) async fn versioned(self) -> Result<(), StoreError> {
        if self.execute().await? == 0 {
            Err(StoreError::StaleVersion)
        } else {
            Ok(())
        }
    }

    /// Runs a statement that must touch a row, or there is no such row.
    pub(crate) async fn existing(self) -> Result<(), StoreError> {
        if self.execute().await? == 0 {
            Err(StoreError::NotFound)
        } else {
            Ok(())
        }
    }
}

fn rows<'q, DB, R>(sql: SqlStr, arguments: DB::Arguments) -> DriverQueryAs<'q, DB, R, DB::Arguments>
where
    DB: sqlx::Database,
    R: for<'r> FromRow<'r, DB::Row>,
    DB::Arguments: sqlx::IntoArguments<DB>,
{
    query_as_with(sql, arguments)
}
