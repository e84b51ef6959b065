"""Transport errors, classified by whether the request may have been sent."""

from __future__ import annotations

import re
import socket
import ssl
from http.client import HTTPException, IncompleteRead

from urllib3 import exceptions as urllib3_errors
from urllib3.util.ssl_match_hostname import CertificateError

from line_connector.http.exchange import Exchange
from line_connector.schema.files import LocalFileError

_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")


class TransportError(Exception):
    """A request got no response that can be used.

    Attributes:
        text: why, in a few words. A library's own text is long, and may hold an address with
            secrets.
        maybe_sent: whether the provider may have the request.
        permanent: whether another try would meet the same.
    """

    def __init__(self, text: str, *, maybe_sent: bool, permanent: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.maybe_sent = maybe_sent
        self.permanent = permanent


class ResponseTooLargeError(Exception):
    """The response has more bytes than the connection allows."""


def classify(error: Exception, exchange: Exchange) -> TransportError:
    """Classify what `requests`, urllib3 or http.client raised during an exchange."""
    if isinstance(error, LocalFileError):  # no try could read or write the file
        return TransportError(str(error), maybe_sent=exchange.request_begun, permanent=True)
    if _may_be_sent(error, exchange):
        return TransportError(_loss(error), maybe_sent=True)
    return _failed_to_connect(error, exchange.peer)


def _may_be_sent(error: Exception, exchange: Exchange) -> bool:
    """Tell whether a byte of the request may have left; in doubt it has."""
    if exchange.used_connection:
        return exchange.request_begun
    # No connection of ours was involved: the request could not be built, or a test tool stands in
    # for our connections.
    return not isinstance(error, ValueError | urllib3_errors.ConnectTimeoutError)


def _failed_to_connect(error: Exception, peer: str) -> TransportError:
    """Say why there is no connection.

    Args:
        error: what was raised.
        peer: what was to be connected to; empty if that is not known.
    """
    to = f" to {peer}" if peer else ""
    root = _root(error)
    tunnel = _TUNNEL.search(str(root))
    permanent = False
    if isinstance(root, ssl.SSLCertVerificationError | CertificateError):
        why = getattr(root, "verify_message", root)  # urllib3's own has none
        text = (
            f"no TLS connection{to}: the certificate was not accepted ({why}). "
            "Where a proxy inspects TLS, name its certificate authorities in ca_file"
        )
        permanent = True
    elif isinstance(root, ssl.SSLError | urllib3_errors.SSLError):
        reason = str(getattr(root, "reason", "") or "protocol error")
        text = f"no TLS connection{to}: {reason.lower().replace('_', ' ')}"
        permanent = reason == "WRONG_VERSION_NUMBER"
        text += ". Is it plain HTTP that is spoken there?" if permanent else ""
    elif tunnel:
        text = f"the proxy refused to connect ({tunnel[1]}): {peer.removeprefix('the proxy ')}"
        if tunnel[1] == "407":
            text += " asks for a user and a password; put them into its URL"
        permanent = tunnel[1].startswith("4")
    elif isinstance(root, urllib3_errors.NewConnectionError):  # a ConnectTimeoutError too
        text = f"could not connect{to}{_cause(root)}"
    elif isinstance(root, TimeoutError | urllib3_errors.TimeoutError):
        text = f"no connection{to} in time"
    elif isinstance(root, OSError | HTTPException | urllib3_errors.HTTPError) and not isinstance(
        root, ValueError
    ):
        text = "the connection failed before the request was sent"
    else:
        text = "the request could not be built"
        permanent = True
    return TransportError(text, maybe_sent=False, permanent=permanent)


def _cause(error: BaseException) -> str:
    """Return why a connection was not made, as the system says it."""
    cause = error.__cause__ or error.__context__
    if isinstance(cause, socket.gaierror):
        return ": there is no such name (DNS). Check the address, and that there is a network"
    if isinstance(cause, ConnectionRefusedError):
        return ": connection refused. Nothing listens there"
    if isinstance(cause, TimeoutError):
        return ": no answer in time. Is a proxy needed?"
    if isinstance(cause, OSError) and cause.strerror:
        return f": {cause.strerror.lower()}"
    return ""


def _loss(error: Exception) -> str:
    """Say why there is no response to a request that may have been sent."""
    root = _root(error)
    if isinstance(error, ResponseTooLargeError):
        return str(error)
    if isinstance(root, TimeoutError | urllib3_errors.ReadTimeoutError):
        return "no response in time"
    if isinstance(root, EOFError | IncompleteRead | urllib3_errors.IncompleteRead):
        return "the response is cut off"
    if isinstance(root, OSError | urllib3_errors.ProtocolError):
        return "the connection was lost"
    return "the response cannot be read"


def _root(error: BaseException) -> BaseException:
    """Return the innermost error that `requests` and urllib3 wrapped."""
    while True:
        inner: object = error.args[0] if error.args else None
        if isinstance(error, urllib3_errors.MaxRetryError):
            inner = error.reason
        elif isinstance(error, urllib3_errors.ProxyError):
            inner = error.original_error
        elif isinstance(error, urllib3_errors.ProtocolError) and len(error.args) > 1:
            inner = error.args[1]  # after urllib3's words
        if not isinstance(inner, BaseException):
            return error
        error = inner
