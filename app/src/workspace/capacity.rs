//! For whom one acts: oneself, or somebody one represents.

use leptos::prelude::*;
use portal::{Actor, Capacity, Portal};

use crate::app::Page;
use crate::components::back_link::BackLink;
use crate::components::button::Button;
use crate::components::error_summary::ErrorSummary;
use crate::components::notice::Notice;
use crate::components::radios::{Choice, Radios};
use crate::context::Request;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// The choice of the capacity.
#[component]
pub fn CapacityPage() -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    let represented = actor.person().and_then(|person| person.represents.as_ref());
    let chosen = represented
        .map(|represented| represented.mandate.to_string())
        .unwrap_or_default();
    loaded(
        async move { portal.sessions.capacities(&actor).await },
        move |capacities| view! { <CapacityChoice capacities chosen/> },
    )
}

/// The choice with what there is to choose from.
#[component]
pub fn CapacityChoice(
    /// Everybody the person can act for, themself first.
    capacities: Vec<Capacity>,
    /// The mandate acted by now; empty as oneself.
    #[prop(into)]
    chosen: String,
) -> impl IntoView {
    let (locale, language, posted) = (current(), language(), Posted::current());
    let title = td_string!(locale, layout.capacity);
    let next = Request::current()
        .query("next")
        .or_else(|| posted.value("next").map(str::to_owned));
    let next = next.filter(|next| return_to(next).is_some());
    let alone = capacities.len() < 2;
    let choices = capacities.iter().map(|capacity| choice(capacity, &chosen)).collect();
    view! {
        <PageTitle title/>
        <div class="wrap page">
            <BackLink href=next.clone().unwrap_or_else(|| Page::Workspace.path(language))/>
            <ErrorSummary errors=posted.errors.clone()/>
            {if alone {
                view! {
                    <h1>{title}</h1>
                    <Notice><p>{td!(locale, workspace.only_myself)}</p></Notice>
                }.into_any()
            } else {
                view! {
                    <form class="form" method="post" action=Page::Capacity.path(language)>
                        {next.map(|next| view! { <input type="hidden" name="next" value=next/> })}
                        <Radios
                            name="mandate"
                            label=td_string!(locale, workspace.act_for)
                            hint=td_string!(locale, workspace.act_for_hint).to_owned()
                            value=posted.value("mandate").unwrap_or(&chosen).to_owned()
                            error=posted.error("mandate")
                            heading=true
                            choices
                        />
                        <Button>{td!(locale, workspace.act_button)}</Button>
                    </form>
                }.into_any()
            }}
        </div>
    }
}

fn choice(capacity: &Capacity, chosen: &str) -> Choice {
    let locale = current();
    let value = capacity.mandate.map(|mandate| mandate.to_string()).unwrap_or_default();
    let now = (value == chosen).then(|| td_string!(locale, workspace.acting_now).to_owned());
    let number = capacity.registration_number.as_ref();
    let number = number.map(|number| td_string!(locale, workspace.registration, number = number.as_str().to_owned()));
    let hint = [number, now].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let label = match capacity.mandate {
        None => td_string!(locale, workspace.as_myself, name = capacity.name.clone()),
        Some(_) => capacity.name.clone(),
    };
    Choice {
        hint: (!hint.is_empty()).then_some(hint),
        ..Choice::new(value, label)
    }
}

/// Where one goes on after the choice: a page that is there in every capacity.
pub fn return_to(address: &str) -> Option<&str> {
    let (page, _) = Page::parse(address.split(['?', '#']).next()?)?;
    let anywhere = page.is_public()
        || matches!(
            page,
            Page::StartForm { .. } | Page::Workspace | Page::Inbox | Page::Resume
        );
    anywhere.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::return_to;

    #[test]
    fn one_returns_to_pages_of_every_capacity_only() {
        assert_eq!(
            return_to("/lv/pakalpojumi/x/pieteikums?a=b"),
            Some("/lv/pakalpojumi/x/pieteikums?a=b")
        );
        for other in [
            "/lv/pieteikumi/2026-000001-Z",
            "https://evil.example/lv",
            "//evil.example",
            "",
            "/lv/iestade/rinda",
        ] {
            assert_eq!(return_to(other), None, "{other}");
        }
    }
}
