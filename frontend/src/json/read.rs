//! Makes types of values. Everything is as small as can be, for the compiler writes it anew for each type: a mistake is
//! a mistake and nothing more, nothing is copied on the way, and a type is asked only for what our server sends.

use std::fmt;
use std::slice;

use serde::de::{self, DeserializeSeed, Visitor};

use super::Json;

/// The value does not describe the type.
#[derive(Debug)]
pub struct Misread;

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("misread")
    }
}

impl std::error::Error for Misread {}

impl de::Error for Misread {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

type Result<T> = std::result::Result<T, Misread>;

/// Reads a value.
#[derive(Clone, Copy)]
pub struct Reader<'de>(pub &'de Json);

/// Methods that read whole numbers, whatever their size.
macro_rules! whole_numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            visitor.visit_i64(self.integer()?)
        })*
    };
}

/// Methods that go by another's name.
macro_rules! same_as {
    ($same:ident: $($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            self.$same(visitor)
        })*
    };
}

impl<'de> de::Deserializer<'de> for Reader<'de> {
    type Error = Misread;

    whole_numbers!(deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64);

    same_as!(deserialize_str: deserialize_string deserialize_char deserialize_identifier
        deserialize_bytes deserialize_byte_buf);

    same_as!(deserialize_any: deserialize_f32 deserialize_f64 deserialize_unit);

    /// For types that take values of several kinds. Numbers with a fraction are told as text.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Json::Null => visitor.visit_unit(),
            Json::Bool(value) => visitor.visit_bool(*value),
            Json::Number(number) => match number.parse() {
                Ok(integer) => visitor.visit_i64(integer),
                Err(_) => visitor.visit_str(number),
            },
            Json::Text(text) => visitor.visit_str(text),
            Json::List(list) => visitor.visit_seq(Entries(list.iter())),
            Json::Object(members) => visitor.visit_map(Members(members.iter(), &Json::Null)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Json::Bool(value) => visitor.visit_bool(*value),
            _ => Err(Misread),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Json::Text(text) => visitor.visit_str(text),
            _ => Err(Misread),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Json::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_any(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Json::List(list) => visitor.visit_seq(Entries(list.iter())),
            _ => Err(Misread),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Json::Object(members) => visitor.visit_map(Members(members.iter(), &Json::Null)),
            _ => Err(Misread),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.0 {
            Json::Object(members) => match members.as_slice() {
                [(name, content)] => visitor.visit_enum(Variant(name, content)),
                _ => Err(Misread),
            },
            name => visitor.visit_enum(Variant(name, &Json::Null)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }
}

impl Reader<'_> {
    fn integer(self) -> Result<i64> {
        match self.0 {
            Json::Number(number) => number.parse().map_err(|_| Misread),
            _ => Err(Misread),
        }
    }
}

struct Entries<'de>(slice::Iter<'de, Json>);

impl<'de> de::SeqAccess<'de> for Entries<'de> {
    type Error = Misread;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        match self.0.next() {
            Some(entry) => seed.deserialize(Reader(entry)).map(Some),
            None => Ok(None),
        }
    }
}

/// The members to come, and the value of the one whose key was read.
struct Members<'de>(slice::Iter<'de, (Json, Json)>, &'de Json);

impl<'de> de::MapAccess<'de> for Members<'de> {
    type Error = Misread;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        match self.0.next() {
            Some((key, value)) => {
                self.1 = value;
                seed.deserialize(Reader(key)).map(Some)
            }
            None => Ok(None),
        }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value> {
        seed.deserialize(Reader(self.1))
    }
}

/// The name of one of several shapes, and what it holds.
#[derive(Clone, Copy)]
struct Variant<'de>(&'de Json, &'de Json);

impl<'de> de::EnumAccess<'de> for Variant<'de> {
    type Error = Misread;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self)> {
        Ok((seed.deserialize(Reader(self.0))?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'de> {
    type Error = Misread;

    fn unit_variant(self) -> Result<()> {
        match self.1 {
            Json::Null => Ok(()),
            _ => Err(Misread),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        seed.deserialize(Reader(self.1))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        de::Deserializer::deserialize_seq(Reader(self.1), visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value> {
        de::Deserializer::deserialize_map(Reader(self.1), visitor)
    }
}
