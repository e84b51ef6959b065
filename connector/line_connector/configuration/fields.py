"""The fields of a connection as a file has them: known names, and values or secret sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from line_connector.configuration.secret_document import Location
from line_connector.configuration.secret_sources import (
    EnvironmentVariable,
    KeyringEntry,
    SecretFile,
)
from line_connector.documents.plain_scalars import PlainBoolean
from line_connector.json_values import is_list, is_object
from line_connector.manifest import PROVIDER, Manifest, unknown_name
from line_connector.secret_values import SecretSource

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SOURCES = ("env", "file", "keyring")
_FORMS = "must be a value, {env: NAME}, {file: PATH} or {keyring: true}"

RECEIVING: Mapping[str, tuple[str, ...]] = {
    "line": ("previous_client_secret", "previous_client_secret_until", "destination"),
    "infobip": ("webhook_key",),
}
"""Fields of an account that only `listen` uses, by provider."""

_JWK = "private_key"
"""The only field whose value may be an object, and no secret source."""

Fields = Mapping[str, Any]


class Wrong(NamedTuple):
    """What is wrong in a document, and where."""

    location: Location
    why: str


def wrong_fields(
    fields: Fields,
    connection: str,
    manifest: Manifest,
    *parents: str,
    more: Mapping[str, Collection[str]] | None = None,
) -> Iterator[Wrong]:
    """Yield the fields whose name is not known, or whose value is a wrong secret source.

    Args:
        fields: a connection's, as a file has them.
        connection: the declared one they are for.
        manifest: the catalogue, which declares the fields.
        parents: where the fields are in the file.
        more: names of further fields, by provider.
    """
    provider = fields.get(PROVIDER, connection)
    if PROVIDER in fields and provider not in list(manifest.connections):
        names = ", ".join(manifest.connections)
        yield Wrong((*parents, PROVIDER), f"{PROVIDER} must be one of {names}")
        return
    known = manifest.fields(provider).union((more or {}).get(provider, ()))
    for name, value in fields.items():
        if name == PROVIDER:
            continue
        if name not in known:
            yield Wrong((*parents, name), unknown_name("field", name, known))
        elif is_source(value) and (why := wrong_source(value)):
            yield Wrong((*parents, name), why)
        elif is_list(value) or (is_object(value) and not is_source(value) and name != _JWK):
            yield Wrong((*parents, name), _FORMS)


def with_sources(fields: Fields, file: Path, owner: str, name: str) -> dict[str, Any]:
    """Return fields with a `SecretSource` in place of each object that describes one.

    Args:
        fields: a connection's, without anything wrong.
        file: the file that has them; paths in it start at its folder.
        owner: what errors call it: `account`, `connection`.
        name: its name, which the keyring's entries begin with.
    """
    return {
        field: _source(value, file, f"{owner} {name}, {field}", f"{name}.{field}")
        if is_source(value)
        else value
        for field, value in fields.items()
    }


def wrong_text(value: Any) -> str | None:
    """Return what is wrong with a text that may be kept elsewhere; None if nothing is."""
    if is_object(value):
        return wrong_source(value)
    return None if isinstance(value, str) and value else _FORMS


def with_source(value: Any, file: Path, field: str) -> Any:
    """Return a value, or the `SecretSource` that an object describes."""
    return _source(value, file, field, field) if is_object(value) else value


def is_source(value: Any) -> bool:
    """Tell a secret source from a value; a JWK is an object too, with other properties."""
    return is_object(value) and (len(value) < 2 or any(name in value for name in _SOURCES))


def wrong_source(value: dict[str, Any]) -> str | None:
    """Return what is wrong with an object that is to say where a secret is; None if nothing."""
    if len(value) != 1 or not any(name in value for name in _SOURCES):
        return _FORMS
    (kind,) = value
    held = value[kind]
    if kind == "env" and not (isinstance(held, str) and _VARIABLE.fullmatch(held)):
        return "env must be the name of an environment variable"
    if kind == "file" and not (isinstance(held, str) and held and "\0" not in held):
        return "file must be a path"
    if kind == "keyring" and not (held is True or (isinstance(held, PlainBoolean) and held.truth)):
        return "keyring must be true"
    return None


def _source(value: dict[str, Any], file: Path, field: str, user: str) -> SecretSource:
    if "env" in value:
        return EnvironmentVariable(field, value["env"])
    if "file" in value:
        return SecretFile(field, file.parent / Path(value["file"]).expanduser())
    return KeyringEntry(field, user)
