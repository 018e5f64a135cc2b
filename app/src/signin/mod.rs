//! Signing in: why, with what, and where one comes back to.

mod pages;

pub use pages::SignInPage;
