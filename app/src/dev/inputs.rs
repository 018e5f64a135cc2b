//! Questions: each kind empty, filled and wrong.

use leptos::prelude::*;

use super::sample::{Part, Sample, say};
use crate::components::calculated::CalculatedNumber;
use crate::components::checkboxes::{Checkboxes, Consent};
use crate::components::date_input::{DateInput, DateText};
use crate::components::file_input::FileInput;
use crate::components::radios::{Choice, Radios};
use crate::components::scale::Scale;
use crate::components::select::Select;
use crate::components::text_input::{InputKind, TextInput, Width};
use crate::components::textarea::Textarea;

fn places() -> Vec<Choice> {
    vec![
        Choice::new("a", say("Vidzemes tirgus laukums", "Vidzeme market square")),
        Choice {
            value: "b".into(),
            label: say("Esplanāde, ziemas tirdziņš", "Esplanade, winter market").into(),
            hint: Some(say("Tikai decembrī un janvārī", "In December and January only").into()),
            ..Choice::default()
        },
        Choice::new("c", say("Cita vieta", "Another place")),
    ]
}

/// All kinds of questions.
#[component]
pub(super) fn Inputs() -> impl IntoView {
    view! {
        <Part id="inputs" title=say("Jautājumi", "Questions")>
            <form class="form" novalidate>
                <Texts/>
                <ChoicesToMake/>
                <Others/>
            </form>
        </Part>
    }
}

#[component]
fn Texts() -> impl IntoView {
    let wrong = || Some(say("Ierakstiet, ko pārdosiet", "Enter what you will sell").to_owned());
    view! {
        <Sample name="TextInput" state=say("tukšs", "empty")><TextInput name="text-empty" label=say("Ko pārdosiet?", "What will you sell?")/></Sample>
        <Sample name="TextInput" state=say("ar paskaidrojumu, nav obligāts", "with hint, optional")>
            <TextInput
                name="text-hint"
                label=say("E-pasts", "E-mail")
                hint=Some(say("Uz to sūtīsim tikai paziņojumus.", "We send notices only.").to_owned())
                kind=InputKind::Email
                width=Width::Medium
                optional=true
            />
        </Sample>
        <Sample name="TextInput" state=say("ar mērvienību", "with unit")>
            <TextInput name="text-unit" label=say("Platība", "Area") kind=InputKind::Decimal width=Width::Short unit=Some("m²".to_owned()) value="4,5"/>
        </Sample>
        <Sample name="TextInput" state=say("kļūda", "error")><TextInput name="text-error" label=say("Ko pārdosiet?", "What will you sell?") error=wrong()/></Sample>
        <Sample name="Textarea" state=say("tukšs, ar garuma robežu", "empty, limited")>
            <Textarea name="area-empty" label=say("Kas vēl jāzina?", "What else should we know?") optional=true max_length=Some(500)/>
        </Sample>
        <Sample name="Textarea" state=say("kļūda", "error")><Textarea name="area-error" label=say("Jautājums", "Question") error=wrong()/></Sample>
        <Sample name="DateInput" state=say("tukšs", "empty")>
            <DateInput name="date-empty" label=say("No kuras dienas?", "From which day?") value=DateText::default()/>
        </Sample>
        <Sample name="DateInput" state=say("kļūda", "error")>
            <DateInput
                name="from"
                label=say("Līdz kurai dienai?", "Until which day?")
                error=Some(say("Tādas dienas nav", "There is no such day").to_owned())
                value=DateText { day: "31".into(), month: "2".into(), year: "2027".into() }
            />
        </Sample>
    }
}

#[component]
fn ChoicesToMake() -> impl IntoView {
    let yes_no = || {
        vec![
            Choice::new("true", say("Jā", "Yes")),
            Choice::new("false", say("Nē", "No")),
        ]
    };
    let wrong = || Some(say("Izvēlieties, kur tirgosiet", "Choose where you will sell").to_owned());
    view! {
        <Sample name="Radios" state=say("tukšs", "empty")><Radios name="radios-empty" label=say("Kur tirgosiet?", "Where will you sell?") choices=places()/></Sample>
        <Sample name="Radios" state=say("izvēlēts", "chosen")><Radios name="radios-chosen" label=say("Kur tirgosiet?", "Where will you sell?") value=Some("b".to_owned()) choices=places()/></Sample>
        <Sample name="Radios" state=say("kļūda", "error")><Radios name="place" label=say("Kur tirgosiet?", "Where will you sell?") error=wrong() choices=places()/></Sample>
        <Sample name="Radios" state=say("vienā rindā", "inline")><Radios name="radios-inline" label=say("Vai tirgosiet pārtiku?", "Will you sell food?") inline=true value=Some("true".to_owned()) choices=yes_no()/></Sample>
        <Sample name="Checkboxes" state=say("tukšs", "empty")><Checkboxes name="boxes-empty" label=say("Kurās vietās?", "In which places?") values=vec![] choices=places()/></Sample>
        <Sample name="Checkboxes" state=say("atzīmēts", "ticked")><Checkboxes name="boxes" label=say("Kurās vietās?", "In which places?") values=vec!["b".into()] choices=places()/></Sample>
        <Sample name="Checkboxes" state=say("kļūda", "error")><Checkboxes name="boxes-error" label=say("Kurās vietās?", "In which places?") error=wrong() choices=places()/></Sample>
        <Sample name="Select" state=say("tukšs", "empty")><Select name="select-empty" label=say("Iestāde", "Agency") choices=places()/></Sample>
        <Sample name="Select" state=say("kļūda", "error")><Select name="select-error" label=say("Iestāde", "Agency") error=wrong() value=Some("c".to_owned()) choices=places()/></Sample>
        <Sample name="Consent" state=say("tukšs", "empty")><Consent name="consent" label=say("Apliecinu, ka ziņas ir patiesas.", "I declare that this is true.") value="true"/></Sample>
        <Sample name="Consent" state=say("kļūda", "error")>
            <Consent name="consent-error" label=say("Apliecinu, ka ziņas ir patiesas.", "I declare that this is true.") value="true" error=Some(say("Apliecinājums ir vajadzīgs", "The declaration is needed").to_owned())/>
        </Sample>
    }
}

#[component]
fn Others() -> impl IntoView {
    let label = say("Cik viegli bija pieteikt?", "How easy was it to apply?");
    let (lowest, highest) = (say("ļoti grūti", "very hard"), say("ļoti viegli", "very easy"));
    view! {
        <Sample name="FileInput" state=say("tukšs", "empty")>
            <FileInput
                name="file-empty"
                label=say("Vietas fotogrāfija", "Picture of the place")
                hint=Some(say("PDF, JPG vai PNG, līdz 10 MB.", "PDF, JPG or PNG, up to 10 MB.").to_owned())
                optional=true
            />
        </Sample>
        <Sample name="FileInput" state=say("kļūda", "error")>
            <FileInput
                name="file-error"
                label=say("Vietas fotogrāfija", "Picture of the place")
                error=Some(say("Fails ir lielāks par 10 MB", "The file is larger than 10 MB").to_owned())
            />
        </Sample>
        <Sample name="CalculatedNumber" state=say("aprēķināts", "calculated")>
            <CalculatedNumber name="fee" label=say("Maksa kopā", "Fee in all") value=Some(say("1 080,00 EUR", "1,080.00 EUR").to_owned())/>
        </Sample>
        <Sample name="CalculatedNumber" state=say("vēl nav zināms", "not known yet")>
            <CalculatedNumber name="fee-open" label=say("Maksa kopā", "Fee in all") value=None/>
        </Sample>
        <Sample name="Scale" state=say("tukšs", "empty")><Scale name="scale-empty" label lowest highest/></Sample>
        <Sample name="Scale" state=say("kļūda", "error")>
            <Scale name="scale-error" label lowest highest error=Some(say("Izvēlieties vērtējumu", "Choose a rating").to_owned())/>
        </Sample>
        <Sample name="Scale" state=say("izvēlēts", "chosen")><Scale name="scale-chosen" label lowest highest value=Some(4)/></Sample>
    }
}
