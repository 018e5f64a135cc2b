//! The parser.

use super::Json;

/// Deeper than any definition; without an end the stack would have one.
const DEEPEST: u32 = 200;

/// The value that the whole text is.
pub fn parse(text: &str) -> Option<Json> {
    let mut parser = Parser { text, at: 0 };
    let value = parser.value(DEEPEST)?;
    parser.skip_blanks();
    (parser.at == text.len()).then_some(value)
}

/// `at` is always at the beginning of a character.
struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Whether this stands next; then it is passed.
    fn takes(&mut self, expected: &str) -> bool {
        let found = self.text.as_bytes()[self.at..].starts_with(expected.as_bytes());
        if found {
            self.at += expected.len();
        }
        found
    }

    fn value(&mut self, deepest: u32) -> Option<Json> {
        let deeper = deepest.checked_sub(1)?;
        self.skip_blanks();
        match self.peek()? {
            b'"' => self.string().map(Json::Text),
            b'{' => self.entries('}', |parser| parser.member(deeper)).map(Json::Object),
            b'[' => self.entries(']', |parser| parser.value(deeper)).map(Json::List),
            b't' => self.takes("true").then_some(Json::Bool(true)),
            b'f' => self.takes("false").then_some(Json::Bool(false)),
            b'n' => self.takes("null").then_some(Json::Null),
            _ => self.number().map(Json::Number),
        }
    }

    fn member(&mut self, deepest: u32) -> Option<(Json, Json)> {
        self.skip_blanks();
        let key = self.string()?;
        self.skip_blanks();
        if !self.takes(":") {
            return None;
        }
        Some((Json::Text(key), self.value(deepest)?))
    }

    /// What stands between brackets, divided by commas.
    fn entries<T>(&mut self, end: char, entry: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let end = end as u8;
        self.at += 1;
        let mut entries = Vec::new();
        self.skip_blanks();
        while self.peek()? != end {
            if !entries.is_empty() && !self.takes(",") {
                return None;
            }
            entries.push(entry(self)?);
            self.skip_blanks();
        }
        self.at += 1;
        Some(entries)
    }

    /// Our server writes numbers by the rules; only what could be one is told from what cannot.
    fn number(&mut self) -> Option<String> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        (self.at > start).then(|| self.text[start..self.at].to_owned())
    }

    fn string(&mut self) -> Option<String> {
        if !self.takes("\"") {
            return None;
        }
        let mut string = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek()?, b'"' | b'\\') {
                self.at += 1;
            }
            string.push_str(&self.text[start..self.at]);
            self.at += 1;
            if self.text.as_bytes()[self.at - 1] == b'"' {
                return Some(string);
            }
            string.push(self.escaped()?);
        }
    }

    /// The character behind a backslash.
    fn escaped(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += 1;
        Some(match letter {
            b'"' | b'\\' | b'/' => letter as char,
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unit().and_then(|unit| self.character(unit)),
            _ => return None,
        })
    }

    /// A unit of UTF-16, and the second of a pair if it is the first of one.
    fn character(&mut self, unit: u32) -> Option<char> {
        if !(0xd800..0xdc00).contains(&unit) {
            return char::from_u32(unit);
        }
        if !self.takes("\\u") {
            return None;
        }
        let low = self.unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + low)
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
        self.at += 4;
        digits
            .iter()
            .try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))
    }
}
