"""What a connector's YAML files say: an asset for each way to prove who one is, and the actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from line_connector.auth import SCHEMES, scheme_named
from line_connector.describe import describe_action, describe_connection
from line_connector.errors import ManifestError
from line_connector.manifest import ActionSpec, ConnectionSpec, Manifest
from line_connector.platforms.turbine.inputs import PARTS, part_of
from line_connector.schema.plain_schema import plain_schema

Document = dict[str, Any]

ASSETS = (
    ({"username", "password"}, "http_basic"),
    ({"token"}, "http_bearer"),
    ({"oauth2_username", "oauth2_password"}, "oauth2_password"),
    ({"client_id", "client_secret"}, "oauth2_client_credentials"),
)
"""The keys by which Swimlane's runner tells which asset it was given, in its order."""

OTHERWISE = "apikey"

INPUT_LEVELS, OUTPUT_LEVELS = 1, 2
"""How deep schemas go: Swimlane's runner reads all of a connector's YAML whenever it starts."""


def connector_document(manifest: Manifest, connection: str) -> Document:
    """Return what a connector says of itself, in the form of its assets and actions.

    Swimlane's packages pass it over. What else its toolkit asks for is not published.
    """
    spec = manifest.connection(connection)
    return {
        "schema": "connector/1",
        "name": connection,
        "title": spec.title,
        "description": spec.description,
        "version": manifest.version,
    }


def asset_documents(spec: ConnectionSpec) -> list[Document]:
    """Return a connection's assets; schemes that Swimlane cannot tell apart share one.

    Raises:
        ManifestError: Swimlane's runner would take an asset for another one.
    """
    schemes: dict[str, list[str]] = {}
    for scheme in spec.authentication:
        schemes.setdefault(asset_name(scheme_named(scheme).needs), []).append(scheme)
    return [_asset(name, sharing, spec) for name, sharing in schemes.items()]


def _credentials(schemes: Iterable[str]) -> set[str]:
    """Return the fields that schemes make use of."""
    return {field for each in map(scheme_named, schemes) for field in (*each.needs, *each.takes)}


def asset_name(keys: Iterable[str]) -> str:
    """Return the name of the asset that Swimlane's runner chooses for these keys."""
    present = set(keys)
    return next((name for needed, name in ASSETS if needed <= present), OTHERWISE)


def action_document(manifest: Manifest, spec: ActionSpec, name: str, *, in_parts: bool) -> Document:
    """Return an action's schema.

    Args:
        manifest: the catalogue.
        spec: the action.
        name: what it is called in Turbine.
        in_parts: put its inputs into parts, as Swimlane's own connectors do. Those of an action
            with an input that is called like a field of the asset, for which Turbine would take
            it, are always put there.

    Raises:
        ManifestError: one of its inputs is called like a part.
    """
    described = describe_action(spec)
    inputs = plain_schema(described["input_schema"], INPUT_LEVELS)
    properties: Document = inputs.get("properties", {})
    for taken in properties.keys() & {*PARTS}:
        raise ManifestError(
            f"action {spec.name}, input {taken}: must not be called like {', '.join(PARTS)}: "
            "Turbine could not tell them apart"
        )
    in_parts = in_parts or not manifest.fields(spec.connection).isdisjoint(properties)
    for field, example in described["example"].items():
        properties[field]["example"] = example
    required: list[str] = inputs.get("required", [])
    return {
        "schema": "action/1",
        "name": name,
        "title": spec.title,
        "description": _description(described),
        "inputs": _in_parts(spec, properties, required)
        if in_parts
        else _object(properties, required),
        "output": _output(described),
        # Without a method Swimlane's runner can send nothing where it passes our script over: it
        # would call a repeated retry key a failure, and send no key of ours.
        "meta": {},
    }


def _asset(name: str, schemes: list[str], spec: ConnectionSpec) -> Document:
    described = plain_schema(describe_connection(spec))["properties"]
    credentials = _credentials(SCHEMES)
    used = _credentials(schemes)
    properties = {
        field: schema
        for field, schema in described.items()
        if field in used or field not in credentials
    }
    for field, declared in spec.fields.items():
        if declared.follows and field in properties:  # filled in, it could follow no more
            properties[field].pop("default", None)
    if asset_name(properties) != name:
        raise ManifestError(
            f"connection {spec.title}: Turbine would take {name} for {asset_name(properties)}"
        )
    required = [f for f in properties if all(f in scheme_named(each).needs for each in schemes)]
    titles = " and ".join(described[field]["title"] for field in required)
    security = next(filter(None, (_security(each, properties) for each in schemes)), None)
    return {
        "schema": "asset/1",
        "name": name,
        "title": f"{spec.title}: {titles}",
        "description": spec.description,
        "inputs": _object(properties, required),
        "meta": {
            "url": properties["url"]["default"],
            **({"security": security} if security else {}),
        },
    }


def _security(scheme: str, properties: Document) -> Document | None:
    """Return how Swimlane's runner is to use an asset, for actions of a user's own."""
    if scheme == "client_credentials":
        endpoint = properties["token_url"]["default"]
        return {"type": "oauth2", "flow": "client_credentials", "token_endpoint": endpoint}
    return {
        "token": {"type": "http", "scheme": "bearer"},
        "basic": {"type": "http", "scheme": "basic"},
        # With two braces the runner would write & as &amp;.
        "api_key": {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "format": "App {{{api_key}}}",
        },
    }.get(scheme)


def _description(described: Mapping[str, Any]) -> str:
    """Return an action's description, with what else people ask of it."""
    call = "{method} {path}, limit {rate_limit}".format_map(described)
    parts = (described["description"], call, described["source"])
    return "\n\n".join(part for part in parts if part)


def _in_parts(spec: ActionSpec, properties: Document, required: list[str]) -> Document:
    """Return an action's inputs, each in the part of a request that it belongs to."""
    parts: dict[str, tuple[Document, list[str]]] = {}
    for field, schema in properties.items():
        part, name = part_of(spec.action, field)
        fields, needed = parts.setdefault(part, ({}, []))
        fields[name] = schema
        if field in required:
            needed.append(name)
    return _object(
        {part: {"title": _title(part), **_object(*inside)} for part, inside in parts.items()},
        [part for part, (_, needed) in parts.items() if needed],
    )


def _output(described: Mapping[str, Any]) -> Document:
    """Return the schema of an action's output."""
    schema = plain_schema(described["output_schema"], OUTPUT_LEVELS)
    properties: Document = schema["properties"]
    status = described["success"][0]
    properties["status_code"]["example"] = status
    properties["reason"]["example"] = HTTPStatus(status).phrase
    properties["file"] |= {
        "contentDisposition": "attachment",
        "properties": {
            "file": {"type": "string", "format": "binary"},
            "file_name": {"type": "string"},
        },
        "required": ["file", "file_name"],
    }
    if described["retry_key"]:
        properties["retry_key"] = {
            "type": "string",
            "description": "The retry key it was sent with, also where you gave none.",
        }
    for name, field in properties.items():
        field["title"] = _title(name)
    return _object(properties, schema["required"])


def _object(properties: Mapping[str, Any], required: list[str]) -> Document:
    return {
        "type": "object",
        "properties": {name: _dialect(schema) for name, schema in properties.items()},
        "required": required,
        "additionalProperties": True,
    }


def _dialect(schema: Document) -> Document:
    """Write a plain schema as Swimlane writes its own: a list of examples, limits as numbers."""
    written = dict(schema)
    if "example" in written:
        written["examples"] = [written.pop("example")]
    for end, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if written.get(end) is True:
            written[end] = written.pop(bound)
    if "properties" in written:
        written["properties"] = {
            name: _dialect(each) for name, each in written["properties"].items()
        }
    if "items" in written:
        written["items"] = _dialect(written["items"])
    return written


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize().replace("Json", "JSON")


def title_as_name(title: str) -> str:
    """Return the name that Swimlane gives an action of this title: `Send It` is `send_it`."""
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")


def action_titled(manifest: Manifest, name: str) -> str:
    """Return the action that Swimlane's connector has under a name; the name itself if none."""
    titles = {title_as_name(spec.title): spec.name for spec in manifest.actions.values()}
    return titles.get(name, name)
