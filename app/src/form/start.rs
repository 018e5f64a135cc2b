//! The start of a form: what one needs, how long it takes, for whom one acts.

use domain::Date;
use leptos::prelude::*;
use portal::{Actor, DraftSummary, Portal, PortalError, ServiceView};

use crate::app::Page;
use crate::cases::words::moment;
use crate::components::back_link::BackLink;
use crate::components::button::{Button, LinkButton};
use crate::components::notice::{Notice, NoticeKind};
use crate::context::{Person, Viewer};
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::texts::{current, language, td, td_string};

/// Where a form starts.
#[component]
pub fn StartFormPage(
    /// The service's slug as in the address.
    slug: String,
) -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    let load = async move {
        let slug = slug.parse().map_err(|_| PortalError::NotFound)?;
        let service = portal.registry.service(&slug).await?;
        if service.start_form.is_none() {
            return Err(PortalError::NotFound);
        }
        let begun = match actor {
            Actor::Person(_) => portal.drafts.unfinished(&actor, &slug).await?,
            Actor::Anonymous | Actor::System => None,
        };
        Ok((service, begun, portal.today()))
    };
    loaded(load, |(service, begun, today)| draw(&service, begun, today))
}

fn draw(service: &ServiceView, begun: Option<DraftSummary>, today: Date) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let content = &service.version.content;
    let slug = service.service.slug.to_string();
    let title = content.title.get(language).to_owned();
    let own = Page::StartForm { slug: slug.clone() }.path(language);
    let minutes = content.minutes_to_fill.map(|minutes| {
        let words = td_string!(locale, form.minutes, from = minutes.from, to = minutes.to);
        view! { <li>{words}</li> }
    });
    let evidence = content.evidence.iter().map(|evidence| {
        let (title, note) = (
            evidence.title.get(language).to_owned(),
            evidence.note.get(language).to_owned(),
        );
        view! { <li>{title}{(!note.is_empty()).then(|| view! { <br/><span class="soft">{note}</span> })}</li> }
    });
    let evidence = (!content.evidence.is_empty()).then(|| {
        view! {
            <h2>{td!(locale, form.have_ready)}</h2>
            <ul>{evidence.collect_view()}</ul>
        }
    });
    let start = if begun.is_some() {
        td_string!(locale, form.go_on)
    } else {
        td_string!(locale, form.start)
    };
    let action = match (Viewer::current().person(), begun) {
        (None, _) => sign_in(&own).into_any(),
        (Some(person), begun) => {
            let change = format!("{}?next={own}", Page::Capacity.path(language));
            let behalf = match &person.acting_for {
                Some(company) => td_string!(locale, form.fill_for, name = company.clone()),
                None => td_string!(locale, form.fill_as, name = person.name.clone()),
            };
            view! {
                <p>{behalf}" "<a href=change>{td!(locale, form.change_capacity)}</a></p>
                {(!content.is_for(person.acting_for.is_some())).then(|| {
                    let text = match person.acting_for {
                        Some(_) => td_string!(locale, form.for_residents_only),
                        None => td_string!(locale, form.for_businesses_only),
                    };
                    view! { <Notice kind=NoticeKind::Warning>{text}</Notice> }
                })}
                {begun.map(|draft| resume(&draft, today))}
            }
            .into_any()
        }
    };
    let viewer = Viewer::current();
    let fits = |person: &Person| content.is_for(person.acting_for.is_some());
    let post = viewer.person().is_some_and(fits).then(|| {
        view! {
            <form method="post" action=own><Button>{start}</Button></form>
        }
    });
    view! {
        <PageTitle title=format!("{} – {title}", td_string!(locale, form.title))/>
        <div class="wrap page prose">
            <BackLink href=Page::Service { slug }.path(language)/>
            <h1>{title}</h1>
            <p class="lead">{content.summary.get(language).to_owned()}</p>
            <ul>
                {minutes}
                <li>{td!(locale, form.kept)}</li>
                <li>{td!(locale, form.checked_before)}</li>
            </ul>
            {evidence}
            {action}
            {post}
        </div>
    }
}

/// Signing in comes back here.
fn sign_in(own: &str) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let href = format!("{}?next={own}", Page::SignIn.path(language));
    view! {
        <p>{td!(locale, form.sign_in_first)}</p>
        <p><LinkButton href>{td!(locale, form.sign_in_and_start)}</LinkButton></p>
    }
}

fn resume(draft: &DraftSummary, today: Date) -> impl IntoView + use<> {
    let saved = moment(draft.updated_at, today);
    let text = td_string!(current(), form.begun, moment = saved);
    view! { <Notice>{text}</Notice> }
}
