//! Lists are read page by page.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::{Cursor, Limit, PageOf, Slug};
use portal::PortalError;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::extract::ApiQuery;
use crate::problem::Problem;

/// The part of the query that says which page of a list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// How many items at most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u16>,
    /// Where to go on: `next` of the page before.
    #[param(max_length = 500)]
    after: Option<String>,
}

/// Which page of a list.
pub struct Paging {
    /// Where to go on.
    pub after: Option<Cursor>,
    /// How many items at most.
    pub limit: Limit,
}

impl Paging {
    /// The place in a list whose cursors are slugs.
    pub fn after_slug(&self) -> Result<Option<&Cursor>, Problem> {
        match &self.after {
            Some(cursor) if cursor.0.parse::<Slug>().is_err() => Err(unknown_place()),
            after => Ok(after.as_ref()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let ApiQuery(query) = ApiQuery::<PageQuery>::from_request_parts(parts, state).await?;
        let limit = query.limit.map_or(Some(Limit::default()), Limit::new);
        Ok(Self {
            after: query.after.map(Cursor),
            limit: limit.ok_or_else(|| Problem::bad_request("limit must be 1 to 100."))?,
        })
    }
}

/// A list that is always told whole.
pub fn whole<T>(items: Vec<T>) -> PageOf<T> {
    PageOf { items, next: None }
}

/// Why a list was not read. A wrong place in it is a fault of the request.
pub fn not_listed(error: PortalError) -> Problem {
    match error {
        PortalError::Invalid(problems) if problems.iter().any(|problem| problem.field == "cursor") => unknown_place(),
        error => error.into(),
    }
}

fn unknown_place() -> Problem {
    Problem::bad_request("after must be the next of an earlier page of this list.")
}
