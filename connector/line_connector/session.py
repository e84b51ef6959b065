"""A connection's authenticated HTTP, shared by all its actions and by all threads.

The rule that everything here serves: never lose or double a message. A request is sent again only
if it can be carried out at most once all the same: it reads, or it carries a retry key, or nothing
of it was sent. Once an answer was lost, only a success settles the outcome; short of that it is
said to be unknown.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

import requests

from line_connector.authentication import authenticate
from line_connector.connection import Connection
from line_connector.errors import ApiError, SessionError, UnknownOutcomeError
from line_connector.faults import Fault, read_fault
from line_connector.models.base import Body
from line_connector.output import BodyT, Output, read_output
from line_connector.request import Request
from line_connector.retry import RETRIES, Attempt, RetryPolicy
from line_connector.transport import open_http


class Session:
    """Sends requests for one connection: authenticates, retries where safe, puts answers in shape.

    Args:
        connection: where to, and with which credentials.
        retries: when to try again; an empty sequence means never.
    """

    def __init__(self, connection: Connection, retries: Iterable[RetryPolicy] = RETRIES) -> None:
        self.connection = connection
        self._retries = tuple(retries)
        self._http = open_http(connection, [connection.address("url")])
        self._authentication = authenticate(connection, self._http)
        self._addresses: dict[str, str] = {}
        self.tries = 0
        """Tries that the provider may have got something of, token requests left out. As long as it
        is 0, nothing was sent: whoever is interrupted can say so."""

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections kept open. The session must not be used after."""
        self._authentication.close()
        self._http.close()

    def send(self, request: Request, body_model: type[BodyT] = Body) -> Output[BodyT]:  # type: ignore[assignment]
        """Send a request and return the answer.

        Raises:
            ApiError: the provider refused; the error carries its output.
            UnknownOutcomeError: it was sent, and nobody can say whether it was carried out.
            SessionError: no connection, or no answer to a request that changes nothing.
        """
        lost = False
        number = 0
        while True:
            number += 1
            try:
                result = self._try(request, body_model)
            except SessionError as error:
                # No token could be had; that says nothing of a try that was lost before.
                raise (_unknown(request) if lost else error) from None
            if isinstance(result, Output) and _is_success(request, result):
                return result
            if isinstance(result, Fault) and not result.maybe_sent:
                self.tries -= 1
            lost = lost or _may_be_carried_out(request, result)
            wait = self._wait(request, number, result, lost=lost)
            if wait is None:
                raise _failure(request, result, lost=lost)
            time.sleep(wait)

    def _try(self, request: Request, body_model: type[BodyT]) -> Output[BodyT] | Fault:
        """Send once, or once more with a new token."""
        again = False
        while True:
            header = self._authentication.header()
            try:
                answer = self._exchange(request, header)
            except requests.RequestException as error:
                return read_fault(error)
            if answer.status_code == 401 and self._authentication.refused(header, again=again):
                again = True
                continue
            return read_output(
                answer.status_code,
                answer.reason or "",
                dict(answer.headers),
                answer.content,
                body_model,
            )

    def _exchange(self, request: Request, authorization: str) -> requests.Response:
        address = self._address(request.host)
        self.tries += 1
        return self._http.request(
            request.method,
            address + request.target,
            data=request.content,
            headers=request.headers_with(authorization),
            timeout=self.connection.timeout,
            allow_redirects=False,
        )

    def _address(self, host: str) -> str:
        """Return a host's checked address, checked once."""
        if host not in self._addresses:
            self._addresses[host] = self.connection.address(host)
        return self._addresses[host]

    def _wait(
        self, request: Request, number: int, result: Output[Any] | Fault, *, lost: bool
    ) -> float | None:
        """Return seconds to wait before another try, or None where none is safe or of use."""
        output = result if isinstance(result, Output) else None
        nothing_sent = isinstance(result, Fault) and not result.maybe_sent and not lost
        if not (nothing_sent or request.may_be_repeated):
            return None
        if isinstance(result, Fault) and result.lasting:
            return None
        waits = (policy.wait(Attempt(number, output)) for policy in self._retries)
        return next((wait for wait in waits if wait is not None), None)


def _is_success(request: Request, output: Output[Any]) -> bool:
    """Tell whether an answer says that the request was carried out."""
    if output.status_code == 409 and request.retry_key is not None:
        # It names the accepted request: an earlier try was carried out.
        return output.accepted_request_id is not None
    if 200 <= output.status_code < 300 and not request.repeatable:
        return True  # never call a message refused that was accepted with another 2xx
    return output.status_code in request.success


def _may_be_carried_out(request: Request, result: Output[Any] | Fault) -> bool:
    """Tell whether a try without success may have been carried out, where that matters."""
    if request.repeatable:
        return False
    if isinstance(result, Fault):
        return result.maybe_sent
    return result.status_code >= 500


def _failure(request: Request, result: Output[Any] | Fault, *, lost: bool) -> Exception:
    """Return the error that a request ends with when there is to be no other try."""
    if lost:
        return _unknown(request, result)
    if isinstance(result, Output):
        return ApiError.of(result)
    return SessionError(f"{request.method} {request.path}: {result.text}")


def _unknown(request: Request, result: Output[Any] | Fault | None = None) -> UnknownOutcomeError:
    output = result if isinstance(result, Output) else None
    why = f" ({result.text})" if isinstance(result, Fault) else ""
    what = (
        f"{request.method} {request.path}: outcome unknown{why}: "
        "it was sent, and may have been carried out"
    )
    if request.retry_key is None:
        advice = "This operation takes no retry key: look before you send it again"
    else:
        advice = (
            f"Run it again with retryKey={request.retry_key} within 24 hours: "
            "it is then carried out once, whatever happened"
        )
    return UnknownOutcomeError(what, request.retry_key, output, advice)
