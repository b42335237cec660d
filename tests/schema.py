#!/usr/bin/env python3
"""Validates JSON files against a schema of docs/schema.

usage: schema.py SCHEMA FILE...

Keys that the schema does not name are errors here: what we print is written
down. Exits with 77 where python3-jsonschema is not installed.
"""
import json
import sys

try:
    import jsonschema
except ImportError:
    print("# SKIP python3-jsonschema is not installed")
    sys.exit(77)


def close(schema):
    """Forbids unnamed keys wherever keys are named."""
    if isinstance(schema, dict):
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
        for value in schema.values():
            close(value)
    elif isinstance(schema, list):
        for value in schema:
            close(value)


def main(schema_path, *paths):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    close(schema)
    validator = jsonschema.Draft202012Validator(schema)
    status = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            document = json.load(file, parse_constant=lambda name: 1 / 0)
        for error in validator.iter_errors(document):
            print(f"not ok - {path}: {error.json_path}: {error.message[:200]}")
            status = 1
    return status


sys.exit(main(*sys.argv[1:]))
