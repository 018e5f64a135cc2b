//! The provider's pages as HTML.

use std::fmt::Write;

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::persona::{Persona, PersonaGroup};
use super::texts::{Lang, Texts};

/// Where to choose a persona. The fields of the request come back with the choice.
pub(super) fn personas(lang: Lang, stylesheet: &str, personas: &[Persona], fields: &[(&str, &str)]) -> Response {
    let texts = lang.texts();
    let mut body = format!("<h1>{}</h1>\n<p class=\"lead\">{}</p>\n", texts.title, texts.lead);
    body.push_str("<form method=\"post\" class=\"stack\">\n");
    for (name, value) in fields {
        let _ = writeln!(
            body,
            r#"<input type="hidden" name="{}" value="{}">"#,
            escape(name),
            escape(value)
        );
    }
    for group in PersonaGroup::ALL {
        let members: Vec<&Persona> = personas.iter().filter(|persona| persona.group == group).collect();
        if !members.is_empty() {
            section(&mut body, lang, group, &members);
        }
    }
    let _ = writeln!(
        body,
        r#"<p><button class="button button--quiet" name="cancel" value="yes">{}</button></p></form>"#,
        texts.cancel
    );
    document(StatusCode::OK, lang, texts.title, stylesheet, &body)
}

/// Nothing can be done with the request; it is not safe to send anybody anywhere.
pub(super) fn wrong_request(lang: Lang, stylesheet: &str) -> Response {
    let texts = lang.texts();
    message(
        StatusCode::BAD_REQUEST,
        lang,
        stylesheet,
        texts.wrong_request,
        texts.wrong_request_text,
    )
}

/// The session here has ended and there is nowhere to go back to.
pub(super) fn signed_out(lang: Lang, stylesheet: &str) -> Response {
    let texts: &Texts = lang.texts();
    message(
        StatusCode::OK,
        lang,
        stylesheet,
        texts.signed_out,
        texts.signed_out_text,
    )
}

fn section(body: &mut String, lang: Lang, group: PersonaGroup, personas: &[&Persona]) {
    let texts = lang.texts();
    let _ = writeln!(body, "<section>\n<h2>{}</h2>\n<ul class=\"tiles\">", texts.group(group));
    for persona in personas {
        let _ = writeln!(
            body,
            concat!(
                r#"<li><button class="tile" name="persona" value="{subject}">"#,
                r#"<b class="tile__title">{given} {family}</b> "#,
                r#"<span class="tile__note">{note}</span> "#,
                r#"<small class="soft">{code_label}: {code}</small></button></li>"#,
            ),
            subject = escape(&persona.subject),
            given = escape(&persona.given_name),
            family = escape(&persona.family_name),
            note = escape(lang.note(&persona.note)),
            code_label = texts.code,
            code = escape(&persona.personal_code),
        );
    }
    body.push_str("</ul>\n</section>\n");
}

fn message(status: StatusCode, lang: Lang, stylesheet: &str, title: &str, text: &str) -> Response {
    document(
        status,
        lang,
        title,
        stylesheet,
        &format!("<h1>{title}</h1>\n<p>{text}</p>\n"),
    )
}

fn document(status: StatusCode, lang: Lang, title: &str, stylesheet: &str, body: &str) -> Response {
    let html = format!(
        concat!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
            "<meta name=\"color-scheme\" content=\"light dark\">\n",
            "<title>{title} · Vārti</title>\n<link rel=\"stylesheet\" href=\"{stylesheet}\">\n",
            "<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n",
            "</head>\n<body>\n<main class=\"main wrap stack sandbox\">\n{body}</main>\n</body>\n</html>\n",
        ),
        lang = lang.code(),
        title = title,
        stylesheet = escape(stylesheet),
        body = body,
    );
    (status, [(header::CACHE_CONTROL, "private, no-store")], Html(html)).into_response()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
