//! The catalogue: search in people's own words and filters, over the registry in memory.

use std::collections::HashMap;
use std::sync::Arc;

use domain::{Audience, Channel, Language, LocalText, PublicServiceId, Slug};
use serde::Serialize;

use crate::core::Core;
use crate::error::PortalError;
use crate::registry::ServiceCard;
use crate::snapshot::{Published, Snapshot};

mod index;

pub(crate) use index::Index;

/// How many services a page of the catalogue shows.
const PAGE_SIZE: usize = 20;
/// How many services an empty result suggests.
const SUGGESTIONS: usize = 5;

/// The catalogue.
#[derive(Clone)]
pub struct Catalogue {
    pub(crate) core: Arc<Core>,
}

/// What somebody looks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CatalogueQuery {
    /// In their own words; blank means everything.
    pub text: String,
    /// Only services for this life situation.
    pub situation: Option<Slug>,
    /// Only services of this agency.
    pub agency: Option<Slug>,
    /// Only services for these.
    pub audience: Option<Audience>,
    /// Only services reached this way.
    pub channel: Option<Channel>,
    /// Page, from 1.
    pub page: u32,
    /// The reader's language, whose words weigh more.
    pub language: Language,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CataloguePage {
    /// How many services in all.
    pub total: usize,
    /// This page, from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// The services of this page, best first; by name when nothing was typed.
    pub items: Vec<ServiceCard>,
    /// The filters with counts of what each would leave.
    pub facets: Facets,
    /// When nothing was found: services that come closest, or are used most.
    pub suggestions: Vec<ServiceCard>,
}

/// The filters of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Facets {
    /// Life situations.
    pub situations: Vec<Facet>,
    /// Agencies.
    pub agencies: Vec<Facet>,
    /// Audiences.
    pub audiences: Vec<Facet>,
    /// Channels.
    pub channels: Vec<Facet>,
}

/// One choice of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Facet {
    /// Its value in the query.
    pub value: String,
    /// Its name; absent for audiences and channels, whose codes the reader's language names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<LocalText>,
    /// How many services there would be with it and the other filters.
    pub count: usize,
    /// Whether it is chosen.
    pub selected: bool,
}

/// The four filters; each can be left out when counting what it would leave.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Filter {
    Situation,
    Agency,
    Audience,
    Channel,
}

impl Catalogue {
    /// Searches.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn search(&self, query: &CatalogueQuery) -> Result<CataloguePage, PortalError> {
        let snapshot = self.core.snapshot().await?;
        let (found, closest) = snapshot.find(query)?;
        let kept: Vec<&Arc<Published>> = found
            .iter()
            .copied()
            .filter(|s| snapshot.passes(s, query, None))
            .collect();
        let pages = kept.len().div_ceil(PAGE_SIZE).max(1);
        let page = (query.page.max(1) as usize).min(pages);
        let shown = kept.iter().skip((page - 1) * PAGE_SIZE).take(PAGE_SIZE);
        let suggestions = if kept.is_empty() {
            self.suggest(&snapshot, &closest).await?
        } else {
            Vec::new()
        };
        Ok(CataloguePage {
            total: kept.len(),
            page: page as u32,
            pages: pages as u32,
            items: shown.map(|s| snapshot.card(s)).collect(),
            facets: snapshot.facets(&found, query),
            suggestions,
        })
    }

    async fn suggest(&self, snapshot: &Snapshot, closest: &[usize]) -> Result<Vec<ServiceCard>, PortalError> {
        if closest.is_empty() {
            let used = store::registry::most_used(&mut *self.core.db.read().await?, SUGGESTIONS as i64).await?;
            let used: Vec<PublicServiceId> = used.into_iter().map(|(id, _)| id).collect();
            let known = used.iter().filter_map(|id| snapshot.service_by_id(*id).ok());
            return Ok(known.map(|s| snapshot.card(s)).collect());
        }
        Ok(closest
            .iter()
            .take(SUGGESTIONS)
            .map(|i| snapshot.card(&snapshot.services[*i]))
            .collect())
    }
}

impl Snapshot {
    /// Services that match the typed words, best first, and those that come closest when none does.
    fn find(&self, query: &CatalogueQuery) -> Result<(Vec<&Arc<Published>>, Vec<usize>), PortalError> {
        if query.text.trim().is_empty() {
            return Ok((self.services.iter().collect(), Vec::new()));
        }
        let found = self.index.search(&query.text, query.language)?;
        Ok((
            found.matching.iter().map(|i| &self.services[*i]).collect(),
            found.closest,
        ))
    }

    fn passes(&self, s: &Published, query: &CatalogueQuery, without: Option<Filter>) -> bool {
        let open = |filter: Filter| without == Some(filter);
        let situation = || {
            query
                .situation
                .as_ref()
                .is_none_or(|slug| self.situations_of(s).any(|known| known == slug))
        };
        let agency = || {
            query
                .agency
                .as_ref()
                .is_none_or(|slug| self.agency(slug).is_ok_and(|known| known.id == s.service.agency))
        };
        let audience = || {
            query
                .audience
                .is_none_or(|audience| s.version.content.audiences.contains(&audience))
        };
        let channel = || {
            query
                .channel
                .is_none_or(|channel| channels_of(s).any(|known| known == channel))
        };
        (open(Filter::Situation) || situation())
            && (open(Filter::Agency) || agency())
            && (open(Filter::Audience) || audience())
            && (open(Filter::Channel) || channel())
    }

    fn situations_of(&self, s: &Published) -> impl Iterator<Item = &Slug> {
        let situation = |id| {
            self.need(id)
                .and_then(|need| self.life_situation(need.life_situation))
                .map(|s| &s.slug)
        };
        let mut slugs: Vec<&Slug> = s.service.needs.iter().filter_map(|id| situation(*id)).collect();
        slugs.sort_unstable();
        slugs.dedup();
        slugs.into_iter()
    }

    fn facets(&self, found: &[&Arc<Published>], query: &CatalogueQuery) -> Facets {
        let with_others = |filter| {
            found
                .iter()
                .copied()
                .filter(move |s| self.passes(s, query, Some(filter)))
        };
        let situations = count(with_others(Filter::Situation).flat_map(|s| self.situations_of(s).map(Slug::as_str)));
        let agency_slug = |s: &Published| {
            self.agency_by_id(s.service.agency)
                .ok()
                .map(|agency| agency.slug.as_str())
        };
        let agencies = count(with_others(Filter::Agency).filter_map(|s| agency_slug(s)));
        let audience_codes =
            |s: &'_ Arc<Published>| s.version.content.audiences.clone().into_iter().map(Audience::code);
        let audiences = count(with_others(Filter::Audience).flat_map(audience_codes));
        let channels = count(with_others(Filter::Channel).flat_map(|s| channels_of(s).map(Channel::code)));
        let chosen = |slug: &Option<Slug>, value: &str| slug.as_ref().is_some_and(|slug| slug.as_str() == value);
        Facets {
            situations: facets(
                self.life_situations.iter().map(|s| (s.slug.as_str(), Some(&s.title))),
                &situations,
                |value| chosen(&query.situation, value),
            ),
            agencies: facets(
                self.agencies.iter().map(|a| (a.slug.as_str(), Some(&a.name))),
                &agencies,
                |value| chosen(&query.agency, value),
            ),
            audiences: facets(Audience::ALL.iter().map(|a| (a.code(), None)), &audiences, |value| {
                query.audience.is_some_and(|audience| audience.code() == value)
            }),
            channels: facets(Channel::ALL.iter().map(|c| (c.code(), None)), &channels, |value| {
                query.channel.is_some_and(|channel| channel.code() == value)
            }),
        }
    }
}

/// The ways a service is reached, each once.
fn channels_of(s: &Published) -> impl Iterator<Item = Channel> {
    let offered = s.version.content.channels.iter().map(|offer| offer.channel);
    let set: std::collections::BTreeSet<Channel> = offered.collect();
    set.into_iter()
}

fn count<'a>(values: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    values.for_each(|value| *counts.entry(value).or_insert(0) += 1);
    counts
}

/// The choices that would leave something, and the chosen one in any case so that it can be undone.
fn facets<'a>(
    choices: impl Iterator<Item = (&'a str, Option<&'a LocalText>)>,
    counts: &HashMap<&str, usize>,
    selected: impl Fn(&str) -> bool,
) -> Vec<Facet> {
    let facet = |(value, label): (&str, Option<&LocalText>)| Facet {
        value: value.to_owned(),
        label: label.cloned(),
        count: counts.get(value).copied().unwrap_or_default(),
        selected: selected(value),
    };
    choices
        .map(facet)
        .filter(|facet| facet.count > 0 || facet.selected)
        .collect()
}
