//! The working calendar: which days agencies work on. It is data that a country changes every year.

use forms::{Date, LocalText, WorkingDays};
use serde::{Deserialize, Serialize};

use crate::{Term, TermUnit};

/// A day that departs from the Monday to Friday week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SpecialDay {
    /// Which.
    pub date: Date,
    /// How it departs.
    pub kind: DayKind,
    /// What it is called.
    pub name: LocalText,
}

/// How a day departs from the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A public holiday.
    Holiday,
    /// A weekday off, worked on another day.
    MovedOff,
    /// A Saturday or Sunday that is worked.
    Working,
}

impl DayKind {
    /// The code in files and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Holiday => "holiday",
            Self::MovedOff => "moved-off",
            Self::Working => "working",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Holiday, Self::MovedOff, Self::Working]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// A line of a calendar file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {0} is not: date, kind, name in Latvian, name in English, with tabs between")]
pub struct CalendarError(pub usize);

/// Latvia's special days 2010–2030, as shipped.
pub fn latvia() -> Vec<SpecialDay> {
    read(include_str!("calendar/latvia.tsv")).expect("the shipped calendar is read in a test")
}

/// Reads a calendar file: `date<tab>kind<tab>Latvian name<tab>English name`, `#` begins a comment.
fn read(file: &str) -> Result<Vec<SpecialDay>, CalendarError> {
    file.lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(index, line)| read_line(line).ok_or(CalendarError(index + 1)))
        .collect()
}

fn read_line(line: &str) -> Option<SpecialDay> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [date, kind, lv, en] = fields.as_slice() else {
        return None;
    };
    Some(SpecialDay {
        date: date.parse().ok()?,
        kind: DayKind::parse(kind)?,
        name: LocalText::new(*lv, *en),
    })
}

/// The calendar as deadlines need it: for each special day, whether it is worked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkingCalendar {
    days: WorkingDays,
}

impl WorkingCalendar {
    /// From the special days; the rest is Monday to Friday.
    pub fn new(days: &[SpecialDay]) -> Self {
        Self {
            days: WorkingDays::new(days.iter().map(|day| (day.date, day.kind == DayKind::Working))),
        }
    }

    /// The days, as rules of forms count them.
    pub fn days(&self) -> &WorkingDays {
        &self.days
    }

    /// Whether agencies work on a day.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.days.is_worked(date)
    }

    /// The day itself, or the next working day after it.
    pub fn same_or_next_working_day(&self, date: Date) -> Date {
        days_from(date)
            .find(|day| self.is_working_day(*day))
            .unwrap_or(Date::MAX)
    }

    /// The `count`-th working day after `date`; `date` itself for 0.
    ///
    /// ```
    /// use domain::{Date, WorkingCalendar, latvia};
    ///
    /// // 24 to 26 December are holidays, 27 and 28 are a weekend.
    /// let calendar = WorkingCalendar::new(&latvia());
    /// let before_christmas: Date = "2025-12-23".parse().expect("a day");
    /// assert_eq!(calendar.add_working_days(before_christmas, 1).to_string(), "2025-12-29");
    /// ```
    pub fn add_working_days(&self, date: Date, count: u16) -> Date {
        let Some(rest) = usize::from(count).checked_sub(1) else {
            return date;
        };
        days_from(date)
            .skip(1)
            .filter(|day| self.is_working_day(*day))
            .nth(rest)
            .unwrap_or(Date::MAX)
    }

    /// How many working days lie after `from`, up to and with `to`; 0 when `to` is not later.
    pub fn working_days_between(&self, from: Date, to: Date) -> i64 {
        days_from(from)
            .skip(1)
            .take_while(|day| *day <= to)
            .filter(|day| self.is_working_day(*day))
            .count() as i64
    }

    /// The last day of a term that begins with an event on `start`. The day of the event does not count; a term in
    /// calendar days or months that would end on a day off ends on the next working day.
    pub fn term_end(&self, start: Date, term: Term) -> Date {
        match term.unit {
            TermUnit::WorkingDays => self.add_working_days(start, term.amount),
            TermUnit::CalendarDays => {
                self.same_or_next_working_day(start.add_days(i64::from(term.amount)).unwrap_or(Date::MAX))
            }
            TermUnit::Months => {
                self.same_or_next_working_day(start.add_months(i64::from(term.amount)).unwrap_or(Date::MAX))
            }
        }
    }
}

/// The days from `date` on, up to the last there is.
fn days_from(date: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(date), |day| day.next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn calendar() -> WorkingCalendar {
        WorkingCalendar::new(&latvia())
    }

    #[test]
    fn the_shipped_calendar_is_sorted_and_whole() {
        let days = latvia();
        assert!(
            days.windows(2).all(|pair| pair[0].date < pair[1].date),
            "sorted, no day twice"
        );
        for year in 2010..=2030 {
            let holidays = days
                .iter()
                .filter(|d| d.date.year() == year && d.kind == DayKind::Holiday)
                .count();
            assert!((12..=18).contains(&holidays), "{year} has {holidays} holidays");
        }
        assert!(days.iter().all(|day| day.name.missing().is_empty()));
    }

    #[rstest::rstest]
    #[case("2026-11-17", true)]
    #[case("2026-11-18", false)]
    #[case("2026-01-02", false)]
    #[case("2026-01-17", true)]
    #[case("2026-11-21", false)]
    #[case("2025-11-08", true)]
    fn days_of_latvia(#[case] date: &str, #[case] working: bool) {
        assert_eq!(calendar().is_working_day(day(date)), working);
    }

    #[rstest::rstest]
    // Wednesday 23 December 2026; 24–26 and 31 December and 1 January are holidays.
    #[case("2026-12-23", 1, TermUnit::WorkingDays, "2026-12-28")]
    #[case("2026-12-23", 4, TermUnit::WorkingDays, "2027-01-04")]
    #[case("2026-12-23", 0, TermUnit::WorkingDays, "2026-12-23")]
    #[case("2026-12-23", 2, TermUnit::CalendarDays, "2026-12-28")]
    #[case("2026-11-30", 1, TermUnit::Months, "2026-12-30")]
    #[case("2027-01-31", 1, TermUnit::Months, "2027-03-01")]
    #[case("2026-10-18", 1, TermUnit::Months, "2026-11-19")]
    fn terms(#[case] start: &str, #[case] amount: u16, #[case] unit: TermUnit, #[case] end: &str) {
        assert_eq!(calendar().term_end(day(start), Term { amount, unit }), day(end));
    }

    #[test]
    fn a_bad_line_is_named() {
        assert_eq!(
            read("# ok\n2026-01-01\tholiday\ta\tb\n2026-01-02 holiday"),
            Err(CalendarError(3))
        );
    }

    proptest! {
        #[test]
        fn adding_and_counting_agree(start in 14_610i64..22_000, count in 0u16..120) {
            let (calendar, start) = (calendar(), Date::from_days(start).unwrap());
            let end = calendar.add_working_days(start, count);
            prop_assert_eq!(calendar.working_days_between(start, end), i64::from(count));
            prop_assert!(count == 0 || calendar.is_working_day(end));
        }
    }
}
