//! What tells people something.

use leptos::prelude::*;

use super::sample::{Part, Sample, say};
use crate::components::confirmation::Confirmation;
use crate::components::details::Details;
use crate::components::empty::Empty;
use crate::components::error_summary::ErrorSummary;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::panel::Panel;
use crate::components::tag::{Tag, Tone};
use crate::posted::FieldError;

/// Notices, errors, tags and the like.
#[component]
pub(super) fn Messages() -> impl IntoView {
    let error = |field: &str, message: &str| FieldError {
        field: field.to_owned(),
        message: message.to_owned(),
        item: None,
    };
    let errors = vec![
        error(
            "place-error",
            say("Izvēlieties, kur tirgosiet", "Choose where you will sell"),
        ),
        error(
            "from-error",
            say("Ierakstiet, no kuras dienas tirgosiet", "Enter the day you will begin"),
        ),
    ];
    let about = say(
        "Atbildi gaidām līdz 12. novembrim.",
        "We wait for your answer until 12 November.",
    );
    let tags = [
        (Tone::Plain, say("Jauns", "New")),
        (Tone::Now, say("Pie iestādes", "With the agency")),
        (Tone::Wait, say("Gaida jūs", "Waits for you")),
        (Tone::Done, say("Pabeigts", "Finished")),
        (Tone::Late, say("Kavējas", "Late")),
    ];
    view! {
        <Part id="messages" title=say("Ziņas", "Messages")>
            <Sample name="Notice" state=say("ziņa", "info")><Notice title=say("Vajadzēs rēķinu", "You will need the invoice")>{about}</Notice></Sample>
            <Sample name="Notice" state=say("izdevies", "success")>
                <Notice kind=NoticeKind::Success title=say("Atbilde nosūtīta", "Answer sent")>{about}</Notice>
            </Sample>
            <Sample name="Notice" state=say("brīdinājums", "warning")>
                <Notice kind=NoticeKind::Warning title=say("Iestāde gaida jūsu atbildi", "The agency waits for your answer")>{about}</Notice>
            </Sample>
            <Sample name="Notice" state=say("bez virsraksta", "without title")><Notice>{about}</Notice></Sample>
            <Sample name="ErrorSummary" state=say("divas kļūdas", "two errors")><ErrorSummary errors/></Sample>
            <Sample name="Confirmation">
                <Confirmation
                    title=say("Pieteikums iesniegts", "Submitted")
                    number_label=say("Pieteikuma numurs", "Case number")
                    number="2026-004117-K"
                />
            </Sample>
            <Sample name="Tag" state=say("visi toņi", "all tones")>
                <p>{tags.map(|(tone, word)| view! { <Tag tone>{word}</Tag>" " }).collect_view()}</p>
            </Sample>
            <Sample name="Panel" state=say("ar virsrakstu", "with title")><Panel title=say("Laiks", "Time").to_owned()><p>{about}</p></Panel></Sample>
            <Sample name="Panel" state=say("bez virsraksta", "without title")><Panel><p>{about}</p></Panel></Sample>
            <Sample name="Empty">
                <Empty title=say("Nekas nav atrasts", "Nothing was found")>
                    <p>{say("Pamēģiniet īsāk vai citiem vārdiem.", "Try fewer or other words.")}</p>
                </Empty>
            </Sample>
            <Sample name="Details" state=say("aizvērts", "closed")><Details summary=say("Kā saņemt papīrā?", "How do I get it on paper?")><p>{about}</p></Details></Sample>
            <Sample name="Details" state=say("atvērts", "open")><Details summary=say("Vai varu mainīt vietu?", "Can I change the place?") open=true><p>{about}</p></Details></Sample>
        </Part>
    }
}
