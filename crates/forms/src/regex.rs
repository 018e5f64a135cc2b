//! Regular expressions: linear time, the same in the browser and on the server, compiled at most once.

use std::sync::OnceLock;

use crate::limits::MAX_REGEX_MEMORY;

/// The expression compiled so that it must match a whole text.
pub(crate) fn whole_text(regex: &str) -> Result<regex_lite::Regex, regex_lite::Error> {
    let compiled = |regex: &str| {
        regex_lite::RegexBuilder::new(regex)
            .size_limit(MAX_REGEX_MEMORY)
            .build()
    };
    // By itself first: "a)|(b" is none, though it becomes one between brackets.
    compiled(regex)?;
    compiled(&format!("^(?:{regex})$"))
}

/// An expression that is compiled when it is first needed.
#[derive(Debug)]
pub(crate) struct LazyRegex<'d> {
    source: &'d str,
    compiled: OnceLock<Option<regex_lite::Regex>>,
}

impl<'d> LazyRegex<'d> {
    pub fn new(source: &'d str) -> Self {
        LazyRegex {
            source,
            compiled: OnceLock::new(),
        }
    }

    /// Whether it matches the whole text; nothing when it is no regular expression.
    pub fn matches(&self, text: &str) -> Option<bool> {
        let compiled = self.compiled.get_or_init(|| whole_text(self.source).ok());
        compiled.as_ref().map(|regex| regex.is_match(text))
    }
}
