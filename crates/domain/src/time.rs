//! Moments in time. Civil dates are [`forms::Date`]; a moment becomes a date only in a zone.

use std::fmt;
use std::str::FromStr;

use forms::Date;
use serde::{Deserialize, Serialize};

/// A moment: microseconds since 1970-01-01T00:00:00Z. Written as RFC 3339 in UTC with six decimals, so texts sort as times do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime))]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(i64);

/// A text that is no RFC 3339 moment in UTC.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("must be a moment like 2026-11-23T10:00:00Z")]
pub struct TimestampError;

const MICROS_PER_SECOND: i64 = 1_000_000;
const MICROS_PER_DAY: i64 = 86_400 * MICROS_PER_SECOND;

impl Timestamp {
    /// From microseconds since the epoch; moments outside the years 1 to 9999 become the nearest inside.
    pub const fn from_micros(micros: i64) -> Self {
        let first = Date::MIN.to_days() * MICROS_PER_DAY;
        let last = (Date::MAX.to_days() + 1) * MICROS_PER_DAY - 1;
        Self(if micros < first {
            first
        } else if micros > last {
            last
        } else {
            micros
        })
    }

    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(MICROS_PER_SECOND)
    }

    /// The moment `seconds` later (earlier when negative).
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_micros(self.0.saturating_add(seconds.saturating_mul(MICROS_PER_SECOND)))
    }

    /// Seconds from `earlier` to this moment.
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).div_euclid(MICROS_PER_SECOND)
    }
}

/// The zone in which civil dates of the country are counted.
#[cfg(not(target_arch = "wasm32"))]
const ZONE: &str = "Europe/Riga";

#[cfg(not(target_arch = "wasm32"))]
fn zone() -> &'static jiff::tz::TimeZone {
    static ZONE_CELL: std::sync::OnceLock<jiff::tz::TimeZone> = std::sync::OnceLock::new();
    ZONE_CELL.get_or_init(|| jiff::tz::TimeZone::get(ZONE).expect("the zone is in the bundled data"))
}

#[cfg(not(target_arch = "wasm32"))]
impl Timestamp {
    fn civil(self) -> jiff::civil::DateTime {
        // The library's time ends a day before ours.
        let edge = if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        };
        jiff::Timestamp::from_microsecond(self.0)
            .unwrap_or(edge)
            .to_zoned(zone().clone())
            .datetime()
    }

    /// The civil date at this moment in the country's zone.
    pub fn date(self) -> Date {
        let date = self.civil().date();
        Date::new(date.year(), date.month() as u8, date.day() as u8).unwrap_or(Date::MAX)
    }

    /// Hour and minute at this moment in the country's zone.
    pub fn clock(self) -> (u8, u8) {
        let time = self.civil().time();
        (time.hour() as u8, time.minute() as u8)
    }

    /// The moment of `hour`:`minute` on a civil date in the country's zone.
    pub fn at(date: Date, hour: u8, minute: u8) -> Self {
        let civil =
            jiff::civil::date(date.year(), date.month() as i8, date.day() as i8).at(hour as i8, minute as i8, 0, 0);
        let zoned = civil.to_zoned(zone().clone());
        // Only the last day there is lies beyond what the library knows.
        zoned.map_or(Self::from_micros(i64::MAX), |zoned| {
            Self::from_micros(zoned.timestamp().as_microsecond())
        })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = Date::from_days(self.0.div_euclid(MICROS_PER_DAY)).unwrap_or(Date::MAX);
        let micros = self.0.rem_euclid(MICROS_PER_DAY);
        let seconds = micros / MICROS_PER_SECOND;
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(
            f,
            "{date}T{hour:02}:{minute:02}:{second:02}.{:06}Z",
            micros % MICROS_PER_SECOND
        )
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    /// Reads RFC 3339 in UTC: `2026-11-23T10:00:00Z`, up to six decimals.
    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let (date, time) = text
            .strip_suffix('Z')
            .and_then(|t| t.split_once('T'))
            .ok_or(TimestampError)?;
        let date: Date = date.parse().map_err(|_| TimestampError)?;
        let (whole, decimals) = time.split_once('.').unwrap_or((time, "0"));
        let parts: Vec<&str> = whole.split(':').collect();
        let [hour, minute, second] = parts.as_slice() else {
            return Err(TimestampError);
        };
        let seconds = digits(hour, 23)? * 3600 + digits(minute, 59)? * 60 + digits(second, 59)?;
        if decimals.is_empty() || decimals.len() > 6 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
            return Err(TimestampError);
        }
        let micros: i64 = format!("{decimals:0<6}").parse().map_err(|_| TimestampError)?;
        Ok(Self(
            date.to_days() * MICROS_PER_DAY + seconds * MICROS_PER_SECOND + micros,
        ))
    }
}

fn digits(text: &str, most: i64) -> Result<i64, TimestampError> {
    if text.len() != 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(TimestampError);
    }
    text.parse().ok().filter(|n| *n <= most).ok_or(TimestampError)
}

impl TryFrom<String> for Timestamp {
    type Error = TimestampError;
    fn try_from(text: String) -> Result<Self, TimestampError> {
        text.parse()
    }
}

impl From<Timestamp> for String {
    fn from(time: Timestamp) -> Self {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_counted_in_riga() {
        let late: Timestamp = "2026-11-23T22:30:00Z".parse().unwrap();
        assert_eq!(late.date().to_string(), "2026-11-24");
        assert_eq!(late.clock(), (0, 30));
        let summer: Timestamp = "2026-06-23T21:30:00Z".parse().unwrap();
        assert_eq!(
            summer.date().to_string(),
            "2026-06-24",
            "summer time is three hours ahead"
        );
        assert_eq!(Timestamp::at(summer.date(), 0, 30), summer);
    }

    #[test]
    fn the_edges_of_time_are_dates_too() {
        for micros in [i64::MIN, i64::MAX] {
            let edge = Timestamp::from_micros(micros);
            assert!(
                edge.date()
                    .days_since(if micros < 0 { Date::MIN } else { Date::MAX })
                    .abs()
                    <= 1
            );
        }
        assert!(Timestamp::at(Date::MAX, 23, 59) > Timestamp::at(Date::MIN, 0, 0));
    }

    proptest! {
        #[test]
        fn text_and_back(micros in -2_000_000_000_000_000i64..4_000_000_000_000_000) {
            let time = Timestamp::from_micros(micros);
            prop_assert_eq!(time.to_string().parse::<Timestamp>(), Ok(time));
            let peer = jiff::Timestamp::from_microsecond(micros).unwrap();
            prop_assert_eq!(time.to_string().parse::<jiff::Timestamp>().unwrap(), peer);
        }

        #[test]
        fn texts_sort_as_times(a in 0i64..4_000_000_000_000_000, b in 0i64..4_000_000_000_000_000) {
            let (a, b) = (Timestamp::from_micros(a), Timestamp::from_micros(b));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,40}") {
            let _ = text.parse::<Timestamp>();
        }
    }
}
