#!/usr/bin/env python3
"""Judge every form definition here by the published JSON Schema, with an outside validator; and that it refuses what is
misspelled."""

import copy
import json
import pathlib
import sys

import jsonschema_rs

ROOT = pathlib.Path(__file__).parent.parent
SCHEMA = ROOT / "docs/form-definition-1.schema.json"
FOLDERS = ["server/seed/forms", "crates/forms/tests/definitions"]


def definitions():
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("*.json")):
            yield path.name, json.loads(path.read_text(encoding="utf-8"))


def fields(definition):
    """Every field of a definition, those in groups and tables too."""
    found = [field for page in definition["pages"] for section in page["sections"] for field in section["fields"]]
    for field in found:
        for settings in field["kind"].values():
            found.extend(settings.get("fields", []) + settings.get("columns", []))
    return found


def misspelled(definition):
    """The definition with one mistake at a time, each of which must be refused."""

    def changed(change):
        copied = copy.deepcopy(definition)
        change(copied)
        return copied

    yield changed(lambda one: one.update(formatVersion=2))
    yield changed(lambda one: one.pop("title"))
    yield changed(lambda one: one["title"].update(de="x"))
    yield changed(lambda one: one["pages"][0].update(sections={}))
    for at in range(len(fields(definition))):
        yield changed(lambda one: fields(one)[at].update(mandatory=True))
        yield changed(lambda one: fields(one)[at].update(id="Not an id"))
        yield changed(lambda one: fields(one)[at].update(id="action"))
        yield changed(lambda one: fields(one)[at].update(required="sometimes"))
        yield changed(lambda one: fields(one)[at].update(visible={"equals": []}))
        yield changed(lambda one: fields(one)[at].update(visible={"decimal": 1.5}))
        yield changed(lambda one: fields(one)[at].update(visible={"today": {}, "bool": True}))
        yield changed(lambda one: fields(one)[at].update(kind={"nonesuch": {}}))
        yield changed(lambda one: next(iter(fields(one)[at]["kind"].values())).update(nonesuch=1))


def main():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema_rs.meta.validate(schema)
    validator = jsonschema_rs.Draft202012Validator(schema)
    faults, good, bad = [], 0, 0
    for name, definition in definitions():
        good += 1
        faults += [f"{name}: {error.instance_path}: {error.message}" for error in validator.iter_errors(definition)]
        for wrong in misspelled(definition):
            bad += 1
            if validator.is_valid(wrong):
                faults.append(f"{name}: a misspelled definition is taken")
    print(f"{good} definitions taken, {bad} misspelled ones refused")
    if faults or good < 8:
        sys.exit("\n".join(faults[:20]) or "too few definitions")


if __name__ == "__main__":
    main()
