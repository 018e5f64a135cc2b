//! The outside world of Vārti: OpenID Connect and files.
