//! The two dates a case is held to: promised by the agency, and allowed by law.

use forms::Date;
use serde::{Deserialize, Serialize};

use crate::{ServiceContent, Term, WorkingCalendar};

/// The last day of a term that begins with an event on `start`.
pub fn deadline(start: Date, term: Option<Term>, calendar: &WorkingCalendar) -> Option<Date> {
    term.map(|term| calendar.term_end(start, term))
}

/// Promised and legal last days of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Deadlines {
    /// Promised by the agency.
    pub promised_by: Option<Date>,
    /// Allowed by law.
    pub legal_by: Option<Date>,
}

impl Deadlines {
    /// For a case submitted on `start`.
    pub fn at_submission(start: Date, content: &ServiceContent, calendar: &WorkingCalendar) -> Self {
        Self {
            promised_by: deadline(start, content.promised, calendar),
            legal_by: deadline(start, content.legal, calendar),
        }
    }

    /// After waiting for the client from the day asked to the day answered: both days move by the time the clock stood.
    /// The promise moves by working days, the legal day by calendar days and then to a working day.
    pub fn after_waiting(self, asked: Date, answered: Date, calendar: &WorkingCalendar) -> Self {
        let working = calendar.working_days_between(asked, answered);
        let days = answered.days_since(asked).max(0);
        Self {
            promised_by: self
                .promised_by
                .map(|day| calendar.add_working_days(day, u16::try_from(working).unwrap_or(u16::MAX))),
            legal_by: self.legal_by.map(|day| {
                if days == 0 {
                    day
                } else {
                    calendar.same_or_next_working_day(day.add_days(days).unwrap_or(Date::MAX))
                }
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{TermUnit, latvia};

    #[test]
    fn both_days_move_by_the_time_the_clock_stood() {
        let calendar = WorkingCalendar::new(&latvia());
        let day = |text: &str| text.parse::<Date>().unwrap();
        let working_days = Some(Term {
            amount: 5,
            unit: TermUnit::WorkingDays,
        });
        let deadlines = Deadlines {
            promised_by: deadline(day("2026-11-02"), working_days, &calendar),
            legal_by: Some(day("2026-12-02")),
        };
        assert_eq!(deadlines.promised_by, Some(day("2026-11-09")));
        let moved = deadlines.after_waiting(day("2026-11-06"), day("2026-11-10"), &calendar);
        assert_eq!(
            moved.promised_by,
            Some(day("2026-11-11")),
            "two working days: 9 and 10 November"
        );
        assert_eq!(
            moved.legal_by,
            Some(day("2026-12-07")),
            "four days lead to Sunday the 6th, so Monday"
        );
        assert_eq!(
            deadlines.after_waiting(day("2026-11-06"), day("2026-11-06"), &calendar),
            deadlines
        );
    }
}
