//! What a form with files sent.

use app::app::{Page, language_of};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use bytes::Bytes;
use domain::Actor;
use portal::{NewFile, PortalError};

use super::{Pairs, refused};
use crate::problem::Problem;
use crate::state::{AppState, Caller, is_official};

/// Media type of forms with files.
const MULTIPART: &str = "multipart/form-data";

/// Names and values, and the files among them. A form without files will do too.
#[derive(Debug)]
pub struct Upload {
    /// Names and values.
    pub sent: Pairs,
    /// The files, in order.
    pub files: Vec<NewFile>,
    /// Whether more came than may be sent; the files are then left out.
    pub too_large: bool,
}

impl FromRequest<AppState> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        if !is_multipart(request.headers()) {
            let sent = Pairs::from_request(request, state).await?;
            return Ok(Self {
                sent,
                files: Vec::new(),
                too_large: false,
            });
        }
        let uri = request.uri().clone();
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        // Files are taken in only from who may send them, and are too large to be kept until somebody signs in.
        if matches!(caller.actor, Actor::Anonymous) {
            return Err(to_sign_in(uri.path()));
        }
        if !is_official(&caller.actor) {
            return Err(refused(state, &caller, &nothing_sent(uri), PortalError::NotAllowed).await);
        }
        let request = Request::from_parts(parts, body);
        let form = Multipart::from_request(request, state).await;
        let form = form.map_err(|error| Problem::bad_request(error.body_text()).into_response())?;
        let mut upload = Self {
            sent: nothing_sent(uri),
            files: Vec::new(),
            too_large: false,
        };
        match upload.read(form).await {
            Ok(()) => Ok(upload),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Ok(Self {
                files: Vec::new(),
                too_large: true,
                ..upload
            }),
            Err(error) => Err(Problem::bad_request(error.body_text()).into_response()),
        }
    }
}

impl Upload {
    /// What was read before a failure stays: the text of a form stands before its files.
    async fn read(&mut self, mut form: Multipart) -> Result<(), MultipartError> {
        while let Some(field) = form.next_field().await? {
            self.take(field).await?;
        }
        Ok(())
    }

    async fn take(&mut self, field: Field<'_>) -> Result<(), MultipartError> {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            None => self.sent.pairs.push((name, field.text().await?)),
            Some(file_name) => {
                let media_type = field.content_type().unwrap_or_default().to_owned();
                let bytes = field.bytes().await?;
                // A file input that was left empty sends a file without a name.
                if !(file_name.is_empty() && bytes.is_empty()) {
                    self.files.push(NewFile {
                        name: as_named(&file_name),
                        media_type,
                        bytes,
                    });
                }
            }
        }
        Ok(())
    }
}

/// A file's name as the person sees it: browsers write quotes and line ends in it as `%22`, `%0D`, `%0A`, and only those.
fn as_named(sent: &str) -> String {
    sent.replace("%22", "\"").replace("%0D", "").replace("%0A", " ")
}

fn nothing_sent(uri: Uri) -> Pairs {
    Pairs {
        pairs: Vec::new(),
        uri,
        body: Bytes::new(),
        resumed: false,
    }
}

fn is_multipart(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    kind.split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(MULTIPART))
}

fn to_sign_in(path: &str) -> Response {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("next", path)
        .finish();
    Redirect::to(&format!("{}?{query}", Page::SignIn.path(language_of(path)))).into_response()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::extract::DefaultBodyLimit;
    use axum::routing::post;
    use tower::ServiceExt;

    use super::*;

    const BODY: &str = "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nLēmums\r\n\
        --x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\"\r\n\
        Content-Type: application/octet-stream\r\n\r\n\r\n\
        --x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"ēku %22A%22 plāns 5%.pdf\"\r\n\
        Content-Type: application/pdf\r\n\r\n%PDF\r\n--x--\r\n";

    /// What is read of [`BODY`] by a page that takes at most so many bytes.
    async fn read(limit: usize) -> String {
        let handler = |form: Multipart| async move {
            let mut upload = Upload {
                sent: nothing_sent(Uri::from_static("/lv")),
                files: Vec::new(),
                too_large: false,
            };
            let result = upload.read(form).await.map_err(|error| error.status());
            let files: Vec<_> = upload.files.iter().map(|file| (&file.name, file.bytes.len())).collect();
            format!("{:?} {:?} {files:?}", result, upload.sent.value("text"))
        };
        let router = Router::new()
            .route("/", post(handler))
            .layer(DefaultBodyLimit::max(limit));
        let request = Request::post("/").header("content-type", "multipart/form-data; boundary=x");
        let response = router.oneshot(request.body(Body::from(BODY)).unwrap()).await.unwrap();
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        String::from_utf8(body.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn text_and_files_are_told_apart_and_empty_inputs_left_out() {
        assert_eq!(
            read(10_000).await,
            r#"Ok(()) Some("Lēmums") [("ēku \"A\" plāns 5%.pdf", 4)]"#
        );
    }

    #[tokio::test]
    async fn too_much_is_told_as_such() {
        let told = read(BODY.len() - 20).await;
        assert!(told.starts_with("Err(413)"), "{told}");
    }
}
