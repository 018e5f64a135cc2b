//! Markdown of the registry as HTML that may stand on a page.

use std::sync::LazyLock;

use ammonia::Builder;
use leptos::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// What a text may hold; anything else is dropped, its words stay.
const TAGS: [&str; 20] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ol",
    "p",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .tags(TAGS.into_iter().chain(["ul"]).collect())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(Some("external"));
    cleaner
});

/// A Markdown text, drawn.
#[component]
pub fn Markdown(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <div class="prose stack" inner_html=to_html(&text)></div> }
}

/// The HTML of a Markdown text. Its headings begin at the third level, below that of the section they stand in; HTML
/// inside is shown as typed.
pub fn to_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut drawn = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut drawn, Parser::new_ext(markdown, options).map(tamed));
    CLEANER.clean(&drawn).to_string()
}

fn tamed(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }) => Event::Start(Tag::Heading {
            level: lowered(level),
            id,
            classes,
            attrs,
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lowered(level))),
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    }
}

fn lowered(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use super::to_html;

    #[test]
    fn text_keeps_its_shape() {
        let html = to_html("Viens **divi**.\n\n- a\n- b\n\n1. c");
        assert_eq!(
            html.replace('\n', ""),
            "<p>Viens <strong>divi</strong>.</p><ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"
        );
    }

    #[test]
    fn headings_stay_below_the_page() {
        assert_eq!(to_html("# A").trim(), "<h3>A</h3>");
        assert_eq!(to_html("##### B").trim(), "<h6>B</h6>");
    }

    #[test]
    fn nothing_in_a_text_runs_or_loads() {
        let html =
            to_html("<script>x()</script>\n\n<b onclick=x()>b</b> ![p](https://a.example/p.png) [l](javascript:x())");
        for forbidden in ["<script", "<b", "<img", "href="] {
            assert!(!html.contains(forbidden), "{forbidden} in {html}");
        }
    }

    #[test]
    fn links_lead_out_with_their_relation() {
        let html = to_html("[likums](https://likumi.lv/a)");
        assert!(
            html.contains(r#"<a href="https://likumi.lv/a" rel="external">likums</a>"#),
            "{html}"
        );
    }
}
