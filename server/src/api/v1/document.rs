//! The description of the API: what every operation has in common is added here, from its shape, so that no
//! handler can forget it.

use serde_json::json;
use utoipa::ToSchema;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::server::Server;
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, Required, Response, ResponseBuilder};

use super::ROOT;
use super::once::KEY_HEADER;
use crate::problem::{ProblemBody, ProblemKind};
use crate::state::ACTING_FOR;

const KEY: &str = "IdempotencyKey";
const CAPACITY: &str = "ActingFor";

/// The whole description of version 1.
pub fn document() -> OpenApi {
    complete(super::operations().split_for_parts().1)
}

/// Adds the address, the problems and the headers that operations share.
pub(super) fn complete(mut description: OpenApi) -> OpenApi {
    description.servers = Some(vec![Server::new(ROOT)]);
    description.security = Some(
        ["token", "session"]
            .map(|way| SecurityRequirement::new(way, [""; 0]))
            .to_vec(),
    );
    let components = description.components.get_or_insert_default();
    components.responses = ProblemKind::ALL
        .into_iter()
        .map(|kind| (name(kind), RefOr::T(response(kind))))
        .collect();
    components.parameters.insert(KEY.to_owned(), RefOr::T(key_parameter()));
    components
        .parameters
        .insert(CAPACITY.to_owned(), RefOr::T(capacity_parameter()));
    for (path, item) in &mut description.paths.paths {
        for (writes, operation) in operations_of(item) {
            complete_operation(path, writes, operation);
        }
    }
    description
}

/// The operations of a path, and whether each writes.
fn operations_of(item: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    let reads = [&mut item.get]
        .into_iter()
        .flatten()
        .map(|operation| (false, operation));
    let writes = [&mut item.put, &mut item.post, &mut item.delete];
    reads.chain(writes.into_iter().flatten().map(|operation| (true, operation)))
}

fn complete_operation(path: &str, writes: bool, operation: &mut Operation) {
    let has_path = path.contains('{');
    let has_body = operation.request_body.is_some();
    let is_public = operation.security.is_some();
    let has_query = operation.parameters.iter().flatten().any(is_query);
    let problems = [
        (has_query || has_body || writes || !is_public, ProblemKind::BadRequest),
        (!is_public, ProblemKind::Unauthenticated),
        (writes || !is_public, ProblemKind::Forbidden),
        (has_path, ProblemKind::NotFound),
        (writes, ProblemKind::Conflict),
        (has_body, ProblemKind::Timeout),
        (has_body, ProblemKind::TooLarge),
        (has_body, ProblemKind::UnsupportedMediaType),
        (writes, ProblemKind::Unprocessable),
        (true, ProblemKind::TooManyRequests),
        (true, ProblemKind::Internal),
        (true, ProblemKind::Unavailable),
    ];
    for (_, kind) in problems.into_iter().filter(|(applies, _)| *applies) {
        let reference = Ref::new(format!("#/components/responses/{}", name(kind)));
        operation
            .responses
            .responses
            .entry(kind.status().as_str().to_owned())
            .or_insert(RefOr::Ref(reference));
    }
    let shared = [(!is_public, CAPACITY), (writes, KEY)];
    for (_, parameter) in shared.into_iter().filter(|(applies, _)| *applies) {
        let reference = Ref::new(format!("#/components/parameters/{parameter}"));
        operation.parameters.get_or_insert_default().push(RefOr::Ref(reference));
    }
}

fn is_query(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query)
}

fn name(kind: ProblemKind) -> String {
    format!("{kind:?}")
}

fn response(kind: ProblemKind) -> Response {
    let example = json!({
        "type": kind.uri(), "title": kind.title(), "status": kind.status().as_u16(),
        "id": "0a8f8f5e-3c1a-4c4e-9f0e-6f5f0a6f3b1d",
    });
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(ProblemBody::name())))
        .example(Some(example))
        .build();
    ResponseBuilder::new()
        .description(kind.title())
        .content("application/problem+json", content)
        .build()
}

fn key_parameter() -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(255));
    ParameterBuilder::new()
        .name(KEY_HEADER)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "A name of your choice for this request, such as a UUID. Sent again with the same key and body within a \
             day, the request is not done again but answered as before.",
        ))
        .schema(Some(schema.pattern(Some("^[!-~]+$"))))
        .build()
}

fn capacity_parameter() -> Parameter {
    let uuid = SchemaFormat::KnownFormat(KnownFormat::Uuid);
    ParameterBuilder::new()
        .name(ACTING_FOR)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "With a token: the mandate by which to act for somebody else, from `listCapacities`. A session has its \
             own capacity, see `switchCapacity`.",
        ))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).format(Some(uuid))))
        .build()
}
