//! Lists that are read from one end, page by page: the place is a cursor in the address.

use domain::Cursor;
use form_urlencoded::Serializer;

use crate::app::Page;
use crate::context::Request;
use crate::texts::language;

/// The cursor that the address being answered has under a name.
pub fn cursor(name: &str) -> Option<Cursor> {
    Request::current()
        .query(name)
        .filter(|text| !text.is_empty())
        .map(Cursor)
}

/// The address of a page in the reader's language with a query; empty values are left out.
pub fn address(page: &Page, query: &[(&str, &str)]) -> String {
    let path = page.path(language());
    let mut pairs = Serializer::new(String::new());
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        pairs.append_pair(name, value);
    }
    match pairs.finish() {
        query if query.is_empty() => path,
        query => format!("{path}?{query}"),
    }
}
