//! The outside world of Vārti: OpenID Connect and files.

mod error;
pub mod files;
pub mod oidc;

pub use error::ConnectorError;
pub use files::Files;
pub use oidc::{Identity, OidcClient};
