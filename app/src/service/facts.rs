//! What decides, at a glance: time, money, for whom, how good, whom to call.

use leptos::prelude::*;
use portal::ServiceView;

use domain::{RatingSummary, RealDuration, Term, TermUnit};

use super::names;
use super::outward::Phone;
use super::price;
use crate::components::facts::{Fact, Facts};
use crate::format;
use crate::texts::{Plural, current, language, plural, td, td_string};

/// The facts of a service.
#[component]
pub(super) fn ServiceFacts<'a>(view: &'a ServiceView) -> impl IntoView + use<> {
    let locale = current();
    let content = &view.version.content;
    let audiences: Vec<&str> = content
        .audiences
        .iter()
        .map(|audience| names::audience(*audience))
        .collect();
    let audiences = audiences.join(", ");
    let digitalisation = names::digitalisation(content.digitalisation);
    let phone = content
        .second_line_phone
        .clone()
        .unwrap_or_else(|| view.agency.phone.clone());
    let price = price::in_short(&content.fees);
    let rating = view.rating;
    let (promised, legal, real) = (content.promised, content.legal, view.real_duration);
    view! {
        <div class="panel service__facts">
            <h2 class="visually-hidden">{td!(locale, service.facts)}</h2>
            <Facts>
                {time(td_string!(locale, service.promised), promised)}
                {time(td_string!(locale, service.legal), legal)}
                {real.map(|real| view! { <Fact term=td_string!(locale, service.real_time)>{real_time(real)}</Fact> })}
                <Fact term=td_string!(locale, service.fee)>{price}</Fact>
                <Fact term=td_string!(locale, service.audience)>{audiences}</Fact>
                <Fact term=td_string!(locale, service.digitalisation)>{digitalisation}</Fact>
                <Fact term=td_string!(locale, service.rating)>{average(rating)}</Fact>
                <Fact term=td_string!(locale, service.phone)><Phone number=phone/></Fact>
            </Facts>
        </div>
    }
    .into_any()
}

fn time(term: &'static str, length: Option<Term>) -> Option<impl IntoView> {
    length.map(|length| view! { <Fact term>{format::term(length, language())}</Fact> })
}

/// Within how long half and nine of ten are decided, and of how many cases one knows that.
fn real_time(real: RealDuration) -> AnyView {
    let (locale, language) = (current(), language());
    let within = |days: u32| match u16::try_from(days).unwrap_or(u16::MAX) {
        0 => td_string!(locale, service.same_day).to_owned(),
        amount => format::within(
            Term {
                amount,
                unit: TermUnit::WorkingDays,
            },
            language,
        ),
    };
    let (half, most) = (within(real.half_within), within(real.nine_of_ten_within));
    let half = (half != most).then(|| td_string!(locale, service.real_time_half, half = half));
    let most = td_string!(locale, service.real_time_most, most = most);
    let count = u64::from(real.cases);
    let basis = match plural(language, count) {
        Plural::One => td_string!(locale, service.real_time_basis_one, count = count),
        Plural::Other => td_string!(locale, service.real_time_basis_many, count = count),
    };
    view! { {half.map(|half| view! { {half}<br/> })}{most}<br/><span class="soft">{basis}</span> }.into_any()
}

/// The average and how many ratings it is made of.
fn average(rating: RatingSummary) -> AnyView {
    let (locale, language) = (current(), language());
    let Some(tenths) = rating.average_tenths() else {
        return view! { <span class="soft">{td!(locale, service.no_ratings)}</span> }.into_any();
    };
    let average = format::tenths(tenths as f64 / 10.0, language);
    let count = rating.count.unsigned_abs();
    let counted = match plural(language, count) {
        Plural::One => td_string!(locale, catalogue.ratings_one, count = count),
        Plural::Other => td_string!(locale, catalogue.ratings_many, count = count),
    };
    view! { {td_string!(locale, catalogue.rating, average = average)}" "<span class="soft">"("{counted}")"</span> }
        .into_any()
}
