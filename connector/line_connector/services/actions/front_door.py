"""Who is let in: whoever has a key, or without keys what runs on this machine and is no web page.

A web page that a browser shows can send requests to loopback too. It gives itself away by the
header `Origin`, which a browser adds to each of its POSTs, and where it hides behind a host name of
its own that points to loopback, by that name in `Host`.
"""

from __future__ import annotations

from typing import Protocol

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from line_connector.http.connection import is_loopback
from line_connector.services.actions.clients import Client, Clients
from line_connector.services.actions.headers import API_KEY


class FrontDoor(Protocol):
    """Lets clients in."""

    def admit(self, headers: Headers) -> Client:
        """Return the client that asks.

        Raises:
            HTTPException: it is not let in.
        """
        ...


class KeyedDoor:
    """Lets in whoever has a key, as `Authorization: Bearer` or as `X-API-Key`."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def admit(self, headers: Headers) -> Client:
        """Return the client whose key came with the request."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        key = headers.get(API_KEY) or (token.strip() if scheme.lower() == "bearer" else "")
        client = self._clients.holder_of(key) if key else None
        if client is None:
            raise HTTPException(
                401,
                f"send an API key that is known here, as Authorization: Bearer or {API_KEY}",
                headers={"WWW-Authenticate": 'Bearer realm="line-connector"'},
            )
        return client


class LoopbackDoor:
    """Lets in what runs on this machine, without a key."""

    def admit(self, headers: Headers) -> Client:
        """Return the one client there is, unless a web page asks."""
        if not _is_this_machine(headers.get("host", "")):
            raise HTTPException(
                421, "Host: without keys it must be this machine's, as localhost is"
            )
        if "origin" in headers:
            raise HTTPException(403, "Origin: without keys no web page may ask")
        return Client("loopback")


def _is_this_machine(host: str) -> bool:
    try:
        return is_loopback(f"//{host}")
    except ValueError:
        return False
