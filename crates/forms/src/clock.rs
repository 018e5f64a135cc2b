//! Times of day, to the minute.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A time of day, `00:00` to `23:59`; so it is written in JSON too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

/// The last minute of a day, counted from midnight.
pub(crate) const LAST_MINUTE: u16 = 24 * 60 - 1;

impl TimeOfDay {
    /// The time so many minutes after midnight, if the day has as many.
    pub const fn from_minutes(minutes: u16) -> Option<TimeOfDay> {
        if minutes <= LAST_MINUTE {
            Some(TimeOfDay(minutes))
        } else {
            None
        }
    }

    /// Minutes since midnight.
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// The time that somebody typed: `14:30`, `9.05`, `0930`, or `9` for nine o'clock.
    pub fn read(text: &str) -> Option<TimeOfDay> {
        let text = text.trim();
        let (hours, minutes) = match text.split_once([':', '.']) {
            Some(parts) => parts,
            None if text.len() == 4 && text.is_ascii() => text.split_at(2),
            None => (text, "00"),
        };
        let number = |text: &str, shortest: usize| -> Option<u16> {
            let fits = (shortest..=2).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
            fits.then(|| text.parse().ok()).flatten()
        };
        let (hours, minutes) = (number(hours, 1)?, number(minutes, 2)?);
        let real = hours < 24 && minutes < 60;
        real.then_some(TimeOfDay(hours * 60 + minutes))
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// The text is not a time of the form `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeError;

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time must be written HH:MM, 00:00 to 23:59")
    }
}

impl std::error::Error for TimeError {}

impl FromStr for TimeOfDay {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let time = TimeOfDay::read(text).ok_or(TimeError)?;
        if time.to_string() == text {
            Ok(time)
        } else {
            Err(TimeError)
        }
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = TimeError;

    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> String {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("14:30", Some("14:30"))]
    #[case(" 9.05 ", Some("09:05"))]
    #[case("0930", Some("09:30"))]
    #[case("9", Some("09:00"))]
    #[case("00:00", Some("00:00"))]
    #[case("23:59", Some("23:59"))]
    #[case("24:00", None)]
    #[case("12:60", None)]
    #[case("12:5", None)]
    #[case("930", None)]
    #[case("-1:00", None)]
    #[case("", None)]
    #[case("ā:00", None)]
    #[case("āāāā", None)]
    #[case("āa", None)]
    fn typed_times(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(TimeOfDay::read(text).map(|time| time.to_string()).as_deref(), expected);
    }

    #[test]
    fn json_has_one_spelling() {
        assert_eq!(serde_json::from_str::<TimeOfDay>(r#""09:05""#).unwrap().minutes(), 545);
        assert!(serde_json::from_str::<TimeOfDay>(r#""9:05""#).is_err());
        assert_eq!(TimeOfDay::from_minutes(1440), None);
    }
}
