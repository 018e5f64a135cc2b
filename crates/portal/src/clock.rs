//! Time and new identities, injected so that tests can move and fix them.

use std::sync::Mutex;

use domain::Timestamp;
use rand::RngCore;
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The computer's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the program asks the computer for the time"
    )]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands until it is moved; for tests.
#[derive(Debug)]
pub struct FixedClock(Mutex<Timestamp>);

impl FixedClock {
    /// Stands at `now`.
    pub fn new(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves on by `seconds`.
    pub fn advance(&self, seconds: i64) {
        let mut now = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *now = now.plus_seconds(seconds);
    }

    /// Moves to `now`.
    pub fn set(&self, now: Timestamp) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = now;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Makes identities and secrets from a source of randomness.
pub struct Ids(Mutex<Box<dyn RngCore + Send>>);

impl Ids {
    /// From the operating system.
    pub fn random() -> Self {
        use rand::SeedableRng;
        Self(Mutex::new(Box::new(rand::rngs::StdRng::from_os_rng())))
    }

    /// From a fixed seed; for tests and repeatable demonstrations.
    pub fn seeded(seed: u64) -> Self {
        use rand::SeedableRng;
        Self(Mutex::new(Box::new(rand::rngs::StdRng::seed_from_u64(seed))))
    }

    /// A new identity: UUID version 7, so that ids sort by the time they were made.
    pub fn id<T: From<Uuid>>(&self, now: Timestamp) -> T {
        let mut random = [0u8; 10];
        self.fill(&mut random);
        let millis = u64::try_from(now.micros() / 1_000).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random)
            .into_uuid()
            .into()
    }

    /// A new secret of 256 bits, hexadecimal.
    pub fn secret(&self) -> String {
        let mut random = [0u8; 32];
        self.fill(&mut random);
        hex::encode(random)
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .fill_bytes(bytes);
    }
}
