"""What is wrong with a configuration beyond its form: names, secrets, who may read the files."""

from __future__ import annotations

from collections.abc import Iterator

from line_connector.auth import complete_scheme
from line_connector.configuration.configuration import Account, Configuration
from line_connector.configuration.credentials import read_credentials
from line_connector.configuration.recipients import OtherNames
from line_connector.configuration.secret_sources import SecretFile
from line_connector.documents.private_files import is_open_to_others
from line_connector.errors import ConnectorError
from line_connector.manifest import Manifest
from line_connector.schema.problems import Problem
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
    has_secrets = False
    for account in configuration.accounts.values():
        yield from _check_account(account, manifest)
        has_secrets = has_secrets or _holds_secret(account, manifest)
    for name in configuration.recipients:
        yield from _check_recipient(("recipients", name), name, configuration, others)
        if others is not None and name in set(others.names()):
            why = f"{name} is an alias in the recipient book too: the file's is used"
            yield Problem(("recipients", name), why, "warning")
    if configuration.default_recipient is not None:
        yield from _check_recipient(
            ("default_recipient",), configuration.default_recipient, configuration, others
        )
    if has_secrets and is_open_to_others(configuration.path):
        yield Problem((), f"holds secrets, and {_CLOSE} {configuration.path}", "warning")


def _check_account(account: Account, manifest: Manifest) -> Iterator[Problem]:
    place = ("accounts", account.name)
    unread = False
    for field, value in account.fields.items():
        if isinstance(value, SecretSource):
            try:
                value.read()
            except ConnectorError as error:
                yield Problem((*place, field), str(error).removeprefix(f"{value.field}: "))
                unread = True
                continue
        if isinstance(value, SecretFile) and is_open_to_others(value.path):
            yield Problem((*place, field), f"{value}: {_CLOSE} {value.path}", "warning")
    schemes = manifest.connection(account.provider).authentication
    is_complete = complete_scheme(schemes, account.fields) is not None
    if not is_complete:
        yield Problem(place, "has no complete credentials")
    try:
        _try_connection(account, manifest, with_credentials=is_complete and not unread)
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


def _check_recipient(
    place: tuple[str, ...], text: str, configuration: Configuration, others: OtherNames | None
) -> Iterator[Problem]:
    try:
        configuration.recipients_of(text, others)
    except ConnectorError as error:
        yield Problem(place, str(error))


def _holds_secret(account: Account, manifest: Manifest) -> bool:
    """Tell whether a secret stands in the file itself."""
    fields = manifest.connection(account.provider).fields
    return any(
        name in fields and fields[name].secret and not isinstance(value, SecretSource)
        for name, value in account.fields.items()
    )
