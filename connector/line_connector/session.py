"""A connection's authenticated HTTP, shared by all its actions and by all threads.

The rule that everything here serves: never lose or double a message. A request is sent again only
if it can be carried out at most once all the same: it reads, or it carries a retry key, or nothing
of it was sent. Once an answer was lost, only a success settles the outcome; short of that it is
said to be unknown.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from line_connector.auth import authenticate
from line_connector.auth.scheme import Anonymous
from line_connector.errors import ApiError, SessionError, UnknownOutcomeError
from line_connector.http.body import StreamedBody
from line_connector.http.connection import Connection
from line_connector.http.forking import renew_in_forked_processes
from line_connector.http.output import BodyT, Output, read_output
from line_connector.http.request import Request
from line_connector.http.retry import RETRIES, Failure, RetryPolicy, send_with_retries
from line_connector.http.scrubbing import Scrubber
from line_connector.http.transport import Transport
from line_connector.http.transport_errors import TransportError
from line_connector.schema.model import Body

if TYPE_CHECKING:
    from line_connector.http.download import Download


_LOG = logging.getLogger(__name__)


class _Sending:
    """A request with what its tries share."""

    def __init__(
        self, request: Request, body: bytes | StreamedBody | None, download: Download | None
    ) -> None:
        self.request = request
        self.body = body
        self.download = download
        self.lost = False
        """Whether a try without success may have been carried out, where that matters."""

    @property
    def repeatable(self) -> bool:
        """Whether its bytes can be read, and those of its answer written, once more."""
        if isinstance(self.body, StreamedBody) and not self.body.resendable:
            return False
        return self.download is None or self.download.restartable

    def failure_of(self, result: Failure) -> Failure | None:
        """Return a failure after which another try cannot carry the request out twice."""
        request = self.request
        if isinstance(result, Output) and _is_success(request, result):
            return None
        self.lost = self.lost or _may_be_carried_out(request, result)
        not_sent = isinstance(result, TransportError) and not result.maybe_sent and not self.lost
        return result if (not_sent or request.retryable) and self.repeatable else None


class Session:
    """Sends requests for one connection: authenticates, retries where safe, puts answers in shape.

    Args:
        connection: where to, and with which credentials.
        retries: when to try again; an empty sequence means never.
        authenticated: whether the connection must have credentials; without, only requests can be
            sent that are not authenticated.

    Raises:
        CredentialsError: the connection's fields are missing or wrong.
    """

    def __init__(
        self,
        connection: Connection,
        retries: Iterable[RetryPolicy] = RETRIES,
        *,
        authenticated: bool = True,
    ) -> None:
        self.connection = connection
        self._retries = tuple(retries)
        self._transport = Transport(connection)
        scheme = authenticate if authenticated else Anonymous
        self._authentication = scheme(connection, self._transport, self._retries)
        self._addresses: dict[str, str] = {}
        self.tries = 0
        """Requests that the provider may have got something of, without those for tokens. Where one
        thread uses the session and is interrupted, 0 says that nothing was sent."""
        self._scrubber: tuple[str, Scrubber] = "", Scrubber(())
        renew_in_forked_processes(self)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections kept open. The session must not be used after."""
        self._authentication.close()
        self._transport.close()

    def renew_after_fork(self) -> None:
        """Share no open connection with the process that this one was forked from."""
        self._transport.renew_after_fork()
        self._authentication.renew_after_fork()

    def send(
        self,
        request: Request,
        body_model: type[BodyT] = Body,  # type: ignore[assignment]
        into: Path | str | BinaryIO | None = None,
    ) -> Output[BodyT]:
        """Send a request and return the answer.

        Args:
            request: the request.
            body_model: the model for `Output.body`.
            into: a file's path or a binary stream for the body of a success.

        Raises:
            InputError: a file to send or to write cannot be opened; nothing was sent.
            ApiError: the provider refused; the error carries its output.
            UnknownOutcomeError: it was sent, and nobody can say whether it was carried out.
            SessionError: no connection, or no answer to a request that changes nothing.
        """
        with (
            request.open_body() as body,
            nullcontext() if into is None else _download(into, request) as download,
        ):
            return self._send(_Sending(request, body, download), body_model)

    def _send(self, sending: _Sending, body_model: type[BodyT]) -> Output[BodyT]:
        request = sending.request
        try:
            result = send_with_retries(
                self._retries, lambda: self._try(sending, body_model), sending.failure_of
            )
        except SessionError as error:
            # No token could be had; that says nothing of a try that was lost before.
            raise (_unknown(request) if sending.lost else error) from None
        if isinstance(result, Output) and _is_success(request, result):
            return result
        raise _failure(request, result, lost=sending.lost)

    def _try(self, sending: _Sending, body_model: type[BodyT]) -> Output[BodyT] | TransportError:
        """Send once, or once more with a new token."""
        request = sending.request
        target = request.target
        again = False
        while True:
            header = self._authentication.header() if request.authenticated else ""
            address = self._address(request.host)
            self.tries += 1
            try:
                answer = self._transport.send(
                    request.method,
                    address + target,
                    request.headers_with(header),
                    sending.body,
                    sending.download,
                )
            except TransportError as error:
                self.tries -= not error.maybe_sent
                return error
            if not request.secrets:  # they may stand in the query
                _LOG.debug("%s %s: %s", request.method, target, answer.status_code)
            if (
                answer.status_code == 401
                and request.authenticated
                and self._authentication.refused(header, again=again)
            ):
                again = True
                if sending.repeatable:
                    continue
            return read_output(
                answer.status_code,
                answer.reason,
                answer.headers,
                answer.content,
                body_model,
                self._scrubber_for(header, request.secrets),
                sending.download,
                is_file=request.answered_with_file and answer.status_code in request.results,
            )

    def _scrubber_for(self, header: str, sent: Sequence[str]) -> Scrubber:
        """Return what takes secrets out of an answer; made once for each token.

        Args:
            header: how the request was authorized; empty where it was not.
            sent: secrets of the request's own.
        """
        if sent:
            credential = header.partition(" ")[2]
            return Scrubber([credential, *self.connection.secrets(), *sent])
        known, scrubber = self._scrubber
        if known != header:
            credential = header.partition(" ")[2]
            scrubber = Scrubber([credential, *self.connection.secrets()])
            self._scrubber = header, scrubber
        return scrubber

    def _address(self, host: str) -> str:
        """Return a host's checked address, checked once."""
        if host not in self._addresses:
            self._addresses[host] = self.connection.address(host)
        return self._addresses[host]


def _download(into: Path | str | BinaryIO, request: Request) -> Download:
    # Imported late: few calls have a body to keep.
    from line_connector.http.download import Download

    return Download(into, request.results)


def _is_success(request: Request, output: Output[Any]) -> bool:
    """Tell whether an answer says that the request was carried out."""
    if output.status_code == 409 and request.retry_key is not None:
        # It names the accepted request: an earlier try was carried out.
        return output.accepted_request_id is not None
    if 200 <= output.status_code < 300 and not request.idempotent:
        return True  # never call a message refused that was accepted with another 2xx
    return output.status_code in request.success


def _may_be_carried_out(request: Request, result: Failure) -> bool:
    """Tell whether a try without success may have been carried out, where that matters."""
    if request.idempotent:
        return False
    if isinstance(result, TransportError):
        return result.maybe_sent
    return result.status_code >= 500


def _failure(request: Request, result: Failure, *, lost: bool) -> Exception:
    """Return the error that a request ends with when there is to be no other try."""
    if lost:
        return _unknown(request, result)
    if isinstance(result, Output):
        return ApiError.of(result)
    return SessionError(f"{request.method} {request.path}: {result.text}")


def _unknown(request: Request, result: Failure | None = None) -> UnknownOutcomeError:
    output = result if isinstance(result, Output) else None
    why = f" ({result.text})" if isinstance(result, TransportError) else ""
    what = (
        f"{request.method} {request.path}: outcome unknown{why}: "
        "it was sent, and may have been carried out"
    )
    if request.retry_key is None:
        advice = "This operation takes no retry key: check before you send it again"
    else:
        advice = (
            f"Run it again with retryKey={request.retry_key} within 24 hours: "
            "it is then carried out once, whatever happened"
        )
    return UnknownOutcomeError(what, request.retry_key, output, advice)
