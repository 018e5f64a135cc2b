//! Numbers that grow with every change the public sees.

use crate::{Conn, StoreError, Tx};

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// Agencies, life situations, services, forms.
    Registry,
    /// Ratings.
    Rating,
    /// How long services really take.
    Forecast,
}

impl Changed {
    const fn name(self) -> &'static str {
        match self {
            Self::Registry => "registry",
            Self::Rating => "rating",
            Self::Forecast => "forecast",
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
    /// Grows with how long services really take.
    pub forecast: i64,
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
        forecast: value(Changed::Forecast),
    })
}

/// The row that says whether the demonstration is being loaded.
const LOADING: &str = "loading";

/// Whether a demonstration was begun to be loaded and not ended: the program was broken off meanwhile.
pub async fn is_loading(conn: &mut Conn) -> Result<bool, StoreError> {
    let row: Option<(i64,)> = conn
        .query("SELECT value FROM generation WHERE name = $1")
        .bind(LOADING)
        .optional()
        .await?;
    Ok(row.is_some())
}

/// Notes that a demonstration begins to be loaded, or that it is loaded.
pub async fn set_loading(tx: &mut Tx, loading: bool) -> Result<(), StoreError> {
    let sql = if loading {
        "INSERT INTO generation (name, value) VALUES ($1, 1) ON CONFLICT (name) DO NOTHING"
    } else {
        "DELETE FROM generation WHERE name = $1"
    };
    tx.query(sql).bind(LOADING).execute().await.map(|_| ())
}

/// Tells every node that something changed, when the transaction commits.
pub async fn bump(tx: &mut Tx, what: Changed) -> Result<(), StoreError> {
    tx.query("UPDATE generation SET value = value + 1 WHERE name = $1")
        .bind(what.name().to_owned())
        .existing()
        .await
}
