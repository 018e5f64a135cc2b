//! Access tokens: the keys with which a person's own programs sign in.

use domain::{Date, Token};
use leptos::prelude::*;
use portal::{Actor, Portal};

use crate::actions::TokenAction;
use crate::app::Page;
use crate::cases::words::moment;
use crate::components::action_form::ActionForm;
use crate::components::back_link::BackLink;
use crate::components::button::{Button, Weight};
use crate::components::details::Details;
use crate::components::error_summary::ErrorSummary;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::text_input::{TextInput, Width};
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// Name of the posted value in which the answer to a post tells the new token's secret, this once.
pub const TOKEN_SECRET: &str = "secret";

/// The person's tokens.
#[component]
pub fn TokensPage() -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    loaded(
        async move { Ok((portal.tokens.list(&actor).await?, portal.today())) },
        |(tokens, today)| view! { <TokenList tokens today/> },
    )
}

/// The list of tokens, with the form that makes one and the secret of one just made.
#[component]
pub fn TokenList(
    /// The tokens that work.
    tokens: Vec<Token>,
    /// The date now.
    today: Date,
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
                <ul class="case-list">{tokens.into_iter().map(|token| view! { <Item token today/> }).collect_view()}</ul>
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
                    <Button>{td!(locale, workspace.make_token)}</Button>
                </ActionForm>
            </section>
        </div>
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
fn Item(token: Token, today: Date) -> impl IntoView {
    let (locale, language) = (current(), language());
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
    view! {
        <li class="case-list__item">
            <div class="case-list__text">
                <h3 class="case-list__title">{token.name}</h3>
                <p class="case-list__facts">{made}" · "{used}</p>
            </div>
            <Details summary=td_string!(locale, workspace.end_token)>
                <p>{td!(locale, workspace.end_token_text)}</p>
                <ActionForm to=Page::Tokens.path(language) action=TokenAction::End.code() inline=true>
                    <input type="hidden" name="token" value=token.id.to_string()/>
                    <Button weight=Weight::Warning>
                        {td!(locale, workspace.end_token_button)}<span class="visually-hidden">": "{name}</span>
                    </Button>
                </ActionForm>
            </Details>
        </li>
    }
}
