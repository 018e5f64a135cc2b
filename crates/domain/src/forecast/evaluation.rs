//! How good the forecast is, judged on a log of finished cases: it learns from the older ones and is asked about the
//! newer ones, whose end the log knows.

use std::collections::{BTreeMap, HashMap, HashSet};

use forms::Date;
use serde::Serialize;

use super::{ALMOST_CERTAIN, Age, History, LIKELY, LifeTable, Recency, Sample};

/// Finished cases with the moments at which something happened, in days.
#[derive(Debug, Clone, Default)]
pub struct EventLog {
    /// By first event.
    cases: Vec<Vec<Moment>>,
    activities: usize,
}

/// Something that happened: when, in days since 1970, and what.
#[derive(Debug, Clone, Copy)]
struct Moment {
    at: f64,
    activity: usize,
}

/// What the forecaster may have learnt from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// The older cases with their ends, even those that came later than the first newer case.
    Std,
    /// Of the older cases only what had happened by then; running ones are known to run.
    Strict,
    /// Likewise, after leaving out cases that began so late that the log may end before the longest of them.
    Debiased,
}

/// How good forecasts were: errors in days, shares from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Quality {
    /// How often a forecast was asked for.
    pub n: usize,
    /// Mean error of the likely day.
    pub mae_p50: f64,
    /// Median error of the likely day.
    pub medae_p50: f64,
    /// How often the case had ended by the likely day; 0.5 would be right.
    pub cov50: f64,
    /// How often it had ended by the almost certain day; 0.9 would be right.
    pub cov90: f64,
    /// What being late or early with the almost certain day costs.
    pub pinball90: f64,
    /// How far ahead the almost certain day lay.
    pub mean_p90: f64,
}

/// How good they were when asked at different moments.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Evaluation {
    /// After each event but the last.
    #[serde(flatten)]
    pub after_events: Quality,
    /// The same without the first event and without cases of two events, as published results count.
    pub papers: Quality,
    /// At five random moments of each case: people look whenever they like.
    pub any_moment: Quality,
}

/// The share of cases from which the forecaster learns.
const TRAINING: f64 = 0.8;
/// Random moments per case.
const MOMENTS: usize = 5;
/// The quantile of durations that must fit before the end of the log.
const LONGEST: f64 = 0.95;

impl EventLog {
    /// From events as `(case, activity, days since 1970)`, in any order; of events at the same time the first comes first.
    pub fn of(events: impl IntoIterator<Item = (String, String, f64)>) -> Self {
        let mut activities: HashMap<String, usize> = HashMap::new();
        let mut cases: BTreeMap<String, Vec<Moment>> = BTreeMap::new();
        for (case, name, at) in events {
            let next = activities.len();
            let activity = *activities.entry(name).or_insert(next);
            cases.entry(case).or_default().push(Moment { at, activity });
        }
        let mut cases: Vec<Vec<Moment>> = cases.into_values().collect();
        for case in &mut cases {
            case.sort_by(|a, b| a.at.total_cmp(&b.at));
        }
        cases.sort_by(|a, b| a[0].at.total_cmp(&b[0].at));
        Self {
            cases,
            activities: activities.len(),
        }
    }

    /// How many cases it holds.
    pub fn cases(&self) -> usize {
        self.cases.len()
    }

    /// How many events it holds.
    pub fn events(&self) -> usize {
        self.cases.iter().map(Vec::len).sum()
    }

    /// Judges the forecast on it. A log too small to be split tells nothing.
    pub fn evaluate(&self, variant: Variant) -> Evaluation {
        let cases: Vec<&[Moment]> = match variant {
            Variant::Std | Variant::Strict => self.cases.iter().map(Vec::as_slice).collect(),
            Variant::Debiased => self.without_cut_off(),
        };
        let (old, new) = cases.split_at((cases.len() as f64 * TRAINING) as usize);
        let Some(first) = new.first() else {
            return Evaluation::default();
        };
        let seen_until = if variant == Variant::Std {
            f64::INFINITY
        } else {
            first[0].at
        };
        let forecaster = Forecaster::learn(old, first[0].at, seen_until, self.activities);
        forecaster.judge(new)
    }

    /// The cases that began so early that nearly every case would have ended before the log does.
    fn without_cut_off(&self) -> Vec<&[Moment]> {
        let mut durations: Vec<f64> = self.cases.iter().map(|case| end(case) - case[0].at).collect();
        durations.sort_by(f64::total_cmp);
        let place = (LONGEST * durations.len() as f64).ceil() as usize;
        let longest = durations.get(place.max(1) - 1).copied().unwrap_or_default();
        let last = self.cases.iter().map(|case| end(case)).fold(f64::MIN, f64::max);
        let early = self.cases.iter().filter(|case| case[0].at <= last - longest);
        early.map(Vec::as_slice).collect()
    }
}

fn end(case: &[Moment]) -> f64 {
    case[case.len() - 1].at
}

fn date(days: f64) -> Date {
    Date::from_days(days.floor() as i64).unwrap_or(Date::MAX)
}

/// What was learnt: the same tables as for real cases, with activities for steps.
struct Forecaster {
    /// By activity.
    histories: Vec<History>,
}

impl Forecaster {
    /// Learns from cases what was known `seen_until`, as of `now`.
    fn learn(cases: &[&[Moment]], now: f64, seen_until: f64, activities: usize) -> Self {
        let began = cases.iter().map(|case| date(case[0].at)).collect();
        let recency = Recency::of(began, date(now));
        let mut whole = vec![];
        let mut steps: Vec<Vec<Sample>> = vec![vec![]; activities];
        for case in cases {
            let ended = end(case) < seen_until;
            let until = if ended { end(case) } else { seen_until };
            let sample = |moment: &Moment, again| Sample {
                days: until - moment.at,
                decided: ended,
                weight: recency.weight(date(moment.at)),
                again,
            };
            let mut known = HashSet::new();
            let moves = &case[..case.len() - usize::from(ended)];
            for moment in moves.iter().take_while(|moment| moment.at < seen_until) {
                let again = !known.insert(moment.activity);
                steps[moment.activity].push(sample(moment, again));
            }
            if case[0].at < seen_until {
                whole.push(sample(&case[0], false));
            }
        }
        let whole = LifeTable::of(whole);
        let history = |samples| History {
            step: LifeTable::of(samples),
            whole: whole.clone(),
        };
        Self {
            histories: steps.into_iter().map(history).collect(),
        }
    }

    /// Both days for a case of this age whose last event was this. Where a client would be told nothing, the best guess.
    fn forecast(&self, activity: usize, age: Age) -> (f64, f64) {
        let history = &self.histories[activity];
        (history.best_guess(age, LIKELY), history.best_guess(age, ALMOST_CERTAIN))
    }

    fn judge(&self, cases: &[&[Moment]]) -> Evaluation {
        let (mut after_events, mut papers, mut any_moment) = (vec![], vec![], vec![]);
        let mut random = Random(7);
        for case in cases {
            for (k, moment) in case[..case.len() - 1].iter().enumerate() {
                let asked = self.ask(case, k, moment.at);
                after_events.push(asked);
                if k > 0 {
                    papers.push(asked);
                }
            }
            let length = end(case) - case[0].at;
            for _ in 0..if length > 0.0 { MOMENTS } else { 0 } {
                let at = case[0].at + random.next() * length;
                let k = case.partition_point(|moment| moment.at <= at).max(1) - 1;
                any_moment.push(self.ask(case, k, at));
            }
        }
        Evaluation {
            after_events: Quality::of(&after_events),
            papers: Quality::of(&papers),
            any_moment: Quality::of(&any_moment),
        }
    }

    fn ask(&self, case: &[Moment], k: usize, at: f64) -> Asked {
        let age = Age {
            in_step: at - case[k].at,
            whole: at - case[0].at,
        };
        let (likely, almost_certain) = self.forecast(case[k].activity, age);
        Asked {
            truth: end(case) - at,
            likely,
            almost_certain,
        }
    }
}

/// A forecast with what came true, in days ahead.
#[derive(Debug, Clone, Copy)]
struct Asked {
    truth: f64,
    likely: f64,
    almost_certain: f64,
}

impl Asked {
    fn pinball(&self) -> f64 {
        let over = self.truth - self.almost_certain;
        (ALMOST_CERTAIN * over).max((ALMOST_CERTAIN - 1.0) * over)
    }
}

impl Quality {
    fn of(asked: &[Asked]) -> Self {
        if asked.is_empty() {
            return Self::default();
        }
        let mean = |value: &dyn Fn(&Asked) -> f64| asked.iter().map(value).sum::<f64>() / asked.len() as f64;
        let mut errors: Vec<f64> = asked.iter().map(|asked| (asked.truth - asked.likely).abs()).collect();
        errors.sort_by(f64::total_cmp);
        Self {
            n: asked.len(),
            mae_p50: mean(&|asked| (asked.truth - asked.likely).abs()),
            medae_p50: errors[errors.len() / 2],
            cov50: mean(&|asked| f64::from(asked.truth <= asked.likely)),
            cov90: mean(&|asked| f64::from(asked.truth <= asked.almost_certain)),
            pinball90: mean(&Asked::pinball),
            mean_p90: mean(&|asked| asked.almost_certain),
        }
    }
}

/// Numbers that look random and are the same each time (SplitMix64).
struct Random(u64);

impl Random {
    /// From 0 to below 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cases that begin day by day, are checked after a day, and end `days(n)` after that.
    fn log(cases: usize, days: impl Fn(usize) -> f64) -> EventLog {
        let events = (0..cases).flat_map(|n| {
            let (case, began) = (format!("{n:04}"), 15_000.0 + n as f64);
            let event = |name: &str, after: f64| (case.clone(), name.to_owned(), began + after);
            [event("end", 1.0 + days(n)), event("check", 1.0), event("come", 0.0)]
        });
        EventLog::of(events.collect::<Vec<_>>())
    }

    #[test]
    fn what_is_always_the_same_is_forecast_exactly() {
        let log = log(500, |_| 4.0);
        assert_eq!((log.cases(), log.events()), (500, 1_500));
        for variant in [Variant::Std, Variant::Strict, Variant::Debiased] {
            let found = log.evaluate(variant);
            let quality = found.after_events;
            assert!(quality.mae_p50 < 1e-6 && quality.pinball90 < 1e-6, "{found:?}");
            assert_eq!(
                (quality.cov50, found.any_moment.mae_p50 < 1e-6),
                (1.0, true),
                "{found:?}"
            );
            let cases = quality.n / 2;
            assert_eq!((found.papers.n, found.any_moment.n), (cases, 5 * cases));
            assert_eq!(cases, 100);
        }
    }

    #[test]
    fn what_varies_is_covered_as_often_as_it_should_be() {
        let log = log(2_000, |n| (n * 7_919 % 101) as f64 / 10.0);
        let (found, debiased) = (
            log.evaluate(Variant::Strict).papers,
            log.evaluate(Variant::Debiased).papers,
        );
        // The last cases begin less than the longest duration before the log ends.
        assert!((395..400).contains(&debiased.n) && found.n == 400, "{debiased:?}");
        assert!(
            (0.42..0.58).contains(&found.cov50) && (0.85..0.95).contains(&found.cov90),
            "{found:?}"
        );
        assert!(
            (2.2..2.9).contains(&found.mae_p50) && (8.0..10.0).contains(&found.mean_p90),
            "{found:?}"
        );
    }

    #[test]
    fn strictly_nothing_is_known_that_had_not_happened() {
        // From the first newer case on everything takes ten times as long: who looks ahead would know.
        let log = log(500, |n| if n < 398 { 1.0 } else { 10.0 });
        let (known, unknown) = (log.evaluate(Variant::Std), log.evaluate(Variant::Strict));
        assert!(unknown.papers.cov90 < 0.1, "{unknown:?}");
        assert!(known.papers.mae_p50 <= unknown.papers.mae_p50);
    }

    #[test]
    fn a_log_of_nothing_tells_nothing() {
        assert_eq!(EventLog::of([]).evaluate(Variant::Strict), Evaluation::default());
        assert_eq!(log(1, |_| 1.0).evaluate(Variant::Debiased).papers.n, 1);
    }

    #[test]
    fn quality_by_hand() {
        let asked = |truth, likely, almost_certain| Asked {
            truth,
            likely,
            almost_certain,
        };
        let found = Quality::of(&[asked(1.0, 2.0, 3.0), asked(5.0, 2.0, 3.0), asked(2.0, 2.0, 4.0)]);
        assert_eq!((found.n, found.medae_p50), (3, 1.0));
        let close = |a: f64, b: f64| (a - b).abs() < 1e-12;
        assert!(close(found.mae_p50, 4.0 / 3.0) && close(found.mean_p90, 10.0 / 3.0));
        assert!(close(found.cov50, 2.0 / 3.0) && close(found.cov90, 2.0 / 3.0));
        assert!(close(found.pinball90, (0.2 + 1.8 + 0.2) / 3.0), "{found:?}");
    }
}
