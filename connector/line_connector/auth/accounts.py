"""Whose credentials something was sent with, remembered without any secret.

A retry key means something to one channel only. Sent again with the credentials of another one, a
message that was delivered would be delivered again.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import NamedTuple

from line_connector.auth import scheme_of
from line_connector.http.connection import Connection

NAMES = ("client_id", "username")
"""Credentials that name an account and are no secret."""


class Account(NamedTuple):
    """What an account is recognized by."""

    field: str
    """A field of the connection: one that names the account, or else its secret."""

    value: str
    """The field's value, or its hash, from which it cannot be computed."""

    salt: str | None = None
    """What was hashed with a secret; None where the value is as it is."""

    def __str__(self) -> str:
        """Say what a person may see."""
        name = self.field.replace("_", " ")
        return f"{name} {self.value}" if self.salt is None else f"a {name}"


def identifying_field(connection: Connection) -> str:
    """Return the field that tells a connection's account: one of `NAMES`, or else its secret.

    Raises:
        CredentialsError: the connection has no complete credentials.
    """
    needs = scheme_of(connection).needs
    return next((name for name in NAMES if name in needs), needs[0])


def account_of(connection: Connection) -> Account:
    """Return what a connection's account is recognized by.

    Raises:
        CredentialsError: the connection has no complete credentials.
    """
    field = identifying_field(connection)
    if field in NAMES:
        return Account(field, connection.secret(field))
    return _hashed(connection, field, secrets.token_hex(16))


def is_account_of(account: Account, connection: Connection) -> bool:
    """Tell whether a connection's account is a known one.

    A token that was issued anew for the same account is not recognized.

    Raises:
        CredentialsError: the connection has no complete credentials.
    """
    if account.salt is None or account.field not in scheme_of(connection).needs:
        return account == account_of(connection)
    found = _hashed(connection, account.field, account.salt)
    return hmac.compare_digest(account.value, found.value)


def _hashed(connection: Connection, field: str, salt: str) -> Account:
    """Return a secret's hash; scrypt makes guessing a weak one slow."""
    secret = connection.secret(field).encode()
    digest = hashlib.scrypt(secret, salt=salt.encode(), n=2**12, r=8, p=1)
    return Account(field, digest.hex(), salt)
