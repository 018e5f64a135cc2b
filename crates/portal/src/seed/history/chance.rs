//! Chance that repeats itself: the same seed throws the same dice.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::plan::Spread;

/// The dice of one case or list.
pub(super) struct Chance(StdRng);

impl Chance {
    /// Dice of their own for the `index`-th thing, so that a change to one leaves the others alone.
    pub fn new(seed: u64, index: u64) -> Self {
        Self(StdRng::seed_from_u64(
            seed ^ (index + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15),
        ))
    }

    /// Whether something happens that happens to a `share` of all.
    pub fn happens(&mut self, share: f64) -> bool {
        self.0.random::<f64>() < share
    }

    /// A value of a spread.
    pub fn of(&mut self, spread: &Spread) -> f64 {
        let at = self.0.random::<f64>();
        let points = spread.points();
        let pair = points.windows(2).find(|pair| at <= pair[1].0);
        let [(below, low), (above, high)] = pair.map_or([points[4], points[5]], |pair| [pair[0], pair[1]]);
        low + (high - low) * (at - below) / (above - below)
    }

    /// A whole number of a range, both ends included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high.max(low))
    }

    /// One of a list; nothing of an empty one.
    pub fn one<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        (!list.is_empty()).then(|| &list[self.0.random_range(0..list.len())])
    }

    /// The place of one of a list, the heavier the likelier; nothing when all weigh nothing.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> Option<usize> {
        let total: f64 = weights.clone().sum();
        let mut left = self.0.random::<f64>() * total;
        let mut last = None;
        for (place, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0.0) {
            last = Some(place);
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPREAD: Spread = Spread {
        fastest: 1.0,
        quarter: 2.0,
        half: 3.0,
        three_quarters: 5.0,
        most: 10.0,
        slowest: 30.0,
    };

    #[test]
    fn values_are_spread_as_said() {
        let mut chance = Chance::new(1, 0);
        let values: Vec<f64> = (0..20_000).map(|_| chance.of(&SPREAD)).collect();
        for (share, point) in SPREAD.points() {
            let below = values.iter().filter(|value| **value <= point).count();
            let found = below as f64 / values.len() as f64;
            assert!((found - share).abs() < 0.01, "{found} are below {point}");
        }
    }

    #[test]
    fn the_heavier_is_the_likelier_and_nothing_weighs_nothing() {
        let mut chance = Chance::new(1, 1);
        let weights = [0.0, 3.0, 1.0, 0.0];
        let mut counts = [0; 4];
        for _ in 0..4_000 {
            counts[chance.weighted(weights.iter().copied()).unwrap()] += 1;
        }
        assert!(counts[0] == 0 && counts[3] == 0, "{counts:?}");
        assert!((2_850..3_150).contains(&counts[1]), "{counts:?}");
        assert_eq!(chance.weighted([0.0].into_iter()), None);
    }

    #[test]
    fn the_same_seed_repeats_and_each_index_has_its_own_dice() {
        let throw = |index| Chance::new(7, index).between(0, 1_000_000);
        assert_eq!(throw(3), throw(3));
        assert_ne!(throw(3), throw(4));
    }
}
