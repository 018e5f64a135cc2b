//! All routes of the program.

use std::sync::Arc;

use app::app::Page;
use app::context::Assets;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use connectors::oidc::{Now, OidcClient, OidcSettings};
use portal::Portal;
use reqwest::Url;

use crate::api;
use crate::auth::{self, Auth};
use crate::commands::CommandError;
use crate::config::{Config, ConfigError, Mode};
use crate::cross_site::Origin;
use crate::form_schema;
use crate::layers::Layers;
use crate::page_cache::{Generation, PageCache};
use crate::pages::{self, Frame};
use crate::posts;
use crate::rate_limit::{self, RateLimits};
use crate::sandbox::{self, Note, Persona, PersonaGroup, SandboxSettings};
use crate::security::SecurityHeaders;
use crate::seed_files::SEED;
use crate::session::Cookies;
use crate::site::Site;
use crate::state::AppState;

/// Largest body of anything about signing in.
const SIGN_IN_BODY_LIMIT: usize = 64 * 1024;

/// What stands round the portal.
pub struct Surroundings<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The files of the site.
    pub site: Arc<Site>,
    /// The present moment.
    pub now: Now,
}

/// The whole program as one router.
pub fn build(portal: Portal, surroundings: Surroundings<'_>) -> Result<Router, CommandError> {
    let Surroundings { config, site, now } = surroundings;
    let cookies = Cookies::new(config.is_https());
    let provider = Arc::new(OidcClient::new(oidc_settings(config), now.clone())?);
    let outside = if config.has_sandbox() {
        sandbox(config, &site, now, portal.clone())?
    } else {
        Router::new()
    };
    let limits = from_fn_with_state(RateLimits::new(&config.limits, cookies), rate_limit::guard);
    let state = AppState {
        portal: portal.clone(),
        cookies,
        frame: Arc::new(frame(config, &site)),
    };
    let layers = Layers {
        origin: Origin::new(&config.base_url),
        security: SecurityHeaders::new(&config.base_url, &config.sign_in.issuer),
        pages: PageCache::new(generation(&portal), public_query, cookies),
        failures: pages::failure_pages(state.clone()),
    };
    let routes = posts::router()
        .merge(api::router(&state))
        .with_state(state)
        .merge(
            auth::router(Auth {
                portal,
                provider,
                cookies,
                base_url: base_url(config)?,
            })
            .layer(DefaultBodyLimit::max(SIGN_IN_BODY_LIMIT)),
        )
        .merge(form_schema::router())
        .layer(limits.clone())
        .merge(site.router());
    let outside = outside.layer(DefaultBodyLimit::max(SIGN_IN_BODY_LIMIT)).layer(limits);
    tokio::spawn(async move { site.compress_all().await });
    Ok(layers.around(routes, outside))
}

/// What every page of this installation has.
fn frame(config: &Config, site: &Site) -> Frame {
    Frame {
        assets: Assets {
            css: site.stylesheet().to_owned(),
            script: Some(site.page_script().to_owned()),
        },
        site: app::context::Site {
            base_url: config.base_url.clone(),
            demonstration: config.mode == Mode::Demo,
            help_phone: config.help_phone.clone(),
            help_email: config.help_email.clone(),
        },
    }
}

/// The number of the present state of everything public.
fn generation(portal: &Portal) -> Generation {
    let registry = portal.registry.clone();
    Generation::new(move || {
        let registry = registry.clone();
        async move { registry.generation().await.ok() }
    })
}

/// The query parameters that public pages read.
fn public_query(path: &str) -> Option<&'static [&'static str]> {
    match Page::parse(path)?.0 {
        Page::Catalogue => Some(&["q", "situation", "agency", "audience", "channel", "page"]),
        page if page.is_public() => Some(&[]),
        _ => None,
    }
}

/// The settings have been checked; this is for types that know the parts of an address.
fn base_url(config: &Config) -> Result<Url, ConfigError> {
    Url::parse(&config.base_url).map_err(|error| ConfigError::Wrong {
        name: "VARTI_BASE_URL",
        reason: error.to_string(),
    })
}

fn redirect_url(config: &Config) -> String {
    format!("{}/auth/callback", config.base_url)
}

fn signed_out_url(config: &Config) -> String {
    format!("{}/auth/signed-out", config.base_url)
}

fn oidc_settings(config: &Config) -> OidcSettings {
    let sign_in = &config.sign_in;
    OidcSettings {
        issuer: sign_in.issuer.clone(),
        client_id: sign_in.client_id.clone(),
        client_secret: sign_in.client_secret.as_ref().map(|secret| secret.reveal().to_owned()),
        redirect_url: redirect_url(config),
        signed_out_url: signed_out_url(config),
        scopes: sign_in.scopes.clone(),
        assurance: sign_in.assurance.clone(),
    }
}

fn sandbox(config: &Config, site: &Site, now: Now, portal: Portal) -> Result<Router, CommandError> {
    Ok(sandbox::router(SandboxSettings {
        mode: config.mode,
        base_url: config.base_url.clone(),
        sign_in: config.sign_in.clone(),
        redirect_url: redirect_url(config),
        signed_out_url: signed_out_url(config),
        stylesheet: site.stylesheet().to_owned(),
        portal,
        personas: SEED.personas()?.into_iter().map(Persona::from).collect(),
        now,
    })?)
}

impl From<portal::Persona> for Persona {
    fn from(persona: portal::Persona) -> Self {
        let note = |language| persona.note.get(language).to_owned();
        Self {
            note: Note {
                lv: note(forms::Language::Lv),
                en: note(forms::Language::En),
            },
            subject: persona.key,
            given_name: persona.given_name,
            family_name: persona.family_name,
            personal_code: persona.personal_code.as_str().to_owned(),
            group: match persona.group {
                portal::PersonaGroup::Resident => PersonaGroup::Resident,
                portal::PersonaGroup::Representative => PersonaGroup::Representative,
                portal::PersonaGroup::Agency => PersonaGroup::Agency,
            },
        }
    }
}
