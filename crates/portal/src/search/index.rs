//! The search index over service texts: forgiving about diacritics, endings and slips of the finger.

use std::sync::Arc;

use domain::{Language, LocalText};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer};
use tantivy::{Index as Tantivy, IndexReader, ReloadPolicy, TantivyDocument, TantivyError, Term};

use crate::error::PortalError;
use crate::snapshot::Published;

const TOKENIZER: &str = "folded";
/// The writer's memory; tantivy's least.
const WRITER_BYTES: usize = 15_000_000;
/// The most services one search returns.
const MOST: usize = 1_000;
/// The most words of a search that count.
const MOST_WORDS: usize = 12;
/// From this length on a word may lack its ending or have one slip.
const LONG_WORD: usize = 5;
/// A prefix shorter than this would match everything.
const SHORT_PREFIX: usize = 3;

/// A part of a service's text and how much a word in it weighs.
const PARTS: [(&str, f32); 4] = [("title", 6.0), ("words", 5.0), ("summary", 2.0), ("body", 1.0)];
/// How much less a word of the other language weighs.
const OTHER_LANGUAGE: f32 = 0.4;

/// The index; documents are places in the snapshot's list of services.
pub(crate) struct Index {
    reader: IndexReader,
    fields: Vec<IndexedField>,
    place: Field,
    analyzer: TextAnalyzer,
}

struct IndexedField {
    field: Field,
    language: Language,
    weight: f32,
}

/// What a search found, as places in the list of services.
pub(crate) struct Found {
    /// Services that have every word, best first.
    pub matching: Vec<usize>,
    /// When none has: services that have some word, best first.
    pub closest: Vec<usize>,
}

impl From<TantivyError> for PortalError {
    fn from(error: TantivyError) -> Self {
        Self::internal(error)
    }
}

impl Index {
    /// Indexes the services in the order given.
    pub fn build(services: &[Arc<Published>]) -> Result<Self, PortalError> {
        let mut schema = Schema::builder();
        let place = schema.add_u64_field("place", NumericOptions::default().set_stored());
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs);
        let options = TextOptions::default().set_indexing_options(indexing);
        let mut fields = Vec::new();
        for language in [Language::Lv, Language::En] {
            for (part, weight) in PARTS {
                let field = schema.add_text_field(&format!("{part}_{}", language.code()), options.clone());
                fields.push(IndexedField {
                    field,
                    language,
                    weight,
                });
            }
        }
        let index = Tantivy::create_in_ram(schema.build());
        let analyzer = analyzer();
        index.tokenizers().register(TOKENIZER, analyzer.clone());
        let mut writer = index.writer_with_num_threads(1, WRITER_BYTES)?;
        for (number, published) in (0u64..).zip(services) {
            let mut document = TantivyDocument::default();
            document.add_u64(place, number);
            for (indexed, text) in fields.iter().zip(texts(published)) {
                document.add_text(indexed.field, text);
            }
            writer.add_document(document)?;
        }
        writer.commit()?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self {
            reader,
            fields,
            place,
            analyzer,
        })
    }

    /// Finds services by typed words.
    pub fn search(&self, text: &str, language: Language) -> Result<Found, PortalError> {
        let words = self.words(text);
        let each: Vec<Box<dyn Query>> = words.iter().map(|word| self.word(word, language)).collect();
        let matching = self.run(join(&each, Occur::Must))?;
        let closest = if matching.is_empty() {
            self.run(join(&each, Occur::Should))?
        } else {
            Vec::new()
        };
        Ok(Found { matching, closest })
    }

    fn run(&self, query: BooleanQuery) -> Result<Vec<usize>, PortalError> {
        let searcher = self.reader.searcher();
        let mut hits = Vec::new();
        for (score, address) in searcher.search(&query, &TopDocs::with_limit(MOST).order_by_score())? {
            let document: TantivyDocument = searcher.doc(address)?;
            let place = document.get_first(self.place).and_then(|value| value.as_u64());
            hits.extend(place.map(|place| (score, place as usize)));
        }
        // Equal scores go by name, so that the same search always gives the same list.
        hits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        Ok(hits.into_iter().map(|(_, place)| place).collect())
    }

    fn words(&self, text: &str) -> Vec<String> {
        let mut analyzer = self.analyzer.clone();
        let mut stream = analyzer.token_stream(text);
        let mut words = Vec::new();
        while words.len() < MOST_WORDS
            && let Some(token) = stream.next()
        {
            words.push(token.text.clone());
        }
        words
    }

    /// A word in any field: as typed; or as the beginning of a word, without its own ending; or with one slip.
    fn word(&self, word: &str, language: Language) -> Box<dyn Query> {
        let mut ways: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for IndexedField {
            field,
            language: own,
            weight,
        } in &self.fields
        {
            let weight = if *own == language {
                *weight
            } else {
                *weight * OTHER_LANGUAGE
            };
            let mut way = |query: Box<dyn Query>, share: f32| {
                ways.push((
                    Occur::Should,
                    Box::new(BoostQuery::new(query, weight * share)) as Box<dyn Query>,
                ));
            };
            let term = |text: &str| Term::from_field_text(*field, text);
            way(Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs)), 1.0);
            let root = root(word);
            if root.chars().count() >= SHORT_PREFIX {
                way(Box::new(FuzzyTermQuery::new_prefix(term(root), 0, true)), 0.5);
            }
            if word.chars().count() >= LONG_WORD {
                way(Box::new(FuzzyTermQuery::new(term(word), 1, true)), 0.3);
            }
        }
        Box::new(BooleanQuery::new(ways))
    }
}

/// A long word without its last letters, which change with case and number: `bērniem` and `bērna` both begin with `bērn`.
fn root(word: &str) -> &str {
    let letters = word.chars().count();
    let dropped = match letters {
        0..LONG_WORD => 0,
        LONG_WORD..=6 => 1,
        _ => 2,
    };
    word.char_indices()
        .nth(letters - dropped)
        .map_or(word, |(end, _)| &word[..end])
}

fn join(each: &[Box<dyn Query>], occur: Occur) -> BooleanQuery {
    BooleanQuery::new(each.iter().map(|query| (occur, query.box_clone())).collect())
}

fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(60))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

/// The texts of a service, in the order of the fields.
fn texts(published: &Published) -> Vec<String> {
    let content = &published.version.content;
    let in_language = |language: Language| {
        let text = |text: &LocalText| text.get(language).to_owned();
        let body = [
            text(&content.description),
            text(&content.eligibility),
            text(&content.result),
        ]
        .join("\n");
        [
            text(&content.title),
            text(&content.search_words),
            text(&content.summary),
            body,
        ]
    };
    [Language::Lv, Language::En].into_iter().flat_map(in_language).collect()
}
