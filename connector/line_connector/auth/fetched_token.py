"""A token that is fetched, shared by all threads, and renewed in time."""

from __future__ import annotations

import re
import threading
import time
from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, NamedTuple, TypeVar

from line_connector.auth.scheme import Authentication
from line_connector.errors import CredentialsError, SessionError
from line_connector.http.connection import Connection
from line_connector.http.output import Output, read_output
from line_connector.http.response import Response
from line_connector.http.retry import Failure, RetryPolicy, send_with_retries
from line_connector.http.scrubbing import Scrubber
from line_connector.http.transport import Transport
from line_connector.http.transport_errors import TransportError
from line_connector.shortening import shortened

AnswerT = TypeVar("AnswerT")

LONGEST_WORDS = 500
"""Characters of the provider's words that an error repeats."""

_LONGEST_FETCH = 600
"""Seconds to wait for another thread's fetch: more than one with all its tries takes."""

_USABLE = re.compile(r"[!-~]+")
"""What a header can carry as one word."""


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


class FetchedToken(Authentication):
    """A token that is fetched by one thread; the others take what comes of it, also a failure.

    It is renewed shortly before it expires, and once more when it is refused.
    """

    lives_on_while_renewed: ClassVar[bool] = True
    """Whether a token can be used while the next one is fetched."""

    def __init__(
        self, connection: Connection, transport: Transport, retries: Iterable[RetryPolicy]
    ) -> None:
        super().__init__(connection, transport, retries)
        self._token: Token | None = None
        self.renew_after_fork()

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
        self._renew(token, refused=True)
        return True

    def renew_after_fork(self) -> None:
        """Start with a lock that nobody holds, and no fetch under way."""
        self._lock = threading.Lock()
        self._fetching: _Fetch | None = None

    def ask(self, field: str, send: Callable[[], AnswerT]) -> AnswerT:
        """Ask for a token until there is an answer; asking twice does no harm.

        Args:
            field: the field with the address, for the error's text.
            send: asks once; raises `BusyError` where another try may help.

        Raises:
            SessionError: no answer came.
        """

        def try_once() -> AnswerT | BusyError | TransportError:
            try:
                return send()
            except (BusyError, TransportError) as error:
                return error

        result = send_with_retries(self.retries, try_once, _failure_of)
        if isinstance(result, BusyError | TransportError):
            raise SessionError(f"connection {self.connection.name}, {field}: no answer ({result})")
        return result

    def accept(self, field: str, answer: Response, *sent: str) -> Any:
        """Return the JSON of an answer that says yes.

        Args:
            field: the field with the address, for the error's text.
            answer: the answer.
            sent: secrets that were sent beside the connection's own.

        Raises:
            BusyError: the provider is busy or failed, which another try may mend.
            CredentialsError: the credentials were refused.
        """
        if answer.status_code == 200:
            return read_output(200, "", answer.headers, answer.content).json_body
        scrubber = Scrubber([*self.connection.secrets(), *sent])
        output: Output[Any] = read_output(
            answer.status_code,
            answer.reason,
            answer.headers,
            answer.content,
            scrubber=scrubber,
        )
        if output.status_code == 429 or output.status_code >= 500:
            raise BusyError(output)
        where = f"connection {self.connection.name}"
        if 300 <= output.status_code < 400:
            raise CredentialsError(
                f"{where}, {field}: answered {output.status_code}: redirects are not followed, "
                "they would send the credentials elsewhere"
            )
        words = shortened(output.error_body.message or output.reason, LONGEST_WORDS)
        raise CredentialsError(
            f"{where}: the credentials were refused ({output.status_code}: {words})"
        )

    def usable(self, field: str, token: Any) -> str:
        """Return a token that a header can carry.

        Raises:
            CredentialsError: it is none.
        """
        if not isinstance(token, str) or not _USABLE.fullmatch(token):
            raise CredentialsError(
                f"connection {self.connection.name}, {field}: the answer holds no access token "
                "that a header can carry"
            )
        return token

    def _renew(self, stale: Token | None, *, refused: bool = False) -> Token:
        """Fetch a token, or take the one that another thread fetches.

        While it lives, the old one serves all others, and outlives a renewal that failed.
        """
        still_good = None
        if stale is not None and self.lives_on_while_renewed and not refused:
            still_good = stale if time.monotonic() < stale.expires_at else None
        mine = _Fetch()
        try:
            with self._lock:
                if self._token is not None and self._token is not stale:
                    return self._token
                others = self._fetching
                if others is None or others.ended.is_set():
                    others, self._fetching = None, mine
            if others is not None:
                return still_good or others.result()
            mine.token = self._token = self.fetch(stale)
        except SessionError as error:
            mine.error = error
            if still_good is None:
                raise
            return still_good
        else:
            return mine.token
        finally:
            mine.ended.set()


class BusyError(Exception):
    """The token endpoint is busy or failed: 429 or 5xx."""

    def __init__(self, output: Output[Any]) -> None:
        super().__init__(output.status_code)
        self.output = output


class _Fetch:
    """One fetch of a token, which several threads may wait for."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.token: Token | None = None
        self.error = SessionError("the fetch of the access token was interrupted")

    def result(self) -> Token:
        """Wait for the token.

        Raises:
            SessionError: the fetch failed.
        """
        if not self.ended.wait(_LONGEST_FETCH):
            self.ended.set()  # a signal ended it before it could say so: the next call fetches
        if self.token is None:
            raise type(self.error)(*self.error.args)  # each thread's own, with its own traceback
        return self.token


def _failure_of(result: object) -> Failure | None:
    if isinstance(result, BusyError):
        return result.output
    return result if isinstance(result, TransportError) else None
