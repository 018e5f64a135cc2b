//! Links that leave the site. Addresses come from the registry, so each is looked at before it becomes a link.

use leptos::prelude::*;

/// The address, if it is one of the web; a script or a file is not.
pub(crate) fn web_address(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    (!rest.is_empty() && !rest.starts_with('/') && !url.contains(char::is_whitespace)).then_some(url)
}

/// The site an address leads to, as people read it: "latvija.gov.lv".
pub(crate) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    host.strip_prefix("www.").unwrap_or(host)
}

/// A link that leaves the site; only its words where the address is none of the web.
#[component]
pub(crate) fn Outward(#[prop(into)] url: String, #[prop(into)] text: String) -> impl IntoView {
    match web_address(&url) {
        Some(href) => view! { <a href=href.to_owned() rel="external">{text}</a> }.into_any(),
        None => text.into_any(),
    }
}

/// A phone number that can be called.
#[component]
pub(crate) fn Phone(#[prop(into)] number: String) -> impl IntoView {
    let dialled: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    view! { <a class="phone" href=format!("tel:{dialled}")>{number}</a> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::{host, web_address};

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert!(web_address("https://likumi.lv/a?b#c").is_some());
        for other in [
            "javascript:alert(1)",
            "data:text/html,x",
            "/lv",
            "https:///x",
            "https://",
            "https://a b",
            "",
        ] {
            assert_eq!(web_address(other), None, "{other}");
        }
    }

    #[test]
    fn sites_are_named_as_people_say_them() {
        assert_eq!(host("https://www.pmlp.gov.lv/lv/x"), "pmlp.gov.lv");
        assert_eq!(host("https://latvija.gov.lv"), "latvija.gov.lv");
        assert_eq!(host("https://latvija.gov.lv@evil.example/x"), "evil.example");
    }
}
