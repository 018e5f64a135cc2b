//! What people press and follow.

use leptos::prelude::*;

use super::sample::{Part, Sample, say};
use crate::components::back_link::{BackLink, Breadcrumbs};
use crate::components::button::{Button, Buttons, LinkButton, Weight};
use crate::components::link_list::{LinkList, ListedLink};
use crate::components::next_page::NextPage;
use crate::components::pagination::Pagination;
use crate::components::search::Search;
use crate::components::tabs::{Tab, Tabs};
use crate::components::tiles::{Tile, Tiles};

/// Buttons, links and lists of links.
#[component]
pub(super) fn Actions() -> impl IntoView {
    let here = "#actions";
    let tab = |title: &str, count, current| Tab {
        href: here.to_owned(),
        title: title.to_owned(),
        count,
        current,
    };
    let tabs = vec![
        tab(say("Visi", "All"), Some(128), true),
        tab(say("Mani", "Mine"), Some(7), false),
        tab(say("Pabeigtie", "Finished"), None, false),
    ];
    let tile = |title: &str, note: Option<&str>| Tile {
        href: here.to_owned(),
        title: title.to_owned(),
        note: note.map(str::to_owned),
    };
    let tiles = vec![
        tile(
            say("Piedzimis bērns", "A child is born"),
            Some(say("8 pakalpojumi", "8 services")),
        ),
        tile(
            say("Mainu dzīvesvietu", "I am moving"),
            Some(say("3 pakalpojumi", "3 services")),
        ),
        tile(say("Zaudēju darbu", "I lost my job"), None),
    ];
    let links = vec![
        ListedLink {
            href: here.to_owned(),
            title: say("Bērna piedzimšanas pabalsts", "Childbirth benefit").to_owned(),
            text: Some(
                say(
                    "Vienreizējs pabalsts vienam no vecākiem.",
                    "Paid once to one of the parents.",
                )
                .to_owned(),
            ),
            note: Some(say("VSAA · 10 darba dienas", "VSAA · 10 working days").to_owned()),
        },
        ListedLink {
            href: here.to_owned(),
            title: say("Bērna reģistrācija", "Registering a child").to_owned(),
            text: None,
            note: None,
        },
    ];
    let trail = vec![
        (say("Pakalpojumi", "Services").to_owned(), here.to_owned()),
        (
            say("Rīkoju pasākumu vai tirgoju", "I hold an event or sell").to_owned(),
            here.to_owned(),
        ),
    ];
    view! {
        <Part id="actions" title=say("Darbības un ceļi", "Actions and ways")>
            <Sample name="Button" state=say("galvenā, parastā, brīdinājuma", "primary, quiet, warning")>
                <Buttons>
                    <Button>{say("Turpināt", "Continue")}</Button>
                    <Button weight=Weight::Quiet>{say("Saglabāt un iziet", "Save and leave")}</Button>
                    <Button weight=Weight::Warning>{say("Dzēst melnrakstu", "Delete the draft")}</Button>
                </Buttons>
            </Sample>
            <Sample name="LinkButton" state=say("galvenā, parastā", "primary, quiet")>
                <Buttons>
                    <LinkButton href=here>{say("Sākt pieteikumu", "Start")}</LinkButton>
                    <LinkButton href=here weight=Weight::Quiet>{say("Lejupielādēt", "Download")}</LinkButton>
                </Buttons>
            </Sample>
            <Sample name="BackLink"><BackLink href=here/></Sample>
            <Sample name="Breadcrumbs"><Breadcrumbs trail/></Sample>
            <Sample name="Search" state=say("tukšs", "empty")>
                <Search action=here label=say("Meklēt pakalpojumu", "Search for a service") value=String::new()/>
            </Sample>
            <Sample name="Search" state=say("aizpildīts", "filled")>
                <Search action=here label=say("Meklēt pakalpojumu", "Search for a service") value=say("piedzima bērns", "child").to_owned()/>
            </Sample>
            <Sample name="Tabs"><Tabs label=say("Kurus rādīt", "Which to show") tabs/></Sample>
            <Sample name="Tiles"><Tiles tiles/></Sample>
            <Sample name="LinkList"><LinkList links/></Sample>
            <Sample name="Pagination" state=say("pirmā no deviņām", "first of nine")><Pagination page=1 pages=9 address=|_| "#actions".to_owned()/></Sample>
            <Sample name="Pagination" state=say("piektā no deviņām", "fifth of nine")><Pagination page=5 pages=9 address=|_| "#actions".to_owned()/></Sample>
            <Sample name="NextPage">
                <NextPage of=say("Pieteikumi", "Cases") first=Some(here.to_owned()) next=Some(here.to_owned())/>
            </Sample>
        </Part>
    }
}
