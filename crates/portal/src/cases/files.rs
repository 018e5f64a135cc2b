//! Files of cases: checked, kept under their id, handed out to those who may see the case.

use connectors::files::Content;
use domain::{Actor, AuditAction, CaseId, CaseNumber, File, FileId, Timestamp};
use sha2::{Digest, Sha256};

use super::Cases;
use super::views::NewFile;
use crate::error::PortalError;

/// The most files handed over at once.
pub const MAX_FILES: usize = 10;
/// The largest file, in bytes.
pub const MAX_FILE_BYTES: usize = 10 * 1024 * 1024;
/// The longest name of a file, in characters.
const MAX_NAME: usize = 200;
/// What a file is when nothing sensible is told.
const UNKNOWN: &str = "application/octet-stream";

impl Cases {
    /// Opens a file of a case for its client or its agency. Opening leaves a row in the audit trail.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when the case has no such file, or is somebody else's.
    pub async fn file(&self, actor: &Actor, number: &CaseNumber, id: FileId) -> Result<(File, Content), PortalError> {
        let mut reader = self.core.db.read().await?;
        let (case, grant, _) = self.readable(&mut reader, actor, number).await?;
        let file = store::files::find(&mut reader, id).await?;
        drop(reader);
        if file.case != case.id {
            return Err(PortalError::NotFound);
        }
        let mut tx = self.core.db.begin().await?;
        store::audit::record(&mut tx, &self.core.audit_case(&grant, AuditAction::ReadFile, &case)).await?;
        tx.commit().await?;
        let content = self.core.files.get(id.0).await?;
        Ok((file, content))
    }

    /// Keeps the bytes and describes them; all or none.
    pub(super) async fn keep(&self, case: CaseId, files: Vec<NewFile>) -> Result<Vec<File>, PortalError> {
        let now = self.core.now();
        let mut kept: Vec<File> = Vec::with_capacity(files.len());
        for (place, new) in (0..).zip(files) {
            // A microsecond apart, so that they stay in the order in which they were given.
            let file = self.described(case, &new, Timestamp::from_micros(now.micros() + place));
            if let Err(error) = self.core.files.put(file.id.0, new.bytes).await {
                self.discard(&kept.iter().map(|file| file.id).collect::<Vec<_>>()).await;
                return Err(error.into());
            }
            kept.push(file);
        }
        Ok(kept)
    }

    fn described(&self, case: CaseId, new: &NewFile, at: Timestamp) -> File {
        File {
            id: self.core.ids.id(at),
            case,
            name: new.name.clone(),
            media_type: new.media_type.clone(),
            size: i64::try_from(new.bytes.len()).unwrap_or(i64::MAX),
            sha256: hex::encode(Sha256::digest(&new.bytes)),
            created_at: at,
        }
    }

    /// Removes bytes that no record names. A failure leaves them unreachable, which harms nobody.
    pub(super) async fn discard(&self, ids: &[FileId]) {
        for id in ids {
            if let Err(error) = self.core.files.delete(id.0).await {
                tracing::warn!(%id, %error, "a file that is not needed could not be removed");
            }
        }
    }
}

/// Files with clean names and media types, or what is wrong with them.
pub(super) fn check(files: Vec<NewFile>) -> Result<Vec<NewFile>, PortalError> {
    if files.len() > MAX_FILES {
        let lv = format!("Var pievienot ne vairāk kā {MAX_FILES} failus.");
        return Err(PortalError::invalid(
            "files",
            &lv,
            &format!("At most {MAX_FILES} files can be attached."),
        ));
    }
    files.into_iter().map(check_one).collect()
}

fn check_one(file: NewFile) -> Result<NewFile, PortalError> {
    let name = clean_name(&file.name);
    if file.bytes.len() > MAX_FILE_BYTES {
        let (lv, en) = (
            format!("Fails „{name}” ir lielāks par 10 MB."),
            format!("The file “{name}” is over 10 MB."),
        );
        return Err(PortalError::invalid("files", &lv, &en));
    }
    if file.bytes.is_empty() {
        let (lv, en) = (
            format!("Fails „{name}” ir tukšs."),
            format!("The file “{name}” is empty."),
        );
        return Err(PortalError::invalid("files", &lv, &en));
    }
    Ok(NewFile {
        media_type: clean_media_type(&file.media_type),
        name,
        ..file
    })
}

/// The last part of what may be a path, without control characters, not endless.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    match clean.trim().trim_start_matches('.') {
        "" => "fails".to_owned(),
        name => name.to_owned(),
    }
}

/// A media type that is one, without parameters.
fn clean_media_type(told: &str) -> String {
    let essence = told.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_name = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+' | b'_'))
    };
    match essence.split_once('/') {
        Some((kind, name)) if essence.len() <= 100 && is_name(kind) && is_name(name) => essence,
        _ => UNKNOWN.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_paths_and_control_characters() {
        assert_eq!(clean_name("C:\\dokumenti\\lēmums.pdf"), "lēmums.pdf");
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("a\r\nb.pdf"), "ab.pdf");
        assert_eq!(clean_name(".."), "fails");
        assert_eq!(clean_name(&"ā".repeat(300)).chars().count(), 200);
    }

    #[test]
    fn media_types_are_media_types() {
        assert_eq!(clean_media_type("application/PDF; charset=utf-8"), "application/pdf");
        assert_eq!(clean_media_type("image/svg+xml"), "image/svg+xml");
        assert_eq!(clean_media_type("text"), UNKNOWN);
        assert_eq!(clean_media_type("text/html\r\nX: y"), UNKNOWN);
    }
}
