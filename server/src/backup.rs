//! Saving everything an installation on SQLite keeps, while it runs, and bringing it back.
//!
//! A backup is a folder with the database and the files. Files never change once they are kept, and are kept before
//! the database speaks of them: copied after the database, none is missing.

use std::fs::File;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use store::Db;

use crate::commands::CommandError;
use crate::config::{Config, ConfigError, Database};

/// Name of the database in a backup.
const DATABASE: &str = "varti.db";
/// Name of the folder of files, in a backup as in the data folder.
const FILES: &str = "files";

/// Saves the database and the files to a folder that is not there yet. It appears when it is complete.
pub async fn backup(config: &Config, to: &Path) -> Result<(), CommandError> {
    let source = sqlite_file(config)?;
    must_exist(&source)?;
    must_be_free(to)?;
    let unfinished = beside(to, "unfinished");
    must_be_free(&unfinished)?;
    std::fs::create_dir_all(&unfinished)?;
    let copy = unfinished.join(DATABASE);
    let db = open(&source).await?;
    db.copy_to(&copy).await?;
    db.close().await;
    File::open(&copy)?.sync_all()?;
    let count = copy_folder(&config.data.join(FILES), &unfinished.join(FILES))?;
    std::fs::rename(&unfinished, to)?;
    crate::cli::print(&format_args!(
        "the database and {count} files are saved to {}",
        to.display()
    ));
    Ok(())
}

/// Brings a backup back to where there is nothing yet.
pub async fn restore(config: &Config, from: &Path) -> Result<(), CommandError> {
    let (saved, target) = (from.join(DATABASE), sqlite_file(config)?);
    must_exist(&saved)?;
    let files = config.data.join(FILES);
    must_be_free(&target)?;
    must_be_free(&files)?;
    std::fs::create_dir_all(&config.data)?;
    let count = copy_folder(&from.join(FILES), &files)?;
    let unfinished = beside(&target, "unfinished");
    std::fs::copy(&saved, &unfinished)?;
    let db = open(&unfinished).await?;
    let is_sound = db.is_sound().await?;
    db.close().await;
    if !is_sound {
        return Err(Error::new(ErrorKind::InvalidData, format!("{} is damaged", saved.display())).into());
    }
    File::open(&unfinished)?.sync_all()?;
    std::fs::rename(&unfinished, &target)?;
    crate::cli::print(&format_args!(
        "the database and {count} files are back in {}",
        config.data.display()
    ));
    Ok(())
}

/// The file of the database; PostgreSQL has none.
fn sqlite_file(config: &Config) -> Result<PathBuf, CommandError> {
    let url = match &config.database {
        Database::File(path) => return Ok(path.clone()),
        Database::Url(url) => url.reveal(),
    };
    let wrong = || ConfigError::Wrong {
        name: "DATABASE_URL",
        reason: "backup and restore are for SQLite; for PostgreSQL see docs/operation.md".to_owned(),
    };
    let path = url.strip_prefix("sqlite:").ok_or_else(wrong)?;
    let path = path.strip_prefix("//").unwrap_or(path);
    Ok(path.split('?').next().unwrap_or(path).into())
}

async fn open(file: &Path) -> Result<Db, CommandError> {
    Ok(Db::connect(&format!("sqlite:{}", file.display()), 1).await?)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn must_exist(file: &Path) -> Result<(), Error> {
    let missing = || Error::new(ErrorKind::NotFound, format!("there is no {}", file.display()));
    file.is_file().then_some(()).ok_or_else(missing)
}

/// Nothing is ever overwritten. An empty folder is nothing.
fn must_be_free(path: &Path) -> Result<(), Error> {
    let is_empty_folder = path.read_dir().is_ok_and(|mut entries| entries.next().is_none());
    if is_empty_folder || !path.try_exists()? {
        return Ok(());
    }
    let reason = format!("{} is there already: nothing is overwritten", path.display());
    Err(Error::new(ErrorKind::AlreadyExists, reason))
}

/// Copies a folder with everything in it and says how many files that were. No folder has none.
fn copy_folder(from: &Path, to: &Path) -> Result<usize, Error> {
    std::fs::create_dir_all(to)?;
    if !from.is_dir() {
        return Ok(0);
    }
    let mut count = 0;
    for entry in from.read_dir()? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            count += copy_folder(&entry.path(), &target)?;
        } else {
            match std::fs::copy(entry.path(), &target) {
                Ok(_) => File::open(&target)?.sync_all()?,
                // Deleted meanwhile: the backup may do without it.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            }
            count += 1;
        }
    }
    File::open(to)?.sync_all()?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        assert!(must_be_free(&file).is_ok());
        assert!(must_be_free(folder.path()).is_ok(), "an empty folder");
        std::fs::write(&file, "x").unwrap();
        for path in [&file, folder.path()] {
            let error = must_be_free(path).unwrap_err();
            assert!(error.to_string().contains("nothing is overwritten"), "{error}");
        }
    }
}
