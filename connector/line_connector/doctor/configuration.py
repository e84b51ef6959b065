"""What is wrong with a configuration beyond its form: names, secrets, who may read the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from line_connector.auth import complete_scheme
from line_connector.configuration.configuration import Account, Configuration
from line_connector.configuration.credentials import read_credentials
from line_connector.configuration.media import MediaSettings
from line_connector.configuration.recipients import OtherNames
from line_connector.configuration.secret_sources import SecretFile
from line_connector.documents.private_files import is_open_to_others
from line_connector.errors import ConnectorError, InputError
from line_connector.manifest import Manifest
from line_connector.media.keys import checked_key
from line_connector.media.store import checked_public_url
from line_connector.schema.problems import Location, Problem
from line_connector.secret_values import SecretSource

_CLOSE = "other users of this machine can read it; run: chmod 600"


def check_configuration(
    configuration: Configuration, manifest: Manifest, others: OtherNames | None = None
) -> Iterator[Problem]:
    """Yield what is wrong, and warnings, in a configuration that could be read.

    Every secret source is read; nothing is sent.

    Args:
        configuration: what to check.
        manifest: the catalogue, which declares the accounts' fields.
        others: names of recipients beside the file's.
    """
    for account in configuration.accounts.values():
        yield from _check_account(account, manifest)
    yield from _check_media(configuration.media)
    database = list(_check_source(("database",), configuration.database))
    yield from database
    if not _errors(database):  # else nobody knows the book's names
        yield from _check_recipients(configuration, others)
    if _holds_secret(configuration, manifest) and is_open_to_others(configuration.path):
        yield Problem((), f"holds secrets, and {_CLOSE} {configuration.path}", "warning")


def _check_account(account: Account, manifest: Manifest) -> Iterator[Problem]:
    place = ("accounts", account.name)
    sources = list(_check_sources(place, account.fields))
    yield from sources
    yield from _check_sources(place, account.receiving)
    schemes = manifest.connection(account.provider).authentication
    is_complete = complete_scheme(schemes, account.fields) is not None
    if not is_complete:
        yield Problem(place, "has no complete credentials")
    try:
        _try_connection(account, manifest, with_credentials=is_complete and not _errors(sources))
    except ConnectorError as error:
        for line in str(error).splitlines():
            yield Problem(place, line.removeprefix(f"connection {account.name}, "))


def _try_connection(account: Account, manifest: Manifest, *, with_credentials: bool) -> None:
    """Read addresses and credentials as a call does.

    Raises:
        CredentialsError: one of them cannot be used.
    """
    connection = manifest.connect(account.provider, account.fields, account.name)
    for field in manifest.connection(account.provider).fields:
        if field.endswith("url") and field in connection.values:
            connection.address(field)
    if with_credentials:
        read_credentials(connection)


def _check_media(media: MediaSettings) -> Iterator[Problem]:
    """Check the section as whatever stores a file reads it; no store is connected to."""
    place = ("media",)
    yield from _check_sources((*place, "options"), media.options)
    if media.url is None and media.store is None and media != MediaSettings():
        yield Problem(place, "must have url or store")
    if media.url is not None:
        try:
            checked_public_url(media.url)
        except InputError as error:
            yield Problem((*place, "url"), str(error).removeprefix("the public URL: "))
    key = list(_check_source((*place, "key"), media.key))
    yield from key
    if media.key is not None and not _errors(key):
        try:
            checked_key(media.key.read(), str(media.key))
        except InputError as error:
            yield Problem((*place, "key"), str(error))


def _check_sources(place: Location, values: Mapping[str, Any]) -> Iterator[Problem]:
    for name, value in values.items():
        yield from _check_source((*place, name), value)


def _check_source(place: Location, value: Any) -> Iterator[Problem]:
    """Yield why a secret cannot be read where it is kept, or that others can read it there."""
    if not isinstance(value, SecretSource):
        return
    try:
        value.read()
    except ConnectorError as error:
        yield Problem(place, str(error).removeprefix(f"{value.field}: "))
        return
    if isinstance(value, SecretFile) and is_open_to_others(value.path):
        yield Problem(place, f"{value}: {_CLOSE} {value.path}", "warning")


def _errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _check_recipients(configuration: Configuration, others: OtherNames | None) -> Iterator[Problem]:
    try:
        taken = set(others.names()) if others is not None else set[str]()
    except ConnectorError as error:  # a database that cannot be reached is no fault of the file's
        yield Problem((), str(error), "warning" if error.retryable else "error")
        return
    for name in configuration.recipients:
        yield from _check_recipient(("recipients", name), name, configuration, others)
        if name in taken:
            why = f"{name} is an alias in the recipient book too: the file's is used"
            yield Problem(("recipients", name), why, "warning")
    if configuration.default_recipient is not None:
        yield from _check_recipient(
            ("default_recipient",), configuration.default_recipient, configuration, others
        )


def _check_recipient(
    place: tuple[str, ...], text: str, configuration: Configuration, others: OtherNames | None
) -> Iterator[Problem]:
    try:
        configuration.recipients_of(text, others)
    except ConnectorError as error:
        yield Problem(place, str(error))


def _holds_secret(configuration: Configuration, manifest: Manifest) -> bool:
    """Tell whether a secret stands in the file itself."""
    if isinstance(configuration.database, str) and "@" in configuration.database:
        return True
    for account in configuration.accounts.values():
        fields = manifest.connection(account.provider).fields
        for name, value in account.fields.items():
            if name in fields and fields[name].secret and not isinstance(value, SecretSource):
                return True
    return False
