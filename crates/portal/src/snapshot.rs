//! The registry in memory, as the public sees it: small against cases, read by every page, changed seldom.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use domain::{
    Agency, AgencyId, LifeSituation, LifeSituationId, LocalText, Need, NeedId, PublicService, PublicServiceId,
    RatingSummary, RealDuration, ServiceVersion, Slug, Timestamp,
};
use forms::field::CountryRules;
use forms::{CodeListEntry, CodeLists, Language};
use store::Db;
use store::generation::Generation;

use crate::countries;
use crate::error::PortalError;
use crate::search::Index;

/// Name of the code list that every form can use: the agencies of the registry.
pub(crate) const AGENCIES: &str = "agencies";

/// A service with the version the public sees.
pub(crate) struct Published {
    pub service: PublicService,
    pub version: ServiceVersion,
}

/// The whole public registry at one generation.
pub(crate) struct Snapshot {
    pub generation: Generation,
    /// In the Latvian order of names.
    pub agencies: Vec<Agency>,
    pub life_situations: Vec<LifeSituation>,
    pub needs: Vec<Need>,
    /// In the Latvian order of titles.
    pub services: Vec<Arc<Published>>,
    pub ratings: HashMap<PublicServiceId, RatingSummary>,
    pub real_durations: HashMap<PublicServiceId, RealDuration>,
    pub code_lists: Arc<CodeLists>,
    pub index: Index,
    by_slug: HashMap<Slug, usize>,
    by_id: HashMap<PublicServiceId, usize>,
}

impl Snapshot {
    async fn load(db: &Db, generation: Generation) -> Result<Self, PortalError> {
        let mut reader = db.read().await?;
        let mut agencies = store::registry::agencies(&mut reader).await?;
        agencies.sort_by_cached_key(|agency| latvian_key(&agency.name));
        let life_situations = store::registry::life_situations(&mut reader).await?;
        let needs = store::registry::needs(&mut reader).await?;
        let mut services: Vec<Arc<Published>> = store::registry::services(&mut reader)
            .await?
            .into_iter()
            .map(|(service, version)| Arc::new(Published { service, version }))
            .collect();
        services.sort_by_cached_key(|published| latvian_key(&published.version.content.title));
        let ratings = store::feedback::summaries(&mut reader).await?.into_iter().collect();
        let real_durations = store::forecast::real_durations(&mut reader)
            .await?
            .into_iter()
            .collect();
        let index = Index::build(&services)?;
        Ok(Self {
            generation,
            by_slug: services
                .iter()
                .enumerate()
                .map(|(i, s)| (s.service.slug.clone(), i))
                .collect(),
            by_id: services.iter().enumerate().map(|(i, s)| (s.service.id, i)).collect(),
            code_lists: Arc::new(code_lists(&agencies)),
            agencies,
            life_situations,
            needs,
            services,
            ratings,
            real_durations,
            index,
        })
    }

    pub fn service(&self, slug: &Slug) -> Result<&Arc<Published>, PortalError> {
        self.by_slug
            .get(slug)
            .map(|i| &self.services[*i])
            .ok_or(PortalError::NotFound)
    }

    pub fn service_by_id(&self, id: PublicServiceId) -> Result<&Arc<Published>, PortalError> {
        self.by_id
            .get(&id)
            .map(|i| &self.services[*i])
            .ok_or(PortalError::NotFound)
    }

    pub fn agency(&self, slug: &Slug) -> Result<&Agency, PortalError> {
        self.agencies
            .iter()
            .find(|agency| agency.slug == *slug)
            .ok_or(PortalError::NotFound)
    }

    pub fn agency_by_id(&self, id: AgencyId) -> Result<&Agency, PortalError> {
        self.agencies
            .iter()
            .find(|agency| agency.id == id)
            .ok_or(PortalError::NotFound)
    }

    pub fn life_situation(&self, id: LifeSituationId) -> Option<&LifeSituation> {
        self.life_situations.iter().find(|situation| situation.id == id)
    }

    pub fn need(&self, id: NeedId) -> Option<&Need> {
        self.needs.iter().find(|need| need.id == id)
    }

    pub fn rating(&self, id: PublicServiceId) -> RatingSummary {
        self.ratings.get(&id).copied().unwrap_or_default()
    }
}

fn code_lists(agencies: &[Agency]) -> CodeLists {
    let entries = agencies.iter().filter_map(|agency| {
        let id = agency.slug.as_str().parse().ok()?;
        Some(CodeListEntry::new(id, agency.name.clone()))
    });
    CodeLists::from([
        (AGENCIES.to_owned(), entries.collect()),
        (CountryRules::CODE_LIST.to_owned(), countries::list()),
    ])
}

/// A key that sorts texts in the order of the Latvian alphabet: a letter with a caron or comma is a letter of its own
/// after the bare one; a long vowel sorts as its short one and y as i, unless nothing else tells two texts apart.
pub(crate) fn latvian_key(text: &LocalText) -> String {
    let text = text.get(Language::Lv).to_lowercase();
    let mut key = String::with_capacity(2 * text.len() + 1);
    for c in text.chars() {
        match c {
            'ā' => key.push('a'),
            'ē' => key.push('e'),
            'ī' | 'y' => key.push('i'),
            'ō' => key.push('o'),
            'ū' => key.push('u'),
            'č' => key.push_str("c~"),
            'ģ' => key.push_str("g~"),
            'ķ' => key.push_str("k~"),
            'ļ' => key.push_str("l~"),
            'ņ' => key.push_str("n~"),
            'ŗ' => key.push_str("r~"),
            'š' => key.push_str("s~"),
            'ž' => key.push_str("z~"),
            other => key.push(other),
        }
    }
    key.push('\0');
    key + &text
}

/// Keeps the newest snapshot and looks once a second whether the registry has changed.
#[derive(Default)]
pub(crate) struct SnapshotCell {
    newest: RwLock<Option<Arc<Snapshot>>>,
    /// When it was last compared with the store, in microseconds; 0 means never.
    checked: AtomicI64,
    /// One loader at a time; the rest wait for its result.
    loading: tokio::sync::Mutex<()>,
}

const FRESH_SECONDS: i64 = 1;

impl SnapshotCell {
    pub fn expire(&self) {
        self.checked.store(0, Ordering::Release);
    }

    pub async fn get(&self, db: &Db, now: Timestamp) -> Result<Arc<Snapshot>, PortalError> {
        if let Some(fresh) = self.fresh(now) {
            return Ok(fresh);
        }
        let _one = self.loading.lock().await;
        if let Some(fresh) = self.fresh(now) {
            return Ok(fresh);
        }
        let generation = store::generation::read(&mut *db.read().await?).await?;
        let known = self.newest().filter(|snapshot| snapshot.generation == generation);
        let snapshot = match known {
            Some(known) => known,
            None => Arc::new(Snapshot::load(db, generation).await?),
        };
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = Some(snapshot.clone());
        self.checked.store(now.micros(), Ordering::Release);
        Ok(snapshot)
    }

    fn newest(&self) -> Option<Arc<Snapshot>> {
        self.newest.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn fresh(&self, now: Timestamp) -> Option<Arc<Snapshot>> {
        let checked = Timestamp::from_micros(self.checked.load(Ordering::Acquire));
        let age = now.seconds_since(checked);
        (0..FRESH_SECONDS).contains(&age).then(|| self.newest()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_in_the_latvian_alphabet() {
        let mut names = [
            "Šalle", "Āzis", "Zīle", "Ķirsis", "Kasts", "Žagata", "Ābols", "Aža", "Abra", "Kzz", "Česis", "Abols",
            "Cūka", "Sāls",
        ];
        names.sort_by_cached_key(|name| latvian_key(&LocalText::new(*name, *name)));
        // As ICU sorts them in its locale "lv".
        let sorted = "Abols Ābols Abra Āzis Aža Cūka Česis Kasts Kzz Ķirsis Sāls Šalle Zīle Žagata";
        assert_eq!(names.join(" "), sorted);
    }
}
