//! Settings of fields answered with files.

use serde::{Deserialize, Serialize};

/// Settings of file fields. The answer is a list of the names that the uploads were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FileRules {
    /// What sorts of files are taken; any that the portal takes, if none are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<FileType>,
    /// The most files.
    #[serde(default = "one")]
    pub max_files: u32,
}

/// A sort of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum FileType {
    /// A PDF document.
    Pdf,
    /// A photograph or scan (JPEG, PNG).
    Image,
    /// An office document.
    Document,
    /// A container of signed documents (ASiC-E, EDOC).
    Signed,
}

fn one() -> u32 {
    1
}

impl Default for FileRules {
    fn default() -> Self {
        FileRules {
            accept: Vec::new(),
            max_files: one(),
        }
    }
}
