//! Which days are worked, for rules that count working days. The days come in as data.

use std::collections::BTreeMap;

use crate::date::Date;

/// The farthest that rules count in working days.
const FARTHEST: u64 = 5_000;

/// Days that depart from the Monday to Friday week; empty, it is that week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    worked: BTreeMap<Date, bool>,
}

impl WorkingDays {
    /// Monday to Friday, every week.
    pub const EVERY_WEEK: &'static WorkingDays = &WorkingDays {
        worked: BTreeMap::new(),
    };

    /// From the days that depart from the week, each with whether it is worked.
    pub fn new(departures: impl IntoIterator<Item = (Date, bool)>) -> Self {
        WorkingDays {
            worked: departures.into_iter().collect(),
        }
    }

    /// Whether a day is worked.
    pub fn is_worked(&self, date: Date) -> bool {
        self.worked
            .get(&date)
            .copied()
            .unwrap_or_else(|| !date.weekday().is_weekend())
    }

    /// The working day so many after the date, before it when negative; the date itself for 0. Nothing when that is
    /// beyond the calendar or further than 5,000 days.
    pub fn add(&self, date: Date, count: i64) -> Option<Date> {
        if count.unsigned_abs() > FARTHEST {
            return None;
        }
        let mut day = date;
        for _ in 0..count.unsigned_abs() {
            loop {
                day = if count > 0 { day.next()? } else { day.previous()? };
                if self.is_worked(day) {
                    break;
                }
            }
        }
        Some(day)
    }
}
