//! The HTML document round every page.

use forms::Language;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};

use crate::app::Page;
use crate::context::{Assets, Request, Site};
use crate::layout::Layout;
use crate::routes::Content;

const LATIN: &str = "/fonts/public-sans-latin-wght-normal.woff2";
const LATIN_EXTENDED: &str = "/fonts/public-sans-latin-ext-wght-normal.woff2";

/// The whole page for the address in context.
pub fn shell() -> impl IntoView {
    document(|| view! { <Content/> })
}

/// The document round some content. It holds no inline script or style of ours, so the content security policy can
/// forbid both.
pub fn document<Inner: IntoView + 'static>(content: impl FnOnce() -> Inner + Send + 'static) -> impl IntoView {
    // Leptos runs its tasks on the server's runtime; the first page says so, later ones need not.
    let _ = any_spawner::Executor::init_tokio();
    provide_meta_context();
    // No data is sent along with the HTML for a script to take over.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let request = Request::from_context();
    let language = request.language;
    let page = request.page.clone();
    provide_context(language);
    provide_context(request);
    let assets = use_context::<Assets>().unwrap_or_default();
    view! {
        <!DOCTYPE html>
        <html lang=language.code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <link rel="preload" href=LATIN r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <link rel="preload" href=LATIN_EXTENDED r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=assets.css/>
                <link rel="icon" href="/icon.svg" r#type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icon-180.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#1e1b19" media="(prefers-color-scheme: dark)"/>
                {page.filter(Page::is_public).map(|page| alternates(&page))}
                {assets.script.map(|source| view! { <script r#type="module" src=source></script> })}
                <MetaTags/>
            </head>
            <body>
                <Layout>{content()}</Layout>
            </body>
        </html>
    }
}

/// The same page in each language, for search engines; Latvian also for everybody else.
fn alternates(page: &Page) -> impl IntoView + use<> {
    let base = use_context::<Site>().unwrap_or_default().base_url;
    [("lv", Language::Lv), ("en", Language::En), ("x-default", Language::Lv)].map(|(name, language)| {
        let address = format!("{base}{}", page.path(language));
        view! { <link rel="alternate" hreflang=name href=address/> }
    })
}
