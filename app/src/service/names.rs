//! The names of codes that service descriptions use.

use domain::{Audience, Channel, Digitalisation, StepActor};

use crate::texts::{current, td_string};

/// For whom.
pub(crate) fn audience(audience: Audience) -> &'static str {
    let locale = current();
    match audience {
        Audience::Resident => td_string!(locale, service.resident),
        Audience::Business => td_string!(locale, service.business),
        Audience::Agency => td_string!(locale, service.agencies),
    }
}

/// Which way.
pub(crate) fn channel(channel: Channel) -> &'static str {
    let locale = current();
    match channel {
        Channel::Online => td_string!(locale, service.online),
        Channel::InPerson => td_string!(locale, service.at_counter),
        Channel::Post => td_string!(locale, service.post),
        Channel::EAddress => td_string!(locale, service.e_address),
        Channel::OneStopCentre => td_string!(locale, service.one_stop_centre),
        Channel::Phone => td_string!(locale, service.by_phone),
    }
}

/// How digital.
pub(super) fn digitalisation(digitalisation: Digitalisation) -> &'static str {
    let locale = current();
    match digitalisation {
        Digitalisation::InPerson => td_string!(locale, service.digital_in_person),
        Digitalisation::EService => td_string!(locale, service.digital_e_service),
        Digitalisation::FullyDigital => td_string!(locale, service.digital_fully),
    }
}

/// Who acts.
pub(super) fn step_actor(actor: StepActor) -> &'static str {
    let locale = current();
    match actor {
        StepActor::Client => td_string!(locale, service.you_act),
        StepActor::Agency => td_string!(locale, service.agency_acts),
        StepActor::Other => td_string!(locale, service.other_acts),
    }
}
