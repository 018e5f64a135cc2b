//! Bounds that keep hostile or careless documents harmless. The checker refuses definitions beyond them; evaluation
//! stays within them whatever it is given. JSON itself is read with `serde_json`, whose nesting limit (128) is above
//! [`MAX_RULE_DEPTH`]; how long a document may be is for the reader of the document to say.

/// The most fields a form may have, those inside groups included.
pub const MAX_FIELDS: usize = 2_000;
/// The most pages a form may have.
pub const MAX_PAGES: usize = 200;
/// The most options that one field may list itself; a code list may be longer.
pub const MAX_OPTIONS: usize = 500;
/// How deep a rule may be nested; a deeper part counts as missing.
pub const MAX_RULE_DEPTH: u32 = 32;
/// The most expressions that all rules of a form may have together.
pub const MAX_RULE_PARTS: usize = 20_000;
/// The most steps that all rules of a form may take together when every group is full; a step is one expression
/// computed once.
pub const MAX_RULE_STEPS: u64 = 250_000;
/// The most items a group may have; further ones are not looked at and cannot be submitted.
pub const MAX_GROUP_ITEMS: u32 = 100;
/// How deep groups may be nested: a group, and a group in each of its items.
pub const MAX_GROUP_DEPTH: usize = 2;
/// The most items that a group inside another may have in all items of that together; further ones are not looked at and
/// cannot be submitted.
pub const MAX_NESTED_ITEMS: u32 = 1_000;
/// The longest answer to a short text, in characters, when the field says nothing less.
pub const MAX_SHORT_TEXT: u32 = 500;
/// The longest answer to a long text, in characters, when the field says nothing less.
pub const MAX_LONG_TEXT: u32 = 20_000;
/// The longest label, hint, help or other text of a definition in one language, in bytes.
pub const MAX_DEFINITION_TEXT: usize = 20_000;
/// The longest regular expression, in bytes.
pub const MAX_REGEX: usize = 500;
/// The most memory a compiled regular expression may take, in bytes.
pub const MAX_REGEX_MEMORY: usize = 64 * 1024;
/// The most digits a number may have after the decimal mark.
pub const MAX_DECIMALS: u8 = 10;
