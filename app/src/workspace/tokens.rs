//! Access tokens: the keys with which a person's own programs sign in.

use domain::{Actor, RoleKind, Scope, Timestamp, Token};
use leptos::prelude::*;
use portal::Portal;

use crate::actions::TokenAction;
use crate::app::Page;
use crate::cases::words::moment;
use crate::components::action_form::ActionForm;
use crate::components::back_link::BackLink;
use crate::components::button::{Button, Weight};
use crate::components::checkboxes::Checkboxes;
use crate::components::details::Details;
use crate::components::error_summary::ErrorSummary;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::radios::{Choice, Radios};
use crate::components::text_input::{TextInput, Width};
use crate::format;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// Name of the posted value in which the answer to a post tells the new token's secret, this once.
pub const TOKEN_SECRET: &str = "secret";

/// For how many days a token works unless the person chooses otherwise.
const USUAL_DAYS: &str = "90";

/// The person's tokens.
#[component]
pub fn TokensPage() -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    let offered = offered(&actor);
    loaded(
        async move { Ok((portal.tokens.list(&actor).await?, portal.now())) },
        |(tokens, now)| view! { <TokenList tokens offered now/> },
    )
}

/// The list of tokens, with the form that makes one and the secret of one just made.
#[component]
pub fn TokenList(
    /// The tokens that work, and those whose time was over lately.
    tokens: Vec<Token>,
    /// What a new token may be allowed.
    offered: Vec<Scope>,
    /// The moment.
    now: Timestamp,
) -> impl IntoView {
    let (locale, language, posted) = (current(), language(), Posted::current());
    let title = td_string!(locale, workspace.tokens);
    // A refused post has errors; what is in it was typed by somebody.
    let made = posted
        .errors
        .is_empty()
        .then(|| posted.value(TOKEN_SECRET))
        .flatten()
        .map(str::to_owned);
    let typed = made
        .is_none()
        .then(|| posted.value("name"))
        .flatten()
        .unwrap_or_default()
        .to_owned();
    let scopes = chosen(&posted, "scopes", Scope::OwnRead.code());
    let days = chosen(&posted, "days", USUAL_DAYS).pop();
    view! {
        <PageTitle title/>
        <div class="wrap page">
            <BackLink href=Page::Workspace.path(language)/>
            <ErrorSummary errors=posted.errors.clone()/>
            <h1>{title}</h1>
            {made.map(|secret| view! { <Made secret/> })}
            <p class="lead">{td!(locale, workspace.tokens_text)}</p>
            <p>{td!(locale, workspace.tokens_care)}" "<a href="/api/v1/">{td!(locale, layout.api)}</a></p>
            <section class="stack" aria-labelledby="yours">
                <h2 id="yours">{td!(locale, workspace.your_tokens)}</h2>
                {tokens.is_empty().then(|| view! { <p class="soft">{td!(locale, workspace.no_tokens)}</p> })}
                <ul class="case-list">{tokens.into_iter().map(|token| view! { <Item token now/> }).collect_view()}</ul>
            </section>
            <section class="stack" aria-labelledby="new">
                <h2 id="new">{td!(locale, workspace.new_token)}</h2>
                <ActionForm to=Page::Tokens.path(language) action=TokenAction::Create.code()>
                    <TextInput
                        name="name"
                        label=td_string!(locale, workspace.token_name)
                        hint=td_string!(locale, workspace.token_name_hint).to_owned()
                        value=typed
                        error=posted.error("name")
                        width=Width::Medium
                    />
                    <Checkboxes
                        name="scopes"
                        label=td_string!(locale, workspace.token_scopes)
                        hint=td_string!(locale, workspace.token_scopes_hint).to_owned()
                        error=posted.error("scopes")
                        values=scopes
                        choices=offered.into_iter().map(|scope| Choice::new(scope.code(), allowed(scope))).collect()
                    />
                    <Radios
                        name="days"
                        label=td_string!(locale, workspace.token_days)
                        error=posted.error("days")
                        value=days
                        inline=true
                        choices=vec![
                            Choice::new("30", td_string!(locale, workspace.token_days_30)),
                            Choice::new(USUAL_DAYS, td_string!(locale, workspace.token_days_90)),
                            Choice::new("366", td_string!(locale, workspace.token_days_366)),
                        ]
                    />
                    <Button>{td!(locale, workspace.make_token)}</Button>
                </ActionForm>
            </section>
        </div>
    }
}

/// A refused post comes back as it was sent, an untouched form with the usual choice.
fn chosen(posted: &Posted, name: &str, usual: &str) -> Vec<String> {
    if posted.errors.is_empty() {
        return vec![usual.to_owned()];
    }
    let sent = posted.values.iter().filter(|(known, _)| known == name);
    sent.map(|(_, value)| value.clone()).collect()
}

/// What a person may allow a program: nothing that they may not do themself.
fn offered(actor: &Actor) -> Vec<Scope> {
    let has = |kind: RoleKind| {
        actor
            .person()
            .is_some_and(|person| person.roles.iter().any(|role| role.kind == kind))
    };
    let fits = |scope: &Scope| match scope {
        Scope::AgencyRead | Scope::AgencyWrite => has(RoleKind::Official),
        Scope::PublishForms => has(RoleKind::Editor),
        Scope::ManageRegistry => has(RoleKind::RegistryManager),
        Scope::OwnRead | Scope::OwnWrite | Scope::ManageAccess => true,
    };
    Scope::ALL.into_iter().filter(fits).collect()
}

/// What a scope allows, in words.
fn allowed(scope: Scope) -> &'static str {
    let locale = current();
    match scope {
        Scope::OwnRead => td_string!(locale, workspace.scope_own_read),
        Scope::OwnWrite => td_string!(locale, workspace.scope_own_write),
        Scope::AgencyRead => td_string!(locale, workspace.scope_agency_read),
        Scope::AgencyWrite => td_string!(locale, workspace.scope_agency_write),
        Scope::PublishForms => td_string!(locale, workspace.scope_publish_forms),
        Scope::ManageRegistry => td_string!(locale, workspace.scope_manage_registry),
        Scope::ManageAccess => td_string!(locale, workspace.scope_manage_access),
    }
}

/// The secret, told once.
#[component]
fn Made(secret: String) -> impl IntoView {
    let locale = current();
    view! {
        <Notice kind=NoticeKind::Success title=td_string!(locale, workspace.token_made)>
            <p>{td!(locale, workspace.token_made_text)}</p>
            <p><code class="secret">{secret}</code></p>
        </Notice>
    }
}

#[component]
fn Item(token: Token, now: Timestamp) -> impl IntoView {
    let (locale, language, today) = (current(), language(), now.date());
    let live = token.is_live(now);
    let made = td_string!(
        locale,
        workspace.token_created,
        moment = moment(token.created_at, today)
    );
    let used = match token.last_used_at {
        Some(used) => td_string!(locale, workspace.token_used, moment = moment(used, today)),
        None => td_string!(locale, workspace.token_unused).to_owned(),
    };
    let name = token.name.clone();
    let ends = token.expires_at;
    let until = if live {
        td_string!(
            locale,
            workspace.token_expires,
            until = format::until(ends.date(), today, language)
        )
    } else {
        td_string!(locale, workspace.token_expired, moment = moment(ends, today))
    };
    let allows = token.scopes.iter().map(allowed).collect::<Vec<_>>().join("; ");
    // What is over cannot be ended.
    let ending = live.then(|| {
        view! {
            <Details summary=td_string!(locale, workspace.end_token)>
                <p>{td!(locale, workspace.end_token_text)}</p>
                <ActionForm to=Page::Tokens.path(language) action=TokenAction::End.code() inline=true>
                    <input type="hidden" name="token" value=token.id.to_string()/>
                    <Button weight=Weight::Warning>
                        <span>{td!(locale, workspace.end_token_button)}<span class="visually-hidden">": "{name}</span></span>
                    </Button>
                </ActionForm>
            </Details>
        }
    });
    view! {
        <li class="case-list__item">
            <div class="case-list__text">
                <h3 class="case-list__title">{token.name}</h3>
                <p class="case-list__facts">{made}" · "{until}" · "{used}</p>
                <p class="case-list__facts">{td!(locale, workspace.token_allows)}" "{allows}</p>
            </div>
            {ending}
        </li>
    }
}
