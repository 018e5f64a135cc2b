//! Where a person goes on after signing in: a page of ours, never another site.

use std::fmt;

use reqwest::Url;
use serde::{Deserialize, Serialize};

/// Longest path remembered.
const LONGEST: usize = 2000;

/// A path of this site, with its query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReturnPath(String);

impl ReturnPath {
    /// Takes a path that leads to a page of ours; none otherwise. The sign-in itself is no place to return to.
    pub fn parse(text: &str) -> Option<Self> {
        let base = Url::parse("http://varti.invalid").expect("it is a web address");
        if !text.starts_with('/') || text.len() > LONGEST || text.contains(['\\', '\r', '\n', '\t']) {
            return None;
        }
        let url = base.join(text).ok()?;
        let is_ours = url.origin() == base.origin() && url.username().is_empty() && url.password().is_none();
        let is_page = !url.path().starts_with("/auth/") && !url.path().starts_with("//");
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        (is_ours && is_page).then(|| Self(format!("{}{query}", url.path())))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReturnPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/lv", "/lv")]
    #[case("/lv/pakalpojumi/x?a=b&c=%2F", "/lv/pakalpojumi/x?a=b&c=%2F")]
    #[case("/lv#part", "/lv")]
    #[case("/lv/../en", "/en")]
    fn a_page_of_ours(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(ReturnPath::parse(text).unwrap().as_str(), expected);
    }

    #[rstest]
    #[case("")]
    #[case("lv")]
    #[case("//evil.example/lv")]
    #[case("/\\evil.example")]
    #[case("/\t/evil.example")]
    #[case("/.//evil.example")]
    #[case("https://evil.example/")]
    #[case("javascript:alert(1)")]
    #[case("/lv\r\nSet-Cookie: a=b")]
    #[case("/auth/start")]
    #[case("/lv/../auth/sign-out")]
    fn anywhere_else_is_refused(#[case] text: &str) {
        assert_eq!(ReturnPath::parse(text), None);
    }

    #[test]
    fn an_endless_path_is_refused() {
        assert_eq!(ReturnPath::parse(&format!("/{}", "x".repeat(2000))), None);
    }
}
