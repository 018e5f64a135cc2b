//! The agency's queue: what is due first stands first.

use domain::{Agency, CaseState, Date, Limit, RoleKind};
use leptos::prelude::*;
use portal::{Actor, Portal, PortalError, QueueItem, QueuePage as Found};

use super::filter::Show;
use crate::app::Page;
use crate::cases::StateTag;
use crate::cases::words::{self, Side};
use crate::components::button::LinkButton;
use crate::components::empty::Empty;
use crate::components::next_page::NextPage;
use crate::components::table::Table;
use crate::components::tabs::{Tab, Tabs};
use crate::components::tag::Tag;
use crate::context::Request;
use crate::format;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::paging::{address, cursor};
use crate::texts::{current, language, td_string};

/// Query parameters.
const AGENCY: &str = "agency";
const SHOW: &str = "show";
const AFTER: &str = "after";

/// Everything the queue shows.
#[derive(Debug, Clone)]
pub struct QueueView {
    /// The agencies whose official the person is.
    pub agencies: Vec<Agency>,
    /// The one shown.
    pub agency: Agency,
    /// Which of its cases.
    pub show: Show,
    /// The cases.
    pub found: Found,
    /// The date now.
    pub today: Date,
}

/// The queue as its address asks for it.
#[component]
pub fn QueuePage() -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    let request = Request::current();
    let (asked, show, place) = (
        request.query(AGENCY),
        Show::parse(request.query(SHOW).as_deref()),
        cursor(AFTER),
    );
    let load = async move {
        let agencies = own(&portal, &actor).await?;
        let named = agencies
            .iter()
            .find(|agency| Some(agency.slug.as_str()) == asked.as_deref());
        let agency = named.or(agencies.first()).ok_or(PortalError::NotAllowed)?.clone();
        let found = portal
            .cases
            .queue(&actor, agency.id, show.filter(), place.as_ref(), Limit::default())
            .await?;
        Ok(QueueView {
            agencies,
            agency,
            show,
            found,
            today: portal.today(),
        })
    };
    loaded(load, |queue| view! { <Queue queue/> })
}

/// The agencies whose official the person is.
async fn own(portal: &Portal, actor: &Actor) -> Result<Vec<Agency>, PortalError> {
    let person = actor.person().ok_or(PortalError::SignInFirst)?;
    let mut agencies = portal.registry.agencies().await?;
    agencies.retain(|agency| person.role_at(RoleKind::Official, agency.id).is_some());
    Ok(agencies)
}

/// The queue with what is in it.
#[component]
pub fn Queue(
    /// What is in it.
    queue: QueueView,
) -> impl IntoView {
    let (locale, language) = (current(), language());
    let title = td_string!(locale, agency.title);
    let QueueView {
        agencies,
        agency,
        show,
        found,
        today,
    } = queue;
    let slug = agency.slug.to_string();
    let at = |agency: &str, show: Show, place: &str| {
        address(&Page::Queue, &[(AGENCY, agency), (SHOW, show.code()), (AFTER, place)])
    };
    let of_agency = |each: &Agency| Tab {
        href: at(each.slug.as_str(), Show::Open, ""),
        title: each.short_name.get(language).to_owned(),
        count: None,
        current: each.id == agency.id,
    };
    let choice: Vec<Tab> = agencies.iter().map(of_agency).collect();
    let of_view = |each: Show| Tab {
        href: at(&slug, each, ""),
        title: each.title().to_owned(),
        count: each.count(&found.counts),
        current: each == show,
    };
    let views = Show::ALL.into_iter().map(of_view).collect();
    let first = cursor(AFTER).map(|_| at(&slug, show, ""));
    let next = found.page.next.as_ref().map(|place| at(&slug, show, &place.0));
    let empty = found.page.items.is_empty();
    view! {
        <PageTitle title=format!("{} – {title}", show.title())/>
        <div class="wrap page">
            <p class="kicker">{agency.name.get(language).to_owned()}</p>
            <h1>{title}</h1>
            {(choice.len() > 1).then(|| view! { <Tabs label=td_string!(locale, agency.agencies) tabs=choice/> })}
            <Tabs label=td_string!(locale, agency.views) tabs=views/>
            {if empty {
                nothing(show, |each| at(&slug, each, "")).into_any()
            } else {
                view! { <Cases items=found.page.items show today/> }.into_any()
            }}
            <NextPage of=title first next/>
        </div>
    }
}

/// Nothing in this view: say what that means and lead on.
fn nothing(show: Show, address: impl Fn(Show) -> String) -> impl IntoView {
    let locale = current();
    let text = match show {
        Show::Open => td_string!(locale, agency.none_open),
        Show::Mine => td_string!(locale, agency.none_mine),
        Show::Unassigned => td_string!(locale, agency.none_unassigned),
        Show::Overdue => td_string!(locale, agency.none_overdue),
        Show::Waiting => td_string!(locale, agency.none_waiting),
        Show::Closed => td_string!(locale, agency.none_closed),
    };
    let onward = match show {
        Show::Open => None,
        Show::Mine => Some((Show::Unassigned, td_string!(locale, agency.to_unassigned))),
        _ => Some((Show::Open, td_string!(locale, agency.to_open))),
    };
    let onward = onward.map(|(each, words)| view! { <p><LinkButton href=address(each)>{words}</LinkButton></p> });
    view! {
        <Empty title=td_string!(locale, agency.none)>
            <p>{text}</p>
            {onward}
        </Empty>
    }
}

#[component]
fn Cases(items: Vec<QueueItem>, show: Show, today: Date) -> impl IntoView {
    let locale = current();
    let last = if show == Show::Closed {
        td_string!(locale, agency.submitted)
    } else {
        td_string!(locale, agency.due)
    };
    let columns = [
        td_string!(locale, agency.number),
        last,
        td_string!(locale, agency.service),
        td_string!(locale, agency.applicant),
        td_string!(locale, agency.step),
        td_string!(locale, agency.official),
    ];
    view! {
        <Table id="queue" caption=show.title() caption_hidden=true columns=columns.map(str::to_owned).to_vec()>
            {items.into_iter().map(|item| view! { <Line item today/> }).collect_view()}
        </Table>
    }
}

#[component]
fn Line(item: QueueItem, today: Date) -> impl IntoView {
    let (locale, language) = (current(), language());
    let number = item.number.to_string();
    let href = Page::AgencyCase { number: number.clone() }.path(language);
    let when = match item.state {
        CaseState::Closed(_) => format::on(item.submitted_at.date(), today, language).into_any(),
        state => {
            let due = item.promised_by.into_iter().chain(item.legal_by).min();
            let (tone, words) = words::due(due, state, today);
            view! { <Tag tone>{words}</Tag> }.into_any()
        }
    };
    let official = item
        .official_name
        .unwrap_or_else(|| td_string!(locale, agency.nobody).to_owned());
    let closed = item.state.is_closed();
    let whens = if closed {
        td_string!(locale, agency.submitted)
    } else {
        td_string!(locale, agency.due)
    };
    view! {
        <tr>
            <th scope="row"><a href=href>{number}</a></th>
            <td data-label=whens>{when}</td>
            <td data-label=td_string!(locale, agency.service)>{item.service_title.get(language).to_owned()}</td>
            <td data-label=td_string!(locale, agency.applicant)>{item.applicant_name}</td>
            <td data-label=td_string!(locale, agency.step)>
                <span>
                    {(!closed).then(|| view! { {item.step_title.get(language).to_owned()}<br/> })}
                    <StateTag state=item.state side=Side::Agency/>
                </span>
            </td>
            <td data-label=td_string!(locale, agency.official)>{official}</td>
        </tr>
    }
}
