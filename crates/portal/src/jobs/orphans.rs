//! Removes files that no record names: what is left when the program is broken off between keeping a file and recording
//! it. Each sweep looks into a few folders only, and all have their turn within hours.

use domain::{FileId, Timestamp};
use store::files::{AT_ONCE, recorded};
use uuid::{Builder, Uuid};

use super::{Jobs, SWEEP_EVERY};
use crate::error::PortalError;

/// Seconds for which a file may lie without a record: far longer than any upload takes.
const GRACE: i64 = 24 * 60 * 60;
/// Seconds after which a file is no longer looked at: each has been many times.
const WINDOW: i64 = 30 * 24 * 60 * 60;
/// Folders looked into at a time.
const FOLDERS: u8 = 16;

impl Jobs {
    /// Looks into the folders whose turn it is.
    pub(super) async fn remove_orphans(&self) -> Result<(), PortalError> {
        let now = self.core.now();
        let (from, to) = (first_id(now.plus_seconds(-WINDOW)), first_id(now.plus_seconds(-GRACE)));
        for folder in folders(now) {
            let mut kept = self.core.files.kept_since(folder, from).await?;
            kept.retain(|id| *id < to);
            let ids: Vec<FileId> = kept.into_iter().map(FileId).collect();
            for some in ids.chunks(AT_ONCE) {
                self.remove_unrecorded(some).await?;
            }
        }
        Ok(())
    }

    async fn remove_unrecorded(&self, ids: &[FileId]) -> Result<(), PortalError> {
        let named = recorded(&mut *self.core.db.read().await?, ids).await?;
        for id in ids.iter().filter(|id| !named.contains(id)) {
            self.core.files.delete(id.0).await?;
            tracing::info!(%id, "a file that no record names is removed");
        }
        Ok(())
    }
}

/// Those whose turn it is: one part of the 256 after another.
fn folders(now: Timestamp) -> impl Iterator<Item = u8> {
    let parts = 256 / i64::from(FOLDERS);
    let part = now.seconds().div_euclid(SWEEP_EVERY).rem_euclid(parts);
    let first = u8::try_from(part).unwrap_or_default() * FOLDERS;
    (0..FOLDERS).map(move |offset| first + offset)
}

/// The least id that can be made at a moment: ids begin with their time.
fn first_id(at: Timestamp) -> Uuid {
    let millis = u64::try_from(at.micros() / 1_000).unwrap_or_default();
    Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_folder_has_its_turn_within_hours() {
        let start: Timestamp = "2026-11-02T08:00:00Z".parse().unwrap();
        let sweeps = (0..16).map(|n| start.plus_seconds(n * SWEEP_EVERY));
        let seen: BTreeSet<u8> = sweeps.flat_map(folders).collect();
        assert_eq!(seen.len(), 256);
    }

    #[test]
    fn ids_of_a_moment_lie_between_its_bounds() {
        let now: Timestamp = "2026-11-02T08:00:00Z".parse().unwrap();
        let id: Uuid = crate::Ids::seeded(1).id(now);
        assert!(first_id(now) <= id && id < first_id(now.plus_seconds(1)));
    }
}
