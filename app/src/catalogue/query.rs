//! What the catalogue's address asks for, and the addresses of everything one step away from it.

use domain::{Audience, Channel, Slug};
use form_urlencoded::Serializer;
use portal::CatalogueQuery;

use crate::app::Page;
use crate::context::Request;
use crate::texts::language;

/// More than this of a search text is not looked at.
const LONGEST_TEXT: usize = 200;

/// The four ways to narrow the catalogue down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    Situation,
    Agency,
    Audience,
    Channel,
}

impl Filter {
    /// All, in the order shown.
    pub(super) const ALL: [Self; 4] = [Self::Audience, Self::Channel, Self::Situation, Self::Agency];

    /// Its name in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Situation => "situation",
            Self::Agency => "agency",
            Self::Audience => "audience",
            Self::Channel => "channel",
        }
    }

    /// What is chosen in it.
    pub(super) fn chosen(self, query: &CatalogueQuery) -> Option<&str> {
        match self {
            Self::Situation => query.situation.as_ref().map(Slug::as_str),
            Self::Agency => query.agency.as_ref().map(Slug::as_str),
            Self::Audience => query.audience.map(Audience::code),
            Self::Channel => query.channel.map(Channel::code),
        }
    }

    /// The query with another choice in this filter, from the first page; a value that cannot be is no choice.
    pub(super) fn choose(self, value: Option<&str>, query: &CatalogueQuery) -> CatalogueQuery {
        let mut query = CatalogueQuery {
            page: 1,
            ..query.clone()
        };
        match self {
            Self::Situation => query.situation = value.and_then(|value| value.parse().ok()),
            Self::Agency => query.agency = value.and_then(|value| value.parse().ok()),
            Self::Audience => query.audience = value.and_then(Audience::parse),
            Self::Channel => query.channel = value.and_then(Channel::parse),
        }
        query
    }
}

/// What the address of a request asks for. What it says wrongly is left out.
pub(super) fn read(request: &Request) -> CatalogueQuery {
    let text: String = request
        .query("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .take(LONGEST_TEXT)
        .collect();
    let page = request
        .query("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .max(1);
    let everything = CatalogueQuery {
        text,
        page: 1,
        language: request.language,
        ..CatalogueQuery::default()
    };
    let narrowed = Filter::ALL.into_iter().fold(everything, |query, filter| {
        filter.choose(request.query(filter.name()).as_deref(), &query)
    });
    CatalogueQuery { page, ..narrowed }
}

/// The query without its filters, from the first page.
pub(super) fn unfiltered(query: &CatalogueQuery) -> CatalogueQuery {
    CatalogueQuery {
        text: query.text.clone(),
        page: 1,
        language: query.language,
        ..CatalogueQuery::default()
    }
}

/// The names and values of the chosen filters.
pub(super) fn filters(query: &CatalogueQuery) -> Vec<(&'static str, String)> {
    let chosen = |filter: Filter| Some((filter.name(), filter.chosen(query)?.to_owned()));
    Filter::ALL.into_iter().filter_map(chosen).collect()
}

/// The one address of a query: its parameters in a fixed order, nothing that is not needed.
pub(super) fn address(query: &CatalogueQuery) -> String {
    let mut parameters = Serializer::new(String::new());
    if !query.text.is_empty() {
        parameters.append_pair("q", &query.text);
    }
    parameters.extend_pairs(filters(query));
    if query.page > 1 {
        parameters.append_pair("page", &query.page.to_string());
    }
    let path = Page::Catalogue.path(query.language);
    match parameters.finish().as_str() {
        "" => path,
        parameters => format!("{path}?{parameters}"),
    }
}

/// Where a search in the language of the page leads.
pub fn search_address(text: &str) -> String {
    address(&CatalogueQuery {
        text: text.to_owned(),
        page: 1,
        language: language(),
        ..CatalogueQuery::default()
    })
}

/// Where all services of an agency are listed.
pub fn agency_address(agency: &Slug) -> String {
    let agency = Some(agency.clone());
    address(&CatalogueQuery {
        agency,
        page: 1,
        language: language(),
        ..CatalogueQuery::default()
    })
}

#[cfg(test)]
mod tests {
    use forms::Language;

    use super::*;

    fn query() -> CatalogueQuery {
        CatalogueQuery {
            text: "jauna pase & eID".into(),
            situation: Some("dokumenti-un-izzinas".parse().unwrap()),
            agency: None,
            audience: Some(Audience::Resident),
            channel: None,
            page: 3,
            language: Language::Lv,
        }
    }

    #[test]
    fn an_address_says_all_of_a_query_and_no_more() {
        assert_eq!(
            address(&query()),
            "/lv/pakalpojumi?q=jauna+pase+%26+eID&audience=resident&situation=dokumenti-un-izzinas&page=3"
        );
        let all = CatalogueQuery {
            language: Language::En,
            ..CatalogueQuery::default()
        };
        assert_eq!(address(&all), "/en/services");
    }

    #[test]
    fn another_choice_begins_at_the_first_page_again() {
        let chosen = Filter::Channel.choose(Some("online"), &query());
        assert_eq!((chosen.channel, chosen.page), (Some(Channel::Online), 1));
        let removed = Filter::Audience.choose(None, &query());
        assert_eq!((removed.audience, removed.situation), (None, query().situation));
        assert_eq!(unfiltered(&query()).situation, None);
    }

    #[test]
    fn what_cannot_be_is_no_choice() {
        assert_eq!(Filter::Audience.choose(Some("aliens"), &query()).audience, None);
        assert_eq!(Filter::Agency.choose(Some("../x"), &query()).agency, None);
    }
}
