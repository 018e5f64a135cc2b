//! What stands round every page.

use leptos::context::Provider;
use leptos::prelude::*;

use super::sample::{Part, Sample, say};
use crate::context::{Person, Viewer};
use crate::layout::{CapacityBar, Header, LAST, OVER, SOON, SessionWarningShown};

fn person(acting_for: Option<&str>, agency: Option<&str>, unread: u64) -> Viewer {
    Viewer::SignedIn(Person {
        name: "Andris Kļaviņš".to_owned(),
        acting_for: acting_for.map(str::to_owned),
        agency: agency.map(str::to_owned),
        unread,
    })
}

/// The bars above a page and the warning over it.
#[component]
pub(super) fn Frame() -> impl IntoView {
    let company = person(Some("SIA „Zaļā sēta”"), None, 3);
    let official = person(None, Some(say("PMLP", "OCMA")), 0);
    view! {
        <Part id="frame" title=say("Lapas ietvars", "Frame of the page")>
            <Sample name="CapacityBar" state=say("savā vārdā", "as oneself")>
                <Provider value=person(None, None, 0)><CapacityBar/></Provider>
            </Sample>
            <Sample name="CapacityBar" state=say("uzņēmuma vārdā, ar nelasītiem", "for a company, with unread notices")>
                <Provider value=company><CapacityBar/></Provider>
            </Sample>
            <Sample name="Header" state=say("nav ieiets", "signed out")>
                <Provider value=Viewer::SignedOut><Header/></Provider>
            </Sample>
            <Sample name="Header" state=say("iestādes darbiniekam", "for an official")>
                <Provider value=official><Header/></Provider>
            </Sample>
            <Sample name="SessionWarning" state=say("drīz beigsies", "ends soon")>
                <SessionWarningShown state=SOON title_id="session-sample-soon"/>
            </Sample>
            <Sample name="SessionWarning" state=say("vairs nevar pagarināt", "cannot be made longer")>
                <SessionWarningShown state=LAST title_id="session-sample-last"/>
            </Sample>
            <Sample name="SessionWarning" state=say("ir beigusies", "has ended")>
                <SessionWarningShown state=OVER title_id="session-sample-over"/>
            </Sample>
        </Part>
    }
}
