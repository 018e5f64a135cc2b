//! How the types of this crate are stored: column types for both engines.
//!
//! Identities derive theirs where they are made. Moments are `TIMESTAMPTZ` on PostgreSQL and text of fixed width on
//! SQLite, which sorts as the moments do; checked texts and codes are `TEXT`.

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef};
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Encode, Postgres, Sqlite, Type};

use crate::{
    Audience, CaseNumber, Channel, MandateScope, MessageAuthor, PersonalCode, RegistrationNumber, Slug, StepId,
    Timestamp,
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

/// Stores a type as text, by a way to write it and a way to read it.
macro_rules! text {
    ($($name:ty: $write:expr, $read:expr;)+) => {$(
        text!(@ $name, Postgres, PgTypeInfo, PgArgumentBuffer, PgValueRef, $write, $read);
        text!(@ $name, Sqlite, SqliteTypeInfo, SqliteArgumentsBuffer, SqliteValueRef, $write, $read);
    )+};
    (@ $name:ty, $db:ty, $info:ty, $buffer:ty, $value:ident, $write:expr, $read:expr) => {
        impl Type<$db> for $name {
            fn type_info() -> $info {
                <String as Type<$db>>::type_info()
            }

            fn compatible(column: &$info) -> bool {
                <String as Type<$db>>::compatible(column)
            }
        }

        impl Encode<'_, $db> for $name {
            fn encode_by_ref(&self, buffer: &mut $buffer) -> Result<IsNull, BoxDynError> {
                let write: fn(&$name) -> &str = $write;
                Encode::<$db>::encode(write(self).to_owned(), buffer)
            }
        }

        impl<'r> Decode<'r, $db> for $name {
            fn decode(value: $value<'r>) -> Result<Self, BoxDynError> {
                let read: fn(&str) -> Option<$name> = $read;
                read(<&str as Decode<$db>>::decode(value)?).ok_or_else(|| "unknown value".into())
            }
        }
    };
}

text! {
    Slug: Self::as_str, |text| text.parse().ok();
    StepId: Self::as_str, |text| text.parse().ok();
    CaseNumber: Self::as_str, |text| text.parse().ok();
    PersonalCode: Self::as_str, |text| Self::try_from(text.to_owned()).ok();
    RegistrationNumber: Self::as_str, |text| Self::try_from(text.to_owned()).ok();
    Audience: |value| value.code(), Self::parse;
    Channel: |value| value.code(), Self::parse;
    MandateScope: |value| value.code(), Self::parse;
    MessageAuthor: |value| value.code(), Self::parse;
}
