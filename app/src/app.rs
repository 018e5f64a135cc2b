//! The site map: every page, its path in both languages, and the way back from a path to its page.

use forms::Language;

/// Writes the [`Page`] type, its patterns and its parser from one list, so that they cannot disagree.
macro_rules! site_map {
    ($($(#[$doc:meta])* $page:ident $({ $($parameter:ident),+ })?: $lv:literal | $en:literal,)+) => {
        /// A page of the site, with what its path says. Links, alternates and routes all come from here.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Page {
            $(
                $(#[$doc])*
                #[allow(missing_docs)]
                $page $({ $($parameter: String),+ })?,
            )+
        }

        /// The path patterns of all pages, `(Latvian, English)`; a path must be tried in this order.
        pub const PATTERNS: &[(&str, &str)] = &[$(($lv, $en)),+];

        impl Page {
            /// The path of this page in a language: the only way links are made.
            pub fn path(&self, language: Language) -> String {
                match self {
                    $(Self::$page $({ $($parameter),+ })? => fill(
                        match language { Language::Lv => $lv, Language::En => $en },
                        &[$($($parameter),+)?],
                    ),)+
                }
            }

            /// The page behind a path, and the language of that path.
            pub fn parse(path: &str) -> Option<(Self, Language)> {
                let found = [Language::Lv, Language::En].into_iter().find_map(|language| {
                    $(
                        let pattern = match language { Language::Lv => $lv, Language::En => $en };
                        if let Some(values) = captures(pattern, path) {
                            let mut values = values.into_iter();
                            $($(let $parameter = values.next()?;)+)?
                            return values.next().is_none()
                                .then_some((Self::$page $({ $($parameter),+ })?, language));
                        }
                    )+
                    None
                });
                found
            }
        }
    };
}

site_map! {
    /// Search, life situations and the services asked for most.
    Home: "/lv" | "/en",
    /// The list of services with search and filters.
    Catalogue: "/lv/pakalpojumi" | "/en/services",
    /// The card of one service.
    Service { slug }: "/lv/pakalpojumi/{slug}" | "/en/services/{slug}",
    /// Where a form starts; opens a draft.
    StartForm { slug }: "/lv/pakalpojumi/{slug}/pieteikums" | "/en/services/{slug}/application",
    /// A life situation with its needs and their services.
    LifeSituation { slug }: "/lv/dzives-situacijas/{slug}" | "/en/life-situations/{slug}",
    /// Where one signs in.
    SignIn: "/lv/ieiet" | "/en/sign-in",
    /// Where one goes on with what was sent when the session had ended.
    Resume: "/lv/turpinat" | "/en/resume",
    /// The summary before submitting.
    DraftCheck { id }: "/lv/melnraksti/{id}/parbaude" | "/en/drafts/{id}/check",
    /// What a newer version of its form means for a draft.
    DraftUpdate { id }: "/lv/melnraksti/{id}/jauna-versija" | "/en/drafts/{id}/new-version",
    /// One page of a form being filled.
    DraftPage { id, page }: "/lv/melnraksti/{id}/{page}" | "/en/drafts/{id}/{page}",
    /// A submitted request as its client sees it.
    Case { number }: "/lv/pieteikumi/{number}" | "/en/cases/{number}",
    /// The confirmation after submitting.
    Receipt { number }: "/lv/pieteikumi/{number}/apstiprinajums" | "/en/cases/{number}/receipt",
    /// The rating after a case has ended.
    Rating { number }: "/lv/pieteikumi/{number}/vertejums" | "/en/cases/{number}/rating",
    /// The client's drafts and cases.
    Workspace: "/lv/darba-vieta" | "/en/workspace",
    /// The client's notices.
    Inbox: "/lv/darba-vieta/pastkaste" | "/en/workspace/inbox",
    /// On whose behalf one acts.
    Capacity: "/lv/darba-vieta/parstaviba" | "/en/workspace/capacity",
    /// Personal access tokens for programs.
    Tokens: "/lv/darba-vieta/piekluves-atslegas" | "/en/workspace/access-tokens",
    /// Where the person is signed in.
    Sessions: "/lv/darba-vieta/sesijas" | "/en/workspace/sessions",
    /// The cases that wait for the agency.
    Queue: "/lv/iestade/rinda" | "/en/agency/queue",
    /// A case as the agency's official sees it.
    AgencyCase { number }: "/lv/iestade/pieteikumi/{number}" | "/en/agency/cases/{number}",
    /// Each component in each state; in the demonstration only.
    Gallery: "/lv/dev/komponentes" | "/en/dev/components",
    /// The accessibility statement.
    Accessibility: "/lv/pieklustamiba" | "/en/accessibility",
    /// What happens to personal data.
    Privacy: "/lv/privatums" | "/en/privacy",
    /// Where to get help.
    Help: "/lv/palidziba" | "/en/help",
}

/// The part of the site a page belongs to: which entry of the main navigation is the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The public catalogue.
    Services,
    /// What belongs to the signed-in client.
    Workspace,
    /// What belongs to an agency's officials.
    Agency,
}

impl Page {
    /// The part of the site this page belongs to, if it is in the main navigation.
    pub fn section(&self) -> Option<Section> {
        match self {
            Self::Catalogue | Self::Service { .. } | Self::StartForm { .. } | Self::LifeSituation { .. } => {
                Some(Section::Services)
            }
            Self::DraftCheck { .. }
            | Self::DraftUpdate { .. }
            | Self::DraftPage { .. }
            | Self::Case { .. }
            | Self::Receipt { .. }
            | Self::Rating { .. }
            | Self::Workspace
            | Self::Inbox
            | Self::Capacity
            | Self::Tokens
            | Self::Sessions => Some(Section::Workspace),
            Self::Queue | Self::AgencyCase { .. } => Some(Section::Agency),
            Self::Home
            | Self::SignIn
            | Self::Resume
            | Self::Gallery
            | Self::Accessibility
            | Self::Privacy
            | Self::Help => None,
        }
    }

    /// Whether anybody may read this page, so that search engines and speculation rules may fetch it.
    pub fn is_public(&self) -> bool {
        matches!(
            self,
            Self::Home
                | Self::Catalogue
                | Self::Service { .. }
                | Self::LifeSituation { .. }
                | Self::Accessibility
                | Self::Privacy
                | Self::Help
        )
    }
}

/// The language a path is in: its first segment, else Latvian.
pub fn language_of(path: &str) -> Language {
    match path.trim_start_matches('/').split('/').next() {
        Some("en") => Language::En,
        _ => Language::Lv,
    }
}

/// The pattern with its `{names}` replaced by the values, in order.
fn fill(pattern: &str, values: &[&String]) -> String {
    let mut values = values.iter();
    let mut path = String::with_capacity(pattern.len() + 32);
    for segment in pattern.split('/').skip(1) {
        path.push('/');
        match segment.starts_with('{').then(|| values.next()).flatten() {
            Some(value) => path.push_str(value),
            None => path.push_str(segment),
        }
    }
    path
}

/// What stands at the `{names}` of a pattern, if the path fits it.
fn captures(pattern: &str, path: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    let mut segments = path.split('/');
    for expected in pattern.split('/') {
        let segment = segments.next()?;
        if expected.starts_with('{') {
            found.push(is_plain(segment).then(|| segment.to_owned())?);
        } else if expected != segment {
            return None;
        }
    }
    segments.next().is_none().then_some(found)
}

/// Slugs, ids and numbers need no escaping in a path; anything else is nobody's page.
fn is_plain(segment: &str) -> bool {
    !segment.is_empty()
        && segment
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One page of each kind, with parameters that no pattern contains.
    fn one_of_each() -> Vec<Page> {
        let paths = PATTERNS.iter().map(|(lv, _)| {
            lv.replace("{slug}", "ielu-tirdznieciba")
                .replace("{id}", "0190-ab")
                .replace("{page}", "kur")
                .replace("{number}", "2026-004117-K")
        });
        paths
            .map(|path| Page::parse(&path).expect("every pattern has its page").0)
            .collect()
    }

    #[test]
    fn every_path_leads_back_to_its_page() {
        let pages = one_of_each();
        assert_eq!(pages.len(), PATTERNS.len());
        for page in pages {
            for language in [Language::Lv, Language::En] {
                assert_eq!(Page::parse(&page.path(language)), Some((page.clone(), language)));
            }
        }
    }

    #[test]
    fn every_page_is_found_once() {
        let mut pages = one_of_each();
        let all = pages.len();
        pages.dedup();
        assert_eq!(pages.len(), all);
    }

    #[test]
    fn a_fixed_name_wins_over_a_parameter() {
        let (page, language) = Page::parse("/lv/melnraksti/7/parbaude").unwrap();
        assert_eq!(
            (page.path(Language::En).as_str(), language),
            ("/en/drafts/7/check", Language::Lv)
        );
    }

    #[test]
    fn strange_paths_are_no_pages() {
        for path in [
            "",
            "/",
            "/lv/",
            "/de",
            "/lv/services",
            "/lv/pakalpojumi/",
            "/lv/pakalpojumi/a%2Fb",
            "/lv/pakalpojumi/a/b/c",
        ] {
            assert_eq!(Page::parse(path), None, "{path}");
        }
    }

    #[test]
    fn the_first_segment_is_the_language() {
        assert_eq!(language_of("/en/services/x"), Language::En);
        assert_eq!(language_of("/en"), Language::En);
        assert_eq!(language_of("/lv/pakalpojumi"), Language::Lv);
        assert_eq!(language_of("/england"), Language::Lv);
    }
}
