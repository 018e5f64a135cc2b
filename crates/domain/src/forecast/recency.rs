//! How much a case counts that began a while ago: agencies change, so the latest cases tell most.

use forms::Date;

/// Weights that halve with time: the faster, the more cases there are to learn from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recency {
    today: Date,
    half_life_days: f64,
}

/// A case before which so many newer ones came counts half. The time in which they came is the half-life, so a busy
/// service forgets quickly and a rare one does not forget what little there is. On two real logs of permit cases this did
/// better than any one number of days: 90 days suited the busy one and made the rare one worse by a sixth.
const HALF_LIFE_CASES: usize = 150;
/// A busy service does not forget sooner than this: a month has its own habits.
const SHORTEST_DAYS: i64 = 30;
/// And a rare one not later: a year has all seasons.
const LONGEST_DAYS: i64 = 365;

impl Recency {
    /// For cases that began on these days.
    pub fn of(mut began: Vec<Date>, today: Date) -> Self {
        began.sort_unstable_by(|a, b| b.cmp(a));
        let days = began
            .get(HALF_LIFE_CASES)
            .map_or(LONGEST_DAYS, |date| today.days_since(*date));
        Self {
            today,
            half_life_days: days.clamp(SHORTEST_DAYS, LONGEST_DAYS) as f64,
        }
    }

    /// How much something counts that began on a day, 1 at most.
    pub fn weight(self, began: Date) -> f64 {
        let days_ago = self.today.days_since(began).max(0) as f64;
        0.5f64.powf(days_ago / self.half_life_days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recency(cases: usize, days_between: i64) -> Recency {
        let today: Date = "2026-11-23".parse().unwrap();
        let began = (0..cases).map(|n| today.add_days(-days_between * n as i64).unwrap());
        Recency::of(began.collect(), today)
    }

    #[test]
    fn the_more_cases_the_sooner_they_fade() {
        let half = |recency: Recency| recency.half_life_days;
        assert_eq!(half(recency(1_000, 1)), 150.0);
        assert_eq!(half(recency(1_000, 0)), 30.0, "not sooner than a month");
        assert_eq!(half(recency(1_000, 7)), 365.0, "not later than a year");
        assert_eq!(half(recency(40, 1)), 365.0, "the few there are");
        assert_eq!(half(recency(0, 1)), 365.0);
    }

    #[test]
    fn the_older_the_lighter() {
        let recency = recency(1_000, 1);
        let weight = |days: i64| recency.weight(recency.today.add_days(-days).unwrap());
        assert_eq!((weight(0), weight(150), weight(300)), (1.0, 0.5, 0.25));
        assert_eq!(weight(-3), 1.0, "what is recorded ahead counts as today's");
    }
}
