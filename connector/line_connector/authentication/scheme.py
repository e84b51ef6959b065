"""What every scheme is to a session, and what those share that fetch a token and renew it."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from line_connector.connection import Connection
from line_connector.errors import CredentialsError, SessionError
from line_connector.refusal import read_refusal

if TYPE_CHECKING:
    import requests

AnswerT = TypeVar("AnswerT")

TRIES = 3
"""How often a token is asked for; asking again is harmless."""

PAUSE = 0.2
"""Seconds between two of these tries."""


class Authentication(ABC):
    """Gives a session the `Authorization` header to send; shared by all its threads."""

    needs: ClassVar[tuple[str, ...]]
    """Fields of the connection that the scheme cannot do without."""

    takes: ClassVar[tuple[str, ...]] = ()
    """Further fields that it, and not every scheme, makes use of."""

    def __init__(self, connection: Connection, http: requests.Session) -> None:
        self.connection = connection
        self.http = http

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


class Token(NamedTuple):
    """A header and, on the monotonic clock, when to renew it and when it is dead."""

    header: str
    renew_at: float
    expires_at: float

    def __repr__(self) -> str:
        """Show nothing: the header is a secret."""
        return "Token(***)"

    @classmethod
    def living(cls, header: str, lifetime: float, since: float) -> Token:
        """Make a token that lives for `lifetime` seconds and is renewed shortly before."""
        margin = min(60.0, lifetime / 10)
        return cls(header, since + lifetime - margin, since + lifetime)


class RenewedToken(Authentication):
    """A token that is fetched by one thread while the others wait.

    It is renewed shortly before it runs out, and once more when it is refused.
    """

    def __init__(self, connection: Connection, http: requests.Session) -> None:
        super().__init__(connection, http)
        self._lock = threading.Lock()
        self._token: Token | None = None

    @abstractmethod
    def fetch(self, stale: Token | None) -> Token:
        """Fetch a token in place of `stale`."""

    def header(self) -> str:
        """Return the header of a token that is good for some time yet."""
        token = self._token
        if token is None or time.monotonic() >= token.renew_at:
            token = self._renew(token)
        return token.header

    def refused(self, header: str, *, again: bool) -> bool:
        """Fetch a new token, unless another thread has, or a new one was refused already."""
        token = self._token
        if token is None or token.header != header:
            return True
        if again and time.monotonic() < token.expires_at:
            return False
        self._renew(token)
        return True

    def ask(self, address: str, ask: Callable[[], AnswerT]) -> AnswerT:
        """Ask for a token up to three times.

        Args:
            address: the field that holds the address, for the error's text.
            ask: asks once.

        Raises:
            SessionError: no answer came.
        """
        import requests

        number = 0
        while True:
            number += 1
            try:
                return ask()
            except requests.RequestException as fault:
                if number == TRIES or isinstance(fault, requests.exceptions.SSLError):
                    raise SessionError(
                        f"connection {self.connection.name}, {address}: "
                        f"no answer ({type(fault).__name__})"
                    ) from None
            time.sleep(PAUSE)

    def check(self, answer: requests.Response) -> requests.Response:
        """Refuse an answer that is no token, in the provider's words and without our secret.

        Raises:
            CredentialsError: the credentials were refused.
            HTTPError: the provider is busy or failed, which another try may mend.
        """
        if answer.status_code == 429 or answer.status_code >= 500:
            answer.raise_for_status()
        if answer.status_code != 200:
            raise CredentialsError(
                f"connection {self.connection.name}: the credentials were refused "
                f"({answer.status_code}: {_words(answer)})"
            )
        return answer

    def _renew(self, stale: Token | None) -> Token:
        with self._lock:
            if self._token is None or self._token is stale:
                self._token = self.fetch(stale)
            return self._token


def _words(answer: requests.Response) -> str:
    """Return what the provider says; a page that is not JSON says no more than its status."""
    try:
        return read_refusal(answer.json()).message or answer.reason
    except ValueError:
        return answer.reason
