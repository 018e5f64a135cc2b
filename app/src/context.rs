//! What the server tells every page through Leptos' context.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use forms::Language;
use leptos::prelude::use_context;
use leptos_router::location::{RequestUrl, Url};

use crate::app::{Page, language_of};

/// The files a page loads. Their names carry a hash, so only the server knows them.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// Path of the style sheet.
    pub css: String,
    /// Path of the script that every page names; none if nothing was built for the browser.
    pub script: Option<String>,
}

/// What is the same for all pages of an installation.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// Scheme and host, without a slash at the end.
    pub base_url: String,
    /// Whether this is a demonstration, which every page then says.
    pub demonstration: bool,
    /// The number of the first line of support, written as people read it.
    pub help_phone: Option<String>,
    /// The mailbox of the first line of support.
    pub help_email: Option<String>,
}

/// Who is looking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody has signed in.
    #[default]
    SignedOut,
    /// A person has signed in.
    SignedIn(Person),
}

/// The signed-in person and the capacity they act in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Given name and surname.
    pub name: String,
    /// On whose behalf the person acts when not on their own.
    pub acting_for: Option<String>,
    /// The agency whose official the person is.
    pub agency: Option<String>,
    /// Unread notices in the inbox.
    pub unread: u64,
}

/// When the session of the person who looks ends, unless it is used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionEnds {
    /// Which session.
    pub session: domain::SessionId,
    /// Seconds from now.
    pub seconds: i64,
}

impl Viewer {
    /// The viewer of this page.
    pub fn current() -> Self {
        use_context().unwrap_or_default()
    }

    /// The signed-in person.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::SignedOut => None,
            Self::SignedIn(person) => Some(person),
        }
    }
}

/// The HTTP status of the answer. The server reads it after rendering; a page that finds nothing sets it.
#[derive(Debug, Clone)]
pub struct PageStatus(Arc<AtomicU16>);

impl PageStatus {
    /// Says that the answer is not 200.
    pub fn set(&self, status: u16) {
        self.0.store(status, Ordering::Relaxed);
    }

    /// The status so far.
    pub fn get(&self) -> u16 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Default for PageStatus {
    fn default() -> Self {
        Self(Arc::new(AtomicU16::new(200)))
    }
}

/// The name of the request being answered. The log has it too, so a reader who tells it helps to find the fault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestName(pub String);

/// The address being answered, understood. The shell provides it to everything below.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The page at this address, if there is one.
    pub page: Option<Page>,
    /// The language of the address.
    pub language: Language,
    url: Url,
}

impl Request {
    /// Reads the address that the server integration put into context.
    pub fn from_context() -> Self {
        let address = use_context::<RequestUrl>().unwrap_or_default();
        let url = address.parse().unwrap_or_default();
        let parsed = Page::parse(url.path());
        let language = parsed
            .as_ref()
            .map_or_else(|| language_of(url.path()), |(_, language)| *language);
        Self {
            page: parsed.map(|(page, _)| page),
            language,
            url,
        }
    }

    /// The request being answered.
    pub fn current() -> Self {
        use_context().unwrap_or_else(Self::from_context)
    }

    /// The path of the address.
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// The value of a query parameter.
    pub fn query(&self, name: &str) -> Option<String> {
        self.url.search_params().get_str(name).map(str::to_owned)
    }

    /// All values of a query parameter.
    pub fn query_all(&self, name: &str) -> Vec<String> {
        self.url.search_params().get_all(name).unwrap_or_default()
    }

    /// The address of this page in another language, with the same query; its home page if nothing is here.
    pub fn in_language(&self, language: Language) -> String {
        let page = self.page.as_ref().unwrap_or(&Page::Home);
        match self.url.search() {
            "" => page.path(language),
            query => format!("{}?{query}", page.path(language)),
        }
    }
}
