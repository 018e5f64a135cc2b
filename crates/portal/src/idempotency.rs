//! Answers to requests that carry an idempotency key: repeated, they are answered again and not done again.

use std::sync::Arc;

use bytes::Bytes;
use domain::{Actor, PartyId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::idempotency::{Answer, Claim, RequestKey};

use crate::core::Core;
use crate::error::PortalError;

/// Answers to repeated requests.
#[derive(Clone)]
pub struct Idempotency {
    pub(crate) core: Arc<Core>,
}

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// HTTP status.
    pub status: u16,
    /// Headers that matter, such as `content-type` and `location`.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Bytes,
}

/// The longest key, in bytes.
const MAX_KEY: usize = 255;

impl Idempotency {
    /// Why a request is refused whose key was used for another one.
    pub const OTHER_REQUEST: &'static str = "this idempotency key was used for another request";

    /// The answer already given to this request under this key. Nothing means that the caller is the first: it does the
    /// request and then calls [`remember`](Self::remember), or [`forget`](Self::forget) when it failed in a way that
    /// trying again can mend. One that does neither, nor [holds](Self::hold) it, loses its claim after 15 seconds.
    ///
    /// # Errors
    /// [`PortalError::Conflict`] when the key was used for another request, or the same one is being done right now;
    /// [`PortalError::Invalid`] when the key is none.
    pub async fn recall(
        &self,
        actor: &Actor,
        key: &str,
        operation: &str,
        body: &[u8],
    ) -> Result<Option<Remembered>, PortalError> {
        let (person, applicant) = parties(actor)?;
        if key.is_empty() || key.len() > MAX_KEY || !key.bytes().all(|b| b.is_ascii_graphic()) {
            let (lv, en) = (
                "Atslēga ir no 1 līdz 255 rakstzīmēm.",
                "A key has 1 to 255 visible ASCII characters.",
            );
            return Err(PortalError::invalid("Idempotency-Key", lv, en));
        }
        let key = RequestKey { person, key, operation };
        let mut tx = self.core.db.begin().await?;
        let claim = store::idempotency::claim(&mut tx, key, &fingerprint(applicant, body), self.core.now()).await?;
        tx.commit().await?;
        match claim {
            Claim::New => Ok(None),
            Claim::Answered(answer) => unpack(answer).map(Some),
            Claim::Running => Err(PortalError::Conflict(
                "a request with this idempotency key is being done right now",
            )),
            Claim::Different => Err(PortalError::Conflict(Self::OTHER_REQUEST)),
        }
    }

    /// Keeps the claim of a request that takes long; to be called every few seconds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn hold(&self, actor: &Actor, key: &str, operation: &str) -> Result<(), PortalError> {
        let (person, _) = parties(actor)?;
        let mut tx = self.core.db.begin().await?;
        store::idempotency::hold(&mut tx, RequestKey { person, key, operation }, self.core.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps the answer for a day.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when the key was not recalled before.
    pub async fn remember(
        &self,
        actor: &Actor,
        key: &str,
        operation: &str,
        answer: &Remembered,
    ) -> Result<(), PortalError> {
        let (person, _) = parties(actor)?;
        let answer = pack(answer)?;
        let mut tx = self.core.db.begin().await?;
        store::idempotency::complete(&mut tx, RequestKey { person, key, operation }, &answer).await?;
        Ok(tx.commit().await?)
    }

    /// Lets the request be tried again under the same key.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget(&self, actor: &Actor, key: &str, operation: &str) -> Result<(), PortalError> {
        let (person, _) = parties(actor)?;
        let mut tx = self.core.db.begin().await?;
        store::idempotency::release(&mut tx, RequestKey { person, key, operation }).await?;
        Ok(tx.commit().await?)
    }
}

fn parties(actor: &Actor) -> Result<(PartyId, PartyId), PortalError> {
    let person = actor.person().ok_or(PortalError::SignInFirst)?;
    Ok((person.person, person.applicant()))
}

/// Tells requests under one key apart, also those for another party.
fn fingerprint(applicant: PartyId, body: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(applicant.0.as_bytes());
    hash.update(body);
    hex::encode(hash.finalize())
}

#[derive(Serialize, Deserialize)]
struct Head {
    headers: Vec<(String, String)>,
}

/// As stored: one line of JSON with the headers, then the body.
fn pack(answer: &Remembered) -> Result<Answer, PortalError> {
    let head = Head {
        headers: answer.headers.clone(),
    };
    let mut body = serde_json::to_vec(&head).map_err(PortalError::internal)?;
    body.push(b'\n');
    body.extend_from_slice(&answer.body);
    Ok(Answer {
        status: answer.status,
        body,
    })
}

fn unpack(answer: Answer) -> Result<Remembered, PortalError> {
    let line = answer
        .body
        .iter()
        .position(|b| *b == b'\n')
        .unwrap_or(answer.body.len());
    let head: Head = serde_json::from_slice(&answer.body[..line]).map_err(PortalError::internal)?;
    let body = Bytes::from(answer.body).slice((line + 1)..);
    Ok(Remembered {
        status: answer.status,
        headers: head.headers,
        body,
    })
}
