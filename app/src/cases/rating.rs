//! The rating after a case has ended: how easy it was, and why.

use domain::{Difficulty, Feedback, Liking, NewFeedback};
use leptos::prelude::*;
use portal::{Actor, Portal};

use super::shown::ShownCase;
use crate::app::Page;
use crate::components::back_link::BackLink;
use crate::components::button::{Button, LinkButton};
use crate::components::checkboxes::Checkboxes;
use crate::components::error_summary::ErrorSummary;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::radios::Choice;
use crate::components::scale::Scale;
use crate::components::textarea::Textarea;
use crate::format;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// The rating of a case.
#[component]
pub fn RatingPage(
    /// Its number as in the address.
    number: String,
) -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    let language = language();
    loaded(
        async move { ShownCase::for_client(&portal, &actor, &number, language).await },
        |case| view! { <CaseRating case/> },
    )
}

/// The questions, the thanks for having answered them, or why they are not asked yet.
#[component]
pub fn CaseRating(
    /// The case.
    case: ShownCase,
) -> impl IntoView {
    let (locale, language) = (current(), language());
    let service = case.view.service_title.get(language).to_owned();
    let title = td_string!(locale, cases.rate);
    let content = match (&case.view.feedback, case.view.can.rate) {
        (Some(feedback), _) => thanks(feedback, &case).into_any(),
        (None, true) => questions(&case).into_any(),
        (None, false) => view! { <Notice><p>{td!(locale, cases.not_yet)}</p></Notice> }.into_any(),
    };
    view! {
        <PageTitle title=format!("{title} – {service}")/>
        <div class="wrap page">
            <BackLink href=Page::Case { number: case.number() }.path(language)/>
            <ErrorSummary errors=Posted::current().errors/>
            <p class="kicker">{service}</p>
            <h1>{title}</h1>
            {content}
        </div>
    }
}

/// One page: which reasons fit depends on the score, and each group says so.
fn questions(case: &ShownCase) -> impl IntoView + use<> {
    let (locale, language, posted) = (current(), language(), Posted::current());
    let chosen = |name: &str| posted.all(name).map(str::to_owned).collect::<Vec<_>>();
    view! {
        <p>{td!(locale, cases.rate_intro)}</p>
        <form class="form rating" method="post" action=Page::Rating { number: case.number() }.path(language) novalidate>
            <Scale
                name="rating"
                label=td_string!(locale, cases.how_easy)
                lowest=td_string!(locale, cases.very_hard)
                highest=td_string!(locale, cases.very_easy)
                value=posted.value("rating").and_then(|score| score.parse::<u8>().ok())
                error=posted.error("rating")
            />
            <div class="rating__hard">
                <Checkboxes
                    name="difficulties"
                    label=td_string!(locale, cases.difficulties)
                    hint=td_string!(locale, cases.difficulties_hint).to_owned()
                    optional=true
                    values=chosen("difficulties")
                    choices=Difficulty::ALL.iter().map(|reason| Choice::new(reason.code(), difficulty(*reason))).collect()
                />
            </div>
            <div class="rating__good">
                <Checkboxes
                    name="likings"
                    label=td_string!(locale, cases.likings)
                    hint=td_string!(locale, cases.likings_hint).to_owned()
                    optional=true
                    values=chosen("likings")
                    choices=Liking::ALL.iter().map(|reason| Choice::new(reason.code(), liking(*reason))).collect()
                />
            </div>
            <Textarea
                name="comment"
                label=td_string!(locale, cases.comment)
                hint=td_string!(locale, cases.comment_hint).to_owned()
                optional=true
                value=posted.value("comment").unwrap_or_default().to_owned()
                error=posted.error("comment")
                max_length=NewFeedback::MAX_COMMENT as u32
            />
            <Button>{td!(locale, cases.send_rating)}</Button>
        </form>
    }
}

fn thanks(feedback: &Feedback, case: &ShownCase) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let content = &feedback.content;
    let day = format::on(feedback.created_at.date(), case.today, language);
    let said = td_string!(locale, cases.rated_on, rating = content.rating.get(), day = day);
    let reasons: Vec<&str> = content
        .difficulties
        .iter()
        .map(|it| difficulty(*it))
        .chain(content.likings.iter().map(|it| liking(*it)))
        .collect();
    let comment = content.comment.clone();
    view! {
        <Notice kind=NoticeKind::Success title=td_string!(locale, cases.thanks)>
            <p>{said}</p>
            {(!reasons.is_empty()).then(|| view! {
                <ul>{reasons.into_iter().map(|reason| view! { <li>{reason}</li> }).collect_view()}</ul>
            })}
            {(!comment.is_empty()).then(|| view! { <p class="as-written">{comment}</p> })}
        </Notice>
        <p><LinkButton href=Page::Workspace.path(language)>{td!(locale, cases.to_workspace)}</LinkButton></p>
    }
}

fn difficulty(reason: Difficulty) -> &'static str {
    let locale = current();
    match reason {
        Difficulty::UnclearInstructions => td_string!(locale, cases.unclear_instructions),
        Difficulty::MissingInstructions => td_string!(locale, cases.missing_instructions),
        Difficulty::UnclearProgress => td_string!(locale, cases.unclear_progress),
        Difficulty::AskedKnownThings => td_string!(locale, cases.asked_known_things),
        Difficulty::TechnicalFaults => td_string!(locale, cases.technical_faults),
        Difficulty::TookTooLong => td_string!(locale, cases.took_too_long),
        Difficulty::Other => td_string!(locale, cases.other_difficulty),
    }
}

fn liking(reason: Liking) -> &'static str {
    let locale = current();
    match reason {
        Liking::ClearInstructions => td_string!(locale, cases.clear_instructions),
        Liking::CompleteInstructions => td_string!(locale, cases.complete_instructions),
        Liking::ClearProgress => td_string!(locale, cases.clear_progress),
        Liking::KnownDataFilled => td_string!(locale, cases.known_data_filled),
        Liking::NoFaults => td_string!(locale, cases.no_faults),
        Liking::Quick => td_string!(locale, cases.quick),
        Liking::Other => td_string!(locale, cases.other_liking),
    }
}
