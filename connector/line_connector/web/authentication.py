"""Authentication: API keys, or requests of this machine only.

A web page in a browser can send requests to loopback too. The browser adds the header `Origin` to
each of its POSTs; and a page that has a host name of its own for a loopback address (DNS rebinding)
sends that name in `Host`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from line_connector.http.connection import is_loopback
from line_connector.web.identity import API_KEY, Client

ClientT = TypeVar("ClientT", bound=Client)
ClientT_co = TypeVar("ClientT_co", bound=Client, covariant=True)


class Authenticator(Protocol[ClientT_co]):
    """Tells which client sends a request."""

    def authenticate(self, headers: Headers) -> ClientT_co:
        """Return the client.

        Raises:
            HTTPException: the request is not accepted.
        """
        ...


class ApiKeyAuthenticator(Generic[ClientT]):
    """Accepts requests with an API key, as `Authorization: Bearer` or as `X-API-Key`.

    Args:
        find: returns the client of a key; None for an unknown key.
    """

    def __init__(self, find: Callable[[str], ClientT | None]) -> None:
        self._find = find

    def authenticate(self, headers: Headers) -> ClientT:
        """Return the client of the key in the request."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        key = headers.get(API_KEY) or (token.strip() if scheme.lower() == "bearer" else "")
        client = self._find(key) if key else None
        if client is None:
            challenge = 'Bearer realm="line-connector"'
            raise HTTPException(
                401,
                f"a valid API key is required, as Authorization: Bearer or as {API_KEY}",
                headers={
                    "WWW-Authenticate": challenge + (', error="invalid_token"' if key else "")
                },
            )
        return client


class LoopbackAuthenticator(Generic[ClientT]):
    """Accepts requests of this machine without a key, but none of a web page.

    Args:
        client: which client every request counts as.
    """

    def __init__(self, client: ClientT) -> None:
        self._client = client

    def authenticate(self, headers: Headers) -> ClientT:
        """Return the one client, unless the request may come from a web page."""
        require_loopback_host(headers)
        if "origin" in headers:
            raise HTTPException(403, "Origin: web pages cannot send requests without an API key")
        return self._client


def require_loopback_host(headers: Headers) -> None:
    """Refuse a request that names another machine.

    Raises:
        HTTPException: the header `Host` is no name of this machine.
    """
    try:
        is_local = is_loopback(f"//{headers.get('host', '')}")
    except ValueError:
        is_local = False
    if not is_local:
        raise HTTPException(421, "Host: must be a name of this machine, such as localhost")


def require_same_origin(headers: Headers) -> None:
    """Refuse a request of a web page that this service did not serve.

    Raises:
        HTTPException: the header `Origin` is another address than `Host`.
    """
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{headers.get('host')}":
        raise HTTPException(403, "Origin: must be the address of this service")
