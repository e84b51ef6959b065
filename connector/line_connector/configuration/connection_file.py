"""A file of connections: which provider each belongs to, and which fields it holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from line_connector.configuration.fields import Fields, with_sources, wrong_fields
from line_connector.configuration.secret_document import Location, SecretDocument
from line_connector.errors import CredentialsError
from line_connector.json_values import is_object
from line_connector.manifest import PROVIDER, Manifest, unknown_name


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
    file = SecretDocument(path)
    found = _Reader(file, manifest).read([*manifest.connections, *more])
    return {
        name: with_sources(fields, file.path, "connection", name) for name, fields in found.items()
    }


class _Reader:
    """One file, and what can stand in it."""

    def __init__(self, file: SecretDocument, manifest: Manifest) -> None:
        self._file = file
        self._manifest = manifest

    def read(self, names: list[str]) -> dict[str, Fields]:
        document = self._file.value
        if not is_object(document) or not document:
            raise CredentialsError(
                f"{self._file.path}: must hold a connection's fields, such as token"
            )
        if not self._is_by_name(document, names):
            provider, fields = self._owned(document)
            self._check_fields(fields, provider)
            return {provider: fields}
        for name, fields in document.items():
            if name not in names:
                raise self._error((name,), unknown_name("connection", name, names))
            self._check_fields(fields, name, name)
        return document

    def _check_fields(self, fields: Fields, connection: str, *parents: str) -> None:
        for location, why in wrong_fields(fields, connection, self._manifest, *parents):
            raise self._error(location, why)

    def _is_by_name(self, document: dict[str, Any], names: list[str]) -> bool:
        """Tell whether a file has fields by connection, not those of one with secret sources."""
        fields = set[str]().union(*map(self._manifest.fields, self._manifest.connections))
        return all(is_object(value) for value in document.values()) and not any(
            name in fields and name not in names for name in document
        )

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
                f"{self._file.path}: mixes fields of {' and '.join(known)}: put each connection's "
                f"under its name, such as {next(iter(known))}: {{{given[0]}: …}}"
            )
        if len(owners) > 1:
            owners = [name for name in owners if self._is_at(name, fields.get("url"))] or owners
        if len(owners) > 1:
            first = owners[0]
            example = given[0] if given else "token"
            raise CredentialsError(
                f"{self._file.path}: these fields can be {' or '.join(owners)}: add "
                f"{PROVIDER}: {first} to the file, or put them under the name, such as "
                f"{first}: {{{example}: …}}"
            )
        return owners[0]

    def _is_at(self, connection: str, address: Any) -> bool:
        """Tell whether an address is at the host that a connection has by default, or below it."""
        spec = self._manifest.connection(connection).fields.get("url")
        home, host = _host(spec.default if spec else None), _host(address)
        return bool(home) and (host == home or host.endswith(f".{home}"))

    def _error(self, location: Location, why: str) -> CredentialsError:
        return CredentialsError(self._file.at(location, why))


def _host(address: Any) -> str:
    try:
        return urlsplit(str(address or "")).hostname or ""
    except ValueError:
        return ""
