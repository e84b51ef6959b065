"""What kept an answer away, and whether anything of the request can have left by then."""

from __future__ import annotations

import ssl
from typing import NamedTuple

import requests
from urllib3 import exceptions as urllib3_errors


class Fault(NamedTuple):
    """A request that got no answer."""

    text: str
    """Why, in a few words; a library's own text is long, and may hold an address with secrets."""

    maybe_sent: bool
    """Whether the provider may have the request."""

    lasting: bool = False
    """Whether trying again would meet the same fault."""


def read_fault(error: requests.RequestException) -> Fault:
    """Classify what `requests` raised; in doubt the request was sent."""
    root = _root(error)
    if isinstance(root, ssl.SSLError | urllib3_errors.SSLError):
        return Fault("no TLS connection: " + _tls_text(root), not _in_handshake(root), lasting=True)
    if isinstance(root, urllib3_errors.ConnectTimeoutError):
        # NewConnectionError is one of these, so a refused connection comes here too.
        refused = isinstance(root, urllib3_errors.NewConnectionError)
        return Fault("could not connect" if refused else "no connection in time", maybe_sent=False)
    if isinstance(root, urllib3_errors.NewConnectionError):
        return Fault("could not connect", maybe_sent=False)
    if isinstance(root, OSError) and str(root).startswith("Tunnel connection failed"):
        return Fault("the proxy refused to connect", maybe_sent=False, lasting=True)
    if isinstance(error, ValueError):
        # Of its own errors requests makes these ValueErrors: a wrong URL, header or proxy.
        return Fault("the request could not be built", maybe_sent=False, lasting=True)
    if isinstance(error, requests.exceptions.ReadTimeout):
        return Fault("no answer in time", maybe_sent=True)
    return Fault("the connection was lost", maybe_sent=True)


def _root(error: BaseException) -> BaseException:
    """Return the innermost error that `requests` and urllib3 wrapped."""
    while True:
        inner: object = error.args[0] if error.args else None
        if isinstance(error, urllib3_errors.MaxRetryError):
            inner = error.reason
        elif isinstance(error, urllib3_errors.ProxyError):
            inner = error.original_error
        if not isinstance(inner, BaseException):
            return error
        error = inner


def _in_handshake(error: BaseException) -> bool:
    """Tell a TLS fault of the handshake, before anything is sent, from one of a later record."""
    reason = str(getattr(error, "reason", "") or error).upper()
    marks = (
        "CERTIFICATE",
        "HANDSHAKE",
        "WRONG_VERSION_NUMBER",
        "UNSUPPORTED_PROTOCOL",
        "UNKNOWN_CA",
    )
    return isinstance(error, ssl.SSLCertVerificationError) or any(mark in reason for mark in marks)


def _tls_text(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate was not accepted ({error.verify_message})"
    return str(getattr(error, "reason", "") or "protocol error").lower().replace("_", " ")
