//! Numbers that grow with every change the public sees.

use crate::{Conn, StoreError, Tx};

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// Agencies, life situations, services, forms.
    Registry,
    /// Ratings.
    Rating,
}

impl Changed {
    const fn name(self) -> &'static str {
        match self {
            Self::Registry => "registry",
            Self::Rating => "rating",
        }
    }
}

/// The numbers now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Generation {
    /// Grows with the registry.
    pub registry: i64,
    /// Grows with the ratings.
    pub rating: i64,
}

/// Reads the numbers.
pub async fn read(conn: &mut Conn) -> Result<Generation, StoreError> {
    let rows: Vec<(String, i64)> = conn.query("SELECT name, value FROM generation LIMIT 10").all().await?;
    let value = |what: Changed| {
        rows.iter()
            .find(|(name, _)| name == what.name())
            .map_or(0, |(_, value)| *value)
    };
    Ok(Generation {
        registry: value(Changed::Registry),
        rating: value(Changed::Rating),
    })
}

/// Tells every node that something changed, when the transaction commits.
pub async fn bump(tx: &mut Tx, what: Changed) -> Result<(), StoreError> {
    tx.query("UPDATE generation SET value = value + 1 WHERE name = $1")
        .bind(what.name().to_owned())
        .existing()
        .await
}
