//! Public services: what a catalogue card says, in versions (requirements R1–R6).

use forms::LocalText;
use serde::{Deserialize, Serialize};

use crate::{AgencyId, NeedId, PublicServiceId, ServiceVersionId, Slug, StepId, Timestamp};

/// A registered public service: a stable identity whose description lives in [`ServiceVersion`]s.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PublicService {
    /// Identity.
    pub id: PublicServiceId,
    /// Immutable ASCII name in addresses, the same in every language.
    pub slug: Slug,
    /// The agency that answers for the service and handles its cases.
    pub agency: AgencyId,
    /// Whether any agency can be addressed through this service (the form names which).
    pub any_agency: bool,
    /// The needs it meets.
    pub needs: Vec<NeedId>,
    /// The version the public sees now.
    pub current: ServiceVersionId,
}

/// One published wording of a service; cases keep pointing at the version they were started under.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceVersion {
    /// Identity.
    pub id: ServiceVersionId,
    /// The service described.
    pub service: PublicServiceId,
    /// 1, 2, 3 … in order of publishing.
    pub number: i64,
    /// When it was published.
    pub published_at: Timestamp,
    /// What it says.
    pub content: ServiceContent,
}

/// Everything a service card holds (R5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServiceContent {
    /// Name of the service.
    pub title: LocalText,
    /// One or two sentences for lists and search results.
    pub summary: LocalText,
    /// What it is and when one needs it; Markdown.
    pub description: LocalText,
    /// The words people use for it, comma-separated; searched, not shown.
    pub search_words: LocalText,
    /// Which of the four kinds of R2 it is.
    pub kind: ServiceKind,
    /// For whom.
    pub audiences: Vec<Audience>,
    /// The employee who answers for the description: name and position.
    pub owner: String,
    /// How digital it is today.
    pub digitalisation: Digitalisation,
    /// The steps that matter to the client, in order; the first is the client's submission.
    pub steps: Vec<Step>,
    /// The time the agency promises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Term>,
    /// The longest time the law allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<Term>,
    /// Minutes the form takes to fill, from–to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes_to_fill: Option<MinutesRange>,
    /// What it costs; empty means free.
    #[serde(default)]
    pub fees: Vec<Fee>,
    /// The ways to ask for it.
    pub channels: Vec<ChannelOffer>,
    /// What one must show or attach.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// What one receives in the end.
    pub result: LocalText,
    /// Who may ask for it.
    pub eligibility: LocalText,
    /// The acts it rests on.
    #[serde(default)]
    pub legal_acts: Vec<Link>,
    /// Questions people ask.
    #[serde(default)]
    pub faq: Vec<Faq>,
    /// A guide or video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Link>,
    /// The agency's own advisers on this service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_line_phone: Option<String>,
    /// Where a video consultation starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video_consultation: Option<Link>,
    /// How, where and until when the result can be contested.
    pub contest: Contest,
    /// Where one sees one's own data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_data: Option<Link>,
    /// How wrong data are corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correct_data: Option<LocalText>,
    /// Public participation on the rules of this service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participation: Option<Link>,
    /// What starts it.
    pub start: Start,
}

impl ServiceContent {
    /// Whether it is for whom the person acts for: an organisation, or themself.
    pub fn is_for(&self, organisation: bool) -> bool {
        let audience = if organisation {
            Audience::Business
        } else {
            Audience::Resident
        };
        self.audiences.contains(&audience)
    }
}

/// The four kinds of service of R2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    /// Public, for the benefit of the one who asks.
    PublicIndividual,
    /// Public, for everybody's benefit.
    PublicGeneral,
    /// From one agency to another on request.
    InterAgencyIndividual,
    /// From one agency to many.
    InterAgencyShared,
}

/// For whom a service is; each has its own catalogue (C1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Residents.
    Resident,
    /// Businesses and other organisations.
    Business,
    /// Agencies.
    Agency,
}

impl Audience {
    /// All, in the order shown.
    pub const ALL: [Self; 3] = [Self::Resident, Self::Business, Self::Agency];

    /// The stored and transferred code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::Business => "business",
            Self::Agency => "agency",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }
}

/// Degree of digitalisation (R5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Digitalisation {
    /// Only in person.
    InPerson,
    /// Requested electronically, some steps by hand.
    EService,
    /// Electronic from request to result.
    FullyDigital,
}

/// A way to reach a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// On the web.
    Online,
    /// At the agency's counter.
    InPerson,
    /// By post.
    Post,
    /// To the official e-address, or by signed e-mail.
    EAddress,
    /// At a one-stop centre (VPVKAC).
    OneStopCentre,
    /// By phone.
    Phone,
}

impl Channel {
    /// All, in the order shown.
    pub const ALL: [Self; 6] = [
        Self::Online,
        Self::InPerson,
        Self::OneStopCentre,
        Self::EAddress,
        Self::Post,
        Self::Phone,
    ];

    /// The stored and transferred code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::InPerson => "in_person",
            Self::Post => "post",
            Self::EAddress => "e_address",
            Self::OneStopCentre => "one_stop_centre",
            Self::Phone => "phone",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// How a channel is used for one service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChannelOffer {
    /// Which.
    pub channel: Channel,
    /// Where and how: office, hours, what to write.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub note: LocalText,
    /// A page about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// One step of a service's path, in words for the client (Q4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// Identity within the version.
    pub id: StepId,
    /// Name, as short as a gate on the path.
    pub title: LocalText,
    /// What happens in it, one sentence in the present.
    pub now: LocalText,
    /// Who acts.
    pub actor: StepActor,
    /// Expected duration; 0 means at once.
    pub working_days: u16,
}

/// Who acts in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepActor {
    /// The one who asks.
    Client,
    /// The agency that handles it.
    Agency,
    /// Somebody else: another agency, a doctor.
    Other,
}

/// A length of time that ends on a date; what a day is depends on the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Term {
    /// How many.
    pub amount: u16,
    /// Of what.
    pub unit: TermUnit,
}

/// Unit of a [`Term`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    /// Days on which agencies work.
    WorkingDays,
    /// All days.
    CalendarDays,
    /// Calendar months.
    Months,
}

/// A range of minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinutesRange {
    /// Quick.
    pub from: u16,
    /// Slow.
    pub to: u16,
}

/// One position of the price list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fee {
    /// For what.
    pub label: LocalText,
    /// Price in euro cents; absent when set case by case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cents: Option<i64>,
    /// For how much the price is, such as "a day"; absent when it is for all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<LocalText>,
}

/// Something to show or attach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Evidence {
    /// What.
    pub title: LocalText,
    /// When, or for whom.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub note: LocalText,
}

/// A named link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Link {
    /// What is there.
    pub title: LocalText,
    /// Where.
    pub url: String,
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Faq {
    /// As a person would ask.
    pub question: LocalText,
    /// Plain answer; Markdown.
    pub answer: LocalText,
}

/// How, where and until when a result can be contested (S4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Contest {
    /// How.
    pub how: LocalText,
    /// Where to.
    pub place: LocalText,
    /// Until when.
    pub until: LocalText,
}

/// What the card's main button does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// Opens a form of the portal, by its slug.
    Form(Slug),
    /// Opens the system that runs the service.
    External(String),
    /// By its nature only in person (C2).
    InPerson,
}
