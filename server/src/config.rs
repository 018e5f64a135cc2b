//! Settings, read from environment variables once at the start.

mod limits;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

use reqwest::Url;
use thiserror::Error;

pub use limits::LimitSettings;

use crate::secret::Secret;

/// Path below the base URL where the demonstration's own sign-in provider answers.
pub const SANDBOX_PATH: &str = "/sandbox-oidc";

/// Where to listen unless a setting says otherwise: reachable from this machine only.
const DEFAULT_ADDR: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 3000);

/// Assurance levels of eIDAS that are good enough for the portal unless a setting says otherwise.
const ASSURANCE: &str = "http://eidas.europa.eu/LoA/high http://eidas.europa.eu/LoA/substantial";

/// Whether real people are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Made-up people and services, sign-in by choosing a person.
    Demo,
    /// The real thing.
    Production,
}

/// How much past the demonstration has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoHistory {
    /// Services and people only, nothing happened yet.
    None,
    /// Thousands of cases of the last eighteen months.
    Full,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for machines.
    Json,
}

/// Where data is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// An SQLite file.
    File(PathBuf),
    /// Whatever the address says; it may hold a password.
    Url(Secret),
}

impl Database {
    /// The address to connect to.
    pub fn url(&self) -> String {
        match self {
            Self::File(path) => format!("sqlite://{}", path.display()),
            Self::Url(url) => url.reveal().to_owned(),
        }
    }
}

/// How people sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// The OpenID Connect provider.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there, when it gave us one.
    pub client_secret: Option<Secret>,
    /// What we ask for besides `openid`.
    pub scopes: Vec<String>,
    /// Assurance levels that are good enough.
    pub assurance: Vec<String>,
}

/// All settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Demonstration or production.
    pub mode: Mode,
    /// How much past a demonstration is filled with.
    pub demo_history: DemoHistory,
    /// Where to listen.
    pub addr: SocketAddr,
    /// Where to serve measurements, when somewhere.
    pub metrics_addr: Option<SocketAddr>,
    /// The collector to send traces to, when there is one.
    pub collector: Option<String>,
    /// How much one caller may ask for.
    pub limits: LimitSettings,
    /// The folder for everything that is kept.
    pub data: PathBuf,
    /// The database.
    pub database: Database,
    /// Scheme, host and port by which people reach the portal, without a slash at the end.
    pub base_url: String,
    /// Sign-in.
    pub sign_in: SignIn,
    /// Where style sheets, scripts and fonts may lie; the first folder that exists is used.
    pub site: Vec<PathBuf>,
    /// The number of the first line of support, as people read it.
    pub help_phone: Option<String>,
    /// The mailbox of the first line of support.
    pub help_email: Option<String>,
    /// What to log, such as `info` or `warn,server=debug`.
    pub log: String,
    /// How to log it.
    pub log_format: LogFormat,
}

/// A setting that cannot be used. Each is one line that says what to do.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ConfigError {
    /// A setting without a default is absent.
    #[error("{name} must be set in production mode, for example {name}={example}")]
    Missing {
        /// The variable.
        name: &'static str,
        /// A value that would do.
        example: &'static str,
    },
    /// A setting has a value that makes no sense.
    #[error("{name} is wrong: {reason}")]
    Wrong {
        /// The variable.
        name: &'static str,
        /// What is expected.
        reason: String,
    },
}

/// A made-up value that stands for a real one in the demonstration.
fn demo_only(mode: Mode, value: &str) -> Option<String> {
    (mode == Mode::Demo).then(|| value.to_owned())
}

impl Config {
    /// Reads the settings through `get`, which answers with the value of a variable. An empty
    /// value counts as none. `program` is the folder of the executable.
    pub fn read(get: impl Fn(&str) -> Option<String>, program: &Path) -> Result<Self, ConfigError> {
        let env = Variables { get: &get };
        let mode = env.choice(
            "VARTI_MODE",
            Mode::Production,
            &[("demo", Mode::Demo), ("production", Mode::Production)],
        )?;
        let demo_history = env.choice(
            "VARTI_DEMO_HISTORY",
            DemoHistory::Full,
            &[("none", DemoHistory::None), ("full", DemoHistory::Full)],
        )?;
        let addr = env.addr("VARTI_ADDR")?.unwrap_or(DEFAULT_ADDR);
        let data = env
            .text("VARTI_DATA")
            .map_or_else(|| PathBuf::from("./data"), PathBuf::from);
        let base_url = env.base_url(mode, addr)?;
        Ok(Self {
            mode,
            demo_history,
            addr,
            metrics_addr: env.addr("VARTI_METRICS_ADDR")?,
            collector: env.collector()?,
            limits: env.limits()?,
            database: env.database(&data)?,
            data,
            sign_in: env.sign_in(mode, &base_url)?,
            base_url,
            site: env.site(program),
            help_phone: env.text("VARTI_HELP_PHONE").or_else(|| demo_only(mode, "6700 0000")),
            help_email: env
                .email("VARTI_HELP_EMAIL")?
                .or_else(|| demo_only(mode, "palidziba@varti.example")),
            log: env.text("VARTI_LOG").unwrap_or_else(|| "info".to_owned()),
            log_format: env.choice(
                "VARTI_LOG_FORMAT",
                LogFormat::Text,
                &[("text", LogFormat::Text), ("json", LogFormat::Json)],
            )?,
        })
    }

    /// Whether people reach the portal over TLS.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Whether the server is its own sign-in provider.
    pub fn has_sandbox(&self) -> bool {
        self.mode == Mode::Demo && self.sign_in.issuer == sandbox_issuer(&self.base_url)
    }
}

fn sandbox_issuer(base_url: &str) -> String {
    format!("{base_url}{SANDBOX_PATH}")
}

fn wrong(name: &'static str, reason: impl Into<String>) -> ConfigError {
    ConfigError::Wrong {
        name,
        reason: reason.into(),
    }
}

/// The environment, with checks.
struct Variables<'a> {
    get: &'a dyn Fn(&str) -> Option<String>,
}

impl Variables<'_> {
    fn text(&self, name: &str) -> Option<String> {
        (self.get)(name)
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    fn words(&self, name: &str, default: &str) -> Vec<String> {
        let text = self.text(name).unwrap_or_else(|| default.to_owned());
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn choice<T: Copy>(&self, name: &'static str, default: T, values: &[(&str, T)]) -> Result<T, ConfigError> {
        let Some(text) = self.text(name) else {
            return Ok(default);
        };
        let found = values.iter().find(|(word, _)| *word == text);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let words: Vec<&str> = values.iter().map(|(word, _)| *word).collect();
            wrong(name, format!("\"{text}\" is not one of {}", words.join(", ")))
        })
    }

    fn addr(&self, name: &'static str) -> Result<Option<SocketAddr>, ConfigError> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        let reason = || format!("\"{text}\" is not an address and a port such as 0.0.0.0:3000");
        // Port 0 would be any port, and nobody could know the address of the pages.
        let addr = text.parse().ok().filter(|addr: &SocketAddr| addr.port() != 0);
        addr.map(Some).ok_or_else(|| wrong(name, reason()))
    }

    fn email(&self, name: &'static str) -> Result<Option<String>, ConfigError> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        match forms::contact::email(&text) {
            Some(address) => Ok(Some(address)),
            None => Err(wrong(
                name,
                format!("\"{text}\" is not an e-mail address such as help@varti.example"),
            )),
        }
    }

    fn collector(&self) -> Result<Option<String>, ConfigError> {
        const NAME: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
        let Some(text) = self.text(NAME) else {
            return Ok(None);
        };
        web_address(NAME, &text).map(|_| Some(text))
    }

    fn base_url(&self, mode: Mode, addr: SocketAddr) -> Result<String, ConfigError> {
        const NAME: &str = "VARTI_BASE_URL";
        let text = match (self.text(NAME), mode) {
            (Some(text), _) => text,
            (None, Mode::Demo) => format!("http://{}", reachable(addr)),
            (None, Mode::Production) => {
                return Err(ConfigError::Missing {
                    name: NAME,
                    example: "https://varti.example",
                });
            }
        };
        let url = web_address(NAME, &text)?;
        let more = url.query().is_some() || url.fragment().is_some() || names_somebody(&url);
        if url.path() != "/" || more {
            return Err(wrong(
                NAME,
                "it must be a scheme and a host only, such as https://varti.example",
            ));
        }
        if mode == Mode::Production && url.scheme() != "https" {
            return Err(wrong(NAME, "it must begin with https:// in production mode"));
        }
        Ok(url.origin().ascii_serialization())
    }

    fn sign_in(&self, mode: Mode, base_url: &str) -> Result<SignIn, ConfigError> {
        Ok(SignIn {
            issuer: self.issuer(mode, base_url)?,
            client_id: match (self.text("VARTI_OIDC_CLIENT_ID"), mode) {
                (Some(id), _) => id,
                (None, Mode::Demo) => "varti".to_owned(),
                (None, Mode::Production) => {
                    return Err(ConfigError::Missing {
                        name: "VARTI_OIDC_CLIENT_ID",
                        example: "varti",
                    });
                }
            },
            client_secret: self.text("VARTI_OIDC_CLIENT_SECRET").map(Secret::new),
            scopes: self.words("VARTI_OIDC_SCOPES", "profile"),
            assurance: self.words("VARTI_OIDC_ACR", ASSURANCE),
        })
    }

    fn issuer(&self, mode: Mode, base_url: &str) -> Result<String, ConfigError> {
        const NAME: &str = "VARTI_OIDC_ISSUER";
        let issuer = match (self.text(NAME), mode) {
            (Some(issuer), _) => issuer,
            (None, Mode::Demo) => return Ok(sandbox_issuer(base_url)),
            (None, Mode::Production) => {
                return Err(ConfigError::Missing {
                    name: NAME,
                    example: "https://sign-in.example",
                });
            }
        };
        let url = web_address(NAME, &issuer)?;
        if mode == Mode::Production && url.scheme() != "https" {
            return Err(wrong(NAME, "it must begin with https:// in production mode"));
        }
        if url.query().is_some() || url.fragment().is_some() || names_somebody(&url) {
            return Err(wrong(
                NAME,
                "it must have neither a query nor a part after # nor a name",
            ));
        }
        if mode == Mode::Production && issuer.trim_end_matches('/') == sandbox_issuer(base_url) {
            return Err(wrong(NAME, "the sandbox provider is for the demonstration only"));
        }
        Ok(issuer)
    }

    fn database(&self, data: &Path) -> Result<Database, ConfigError> {
        const NAME: &str = "DATABASE_URL";
        let Some(url) = self.text(NAME) else {
            return Ok(Database::File(data.join("varti.db")));
        };
        let scheme = url.split(':').next().unwrap_or_default();
        if !["sqlite", "postgres", "postgresql"].contains(&scheme) {
            return Err(wrong(NAME, "it must begin with postgres:// or sqlite:"));
        }
        Ok(Database::Url(Secret::new(url)))
    }

    fn site(&self, program: &Path) -> Vec<PathBuf> {
        match self.text("VARTI_SITE") {
            Some(folder) => vec![folder.into()],
            None => {
                let built = self.text("LEPTOS_SITE_ROOT").map(PathBuf::from);
                std::iter::once(program.join("site")).chain(built).collect()
            }
        }
    }
}

/// The address by which a browser on this machine reaches a server that listens on `addr`: one that listens
/// everywhere is reached here.
fn reachable(addr: SocketAddr) -> SocketAddr {
    if !addr.ip().is_unspecified() {
        return addr;
    }
    let here = match addr {
        SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    };
    SocketAddr::new(here, addr.port())
}

/// Whether a name or password stands before the host.
fn names_somebody(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn web_address(name: &'static str, text: &str) -> Result<Url, ConfigError> {
    let url = Url::parse(text).map_err(|error| wrong(name, format!("\"{text}\" is not a web address: {error}")))?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        _ => Err(wrong(name, "it must begin with https:// or http://")),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let get = |name: &str| {
            variables
                .iter()
                .rev()
                .find(|(n, _)| *n == name)
                .map(|(_, value)| (*value).to_owned())
        };
        Config::read(get, Path::new("/opt/varti"))
    }

    const PRODUCTION: [(&str, &str); 3] = [
        ("VARTI_BASE_URL", "https://varti.example"),
        ("VARTI_OIDC_ISSUER", "https://id.example/oidc"),
        ("VARTI_OIDC_CLIENT_ID", "varti-1"),
    ];

    fn production(more: &[(&str, &str)]) -> Result<Config, ConfigError> {
        read(&[&PRODUCTION[..], more].concat())
    }

    #[test]
    fn the_demonstration_needs_nothing_but_its_mode() {
        let config = read(&[("VARTI_MODE", "demo")]).unwrap();
        assert_eq!(config.demo_history, DemoHistory::Full);
        assert_eq!(config.addr.to_string(), "127.0.0.1:3000");
        assert_eq!(config.base_url, "http://127.0.0.1:3000");
        assert_eq!(config.sign_in.issuer, "http://127.0.0.1:3000/sandbox-oidc");
        assert_eq!(config.sign_in.client_id, "varti");
        assert_eq!(config.sign_in.scopes, ["profile"]);
        assert_eq!(config.data, Path::new("./data"));
        assert_eq!(config.database, Database::File("./data/varti.db".into()));
        assert_eq!(config.database.url(), "sqlite://./data/varti.db");
        assert_eq!(config.site, [Path::new("/opt/varti/site")]);
        assert_eq!((config.log.as_str(), config.log_format), ("info", LogFormat::Text));
        assert!(config.has_sandbox() && !config.is_https());
    }

    #[test]
    fn production_is_the_default_mode() {
        let config = production(&[]).unwrap();
        assert_eq!(config.mode, Mode::Production);
        assert_eq!(config.base_url, "https://varti.example");
        assert_eq!(config.sign_in.client_id, "varti-1");
        assert!(config.is_https() && !config.has_sandbox());
    }

    #[rstest]
    #[case("VARTI_BASE_URL")]
    #[case("VARTI_OIDC_ISSUER")]
    #[case("VARTI_OIDC_CLIENT_ID")]
    fn production_has_no_default_for(#[case] name: &'static str) {
        let error = production(&[(name, "")]).unwrap_err();
        assert!(
            matches!(error, ConfigError::Missing { name: missing, .. } if missing == name),
            "{error}"
        );
        assert!(!error.to_string().contains('\n'));
    }

    #[rstest]
    #[case("VARTI_MODE", "test")]
    #[case("VARTI_ADDR", "localhost")]
    #[case("VARTI_ADDR", "127.0.0.1:99999")]
    #[case("VARTI_ADDR", "127.0.0.1:0")]
    #[case("VARTI_BASE_URL", "varti.example")]
    #[case("VARTI_BASE_URL", "ftp://varti.example")]
    #[case("VARTI_BASE_URL", "http://varti.example")]
    #[case("VARTI_BASE_URL", "https://varti.example/lv")]
    #[case("VARTI_BASE_URL", "https://varti.example?a=b")]
    #[case("VARTI_BASE_URL", "https://me@varti.example")]
    #[case("VARTI_BASE_URL", "https://:word@varti.example")]
    #[case("VARTI_OIDC_ISSUER", "id")]
    #[case("VARTI_OIDC_ISSUER", "http://id.example")]
    #[case("VARTI_OIDC_ISSUER", "https://varti.example/sandbox-oidc")]
    #[case("VARTI_OIDC_ISSUER", "https://varti.example/sandbox-oidc/")]
    #[case("VARTI_OIDC_ISSUER", "https://id.example?realm=a")]
    #[case("DATABASE_URL", "mysql://localhost/varti")]
    #[case("VARTI_LOG_FORMAT", "xml")]
    #[case("VARTI_DEMO_HISTORY", "some")]
    fn production_refuses(#[case] name: &'static str, #[case] value: &str) {
        let error = production(&[(name, value)]).unwrap_err();
        assert!(
            matches!(error, ConfigError::Wrong { name: wrong, .. } if wrong == name),
            "{error}"
        );
        assert!(!error.to_string().contains('\n'));
    }

    #[rstest]
    #[case("0.0.0.0:8080", "http://127.0.0.1:8080")]
    #[case("[::]:8080", "http://[::1]:8080")]
    #[case("192.168.1.5:8080", "http://192.168.1.5:8080")]
    fn a_demonstration_that_listens_everywhere_is_reached_here(#[case] addr: &str, #[case] expected: &str) {
        let config = read(&[("VARTI_MODE", "demo"), ("VARTI_ADDR", addr)]).unwrap();
        assert_eq!(config.base_url, expected);
        assert!(config.has_sandbox());
    }

    #[test]
    fn a_demonstration_may_stand_on_the_web_and_use_another_provider() {
        let config = read(&[
            ("VARTI_MODE", "demo"),
            ("VARTI_ADDR", "0.0.0.0:8080"),
            ("VARTI_BASE_URL", "https://demo.varti.example:8443/"),
            ("VARTI_OIDC_ISSUER", "http://127.0.0.1:9000"),
        ])
        .unwrap();
        assert_eq!(config.base_url, "https://demo.varti.example:8443");
        assert!(config.is_https() && !config.has_sandbox());
    }

    #[test]
    fn the_default_port_is_left_out_as_browsers_do() {
        let config = production(&[("VARTI_BASE_URL", "https://Varti.Example:443")]).unwrap();
        assert_eq!(config.base_url, "https://varti.example");
    }

    #[test]
    fn everything_can_be_set() {
        let config = production(&[
            ("VARTI_DATA", "/srv/varti"),
            ("DATABASE_URL", "postgres://varti:pw@db/varti"),
            ("VARTI_OIDC_CLIENT_SECRET", " s3cret "),
            ("VARTI_OIDC_SCOPES", "profile nin"),
            ("VARTI_OIDC_ACR", "urn:level:4"),
            ("VARTI_SITE", "/srv/site"),
            ("LEPTOS_SITE_ROOT", "target/site"),
            ("VARTI_LOG", "warn"),
            ("VARTI_LOG_FORMAT", "json"),
            ("VARTI_DEMO_HISTORY", "none"),
        ])
        .unwrap();
        assert_eq!(config.database.url(), "postgres://varti:pw@db/varti");
        assert_eq!(config.sign_in.client_secret, Some(Secret::new("s3cret".to_owned())));
        assert_eq!(config.sign_in.scopes, ["profile", "nin"]);
        assert_eq!(config.sign_in.assurance, ["urn:level:4"]);
        assert_eq!(config.site, [Path::new("/srv/site")]);
        assert_eq!((config.log.as_str(), config.log_format), ("warn", LogFormat::Json));
        assert_eq!(config.demo_history, DemoHistory::None);
    }

    #[test]
    fn the_site_is_looked_for_beside_the_program_first() {
        let config = production(&[("LEPTOS_SITE_ROOT", "target/site")]).unwrap();
        assert_eq!(config.site, [Path::new("/opt/varti/site"), Path::new("target/site")]);
    }

    /// Every variable that is read, but for the one that cargo-leptos sets.
    fn variables() -> Vec<String> {
        let asked = std::cell::RefCell::new(Vec::new());
        let get = |name: &str| {
            asked.borrow_mut().push(name.to_owned());
            (name == "VARTI_MODE").then(|| "demo".to_owned())
        };
        Config::read(get, Path::new("/")).unwrap();
        let mut asked = asked.into_inner();
        asked.retain(|name| name != "LEPTOS_SITE_ROOT");
        asked
    }

    #[test]
    fn every_setting_is_explained_by_help_and_readme() {
        let read_me = include_str!("../../README.md");
        for name in variables() {
            assert!(
                crate::cli::SETTINGS.contains(&format!("  {name} ")),
                "--help lacks {name}"
            );
            assert!(read_me.contains(&format!("\n| `{name}` |")), "README lacks {name}");
        }
        let beginnings = ["VARTI_", "DATABASE_URL`", "OTEL_"];
        let rows: usize = beginnings
            .map(|name| read_me.matches(&format!("\n| `{name}")).count())
            .iter()
            .sum();
        assert_eq!(rows, variables().len(), "README has a setting that nobody reads");
    }

    #[test]
    fn secrets_are_never_printed() {
        let config = production(&[
            ("DATABASE_URL", "postgres://varti:pw-word@db/varti"),
            ("VARTI_OIDC_CLIENT_SECRET", "client-word"),
        ])
        .unwrap();
        let printed = format!("{config:?} {config:#?}");
        assert!(
            !printed.contains("pw-word") && !printed.contains("client-word"),
            "{printed}"
        );
    }
}
