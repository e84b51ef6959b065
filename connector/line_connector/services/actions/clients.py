"""Clients of the service: their API keys, what they may run, and the file that lists them.

The file holds a SHA-256 of each key and never a key. Passwords need a slow, salted hash; a key has
256 random bits, which cannot be guessed, and is checked with every request.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field, ValidationError

from line_connector.documents.private_files import write_private_file
from line_connector.documents.reading import read_document_file
from line_connector.errors import InputError
from line_connector.manifest import ActionSpec
from line_connector.schema.model import Input
from line_connector.schema.problems import problems_of
from line_connector.web import identity

ALL = ("*",)

_PREFIX = "lck_"
"""Makes a leaked key recognizable, also to secret scanners."""

_HEADING = "# Clients of line-connector serve. Add one with: line-connector keys add\n"

Origin = Annotated[str, Field(pattern=r"^(https?://[A-Za-z0-9.\[\]:-]+|\*)$")]
"""`https://n8n.example`, `http://10.0.0.5:5678`, or `*`."""

ClientName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]


@dataclass(frozen=True)
class Client(identity.Client):
    """A client, and what it may run."""

    actions: tuple[str, ...] = ALL
    """Names of actions, or patterns of them such as `get_*`."""

    connections: tuple[str, ...] = ALL
    """Names or patterns of the connections and accounts with which it may run them."""

    callbacks: tuple[str, ...] = ()
    """Origins that it may have the answers to its questions sent to; `*` for all."""

    @property
    def is_limited(self) -> bool:
        """Whether there are actions that it may not run."""
        return (self.actions, self.connections) != (ALL, ALL)

    def may_run(self, spec: ActionSpec, account: str | None = None) -> bool:
        """Return whether the client may run an action, with its connection or with an account."""
        used = account or spec.connection
        return _matches(spec.name, self.actions) and _matches(used, self.connections)


class ClientEntry(Input):
    """A client as the file lists it."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Hash of the key."""

    actions: Annotated[list[str], Field(min_length=1)]

    connections: Annotated[list[str], Field(min_length=1)] = list(ALL)

    callbacks: list[Origin] = []
    """Origins that it may have the answers to its questions sent to, or `*` for all."""


class ClientsFile(Input):
    """A file of clients."""

    clients: dict[ClientName, ClientEntry] = {}


class Clients:
    """The clients of a file, by their keys."""

    def __init__(self, entries: Mapping[str, ClientEntry]) -> None:
        self._by_hash = {
            entry.sha256: Client(
                name, tuple(entry.actions), tuple(entry.connections), tuple(entry.callbacks)
            )
            for name, entry in entries.items()
        }

    def of_key(self, key: str) -> Client | None:
        """Return the client with a key; None for an unknown key."""
        return self._by_hash.get(_hashed(key))


def read_clients(path: Path) -> dict[str, ClientEntry]:
    """Return the clients in a file by their names.

    Raises:
        InputError: the file cannot be read or is invalid; the text says where.
    """
    return _checked(read_document_file(path) or {}, path)


def add_client(
    path: Path,
    name: str,
    actions: Iterable[str],
    connections: Iterable[str] = ALL,
    callbacks: Iterable[str] = (),
) -> str:
    """Add a client to a file, which is created if missing; return its key, which is not stored.

    Raises:
        InputError: the client exists already, or the name or the file is invalid.
    """
    entries = read_clients(path) if path.exists() else {}
    if name in entries:
        raise InputError(f"{path}: client {name} exists already; remove it first")
    key = _PREFIX + secrets.token_urlsafe(32)
    entry: dict[str, Any] = {
        "sha256": _hashed(key),
        "actions": [*actions],
        "connections": [*connections],
        "callbacks": [*callbacks],
    }
    _write(path, {**entries, **_checked({"clients": {name: entry}}, path)})
    return key


def remove_client(path: Path, name: str) -> None:
    """Remove a client from a file.

    Raises:
        InputError: the client does not exist, or the file is invalid.
    """
    entries = read_clients(path)
    if entries.pop(name, None) is None:
        raise InputError(f"{path}: unknown client {name}")
    _write(path, entries)


def _checked(document: Any, path: Path) -> dict[str, ClientEntry]:
    try:
        return ClientsFile.model_validate(document).clients
    except ValidationError as error:
        problems = problems_of(error)
        raise InputError("\n".join(f"{path}: {problem}" for problem in problems)) from None


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _write(path: Path, entries: Mapping[str, ClientEntry]) -> None:
    """Write a file whole or not at all; only its owner may read it."""
    document = {"clients": {name: entry.model_dump() for name, entry in entries.items()}}
    text = _HEADING + yaml.safe_dump(document, sort_keys=False)
    write_private_file(path, text)
