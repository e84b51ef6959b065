"""How a connection proves who it is: the first of its schemes whose credentials are all there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from line_connector.auth.scheme import Authentication
from line_connector.errors import CredentialsError
from line_connector.http.connection import Connection
from line_connector.http.retry import RetryPolicy
from line_connector.http.transport import Transport

SCHEMES = {
    "token": "scheme:StaticToken",
    "api_key": "scheme:ApiKey",
    "client_credentials": "client_credentials:ClientCredentials",
    "client_assertion": "client_assertion:ClientAssertion",
    "ibsso": "ibsso:IbssoSession",
    "basic": "scheme:Basic",
}
"""Every scheme that a manifest can name, and where its class is in this package: a fixed token has
no use for the schemes that fetch one."""


def scheme_named(name: str) -> type[Authentication]:
    """Return the class of a scheme."""
    module, _, class_name = SCHEMES[name].partition(":")
    found: type[Authentication] = getattr(import_module(f"{__name__}.{module}"), class_name)
    return found


_FILES = "line-connector login (for LINE), --account, --connection"


def authenticate(
    connection: Connection, transport: Transport, retries: Iterable[RetryPolicy]
) -> Authentication:
    """Return what authenticates a connection's requests.

    Raises:
        CredentialsError: its credentials are not complete; the text says what each scheme needs.
    """
    return scheme_of(connection)(connection, transport, retries)


def scheme_of(connection: Connection) -> type[Authentication]:
    """Return the first of the connection's schemes whose credentials are all there.

    Raises:
        CredentialsError: none is complete; the text says what each of them needs.
    """
    scheme = complete_scheme(connection.authentication, connection.values)
    if scheme is None:
        raise CredentialsError(_missing(connection))
    return scheme


def complete_scheme(names: Iterable[str], values: Mapping[str, Any]) -> type[Authentication] | None:
    """Return the first of the named schemes whose credentials are all there, or None.

    Args:
        names: schemes, the preferred one first.
        values: a connection's fields.
    """
    for name in names:
        scheme = scheme_named(name)
        if all(values.get(field) for field in scheme.needs):
            return scheme
    return None


def _missing(connection: Connection) -> str:
    """Say which fields would make a connection complete, and where they come from."""
    ways = [scheme_named(name).needs for name in connection.authentication]
    fields = ", or ".join(" and ".join(way) for way in ways)
    variable = f"{connection.name}_{ways[0][0]}".upper()
    return "\n".join(
        [
            f"connection {connection.name} has no credentials: give {fields}",
            f"as environment variables ({variable}, …), or in a file: {_FILES}",
            *([f"you find them at {connection.console}"] if connection.console else []),
            "or try it without any: --sandbox",
        ]
    )
