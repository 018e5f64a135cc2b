//! Files kept under their id: what people attach and what agencies issue.
//!
//! The name a person gave to a file is data in the database; it never becomes part of a path.

use std::path::Path as FsPath;
use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart};
use uuid::Uuid;

use crate::ConnectorError;

/// How many parts of a long upload may wait for the disk at once.
const PARTS_IN_FLIGHT: usize = 2;

/// The most files that one look into a folder lists.
pub const MOST_LISTED: usize = 100_000;

/// The file store.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
}

/// The content of a kept file, read piece by piece.
pub struct Content {
    /// Size in bytes, for `Content-Length`.
    pub length: u64,
    /// The bytes.
    pub stream: BoxStream<'static, Result<Bytes, ConnectorError>>,
}

impl Content {
    /// Reads everything into memory; for small files.
    pub async fn bytes(self) -> Result<Bytes, ConnectorError> {
        let capacity = usize::try_from(self.length).unwrap_or_default();
        let mut all = Vec::with_capacity(capacity);
        let mut stream = self.stream;
        while let Some(piece) = stream.try_next().await? {
            all.extend_from_slice(&piece);
        }
        Ok(all.into())
    }
}

impl Files {
    /// Keeps files in a local folder, made when it is missing.
    pub fn local(folder: &FsPath) -> Result<Self, ConnectorError> {
        std::fs::create_dir_all(folder)
            .map_err(|error| ConnectorError::FileStore(format!("{}: {error}", folder.display())))?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store) })
    }

    /// Keeps these bytes under the id, all or nothing.
    pub async fn put(&self, id: Uuid, bytes: Bytes) -> Result<(), ConnectorError> {
        self.store.put(&place(id), bytes.into()).await?;
        Ok(())
    }

    /// Keeps a stream under the id and tells its length. Nothing is kept when the stream
    /// breaks or grows past `limit` bytes.
    pub async fn put_stream<S, E>(&self, id: Uuid, stream: S, limit: u64) -> Result<u64, ConnectorError>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: std::fmt::Display,
    {
        let mut upload = WriteMultipart::new(self.store.put_multipart(&place(id)).await?);
        match feed(&mut upload, stream, limit).await {
            Ok(length) => {
                upload.finish().await?;
                Ok(length)
            }
            Err(error) => {
                upload.abort().await?;
                Err(error)
            }
        }
    }

    /// Opens a kept file.
    pub async fn get(&self, id: Uuid) -> Result<Content, ConnectorError> {
        let found = self.store.get(&place(id)).await?;
        Ok(Content {
            length: found.meta.size,
            stream: found.into_stream().map_err(ConnectorError::from).boxed(),
        })
    }

    /// The ids of the files in one of the 256 folders that were made at `from` or later, at most [`MOST_LISTED`].
    pub async fn kept_since(&self, folder: u8, from: Uuid) -> Result<Vec<Uuid>, ConnectorError> {
        let folder = format!("{folder:02x}");
        // Names are hexadecimal and of one length, so they sort as the ids do.
        let before = Path::from_iter([folder.as_str(), from.simple().to_string().as_str()]);
        let found = self.store.list_with_offset(Some(&Path::from(folder)), &before);
        let ids =
            found.try_filter_map(async |file| Ok(file.location.filename().and_then(|name| Uuid::try_parse(name).ok())));
        Ok(ids.take(MOST_LISTED).try_collect().await?)
    }

    /// Removes a file. Removing one that is gone already is not an error.
    pub async fn delete(&self, id: Uuid) -> Result<(), ConnectorError> {
        match self.store.delete(&place(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// Passes the stream on, counting, and stops at the limit.
async fn feed<S, E>(upload: &mut WriteMultipart, stream: S, limit: u64) -> Result<u64, ConnectorError>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: std::fmt::Display,
{
    let mut stream = std::pin::pin!(stream);
    let mut length = 0;
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|error| ConnectorError::FileStore(format!("upload broken off: {error}")))?;
        length += piece.len() as u64;
        if length > limit {
            return Err(ConnectorError::FileTooLarge { limit });
        }
        upload.wait_for_capacity(PARTS_IN_FLIGHT).await?;
        upload.put(piece);
    }
    Ok(length)
}

/// Where a file lies: the last two hex digits (the random end of a time-ordered id) spread
/// files evenly over 256 folders.
fn place(id: Uuid) -> Path {
    let name = id.simple().to_string();
    let (_, folder) = name.split_at(name.len() - 2);
    Path::from_iter([folder, name.as_str()])
}

impl From<object_store::Error> for ConnectorError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::FileMissing,
            other => Self::FileStore(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use futures::stream;

    use super::*;

    const ID: Uuid = Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_00ab);

    fn files() -> (tempfile::TempDir, Files) {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::local(&folder.path().join("files")).unwrap();
        (folder, files)
    }

    fn kept(folder: &FsPath) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(next) = folders.pop() {
            for entry in std::fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path)
                } else {
                    found.push(path)
                }
            }
        }
        found
    }

    #[tokio::test]
    async fn gives_back_what_was_kept() {
        let (folder, files) = files();
        files.put(ID, Bytes::from_static("Lēmums".as_bytes())).await.unwrap();
        let content = files.get(ID).await.unwrap();
        assert_eq!(content.length, 7);
        assert_eq!(content.bytes().await.unwrap(), "Lēmums".as_bytes());
        let place = folder.path().join("files/ab/019800000000700080000000000000ab");
        assert_eq!(kept(folder.path()), [place]);
    }

    #[tokio::test]
    async fn keeps_a_stream_longer_than_one_part() {
        let (_folder, files) = files();
        let piece = Bytes::from(vec![7_u8; 1_000_003]);
        let pieces = stream::iter((0..12).map(|_| Ok::<_, std::io::Error>(piece.clone())));
        let length = files.put_stream(ID, pieces, 20_000_000).await.unwrap();
        assert_eq!(length, 12_000_036);
        let content = files.get(ID).await.unwrap();
        assert_eq!(content.length, length);
        assert_eq!(content.bytes().await.unwrap(), vec![7_u8; 12_000_036]);
    }

    #[tokio::test]
    async fn keeps_an_empty_stream() {
        let (_folder, files) = files();
        let nothing = stream::empty::<Result<Bytes, std::io::Error>>();
        assert_eq!(files.put_stream(ID, nothing, 10).await.unwrap(), 0);
        assert_eq!(files.get(ID).await.unwrap().length, 0);
    }

    #[tokio::test]
    async fn keeps_nothing_of_a_file_that_is_too_large() {
        let (folder, files) = files();
        let pieces = stream::iter([
            Ok::<_, std::io::Error>(Bytes::from(vec![1; 6_000_000])),
            Ok(Bytes::from_static(b"x")),
        ]);
        let error = files.put_stream(ID, pieces, 6_000_000).await.unwrap_err();
        assert!(matches!(error, ConnectorError::FileTooLarge { limit: 6_000_000 }));
        assert!(matches!(files.get(ID).await, Err(ConnectorError::FileMissing)));
        assert_eq!(kept(folder.path()), Vec::<PathBuf>::new());
    }

    #[tokio::test]
    async fn keeps_nothing_of_a_broken_upload() {
        let (folder, files) = files();
        let pieces = stream::iter([Ok(Bytes::from_static(b"half")), Err("connection reset")]);
        assert!(matches!(
            files.put_stream(ID, pieces, 100).await,
            Err(ConnectorError::FileStore(_))
        ));
        assert_eq!(kept(folder.path()), Vec::<PathBuf>::new());
    }

    #[tokio::test]
    async fn lists_what_was_kept_since() {
        let (_folder, files) = files();
        let later = Uuid::from_u128(ID.as_u128() + 0x100_0000);
        let elsewhere = Uuid::from_u128(ID.as_u128() + 1);
        for id in [ID, later, elsewhere] {
            files.put(id, Bytes::from_static(b"x")).await.unwrap();
        }
        let all = files.kept_since(0xab, Uuid::nil()).await.unwrap();
        assert_eq!(std::collections::BTreeSet::from_iter(all), [ID, later].into());
        assert_eq!(files.kept_since(0xab, later_than(ID)).await.unwrap(), [later]);
        assert_eq!(files.kept_since(0xac, Uuid::nil()).await.unwrap(), [elsewhere]);
        assert!(files.kept_since(0x00, Uuid::nil()).await.unwrap().is_empty());
    }

    fn later_than(id: Uuid) -> Uuid {
        Uuid::from_u128(id.as_u128() + 1)
    }

    #[tokio::test]
    async fn deletes_once_and_again() {
        let (_folder, files) = files();
        files.put(ID, Bytes::from_static(b"x")).await.unwrap();
        files.delete(ID).await.unwrap();
        files.delete(ID).await.unwrap();
        assert!(matches!(files.get(ID).await, Err(ConnectorError::FileMissing)));
    }
}
