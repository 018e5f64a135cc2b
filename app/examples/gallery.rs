//! Writes every component and the site's own pages as HTML files, to look at them without a server:
//! `cargo run -p app --features ssr --example gallery -- <folder>`. The style sheet is expected beside them.

use std::{env, fs, path::PathBuf};

use app::app::Page;
use app::components::back_link::{BackLink, Breadcrumbs};
use app::components::button::{Button, Buttons, LinkButton, Weight};
use app::components::checkboxes::{Checkboxes, Consent};
use app::components::confirmation::Confirmation;
use app::components::date_input::{DateInput, DateText};
use app::components::details::Details;
use app::components::empty::Empty;
use app::components::error_summary::ErrorSummary;
use app::components::facts::{Fact, Facts};
use app::components::file_input::FileInput;
use app::components::link_list::{LinkList, ListedLink};
use app::components::notice::{Notice, NoticeKind};
use app::components::pagination::Pagination;
use app::components::panel::Panel;
use app::components::path::{Path, PathStep, Shape, StepState};
use app::components::progress::Progress;
use app::components::radios::{Choice, Radios};
use app::components::scale::Scale;
use app::components::search::Search;
use app::components::select::Select;
use app::components::summary_list::{SummaryItem, SummaryList};
use app::components::table::Table;
use app::components::tag::{Tag, Tone};
use app::components::text_input::{InputKind, TextInput, Width};
use app::components::textarea::Textarea;
use app::components::times::{CaseTimes, ForecastDates, Times};
use app::context::{Assets, Person, Site, Viewer};
use app::home::{HomePage, LifeSituationTile, MostUsed};
use app::layout::PageTitle;
use app::posted::FieldError;
use app::shell::document;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use forms::{Date, Language};
use leptos::prelude::*;

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(env::args().nth(1).expect("a folder to write to"));
    let company = Viewer::SignedIn(Person {
        name: "Anna Liepa".into(),
        acting_for: Some("SIA “Zaļā sēta”".into()),
        agency: None,
        unread: 2,
    });
    let myself = Viewer::SignedIn(Person {
        name: "Anna Liepa".into(),
        acting_for: None,
        agency: None,
        unread: 0,
    });
    type Drawn = (&'static str, &'static str, Viewer, fn() -> AnyView);
    let pages: [Drawn; 6] = [
        ("home", "/lv", Viewer::SignedOut, || view! { <Home/> }.into_any()),
        ("card", "/lv/pakalpojumi/ielu-tirdznieciba", Viewer::SignedOut, || {
            view! { <Card/> }.into_any()
        }),
        ("form", "/lv/melnraksti/1/kur", company, || view! { <Form/> }.into_any()),
        ("case", "/lv/pieteikumi/2026-004117-K", myself, || {
            view! { <Case/> }.into_any()
        }),
        ("queue", "/lv/iestade/rinda", official(), || {
            view! { <Queue/> }.into_any()
        }),
        ("help", "/en/help", Viewer::SignedOut, || {
            view! { <app::routes::Content/> }.into_any()
        }),
    ];
    for (name, address, viewer, content) in pages {
        fs::write(
            folder.join(format!("{name}.html")),
            page(name, address, viewer, content).await,
        )
        .expect("the folder is there");
    }
}

fn official() -> Viewer {
    let agency = Some("Rīgas valstspilsētas pašvaldība".into());
    Viewer::SignedIn(Person {
        name: "Kārlis Ozols".into(),
        acting_for: None,
        agency,
        unread: 0,
    })
}

async fn page(name: &'static str, address: &str, viewer: Viewer, content: fn() -> AnyView) -> String {
    let context = move || {
        provide_context(Assets {
            css: "main.css".into(),
            hydration_script: None,
        });
        provide_context(Site {
            base_url: String::new(),
            demonstration: true,
            help_phone: Some("6700 0000".into()),
            help_email: Some("palidziba@varti.example".into()),
        });
        provide_context(viewer.clone());
    };
    let handler = leptos_axum::render_app_async_with_context(context, move || {
        document(move || view! { <PageTitle title=name/>{content()} })
    });
    let response = handler(Request::get(address).body(Body::empty()).expect("a plain address")).await;
    let body = to_bytes(response.into_body(), usize::MAX).await.expect("a whole page");
    String::from_utf8_lossy(&body).into_owned()
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

#[component]
fn Home() -> impl IntoView {
    let situation = |(title, services): (&str, u64)| LifeSituationTile {
        slug: "x".into(),
        title: title.into(),
        services,
    };
    let situations = [
        ("Piedzimis bērns", 8),
        ("Mainu dzīvesvietu", 3),
        ("Zaudēju darbu", 4),
        ("Būvēju vai remontēju", 6),
        ("Uzsāku uzņēmējdarbību", 5),
        ("Tuvinieka nāve", 1),
        ("Bērnudārzs un skola", 5),
        ("Dokumenti un izziņas", 7),
    ];
    let used = |(title, agency): (&str, &str)| MostUsed {
        slug: "x".into(),
        title: title.into(),
        agency: agency.into(),
    };
    let most_used = [
        ("Dzīvesvietas deklarēšana", "Pilsonības un migrācijas lietu pārvalde"),
        ("Bērna piedzimšanas pabalsts", "Valsts sociālās apdrošināšanas aģentūra"),
        (
            "Pases vai personas apliecības saņemšana",
            "Pilsonības un migrācijas lietu pārvalde",
        ),
        ("Iesniegums iestādei", "Jebkura valsts vai pašvaldības iestāde"),
    ];
    view! {
        <HomePage life_situations=situations.map(situation).to_vec() most_used=most_used.map(used).to_vec()/>
    }
}

fn steps(states: [StepState; 4], titles: [(&str, &str); 4]) -> Vec<PathStep> {
    let step = |(state, (title, note)): (StepState, (&str, &str))| PathStep {
        title: title.into(),
        note: (!note.is_empty()).then(|| note.into()),
        state,
    };
    states.into_iter().zip(titles).map(step).collect()
}

#[component]
fn Card() -> impl IntoView {
    let plan = steps(
        [StepState::Next; 4],
        [
            ("Iesniedzat", "6–9 minūtes"),
            ("Pārbauda dokumentus", "ap 2 darba dienām"),
            ("Saskaņo vietu", "ap 4 darba dienām"),
            ("Atļauja", "uzreiz pēc samaksas"),
        ],
    );
    view! {
        <div class="wrap page">
            <Breadcrumbs trail=vec![("Pakalpojumi".into(), Page::Catalogue.path(Language::Lv)), ("Rīkoju pasākumu vai tirgoju".into(), "#".into())]/>
            <div class="columns">
                <div class="stack">
                    <p class="kicker">"Rīgas valstspilsētas pašvaldība"</p>
                    <h1>"Ielu tirdzniecības atļauja"</h1>
                    <p class="lead">"Atļauja pārdot preces uz ielas vai laukumā pašvaldības noteiktā vietā. Pieprasa pārdevējs — persona vai uzņēmums."</p>
                    <Buttons><LinkButton href="#">"Sākt pieteikumu"</LinkButton></Buttons>
                    <h2>"Kā tas notiks"</h2>
                    <Path steps=plan.clone() planned=true/>
                    <p class="soft">"Pēdējā gadā puse pieteikumu izpildīti 5 darba dienās, deviņi no desmit — 8 darba dienās (412 pieteikumi)."</p>
                    <Notice title="Vajadzēs rēķinu par nodevu">"To saņemsiet pēc vietas saskaņošanas."</Notice>
                    <h2>"Jautājumi un atbildes"</h2>
                    <div>
                        <Details summary="Vai varu mainīt vietu pēc iesniegšanas?" open=true><p>"Jā, kamēr vieta nav saskaņota. Uzrakstiet iestādei pieteikuma lapā."</p></Details>
                        <Details summary="Kā saņemt atļauju papīrā?"><p>"Atļauju var izdrukāt."</p></Details>
                    </div>
                </div>
                <aside class="stack">
                    <Panel>
                        <Facts>
                            <Fact term="Solītais laiks">"7 darba dienas"</Fact>
                            <Fact term="Likumā noteikts">"1 mēnesis"</Fact>
                            <Fact term="Maksa">"no 7,50 €"</Fact>
                            <Fact term="Vērtējums">"4,3 no 5 "<span class="soft">"(187)"</span></Fact>
                            <Fact term="Palīdzība">"67 012 345"</Fact>
                        </Facts>
                    </Panel>
                    <Panel title="Soļi šaurā vietā"><Path steps=plan shape=Shape::Narrow planned=true/></Panel>
                </aside>
            </div>
            <h2>"Atrasts"</h2>
            <Search action="/lv/pakalpojumi" label="Meklēt pakalpojumu" value="piedzima bērns"/>
            <LinkList links=vec![
                ListedLink { href: "#".into(), title: "Bērna piedzimšanas pabalsts".into(), text: Some("Vienreizējs pabalsts vienam no vecākiem pēc bērna piedzimšanas.".into()), note: Some("Valsts sociālās apdrošināšanas aģentūra · 10 darba dienas".into()) },
                ListedLink { href: "#".into(), title: "Bērna reģistrācija".into(), text: Some("Ieraksta par bērna dzimšanu reģistrā.".into()), note: Some("Dzimtsarakstu nodaļa".into()) },
            ]/>
            <Pagination page=5 pages=9 address=|page| format!("?page={page}")/>
            <Empty title="Nekas nav atrasts"><p>"Pamēģiniet īsāk vai citiem vārdiem."</p></Empty>
        </div>
    }
}

#[component]
fn Form() -> impl IntoView {
    let errors = vec![
        FieldError {
            field: "place".into(),
            message: "Izvēlieties, kur tirgosiet".into(),
        },
        FieldError {
            field: "from".into(),
            message: "Ierakstiet, no kuras dienas tirgosiet".into(),
        },
    ];
    view! {
        <div class="wrap page form-page">
            <BackLink href="#"/>
            <Progress step=2 of=5/>
            <ErrorSummary errors/>
            <form class="form" method="post"><Questions/></form>
            <h2>"Pārbaudiet atbildes"</h2>
            <SummaryList items=vec![
                SummaryItem { question: "Kur tirgosiet?".into(), answer: vec!["Vidzemes tirgus laukums".into()], change: Some("#".into()) },
                SummaryItem { question: "Ko pārdosiet?".into(), answer: vec!["Ziedus".into(), "Adventes vainagus".into()], change: Some("#".into()) },
                SummaryItem { question: "Kas vēl jāzina?".into(), answer: vec![], change: Some("#".into()) },
            ]/>
        </div>
    }
}

#[component]
fn Questions() -> impl IntoView {
    let places = || {
        vec![
            Choice::new("a", "Vidzemes tirgus laukums"),
            Choice {
                value: "b".into(),
                label: "Esplanāde, ziemas tirdziņš".into(),
                hint: Some("Tikai decembrī un janvārī".into()),
                ..Choice::default()
            },
            Choice::new("c", "Cita vieta"),
        ]
    };
    view! {
                <Radios name="place" label="Kur tirgosiet?" hint=Some("Var izvēlēties vienu vietu.".to_owned()) error=Some("Izvēlieties, kur tirgosiet".to_owned()) heading=true choices=places()/>
                <DateInput name="from" label="No kuras dienas?" error=Some("Ierakstiet, no kuras dienas tirgosiet".to_owned()) value=DateText { day: "31".into(), month: "2".into(), year: String::new() }/>
                <TextInput name="goods" label="Ko pārdosiet?" value="Ziedus un adventes vainagus"/>
                <TextInput name="email" label="E-pasts" hint=Some("Uz to nosūtīsim tikai paziņojumus.".to_owned()) kind=InputKind::Email width=Width::Medium optional=true/>
                <TextInput name="area" label="Platība" kind=InputKind::Decimal width=Width::Short unit=Some("m²".to_owned()) value="4,5"/>
                <Textarea name="notes" label="Kas vēl jāzina?" optional=true max_length=Some(500)/>
                <Select name="agency" label="Iestāde" choices=places()/>
                <Radios name="yes" label="Vai tirgosiet pārtiku?" inline=true value=Some("true".to_owned()) choices=vec![Choice::new("true", "Jā"), Choice::new("false", "Nē")]/>
                <Checkboxes name="days" label="Kurās dienās?" values=vec!["b".into()] choices=places()/>
                <FileInput name="photo" label="Vietas fotogrāfija" hint=Some("PDF, JPG vai PNG, līdz 10 MB.".to_owned()) optional=true/>
                <Scale name="rating" label="Cik viegli bija pieteikt?" lowest="ļoti grūti" highest="ļoti viegli" value=Some(4)/>
                <Consent name="agree" label="Apliecinu, ka norādītās ziņas ir patiesas." value="true"/>
                <Buttons>
                    <Button name="action" value="continue">"Turpināt"</Button>
                    <Button weight=Weight::Quiet name="action" value="save">"Saglabāt un iziet"</Button>
                    <Button weight=Weight::Warning name="action" value="delete">"Dzēst melnrakstu"</Button>
                </Buttons>
    }
}

#[component]
fn Case() -> impl IntoView {
    let path = steps(
        [StepState::Done, StepState::Done, StepState::Now, StepState::Next],
        [
            ("Iesniegts", "3. novembrī, 8 minūtēs"),
            ("Dokumenti pārbaudīti", "2 darba dienas"),
            ("Saskaņo vietu", "3. darba diena"),
            ("Atļauja", ""),
        ],
    );
    let ended = steps(
        [StepState::Done, StepState::Done, StepState::Skipped, StepState::Skipped],
        [
            ("Iesniegts", "3. novembrī"),
            ("Atteikts", "5. novembrī"),
            ("Saskaņo vietu", ""),
            ("Atļauja", ""),
        ],
    );
    let times = CaseTimes {
        start: date("2026-11-03"),
        today: date("2026-11-13"),
        ended: false,
        elapsed: "7 darba dienas".into(),
        forecast: Some(ForecastDates {
            likely: date("2026-11-16"),
            almost: date("2026-11-19"),
        }),
        promised: Some(date("2026-11-12")),
        legal: Some(date("2026-12-03")),
    };
    let over = CaseTimes {
        ended: true,
        forecast: None,
        today: date("2026-11-11"),
        ..times.clone()
    };
    view! {
        <div class="wrap page">
            <BackLink href="#"/>
            <p class="kicker">"Pieteikums 2026-004117-K "<Tag tone=Tone::Now>"Pie pašvaldības"</Tag></p>
            <h1>"Ielu tirdzniecības atļauja"</h1>
            <p class="lead"><b>"Tagad:"</b>" pašvaldība saskaņo tirdzniecības vietu. Jums nekas nav jādara. "<b>"Pēc tam:"</b>" saņemsiet rēķinu un atļauju."</p>
            <Path steps=path/>
            <Panel title="Laiks"><Times times/></Panel>
            <Panel><Times times=over/></Panel>
            <Path steps=ended/>
            <Notice kind=NoticeKind::Success title="Atbilde nosūtīta">"Iestāde to redz jau tagad."</Notice>
            <Notice kind=NoticeKind::Warning title="Iestāde gaida jūsu atbildi">"Kamēr neatbildat, laiks stāv."</Notice>
            <Confirmation title="Pieteikums iesniegts" number_label="Pieteikuma numurs" number="2026-004117-K"/>
        </div>
    }
}

#[component]
fn Queue() -> impl IntoView {
    let rows = [
        (
            "2026-004098-3",
            "Publiska pasākuma atļauja",
            "Biedrība “Upe”",
            "Saskaņo ar policiju",
            Tone::Late,
            "vakar",
        ),
        (
            "2026-004117-K",
            "Ielu tirdzniecības atļauja",
            "SIA “Zaļā sēta”",
            "Saskaņo vietu",
            Tone::Wait,
            "rīt",
        ),
        (
            "2026-004121-8",
            "Bērna piedzimšanas pabalsts",
            "Ilze Ozola",
            "Gaida klientu",
            Tone::Now,
            "5 dienas",
        ),
        (
            "2026-004125-1",
            "Iesniegums iestādei",
            "Jānis Bērziņš",
            "Jauns",
            Tone::Done,
            "28 dienas",
        ),
        (
            "2026-004126-0",
            "Iesniegums iestādei",
            "Jānis Bērziņš",
            "Jauns",
            Tone::Plain,
            "bez termiņa",
        ),
    ];
    let columns = ["Numurs", "Pakalpojums", "Klients", "Solis", "Termiņš"]
        .map(str::to_owned)
        .to_vec();
    view! {
        <div class="wrap page">
            <h1>"Mana rinda"</h1>
            <Table id="queue" caption="Pieteikumi, kas gaida iestādi" columns>
                {rows.map(|(number, service, client, step, tone, due)| view! {
                    <tr><th scope="row"><a href="#">{number}</a></th><td data-label="Pakalpojums">{service}</td><td data-label="Klients">{client}</td><td data-label="Solis">{step}</td><td data-label="Termiņš"><Tag tone>{due}</Tag></td></tr>
                }).collect_view()}
            </Table>
        </div>
    }
}
