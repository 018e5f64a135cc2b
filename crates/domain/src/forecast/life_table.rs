//! A life table: how long cases took from one point of their way to the decision, running ones counted as what they
//! are, namely not over yet (Kaplan and Meier's estimate, weighted).

use serde::{Deserialize, Serialize};

/// How long one case took from a point of its way, or has taken so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// Working days on which the clock ran.
    pub days: f64,
    /// Whether it was decided then; else it is only known to take longer.
    pub decided: bool,
    /// How much it counts, more than 0.
    pub weight: f64,
    /// Whether the same case is in the table already, since it came to this point a further time.
    pub again: bool,
}

/// What happened to the cases that reached one age: decided, or lost from sight there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "(f64, f64, f64, u32)", into = "(f64, f64, f64, u32)")]
struct Row {
    days: f64,
    /// Weight of the samples decided at this age.
    decided: f64,
    /// Weight of those of which no more is known.
    lost: f64,
    /// How many different cases were decided.
    cases: u32,
}

impl From<(f64, f64, f64, u32)> for Row {
    fn from((days, decided, lost, cases): (f64, f64, f64, u32)) -> Self {
        Self {
            days,
            decided,
            lost,
            cases,
        }
    }
}

impl From<Row> for (f64, f64, f64, u32) {
    fn from(row: Row) -> Self {
        (row.days, row.decided, row.lost, row.cases)
    }
}

/// Samples summed up by age: as many rows as there are different ages.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LifeTable {
    /// By growing age.
    rows: Vec<Row>,
}

/// Sums of weights are as exact as this.
const TOLERANCE: f64 = 1e-9;

impl LifeTable {
    /// Sums samples up.
    pub fn of(mut samples: Vec<Sample>) -> Self {
        samples.sort_by(|a, b| a.days.total_cmp(&b.days));
        let same_age = samples.chunk_by(|a, b| a.days == b.days);
        Self {
            rows: same_age.map(Row::of).collect(),
        }
    }

    /// How many different cases were decided at this age or later: those a case of this age is compared with.
    pub fn similar(&self, age: f64) -> u32 {
        self.reached(age).iter().map(|row| row.cases).sum()
    }

    /// How much longer a case of this age takes: the shortest time within which a share of such cases is decided.
    /// None when too few of them have been decided to tell.
    pub fn remaining(&self, age: f64, share: f64) -> Option<f64> {
        quantile(&self.chances(age), share)
    }

    /// With what chance a case of this age is decided after so many more days, by growing days. The chances of what is
    /// not known, since nobody has been seen as old, are missing.
    pub(super) fn chances(&self, age: f64) -> Vec<(f64, f64)> {
        let rows = self.reached(age);
        let mut at_risk: f64 = rows.iter().map(|row| row.decided + row.lost).sum();
        let mut undecided = 1.0;
        let mut chances = Vec::with_capacity(rows.len());
        for row in rows {
            let chance = undecided * (row.decided / at_risk).min(1.0);
            chances.push((row.days - age, chance));
            undecided -= chance;
            at_risk -= row.decided + row.lost;
        }
        chances
    }

    /// How much longer the longest case took than this age.
    pub(super) fn longest(&self, age: f64) -> f64 {
        self.rows.last().map_or(0.0, |row| (row.days - age).max(0.0))
    }

    fn reached(&self, age: f64) -> &[Row] {
        &self.rows[self.rows.partition_point(|row| row.days < age)..]
    }
}

/// The shortest time within which chances, by growing time, make up a share.
pub(super) fn quantile(chances: &[(f64, f64)], share: f64) -> Option<f64> {
    let mut sum = 0.0;
    let reached = chances.iter().find(|(_, chance)| {
        sum += chance;
        sum >= share - TOLERANCE
    });
    reached.map(|(days, _)| *days)
}

impl Row {
    /// Of samples of one age.
    fn of(samples: &[Sample]) -> Self {
        let weight = |decided| samples.iter().filter(|s| s.decided == decided).map(|s| s.weight).sum();
        Self {
            days: samples[0].days,
            decided: weight(true),
            lost: weight(false),
            cases: samples.iter().filter(|s| s.decided && !s.again).count() as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample(days: f64, decided: bool) -> Sample {
        Sample {
            days,
            decided,
            weight: 1.0,
            again: false,
        }
    }

    fn decided(days: &[f64]) -> LifeTable {
        LifeTable::of(days.iter().map(|days| sample(*days, true)).collect())
    }

    /// By the book: the smallest value that a share of all does not exceed.
    fn empirical(days: &[f64], share: f64) -> f64 {
        let mut days = days.to_vec();
        days.sort_by(f64::total_cmp);
        let place = (share * days.len() as f64 - TOLERANCE).ceil() as usize;
        days[place.max(1) - 1]
    }

    #[test]
    fn running_cases_make_the_rest_longer() {
        let running = LifeTable::of(vec![
            sample(1.0, true),
            sample(2.0, false),
            sample(2.0, false),
            sample(3.0, true),
            sample(4.0, true),
        ]);
        // By hand: after 1: 4/5; after 3: 4/5 · 1/2 = 2/5; after 4: 0.
        assert_eq!(running.remaining(0.0, 0.2), Some(1.0));
        assert_eq!(running.remaining(0.0, 0.5), Some(3.0));
        assert_eq!(running.remaining(0.0, 0.9), Some(4.0));
        assert_eq!(
            decided(&[1.0, 3.0, 4.0]).remaining(0.0, 0.3),
            Some(1.0),
            "without them sooner"
        );
        assert_eq!(running.similar(0.0), 3);
        assert_eq!(running.similar(2.0), 2);
    }

    #[test]
    fn what_nobody_has_seen_is_not_told() {
        let table = LifeTable::of(vec![sample(1.0, true), sample(2.0, false)]);
        assert_eq!(
            (table.remaining(0.0, 0.5), table.remaining(0.0, 0.9)),
            (Some(1.0), None)
        );
        assert_eq!((table.remaining(3.0, 0.5), table.similar(3.0)), (None, 0));
        assert_eq!(LifeTable::default().remaining(0.0, 0.5), None);
    }

    #[test]
    fn heavier_samples_draw_the_quantile() {
        let heavy = Sample {
            weight: 3.0,
            ..sample(9.0, true)
        };
        let table = LifeTable::of(vec![sample(1.0, true), sample(2.0, true), heavy]);
        assert_eq!(table.remaining(0.0, 0.5), Some(9.0));
    }

    #[test]
    fn a_case_counts_once() {
        let again = Sample {
            again: true,
            ..sample(1.0, true)
        };
        assert_eq!(LifeTable::of(vec![sample(4.0, true), again]).similar(0.0), 1);
    }

    fn samples() -> impl Strategy<Value = Vec<Sample>> {
        let sample = (0u16..120, any::<bool>(), 1u8..10).prop_map(|(days, decided, weight)| Sample {
            days: f64::from(days) / 2.0,
            decided,
            weight: f64::from(weight),
            again: false,
        });
        prop::collection::vec(sample, 1..80)
    }

    proptest! {
        #[test]
        fn larger_shares_take_longer(samples in samples(), age in 0u8..70) {
            let table = LifeTable::of(samples);
            let times: Vec<f64> = (1u8..20)
                .map_while(|share| table.remaining(age.into(), f64::from(share) / 20.0))
                .collect();
            prop_assert!(times.is_sorted());
            prop_assert!(times.iter().all(|time| *time >= 0.0));
            if let Some(most) = table.remaining(age.into(), 0.9) {
                prop_assert!(table.remaining(age.into(), 0.5).is_some_and(|half| half <= most));
            }
        }

        #[test]
        fn getting_older_never_brings_the_end_nearer(samples in samples(), age in 0u8..60, later in 0u8..10) {
            let table = LifeTable::of(samples);
            let (young, old) = (f64::from(age), f64::from(age + later));
            for share in [0.5, 0.9] {
                if let Some(rest) = table.remaining(old, share) {
                    let before = table.remaining(young, share);
                    prop_assert!(old + rest >= old);
                    prop_assert!(before.is_none_or(|before| young + before <= old + rest + TOLERANCE));
                }
            }
        }

        #[test]
        fn without_running_cases_it_is_the_plain_quantile(
            days in prop::collection::vec(0u16..50, 1..60), age in 0u8..50, weight in 1u8..9
        ) {
            let equal = |days: &u16| Sample { weight: weight.into(), ..sample(f64::from(*days), true) };
            let table = LifeTable::of(days.iter().map(equal).collect());
            let reached: Vec<f64> = days.iter().map(|d| f64::from(*d)).filter(|d| *d >= age.into()).collect();
            for share in [0.1, 0.5, 0.9] {
                let plain = (!reached.is_empty()).then(|| empirical(&reached, share) - f64::from(age));
                prop_assert_eq!(table.remaining(age.into(), share), plain);
            }
        }

        #[test]
        fn it_comes_back_as_it_was_stored(samples in samples()) {
            let table = LifeTable::of(samples);
            let stored = serde_json::to_string(&table).unwrap();
            prop_assert_eq!(serde_json::from_str::<LifeTable>(&stored).unwrap(), table);
        }
    }
}
