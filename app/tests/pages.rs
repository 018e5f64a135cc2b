//! Whole pages, drawn as the server draws them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use app::app::Page;
use app::context::{Assets, PageStatus, Person, Site, Viewer};
use app::errors::Failure;
use app::posted::{FieldError, Posted};
use app::shell::shell;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use forms::Language;
use leptos::prelude::provide_context;

/// What a test puts into context.
#[derive(Clone, Default)]
struct Context {
    viewer: Viewer,
    posted: Option<Posted>,
    failure: Option<Failure>,
}

/// The status and the HTML at an address.
async fn page(address: &str, context: Context) -> (u16, String) {
    let status = PageStatus::default();
    let provided = status.clone();
    let handler = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(Assets {
                css: "/pkg/varti.css".into(),
                script: Some("/pkg/page.js".into()),
            });
            provide_context(Site {
                base_url: "https://varti.example".into(),
                demonstration: true,
                help_phone: Some("6700 0000".into()),
                help_email: None,
            });
            provide_context(provided.clone());
            provide_context(context.viewer.clone());
            if let Some(posted) = context.posted.clone() {
                provide_context(posted);
            }
            if let Some(failure) = context.failure.clone() {
                provide_context(failure);
            }
        },
        shell,
    );
    let response = handler(Request::get(address).body(Body::empty()).unwrap()).await;
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status.get(), String::from_utf8(body.to_vec()).unwrap())
}

fn anna() -> Person {
    Person {
        name: "Anna Liepa".into(),
        acting_for: None,
        agency: None,
        unread: 21,
    }
}

#[tokio::test]
async fn a_page_says_its_language_and_where_the_other_one_is() {
    let (status, html) = page("/en/help?from=card", Context::default()).await;
    assert_eq!(status, 200);
    for expected in [
        r#"<html lang="en">"#,
        r#"<title>How to get help – Vārti</title>"#,
        r#"<meta name="description""#,
        r#"hreflang="lv" href="https://varti.example/lv/palidziba""#,
        r#"hreflang="x-default" href="https://varti.example/lv/palidziba""#,
        r#"href="/lv/palidziba?from=card""#,
        r#"<link rel="stylesheet" href="/pkg/varti.css""#,
        r#"<script type="module" src="/pkg/page.js">"#,
        r##"href="#main""##,
        "tel:67000000",
    ] {
        assert!(html.contains(expected), "{expected} is missing in {html}");
    }
}

#[tokio::test]
async fn no_page_needs_inline_styles_or_scripts_of_ours() {
    for about in [Page::Help, Page::Accessibility, Page::Privacy] {
        for language in Language::ALL {
            let (status, html) = page(&about.path(language), Context::default()).await;
            assert_eq!(status, 200, "{about:?}");
            for forbidden in [" style=", "<style", "onclick=", "http://"] {
                let allowed = html.matches("http://www.w3.org").count();
                assert!(
                    html.matches(forbidden).count() <= if forbidden == "http://" { allowed } else { 0 },
                    "{forbidden} in {about:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_404_in_the_language_of_the_address() {
    let (status, html) = page("/en/nothing/here", Context::default()).await;
    assert_eq!(status, 404);
    assert!(html.contains(r#"<html lang="en">"#) && html.contains("There is no such page"));
    assert!(!html.contains("hreflang=\"x-default\""));
}

#[tokio::test]
async fn a_failure_takes_the_place_of_the_page() {
    let failure = Some(Failure::Internal { id: "7f3a".into() });
    let (status, html) = page(
        "/lv",
        Context {
            failure,
            ..Context::default()
        },
    )
    .await;
    assert_eq!(status, 500);
    assert!(html.contains("7f3a") && html.contains("6700 0000"));
}

#[tokio::test]
async fn a_page_with_errors_says_so_in_its_title() {
    let errors = vec![FieldError {
        field: "q".into(),
        message: "Ierakstiet, ko meklēt".into(),
        item: None,
    }];
    let posted = Some(Posted {
        values: Vec::new(),
        errors,
    });
    let (_, html) = page(
        "/lv/palidziba",
        Context {
            posted,
            ..Context::default()
        },
    )
    .await;
    assert!(html.contains("<title>Kļūda: Kā saņemt palīdzību – Vārti</title>"));
}

#[tokio::test]
async fn visitors_are_offered_to_sign_in_and_come_back() {
    let (_, html) = page("/lv/palidziba", Context::default()).await;
    assert!(html.contains(r#"href="/lv/ieiet?next=/lv/palidziba""#));
    assert!(!html.contains("/auth/sign-out"));
}

#[tokio::test]
async fn the_capacity_one_acts_in_is_always_said() {
    let viewer = Viewer::SignedIn(anna());
    let (_, html) = page(
        "/lv/palidziba",
        Context {
            viewer,
            ..Context::default()
        },
    )
    .await;
    assert!(html.contains("savā vārdā") && html.contains("<b>Anna Liepa</b>"));
    assert!(html.contains("21 nelasīts paziņojums"));
    assert!(html.contains(r#"method="post" action="/auth/sign-out""#));
    assert!(!html.contains("Iestādes rinda"));

    let viewer = Viewer::SignedIn(Person {
        acting_for: Some("SIA “Zaļā sēta”".into()),
        ..anna()
    });
    let (_, html) = page(
        "/lv/palidziba",
        Context {
            viewer,
            ..Context::default()
        },
    )
    .await;
    assert!(html.contains("capacity--for") && html.contains("<b>SIA “Zaļā sēta”</b>"));

    let viewer = Viewer::SignedIn(Person {
        agency: Some("PMLP".into()),
        ..anna()
    });
    let (_, html) = page(
        "/lv/iestade/rinda",
        Context {
            viewer,
            failure: Some(Failure::NotFound),
            ..Context::default()
        },
    )
    .await;
    assert!(html.contains("capacity--official") && html.contains("Iestādes rinda"));
}

#[tokio::test]
async fn who_asks_too_often_reads_how_long_to_wait() {
    for (address, words) in [
        (
            "/lv/palidziba",
            [
                "Pārāk daudz pieprasījumu",
                "Pagaidiet 21\u{a0}sekundi",
                "Mēģināt vēlreiz",
                "6700 0000",
            ],
        ),
        (
            "/en/help",
            ["Too many requests", "Wait 21\u{a0}seconds", "Try again", "6700 0000"],
        ),
    ] {
        let context = Context {
            failure: Some(Failure::TooMany { wait: 21 }),
            ..Context::default()
        };
        let (status, html) = page(address, context).await;
        assert_eq!(status, 429);
        for words in words {
            assert!(html.contains(words), "{words} is not in {html}");
        }
    }
}
