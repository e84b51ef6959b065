"""What every scheme is to a session, and those whose credentials are sent as they are."""

from __future__ import annotations

import base64
from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cached_property
from typing import ClassVar

from line_connector.errors import CredentialsError
from line_connector.http.connection import Connection
from line_connector.http.retry import RetryPolicy
from line_connector.http.transport import Transport


class Authentication(ABC):
    """Gives a session the `Authorization` header to send; shared by all its threads."""

    needs: ClassVar[tuple[str, ...]]
    """Fields of the connection that the scheme cannot do without."""

    takes: ClassVar[tuple[str, ...]] = ()
    """Further fields that it, and not every scheme, makes use of."""

    def __init__(
        self, connection: Connection, transport: Transport, retries: Iterable[RetryPolicy]
    ) -> None:
        self.connection = connection
        self.transport = transport
        self.retries = tuple(retries)

    @abstractmethod
    def header(self) -> str:
        """Return the header's value, fetching a token first where one is needed.

        Raises:
            CredentialsError: the provider refused the credentials.
            SessionError: the provider could not be reached.
        """

    def refused(self, header: str, *, again: bool) -> bool:  # noqa: ARG002
        """Say whether another try could help after a 401; a new token is fetched by then.

        Args:
            header: the value that was refused.
            again: whether another value was refused before it in the same call.
        """
        return False

    def close(self) -> None:  # noqa: B027 - most have nothing to give back
        """Give back what the provider keeps for us."""

    def renew_after_fork(self) -> None:  # noqa: B027 - most share nothing
        """Share no lock with the process that this one was forked from."""


class Anonymous(Authentication):
    """No credentials, for requests that are sent without."""

    needs = ()

    def header(self) -> str:
        """Refuse: there is no header."""
        raise CredentialsError(f"connection {self.connection.name}: opened without credentials")


class Fixed(Authentication):
    """A header that never changes; when it is refused, nothing can be done."""

    @cached_property
    @abstractmethod
    def value(self) -> str:
        """The header's value."""

    def header(self) -> str:
        """Return the header."""
        return self.value


class StaticToken(Fixed):
    """A token issued once, such as LINE's long-lived channel access token."""

    needs = ("token",)

    @cached_property
    def value(self) -> str:
        """The bearer header."""
        return f"Bearer {self.connection.secret('token')}"


class ApiKey(Fixed):
    """Infobip's API key."""

    needs = ("api_key",)

    @cached_property
    def value(self) -> str:
        """The header Infobip gives its keys."""
        return f"App {self.connection.secret('api_key')}"


class Basic(Fixed):
    """User name and password, with every request."""

    needs = ("username", "password")

    @cached_property
    def value(self) -> str:
        """The basic header, its text in UTF-8."""
        pair = f"{self.connection.secret('username')}:{self.connection.secret('password')}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"
