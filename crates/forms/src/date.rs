//! Civil dates without time or time zone: small, exact, the same natively and in the browser.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

/// Days from 1 January of the year 1 to 1 January 1970.
const DAYS_BEFORE_1970: i64 = 719_162;
/// Days in a whole cycle of 400 years.
const DAYS_IN_CYCLE: i64 = 146_097;

/// A date of the Gregorian calendar, extended backwards, from 0001-01-01 to 9999-12-31.
///
/// In JSON and in text it is `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

/// A day of the week; the week begins on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Every day, Monday first.
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// True on Saturday and Sunday.
    pub const fn is_weekend(self) -> bool {
        matches!(self, Weekday::Saturday | Weekday::Sunday)
    }
}

/// True for years of 366 days.
pub const fn is_leap_year(year: i16) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days the month has; zero when there is no such month.
pub const fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Days of the year that pass before the first of the month.
const fn days_before_month(year: i16, month: u8) -> i64 {
    let mut days = 0;
    let mut earlier = 1;
    while earlier < month {
        days += days_in_month(year, earlier) as i64;
        earlier += 1;
    }
    days
}

/// Days from 1 January of the year 1 to 1 January of `year`.
const fn days_before_year(year: i64) -> i64 {
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400
}

impl Date {
    /// The first date there is.
    pub const MIN: Date = Date {
        year: 1,
        month: 1,
        day: 1,
    };
    /// The last date there is.
    pub const MAX: Date = Date {
        year: 9999,
        month: 12,
        day: 31,
    };

    /// The date of these numbers, if the calendar has it.
    pub const fn new(year: i16, month: u8, day: u8) -> Option<Date> {
        let in_range = year >= 1 && year <= 9999 && day >= 1 && day <= days_in_month(year, month);
        if in_range {
            Some(Date { year, month, day })
        } else {
            None
        }
    }

    /// The year, 1 to 9999.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1 January 1970; negative before it.
    pub const fn to_days(self) -> i64 {
        days_before_year(self.year as i64) + days_before_month(self.year, self.month) + self.day as i64
            - 1
            - DAYS_BEFORE_1970
    }

    /// The date so many days after 1 January 1970, if it lies in the range.
    pub const fn from_days(days: i64) -> Option<Date> {
        if days < Date::MIN.to_days() || days > Date::MAX.to_days() {
            return None;
        }
        let since_year_one = days + DAYS_BEFORE_1970;
        // The average year of a cycle gives the right year or one too many or too few.
        let mut year = since_year_one * 400 / DAYS_IN_CYCLE + 1;
        while days_before_year(year) > since_year_one {
            year -= 1;
        }
        while days_before_year(year + 1) <= since_year_one {
            year += 1;
        }
        let mut rest = since_year_one - days_before_year(year);
        let mut month = 1;
        while rest >= days_in_month(year as i16, month) as i64 {
            rest -= days_in_month(year as i16, month) as i64;
            month += 1;
        }
        Some(Date {
            year: year as i16,
            month,
            day: rest as u8 + 1,
        })
    }

    /// The date so many days later (earlier when negative), if it lies in the range.
    pub const fn add_days(self, days: i64) -> Option<Date> {
        match self.to_days().checked_add(days) {
            Some(sum) => Date::from_days(sum),
            None => None,
        }
    }

    /// The same day so many months later (earlier when negative); the last day of the month where it has no such day.
    pub const fn add_months(self, months: i64) -> Option<Date> {
        let Some(sum) = (self.year as i64 * 12 + self.month as i64 - 1).checked_add(months) else {
            return None;
        };
        if sum < 12 || sum >= 10_000 * 12 {
            return None;
        }
        let (year, month) = ((sum / 12) as i16, (sum % 12) as u8 + 1);
        let last = days_in_month(year, month);
        Some(Date {
            year,
            month,
            day: if self.day < last { self.day } else { last },
        })
    }

    /// The same day so many years later; 29 February becomes 28 February where there is none.
    pub const fn add_years(self, years: i32) -> Option<Date> {
        self.add_months(years as i64 * 12)
    }

    /// The next date, if there is one.
    pub const fn next(self) -> Option<Date> {
        self.add_days(1)
    }

    /// The date before, if there is one.
    pub const fn previous(self) -> Option<Date> {
        self.add_days(-1)
    }

    /// How many days lie from `earlier` to this date; negative when it is the later one.
    pub const fn days_since(self, earlier: Date) -> i64 {
        self.to_days() - earlier.to_days()
    }

    /// The day of the week.
    pub const fn weekday(self) -> Weekday {
        // 1 January of the year 1 was a Monday.
        Weekday::ALL[((self.to_days() + DAYS_BEFORE_1970) % 7) as usize]
    }

    /// Full years from this date of birth to the date `on`; nothing before the birth.
    ///
    /// Who was born on 29 February becomes a year older on 28 February of a common year.
    pub const fn age_at(self, on: Date) -> Option<u16> {
        if on.to_days() < self.to_days() {
            return None;
        }
        let years = on.year - self.year;
        let age = match self.add_years(years as i32) {
            Some(birthday) if birthday.to_days() <= on.to_days() => years,
            _ => years - 1,
        };
        Some(age as u16)
    }

    /// The first day of the month.
    pub const fn first_of_month(self) -> Date {
        Date { day: 1, ..self }
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Date {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Date {}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not a date of the form `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateError;

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date must be written YYYY-MM-DD and be in the calendar")
    }
}

impl std::error::Error for DateError {}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| match at {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shaped {
            return Err(DateError);
        }
        let number = |from: usize, to: usize| {
            bytes[from..to]
                .iter()
                .fold(0i16, |sum, d| sum * 10 + i16::from(d - b'0'))
        };
        Date::new(number(0, 4), number(5, 7) as u8, number(8, 10) as u8).ok_or(DateError)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Date;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date as YYYY-MM-DD")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}
