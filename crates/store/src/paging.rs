//! Keyset paging: a list goes on after the sort key and identity of the last item shown.

use std::fmt::Display;
use std::str::FromStr;

use domain::{Cursor, Limit, PageOf, Timestamp};
use uuid::Uuid;

use crate::StoreError;

/// After every moment there is: where a list that runs back in time begins.
pub(crate) const LATEST: Timestamp = Timestamp::from_micros(253_402_300_799_999_999);

/// The place a cursor names, or `start` without one.
pub(crate) fn place<S: FromStr>(cursor: Option<&Cursor>, start: (S, Uuid)) -> Result<(S, Uuid), StoreError> {
    let Some(Cursor(text)) = cursor else {
        return Ok(start);
    };
    // No cursor of ours has one, and PostgreSQL takes no text with it.
    if text.contains('\0') {
        return Err(StoreError::Cursor);
    }
    let (sort, id) = text.split_once('~').ok_or(StoreError::Cursor)?;
    let sort = sort.parse().map_err(|_| StoreError::Cursor)?;
    let id = Uuid::try_parse(id).map_err(|_| StoreError::Cursor)?;
    Ok((sort, id))
}

/// How many rows to ask for: one more than shown tells whether the list goes on.
pub(crate) fn rows(limit: Limit) -> i64 {
    i64::from(limit.get()) + 1
}

/// Makes a page of the rows asked for by [`rows`].
pub(crate) fn page<T, S: Display>(mut items: Vec<T>, limit: Limit, key: impl Fn(&T) -> (S, Uuid)) -> PageOf<T> {
    let more = items.len() > usize::from(limit.get());
    items.truncate(limit.get().into());
    let last = items.last().filter(|_| more).map(key);
    PageOf {
        items,
        next: last.map(|(sort, id)| Cursor(format!("{sort}~{}", id.simple()))),
    }
}
