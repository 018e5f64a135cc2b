//! What a browser says it is, in two words that a person recognises in the list of their sessions.

use axum::http::{HeaderMap, header};

/// Marks in `User-Agent` and the browsers they mean. Order matters: most pretend to be those further down.
const BROWSERS: [(&str, &str); 7] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Marks of the systems; phones also name the system theirs comes from.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// "Firefox, Windows", or as much of it as is known. Versions are left out: they change and tell nobody anything.
pub fn device(headers: &HeaderMap) -> String {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let named = [first(&BROWSERS, agent), first(&SYSTEMS, agent)];
    named.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn first(marks: &[(&str, &'static str)], agent: &str) -> Option<&'static str> {
    marks
        .iter()
        .find(|(mark, _)| agent.contains(mark))
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn browsers_are_known_by_their_marks() {
        let named = |agent: &'static str| {
            device(&HeaderMap::from_iter([(
                header::USER_AGENT,
                HeaderValue::from_static(agent),
            )]))
        };
        assert_eq!(
            named("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0"),
            "Edge, Windows"
        );
        assert_eq!(
            named("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1"),
            "Safari, iPhone"
        );
        assert_eq!(
            named("Mozilla/5.0 (Linux; Android 15) Chrome/141.0 Mobile Safari/537.36"),
            "Chrome, Android"
        );
        assert_eq!(named("curl/8.5"), "");
        assert_eq!(device(&HeaderMap::new()), "");
    }
}
