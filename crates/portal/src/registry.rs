//! Agencies, life situations and public services: read by everybody, changed by registry managers.

use std::sync::Arc;

use domain::{
    Action, Actor, Agency, Audience, AuditAction, Cursor, Digitalisation, FormVersionId, Grant, LifeSituation, Limit,
    LocalText, Need, NeedId, PageOf, PublicService, RatingSummary, RealDuration, ServiceContent, ServiceVersion, Slug,
    Start, Term,
};
use forms::Language;
use serde::{Deserialize, Serialize};
use store::generation::Changed;
use store::{StoreError, Tx};

use crate::core::Core;
use crate::error::{FieldProblem, PortalError};
use crate::input;
use crate::snapshot::{Published, Snapshot};

/// The registry.
#[derive(Clone)]
pub struct Registry {
    pub(crate) core: Arc<Core>,
}

/// A service as lists show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceCard {
    /// Name in addresses.
    pub slug: Slug,
    /// Name.
    pub title: LocalText,
    /// One or two sentences.
    pub summary: LocalText,
    /// The agency's name in addresses.
    pub agency_slug: Slug,
    /// The agency's short name.
    pub agency_name: LocalText,
    /// Whether it leads to any agency, so that the one named is not the one addressed.
    pub any_agency: bool,
    /// For whom.
    pub audiences: Vec<Audience>,
    /// How digital it is.
    pub digitalisation: Digitalisation,
    /// Whether it can be started on the web.
    pub online: bool,
    /// The promised time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promised: Option<Term>,
    /// Whether nothing is ever charged.
    pub free: bool,
    /// The lowest price in cents, when prices are set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_from_cents: Option<i64>,
    /// Average by clients.
    pub rating: RatingSummary,
}

/// A service with all that its card page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceView {
    /// The service.
    pub service: PublicService,
    /// Its present version.
    pub version: ServiceVersion,
    /// The agency that answers for it.
    pub agency: Agency,
    /// The needs it meets.
    pub needs: Vec<MetNeed>,
    /// Average by clients.
    pub rating: RatingSummary,
    /// How long it really takes; absent where too few cases were decided lately to tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub real_duration: Option<RealDuration>,
    /// The form version that starts it, when a form of the portal does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_form: Option<FormVersionId>,
}

/// A need a service meets, with its life situation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MetNeed {
    /// The situation's name in addresses.
    pub life_situation: Slug,
    /// The situation's name.
    pub life_situation_title: LocalText,
    /// The need's name in addresses.
    pub need: Slug,
    /// The need's name.
    pub need_title: LocalText,
}

/// A life situation with its needs and the services that meet them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct LifeSituationView {
    /// Name in addresses.
    pub slug: Slug,
    /// Name.
    pub title: LocalText,
    /// What it gathers.
    pub summary: LocalText,
    /// How many different services meet its needs.
    pub services: usize,
    /// Its needs, in the order shown.
    pub needs: Vec<NeedView>,
}

/// A need with the services that meet it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NeedView {
    /// Name in addresses.
    pub slug: Slug,
    /// Name.
    pub title: LocalText,
    /// The services.
    pub services: Vec<ServiceCard>,
}

/// An agency with its services.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AgencyView {
    /// The agency.
    pub agency: Agency,
    /// Its services.
    pub services: Vec<ServiceCard>,
}

/// A service to publish: new, or a further version of one with the same slug.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewService {
    /// Name in addresses.
    pub slug: Slug,
    /// The agency that answers for it.
    pub agency: Slug,
    /// Whether the form names the agency it goes to.
    #[serde(default)]
    pub any_agency: bool,
    /// The needs it meets, each `life-situation/need`.
    pub needs: Vec<String>,
    /// What its card says.
    pub content: ServiceContent,
}

impl Registry {
    /// Services by slug, those after the cursor.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn services(&self, after: Option<&Cursor>, limit: Limit) -> Result<PageOf<ServiceCard>, PortalError> {
        let snapshot = self.core.snapshot().await?;
        let mut sorted: Vec<&Arc<Published>> = snapshot.services.iter().collect();
        sorted.sort_unstable_by(|a, b| a.service.slug.cmp(&b.service.slug));
        let start = after.map_or(0, |after| {
            sorted.partition_point(|s| s.service.slug.as_str() <= after.0.as_str())
        });
        let items: Vec<ServiceCard> = sorted[start..]
            .iter()
            .take(usize::from(limit.get()))
            .map(|s| snapshot.card(s))
            .collect();
        let more = start + items.len() < sorted.len();
        let next = items.last().filter(|_| more).map(|last| Cursor(last.slug.to_string()));
        Ok(PageOf { items, next })
    }

    /// One service.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is none of this slug.
    pub async fn service(&self, slug: &Slug) -> Result<ServiceView, PortalError> {
        let snapshot = self.core.snapshot().await?;
        let published = snapshot.service(slug)?;
        let start_form = match &published.version.content.start {
            Start::Form(form) => store::form_versions::by_slug(&mut *self.core.db.read().await?, form).await?,
            Start::External(_) | Start::InPerson => None,
        };
        Ok(ServiceView {
            service: published.service.clone(),
            version: published.version.clone(),
            agency: snapshot.agency_by_id(published.service.agency)?.clone(),
            needs: published
                .service
                .needs
                .iter()
                .filter_map(|need| snapshot.met_need(*need))
                .collect(),
            rating: snapshot.rating(published.service.id),
            real_duration: snapshot.real_durations.get(&published.service.id).copied(),
            start_form: start_form.map(|form| form.current),
        })
    }

    /// The services applied for most; where there is no use yet, those that can be started here.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn most_used(&self, limit: usize) -> Result<Vec<ServiceCard>, PortalError> {
        let snapshot = self.core.snapshot().await?;
        let used = store::registry::most_used(&mut *self.core.db.read().await?, 100).await?;
        let used = used.into_iter().filter_map(|(id, _)| snapshot.service_by_id(id).ok());
        let startable = snapshot
            .services
            .iter()
            .filter(|s| matches!(s.version.content.start, Start::Form(_)));
        let online = snapshot
            .services
            .iter()
            .filter(|s| matches!(s.version.content.start, Start::External(_)));
        let mut seen = std::collections::HashSet::new();
        let all = used
            .chain(startable)
            .chain(online)
            .filter(|s| seen.insert(s.service.id));
        Ok(all.take(limit).map(|s| snapshot.card(s)).collect())
    }

    /// The service through which any agency can be addressed: the way on for who finds nothing else.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn to_any_agency(&self) -> Result<Option<ServiceCard>, PortalError> {
        let snapshot = self.core.snapshot().await?;
        let service = snapshot.services.iter().find(|s| s.service.any_agency);
        Ok(service.map(|s| snapshot.card(s)))
    }

    /// Every life situation with its needs and their services.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn life_situations(&self) -> Result<Vec<LifeSituationView>, PortalError> {
        let snapshot = self.core.snapshot().await?;
        Ok(snapshot
            .life_situations
            .iter()
            .map(|situation| snapshot.life_situation_view(situation))
            .collect())
    }

    /// One life situation.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is none of this slug.
    pub async fn life_situation(&self, slug: &Slug) -> Result<LifeSituationView, PortalError> {
        let snapshot = self.core.snapshot().await?;
        let situation = snapshot
            .life_situations
            .iter()
            .find(|s| s.slug == *slug)
            .ok_or(PortalError::NotFound)?;
        Ok(snapshot.life_situation_view(situation))
    }

    /// Every agency, in the Latvian order of names.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn agencies(&self) -> Result<Vec<Agency>, PortalError> {
        Ok(self.core.snapshot().await?.agencies.clone())
    }

    /// One agency with its services.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is none of this slug.
    pub async fn agency(&self, slug: &Slug) -> Result<AgencyView, PortalError> {
        let snapshot = self.core.snapshot().await?;
        let agency = snapshot.agency(slug)?.clone();
        let own = snapshot.services.iter().filter(|s| s.service.agency == agency.id);
        Ok(AgencyView {
            services: own.map(|s| snapshot.card(s)).collect(),
            agency,
        })
    }

    /// A number that grows with every public change, so that rendered pages can be kept until then. It is that of
    /// the snapshot pages are rendered from, never newer, else an old page would be kept under a new number.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn generation(&self) -> Result<i64, PortalError> {
        let generation = self.core.snapshot().await?.generation;
        Ok(generation.registry + generation.rating + generation.forecast)
    }

    /// Records an agency, new or changed.
    ///
    /// # Errors
    /// When the actor keeps no registry, or a text is missing in a language.
    pub async fn put_agency(&self, actor: &Actor, mut agency: Agency) -> Result<Agency, PortalError> {
        let grant = actor.may(Action::ManageRegistry)?;
        complete("name", &[&agency.name, &agency.short_name, &agency.address])?;
        input::storable(&agency)?;
        if let Ok(known) = self.core.snapshot().await?.agency(&agency.slug) {
            agency.id = known.id;
        }
        let mut tx = self.core.db.begin().await?;
        store::registry::put_agency(&mut tx, &grant, &agency).await?;
        let subject = format!("agency:{}", agency.id);
        self.publish(tx, &grant, AuditAction::ChangeRegistry, subject).await?;
        Ok(agency)
    }

    /// Records a life situation with its needs, new or changed.
    ///
    /// # Errors
    /// When the actor keeps no registry, or a text is missing in a language.
    pub async fn put_life_situation(
        &self,
        actor: &Actor,
        mut situation: LifeSituation,
        needs: Vec<(Slug, LocalText)>,
    ) -> Result<LifeSituation, PortalError> {
        let grant = actor.may(Action::ManageRegistry)?;
        complete("title", &[&situation.title, &situation.summary])?;
        complete("needs", &needs.iter().map(|(_, title)| title).collect::<Vec<_>>())?;
        input::storable(&(&situation, &needs))?;
        let snapshot = self.core.snapshot().await?;
        if let Some(known) = snapshot
            .life_situations
            .iter()
            .find(|known| known.slug == situation.slug)
        {
            situation.id = known.id;
        }
        let mut tx = self.core.db.begin().await?;
        store::registry::put_life_situation(&mut tx, &grant, &situation).await?;
        for (position, (slug, title)) in (0i64..).zip(needs) {
            let known = snapshot
                .needs
                .iter()
                .find(|need| need.life_situation == situation.id && need.slug == slug);
            let id: NeedId = known.map_or_else(|| self.core.id(), |need| need.id);
            let need = Need {
                id,
                life_situation: situation.id,
                slug,
                title,
                position,
            };
            store::registry::put_need(&mut tx, &grant, &need).await?;
        }
        let subject = format!("life-situation:{}", situation.id);
        self.publish(tx, &grant, AuditAction::ChangeRegistry, subject).await?;
        Ok(situation)
    }

    /// Publishes a service or a further version of it.
    ///
    /// # Errors
    /// When the actor keeps no registry, or the description is incomplete or names what does not exist.
    pub async fn publish_service(&self, actor: &Actor, new: NewService) -> Result<ServiceVersion, PortalError> {
        let grant = actor.may(Action::ManageRegistry)?;
        input::storable(&new)?;
        let snapshot = self.core.snapshot().await?;
        let mut tx = self.core.db.begin().await?;
        let mut problems = incomplete(&new.content);
        if let Start::Form(form) = &new.content.start
            && store::form_versions::by_slug(&mut tx, form).await?.is_none()
        {
            problems.push(problem(
                "content.start",
                "Šādas veidlapas nav.",
                "There is no such form.",
            ));
        }
        let agency = snapshot.agency(&new.agency).ok();
        if agency.is_none() {
            problems.push(problem("agency", "Šādas iestādes nav.", "There is no such agency."));
        }
        let needs: Vec<NeedId> = new.needs.iter().filter_map(|path| snapshot.need_at(path)).collect();
        if needs.len() != new.needs.len() {
            problems.push(problem("needs", "Šādas vajadzības nav.", "There is no such need."));
        }
        let (Some(agency), true) = (agency, problems.is_empty()) else {
            return Err(PortalError::Invalid(problems));
        };
        let version = self.record_service(&mut tx, &grant, agency, needs, new).await?;
        let subject = format!("service:{}", version.service);
        self.publish(tx, &grant, AuditAction::PublishService, subject).await?;
        Ok(version)
    }

    async fn record_service(
        &self,
        tx: &mut Tx,
        grant: &Grant,
        agency: &Agency,
        needs: Vec<NeedId>,
        new: NewService,
    ) -> Result<ServiceVersion, StoreError> {
        let known = store::registry::service_by_slug(tx, &new.slug).await?;
        let (id, newest) = known.unwrap_or_else(|| (self.core.id(), 0));
        let version = ServiceVersion {
            id: self.core.id(),
            service: id,
            number: newest + 1,
            published_at: self.core.now(),
            content: new.content,
        };
        let (slug, any_agency) = (new.slug, new.any_agency);
        let service = PublicService {
            id,
            slug,
            agency: agency.id,
            any_agency,
            needs,
            current: version.id,
        };
        store::registry::publish_service(tx, grant, &service, &version).await?;
        Ok(version)
    }

    /// Ends a change of the registry: written down, told to every node, seen by the next reader.
    async fn publish(
        &self,
        mut tx: Tx,
        grant: &Grant,
        action: AuditAction,
        subject: String,
    ) -> Result<(), PortalError> {
        store::audit::record(&mut tx, &self.core.audit(grant, action, subject, None)).await?;
        store::generation::bump(&mut tx, Changed::Registry).await?;
        tx.commit().await?;
        self.core.expire_snapshot();
        Ok(())
    }
}

impl Snapshot {
    /// A service as lists show it.
    pub(crate) fn card(&self, published: &Published) -> ServiceCard {
        let content = &published.version.content;
        let agency = self
            .agencies
            .iter()
            .find(|agency| agency.id == published.service.agency);
        let prices = || content.fees.iter().map(|fee| fee.cents);
        ServiceCard {
            slug: published.service.slug.clone(),
            title: content.title.clone(),
            summary: content.summary.clone(),
            agency_slug: agency.map_or_else(|| published.service.slug.clone(), |agency| agency.slug.clone()),
            agency_name: agency.map_or_else(LocalText::default, |agency| agency.short_name.clone()),
            any_agency: published.service.any_agency,
            audiences: content.audiences.clone(),
            digitalisation: content.digitalisation,
            online: content.start != Start::InPerson,
            promised: content.promised,
            free: prices().all(|price| price == Some(0)),
            fee_from_cents: prices().flatten().filter(|cents| *cents > 0).min(),
            rating: self.rating(published.service.id),
        }
    }

    fn met_need(&self, id: NeedId) -> Option<MetNeed> {
        let need = self.need(id)?;
        let situation = self.life_situation(need.life_situation)?;
        Some(MetNeed {
            life_situation: situation.slug.clone(),
            life_situation_title: situation.title.clone(),
            need: need.slug.clone(),
            need_title: need.title.clone(),
        })
    }

    /// The need at `life-situation/need`.
    fn need_at(&self, path: &str) -> Option<NeedId> {
        let (situation, need) = path.split_once('/')?;
        let situation = self
            .life_situations
            .iter()
            .find(|known| known.slug.as_str() == situation)?;
        let mut needs = self.needs.iter();
        needs
            .find(|known| known.life_situation == situation.id && known.slug.as_str() == need)
            .map(|need| need.id)
    }

    fn life_situation_view(&self, situation: &LifeSituation) -> LifeSituationView {
        let own: Vec<&Need> = self
            .needs
            .iter()
            .filter(|need| need.life_situation == situation.id)
            .collect();
        let meets = |s: &Published, need: &Need| s.service.needs.contains(&need.id);
        let view = |need: &&Need| NeedView {
            slug: need.slug.clone(),
            title: need.title.clone(),
            services: self
                .services
                .iter()
                .filter(|s| meets(s, need))
                .map(|s| self.card(s))
                .collect(),
        };
        LifeSituationView {
            slug: situation.slug.clone(),
            title: situation.title.clone(),
            summary: situation.summary.clone(),
            services: self
                .services
                .iter()
                .filter(|s| own.iter().any(|need| meets(s, need)))
                .count(),
            needs: own.iter().map(view).collect(),
        }
    }
}

fn problem(field: &str, lv: &str, en: &str) -> FieldProblem {
    FieldProblem {
        field: field.to_owned(),
        message: LocalText::new(lv, en),
    }
}

fn missing_text(field: &str) -> FieldProblem {
    problem(
        field,
        "Teksts vajadzīgs abās valodās.",
        "The text is needed in both languages.",
    )
}

fn is_complete(text: &LocalText) -> bool {
    [Language::Lv, Language::En]
        .iter()
        .all(|language| !text.missing().contains(language))
}

fn complete(field: &str, texts: &[&LocalText]) -> Result<(), PortalError> {
    if texts.iter().all(|text| is_complete(text)) {
        Ok(())
    } else {
        Err(PortalError::Invalid(vec![missing_text(field)]))
    }
}

/// What a service description lacks (C2, R5).
fn incomplete(content: &ServiceContent) -> Vec<FieldProblem> {
    let texts = [
        ("content.title", &content.title),
        ("content.summary", &content.summary),
        ("content.description", &content.description),
        ("content.result", &content.result),
        ("content.eligibility", &content.eligibility),
        ("content.contest.how", &content.contest.how),
        ("content.contest.place", &content.contest.place),
        ("content.contest.until", &content.contest.until),
    ];
    let mut problems: Vec<FieldProblem> = texts
        .iter()
        .filter(|(_, text)| !is_complete(text))
        .map(|(field, _)| missing_text(field))
        .collect();
    if content
        .steps
        .iter()
        .any(|step| !is_complete(&step.title) || !is_complete(&step.now))
    {
        problems.push(missing_text("content.steps"));
    }
    if content.steps.len() < 2 {
        let (lv, en) = ("Vajadzīgi vismaz divi soļi.", "At least two steps are needed.");
        problems.push(problem("content.steps", lv, en));
    }
    let mut ids: Vec<&str> = content.steps.iter().map(|step| step.id.as_str()).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        problems.push(problem(
            "content.steps",
            "Soļa id atkārtojas.",
            "The id of a step is repeated.",
        ));
    }
    if content.audiences.is_empty() {
        problems.push(problem(
            "content.audiences",
            "Norādiet, kam pakalpojums domāts.",
            "Say for whom the service is.",
        ));
    }
    if content.channels.is_empty() {
        problems.push(problem(
            "content.channels",
            "Norādiet vismaz vienu kanālu.",
            "Name at least one channel.",
        ));
    }
    if addresses(content).any(|address| !is_web_address(address)) {
        let (lv, en) = (
            "Tīmekļa adresei jāsākas ar https:// vai http://.",
            "A web address must begin with https:// or http://.",
        );
        problems.push(problem("content", lv, en));
    }
    problems
}

/// Every web address that a description leads to.
fn addresses(content: &ServiceContent) -> impl Iterator<Item = &str> {
    let start = match &content.start {
        Start::External(address) => Some(address),
        Start::Form(_) | Start::InPerson => None,
    };
    let links = [
        &content.help,
        &content.video_consultation,
        &content.own_data,
        &content.participation,
    ];
    let links = links.into_iter().flatten().chain(&content.legal_acts);
    let channels = content.channels.iter().filter_map(|offer| offer.url.as_ref());
    let all = start.into_iter().chain(links.map(|link| &link.url)).chain(channels);
    all.map(String::as_str)
}

/// An address of another sort could run as a script in the reader's page.
fn is_web_address(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
