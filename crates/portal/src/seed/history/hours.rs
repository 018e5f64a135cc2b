//! When things happen: officials work on working days in office hours, clients when they like.

use domain::{Date, Timestamp, WorkingCalendar};

use super::chance::Chance;
use super::plan::{Plan, Slow};

const SECONDS_PER_DAY: f64 = 86_400.0;

/// The times of a history.
pub(super) struct Hours<'a> {
    pub calendar: &'a WorkingCalendar,
    pub plan: &'a Plan,
}

impl Hours<'_> {
    /// The moment when `working_days` of office hours have passed since `from`.
    pub fn worked(&self, from: Timestamp, working_days: f64) -> Timestamp {
        let (opens, closes) = (
            i64::from(self.plan.office.opens) * 60,
            i64::from(self.plan.office.closes) * 60,
        );
        let (mut day, mut minute) = (from.date(), minute_of(from).max(opens));
        let mut left = (working_days * (closes - opens) as f64) as i64;
        loop {
            let here = if self.calendar.is_working_day(day) {
                (closes - minute).max(0)
            } else {
                0
            };
            if left < here {
                let minute = minute + left;
                return Timestamp::at(day, (minute / 60) as u8, (minute % 60) as u8);
            }
            left -= here;
            minute = opens;
            day = match day.next() {
                Some(next) => next,
                None => return Timestamp::at(day, 0, 0),
            };
        }
    }

    /// A moment of a client's about `days` after `from`, and after it.
    pub fn leisure(&self, chance: &mut Chance, from: Timestamp, days: f64) -> Timestamp {
        let about = from.plus_seconds((days * SECONDS_PER_DAY) as i64);
        let moment = self.hour_of(chance, about.date());
        if moment > from {
            moment
        } else {
            from.plus_seconds(chance.between(300, 5_400))
        }
    }

    /// A moment of a day when clients do things.
    pub fn hour_of(&self, chance: &mut Chance, day: Date) -> Timestamp {
        let hour = chance.weighted(self.plan.hours.iter().copied()).unwrap_or(12);
        let minute = chance.between(0, 59);
        Timestamp::at(day, hour as u8, minute as u8).plus_seconds(chance.between(0, 59))
    }

    /// By how much slower agencies are at this time of the year.
    pub fn slowness(&self, day: Date) -> f64 {
        let now = (day.month(), day.day());
        let slow = self.plan.slow.iter().find(|slow| slow.holds(now));
        slow.map_or(1.0, |slow| slow.factor)
    }

    /// How much is submitted on a day, against other days.
    pub fn rush(&self, day: Date, first: Date, last: Date) -> f64 {
        let passed = day.days_since(first) as f64 / last.days_since(first).max(1) as f64;
        let weekday = if self.calendar.is_working_day(day) {
            self.plan.weekdays[day.weekday() as usize]
        } else {
            self.plan.weekdays[6]
        };
        self.plan.growth.powf(passed) * weekday
    }
}

impl Slow {
    /// A time that begins in one year and ends in the next is meant when it begins later than it ends.
    fn holds(&self, day: (u8, u8)) -> bool {
        if self.from <= self.to {
            (self.from..=self.to).contains(&day)
        } else {
            day >= self.from || day <= self.to
        }
    }
}

fn minute_of(moment: Timestamp) -> i64 {
    let (hour, minute) = moment.clock();
    i64::from(hour) * 60 + i64::from(minute)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::tests::plan;
    use super::*;

    fn at(text: &str) -> Timestamp {
        let (date, time) = text.split_once(' ').unwrap();
        let (hour, minute) = time.split_once(':').unwrap();
        Timestamp::at(date.parse().unwrap(), hour.parse().unwrap(), minute.parse().unwrap())
    }

    // Office hours 9–17. Wednesday 18 November 2026 is a holiday; the weekend is the 21st and 22nd.
    #[rstest]
    #[case("2026-11-16 10:00", 0.5, "2026-11-16 14:00")]
    #[case("2026-11-16 07:00", 0.5, "2026-11-16 13:00")]
    #[case("2026-11-16 23:30", 0.0, "2026-11-17 09:00")]
    #[case("2026-11-17 16:00", 0.25, "2026-11-19 10:00")]
    #[case("2026-11-21 12:00", 1.5, "2026-11-24 13:00")]
    fn officials_work_in_office_hours(#[case] from: &str, #[case] days: f64, #[case] expected: &str) {
        let calendar = WorkingCalendar::new(&domain::latvia());
        let plan = plan();
        let hours = Hours {
            calendar: &calendar,
            plan: &plan,
        };
        assert_eq!(hours.worked(at(from), days), at(expected));
    }

    #[rstest]
    #[case((7, 1), (8, 15), (8, 15), true)]
    #[case((7, 1), (8, 15), (8, 16), false)]
    #[case((12, 15), (1, 7), (1, 7), true)]
    #[case((12, 15), (1, 7), (12, 31), true)]
    #[case((12, 15), (1, 7), (6, 1), false)]
    fn slow_times_may_pass_the_end_of_the_year(
        #[case] from: (u8, u8),
        #[case] to: (u8, u8),
        #[case] day: (u8, u8),
        #[case] slow: bool,
    ) {
        let factor = 1.5;
        assert_eq!(Slow { from, to, factor }.holds(day), slow);
    }
}
