"""A file of connections: which provider each belongs to, and which fields it holds.

A file may hold a secret in any place, also where a name should be. So an error says where something
is wrong and which names are known; it never shows the file's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from line_connector.documents.places import places_in
from line_connector.documents.reading import read_document
from line_connector.documents.text_files import read_text_file
from line_connector.errors import CredentialsError, InputError
from line_connector.json_values import is_object
from line_connector.manifest import Manifest, unknown_name

PROVIDER = "provider"
"""The key that says which connection the fields beside it belong to."""

_PLACE = re.compile(r", line \d+, column \d+(?=: )")

Fields = Mapping[str, Any]


def read_connections(
    path: Path | str, manifest: Manifest, more: Iterable[str] = ()
) -> dict[str, Fields]:
    """Read the fields of each connection in a YAML or JSON file.

    The file holds a mapping of connection names to fields, or the fields of one connection. Whose
    they are is then said by `provider: NAME`, or told by fields that no other connection has, or by
    an address of the provider's.

    Args:
        path: the file.
        manifest: the catalogue, which declares the connections.
        more: names of connections that may be there beside the catalogue's.

    Raises:
        InputError: the file cannot be read, or is not YAML or JSON.
        CredentialsError: it holds a name that is not known, or its fields can be several
            connections'.
    """
    return _Reader(str(path), read_text_file(path), manifest).read([*manifest.connections, *more])


class _Reader:
    """One file's text, and what can stand in it."""

    def __init__(self, path: str, text: str, manifest: Manifest) -> None:
        self._path = path
        self._text = text
        self._manifest = manifest

    def read(self, names: list[str]) -> dict[str, Fields]:
        document = self._document()
        if not is_object(document) or not document:
            raise CredentialsError(f"{self._path}: must hold a connection's fields, such as token")
        if not all(is_object(value) for value in document.values()):
            provider, fields = self._owned(document)
            self._check_fields(fields, provider)
            return {provider: fields}
        for name, fields in document.items():
            if name not in names:
                raise self._error((name,), unknown_name("connection", name, names))
            self._check_fields(fields, name, name)
        return document

    def _document(self) -> Any:
        """Return what the file holds; an error of the reader's may quote it, so only its place."""
        try:
            return read_document(self._text, self._path)
        except InputError as error:
            place = _PLACE.match(str(error).removeprefix(self._path))
            raise InputError(
                f"{self._path}{place[0] if place else ''}: not valid YAML or JSON, or a duplicate "
                "key (not shown: it may be a secret)"
            ) from None

    def _check_fields(self, fields: Fields, connection: str, *parents: str) -> None:
        known = self._manifest.fields(connection)
        for name in fields:
            if name not in known:
                raise self._error((*parents, name), unknown_name("field", name, known))

    def _owned(self, fields: dict[str, Any]) -> tuple[str, Fields]:
        """Return the connection that a file with fields alone is about, and its fields."""
        if PROVIDER not in fields:
            return self._owner_of(fields), fields
        provider = fields[PROVIDER]
        names = list(self._manifest.connections)
        if provider not in names:
            raise self._error((PROVIDER,), f"{PROVIDER} must be one of {', '.join(names)}")
        return provider, {name: value for name, value in fields.items() if name != PROVIDER}

    def _owner_of(self, fields: Fields) -> str:
        """Tell by its fields, or by its address, which connection a file is about."""
        known = {name: self._manifest.fields(name) for name in self._manifest.connections}
        everywhere = set[str]().union(*known.values())
        for field in fields:
            if field not in everywhere:
                raise self._error((field,), unknown_name("field", field, everywhere))
        given = [field for field, value in fields.items() if value not in (None, "")]
        owners = [name for name, names in known.items() if names.issuperset(given)]
        if not owners:
            raise CredentialsError(
                f"{self._path}: mixes fields of {' and '.join(known)}: put each connection's "
                f"under its name, such as {next(iter(known))}: {{{given[0]}: …}}"
            )
        if len(owners) > 1:
            owners = [name for name in owners if self._is_at(name, fields.get("url"))] or owners
        if len(owners) > 1:
            first = owners[0]
            example = given[0] if given else "token"
            raise CredentialsError(
                f"{self._path}: these fields can be {' or '.join(owners)}: add {PROVIDER}: {first} "
                f"to the file, or put them under the name, such as {first}: {{{example}: …}}"
            )
        return owners[0]

    def _is_at(self, connection: str, address: Any) -> bool:
        """Tell whether an address is at the host that a connection has by default, or below it."""
        spec = self._manifest.connection(connection).fields.get("url")
        home, host = _host(spec.default if spec else None), _host(address)
        return bool(home) and (host == home or host.endswith(f".{home}"))

    def _error(self, path: tuple[str, ...], why: str) -> CredentialsError:
        (place,) = places_in(self._text, [path])
        return CredentialsError(f"{self._path}, line {place.line}, column {place.column}: {why}")


def _host(address: Any) -> str:
    try:
        return urlsplit(str(address or "")).hostname or ""
    except ValueError:
        return ""
