//! How the types of this crate are stored: column types for both engines.
//!
//! Identities derive theirs where they are made. Moments are `TIMESTAMPTZ` on PostgreSQL and text of fixed width on
//! SQLite, which sorts as the moments do; checked texts and codes are `TEXT`.

use serde::Deserialize;
use serde::de::value::BorrowedStrDeserializer;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef};
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Encode, Postgres, Sqlite, Type};

use crate::{
    Assurance, Audience, AuditAction, CaseNumber, CaseState, Channel, MandateScope, MessageAuthor, PersonalCode,
    Rating, RegistrationNumber, RoleKind, Slug, StepId, Timestamp,
};

/// `timestamptz` in every PostgreSQL.
const TIMESTAMPTZ: Oid = Oid(1184);
/// 2000-01-01, from which PostgreSQL counts, in microseconds since 1970.
const POSTGRES_EPOCH: i64 = 946_684_800_000_000;

impl Type<Postgres> for Timestamp {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(TIMESTAMPTZ)
    }
}

impl Encode<'_, Postgres> for Timestamp {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Postgres>::encode(self.micros() - POSTGRES_EPOCH, buffer)
    }
}

impl Decode<'_, Postgres> for Timestamp {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        let micros = <i64 as Decode<Postgres>>::decode(value)?;
        Ok(Self::from_micros(
            micros.checked_add(POSTGRES_EPOCH).ok_or("out of range")?,
        ))
    }
}

impl Type<Sqlite> for Timestamp {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }

    fn compatible(column: &SqliteTypeInfo) -> bool {
        <String as Type<Sqlite>>::compatible(column)
    }
}

impl Encode<'_, Sqlite> for Timestamp {
    fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Sqlite>::encode(self.to_string(), buffer)
    }
}

impl<'r> Decode<'r, Sqlite> for Timestamp {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(<&str as Decode<Sqlite>>::decode(value)?.parse()?)
    }
}

/// Stores a type as another one, by a way to write it and a way to read it.
macro_rules! stored {
    ($($name:ty as $store:ty: $write:expr, $read:expr;)+) => {$(
        stored!(@ $name, $store, Postgres, PgTypeInfo, PgArgumentBuffer, PgValueRef, $write, $read);
        stored!(@ $name, $store, Sqlite, SqliteTypeInfo, SqliteArgumentsBuffer, SqliteValueRef, $write, $read);
    )+};
    (@ $name:ty, $store:ty, $db:ty, $info:ty, $buffer:ty, $value:ident, $write:expr, $read:expr) => {
        impl Type<$db> for $name {
            fn type_info() -> $info {
                <$store as Type<$db>>::type_info()
            }

            fn compatible(column: &$info) -> bool {
                <$store as Type<$db>>::compatible(column)
            }
        }

        impl Encode<'_, $db> for $name {
            fn encode_by_ref(&self, buffer: &mut $buffer) -> Result<IsNull, BoxDynError> {
                let write: fn(&$name) -> $store = $write;
                Encode::<$db>::encode(write(self), buffer)
            }
        }

        impl<'r> Decode<'r, $db> for $name {
            fn decode(value: $value<'r>) -> Result<Self, BoxDynError> {
                let read: fn($store) -> Option<$name> = $read;
                read(<$store as Decode<$db>>::decode(value)?).ok_or_else(|| "unknown value".into())
            }
        }
    };
}

stored! {
    Slug as String: |slug| slug.as_str().to_owned(), |text| Self::try_from(text).ok();
    StepId as String: |step| step.as_str().to_owned(), |text| Self::try_from(text).ok();
    CaseNumber as String: |number| number.as_str().to_owned(), |text| Self::try_from(text).ok();
    PersonalCode as String: |code| code.as_str().to_owned(), |text| Self::try_from(text).ok();
    RegistrationNumber as String: |number| number.as_str().to_owned(), |text| Self::try_from(text).ok();
    Audience as String: |audience| audience.code().to_owned(), |code| Self::parse(&code);
    Channel as String: |channel| channel.code().to_owned(), |code| Self::parse(&code);
    CaseState as String: |state| state.code().to_owned(), |code| Self::parse(&code);
    MandateScope as String: |scope| scope.code().to_owned(), |code| Self::parse(&code);
    MessageAuthor as String: |author| author.code().to_owned(), |code| Self::parse(&code);
    RoleKind as String: |kind| kind.code().to_owned(), |code| Self::parse(&code);
    Assurance as String: |assurance| assurance_code(*assurance).to_owned(), |code| by_serde(&code);
    AuditAction as String: |action| action.code().to_owned(), |code| by_serde(&code);
    Rating as i64: |rating| rating.get().into(), |score| Self::new(score.try_into().ok()?);
}

/// Matches how [`Assurance`] is transferred.
const fn assurance_code(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::Substantial => "substantial",
        Assurance::High => "high",
    }
}

/// Reads a code of an enum that is stored as it is transferred.
fn by_serde<'de, T: Deserialize<'de>>(code: &'de str) -> Option<T> {
    T::deserialize(BorrowedStrDeserializer::<'de, serde::de::value::Error>::new(code)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back() {
        for assurance in [Assurance::Substantial, Assurance::High] {
            assert_eq!(by_serde(assurance_code(assurance)), Some(assurance));
        }
        for action in [
            AuditAction::SignIn,
            AuditAction::SwitchCapacity,
            AuditAction::PublishService,
        ] {
            assert_eq!(by_serde(action.code()), Some(action));
        }
        assert_eq!(by_serde::<AuditAction>("nothing"), None);
    }
}
