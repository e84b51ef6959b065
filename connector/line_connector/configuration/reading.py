"""The configuration file, read and checked.

default_account: tokyo
default_recipient: ops
accounts:
  tokyo:
    client_id: "1234567890"
    client_secret: {env: TOKYO_SECRET}
recipients:
  ops: C…
  oncall: [ops, U…]
sandbox: http://127.0.0.1:8077
database: postgresql://…
blocked: refuse
budget: {month: 10000, send: 500}
media: {url: https://line.example.com}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from line_connector.configuration.configuration import Account, Configuration
from line_connector.configuration.fields import (
    RECEIVING,
    Wrong,
    with_source,
    with_sources,
    wrong_fields,
    wrong_text,
)
from line_connector.configuration.location import configuration_path
from line_connector.configuration.media import media_settings, wrong_media
from line_connector.configuration.policies import POLICIES, policies_in, wrong_policies
from line_connector.configuration.recipients import wrong_name
from line_connector.configuration.secret_document import SecretDocument
from line_connector.errors import InputError
from line_connector.http.connection import is_loopback
from line_connector.json_values import is_list, is_object
from line_connector.manifest import PROVIDER, Manifest, load_manifest, unknown_name

DEFAULT_PROVIDER = "line"
"""Whose an account is that does not say so."""

KEYS = (
    "default_account",
    "default_recipient",
    "accounts",
    "recipients",
    "sandbox",
    "database",
    "media",
    *POLICIES,
)

ACCOUNT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def read_configuration(path: Path | None = None, manifest: Manifest | None = None) -> Configuration:
    """Read the configuration file; without one, the configuration is empty.

    Args:
        path: the file; if absent the one that `LINE_CONNECTOR_CONFIG` names, else `config.yaml` in
            the user's configuration folder.
        manifest: the catalogue, which declares the accounts' fields; the built-in one if absent.

    Raises:
        InputError: it cannot be read, or something in it is wrong; one line for each, with line
            and column.
    """
    path = path or configuration_path()
    if not path.exists():
        return Configuration(path)
    file = SecretDocument(path)
    document: dict[str, Any] = {} if file.value is None else file.value
    wrong = list(_wrong(document, manifest := manifest or load_manifest()))
    if wrong:
        raise InputError("\n".join(file.at(*each) for each in wrong))
    accounts: dict[str, Any] = document.get("accounts") or {}
    recipients: dict[str, Any] = document.get("recipients") or {}
    default = document.get("default_account")
    only = next(iter(accounts)) if len(accounts) == 1 else None
    return Configuration(
        path,
        {name: _account(name, fields, path) for name, fields in accounts.items()},
        only if default is None else str(default),
        {name: members if is_list(members) else [members] for name, members in recipients.items()},
        document.get("default_recipient"),
        document.get("sandbox"),
        with_source(document.get("database"), path, "database"),
        policies_in(document),
        media_settings(document.get("media") or {}, path),
    )


def _account(name: str, fields: dict[str, Any], path: Path) -> Account:
    own = {field: value for field, value in fields.items() if field != PROVIDER}
    provider = fields.get(PROVIDER, DEFAULT_PROVIDER)
    found = with_sources(own, path, "account", name)
    receiving = {field: found.pop(field) for field in RECEIVING.get(provider, ()) if field in found}
    return Account(name, provider, found, receiving)


def _wrong(document: Any, manifest: Manifest) -> Iterator[Wrong]:
    """Yield all that is wrong with the file's form; what names stand for is looked at when used."""
    if not is_object(document):
        yield Wrong((), f"must hold {', '.join(KEYS)}")
        return
    for key in document:
        if key not in KEYS:
            yield Wrong((key,), unknown_name("key", key, KEYS))
    accounts, recipients = document.get("accounts"), document.get("recipients")
    yield from _wrong_accounts({} if accounts is None else accounts, manifest)
    yield from _wrong_recipients({} if recipients is None else recipients)
    default = document.get("default_account")
    known = list(accounts) if is_object(accounts) else []
    if default is not None and str(default) not in known:  # a name of digits is a number in YAML
        # Without their names: a secret may stand where a name belongs.
        yield Wrong(("default_account",), "must be one of the accounts in this file")
    default = document.get("default_recipient")
    if default is not None and not (isinstance(default, str) and default.strip()):
        yield Wrong(("default_recipient",), "must be an ID or a name")
    if (sandbox := document.get("sandbox")) is not None and (why := _wrong_sandbox(sandbox)):
        yield Wrong(("sandbox",), why)
    if (database := document.get("database")) is not None and (why := wrong_text(database)):
        yield Wrong(("database",), why)
    yield from wrong_policies(document)
    if document.get("media") is not None:
        yield from wrong_media(document["media"])


def _wrong_sandbox(address: Any) -> str | None:
    if not (isinstance(address, str) and is_loopback(address)):
        return "must be an address on this machine: http://127.0.0.1:8077"
    if "@" in urlsplit(address).netloc:
        return "must not carry a user name or password"
    return None


def _wrong_accounts(accounts: Any, manifest: Manifest) -> Iterator[Wrong]:
    if not is_object(accounts):
        yield Wrong(("accounts",), "must hold accounts by name")
        return
    for name, fields in accounts.items():
        if not ACCOUNT_NAME.fullmatch(name):
            yield Wrong(
                ("accounts", name), "an account's name is letters, digits, hyphens and underscores"
            )
        elif not is_object(fields):
            yield Wrong(("accounts", name), "must hold an account's fields, such as token")
        else:
            yield from wrong_fields(
                fields, DEFAULT_PROVIDER, manifest, "accounts", name, more=RECEIVING
            )


def _wrong_recipients(recipients: Any) -> Iterator[Wrong]:
    if not is_object(recipients):
        yield Wrong(("recipients",), "must hold IDs by name")
        return
    for name, members in recipients.items():
        place = ("recipients", name)
        if why := wrong_name(name):
            yield Wrong(place, why)
        for member in members if is_list(members) else [members]:
            if not (isinstance(member, str) and member.strip()):
                yield Wrong(place, "must be an ID, or a list of IDs and names")
                break
        if members == []:
            yield Wrong(place, "must not be empty")
