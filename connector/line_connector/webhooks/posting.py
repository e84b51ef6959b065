"""Posting to a server of somebody's own: whatever it answers, and however slowly, a post ends.

`requests` bounds each wait for bytes, so that a server which sends one now and then, or a body
without an end, would hold a post for ever; and it reads bodies of any size into memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from line_connector.http.connections import POOLS
from line_connector.http.exchange import Exchange

_MOST_BYTES = 16 * 1024
"""Of a body that are read. A body that ends within them leaves the connection open."""

_BODY_SECONDS = 1
"""How long a body may take after the head: what counts is the status, which is known by then."""

_FAULTS = (requests.RequestException, HTTPError, OSError, ValueError)
"""What comes of a post without an answer. Some hosts and passwords get past requests' checks."""


class PostError(Exception):
    """No answer came. Its text names the fault without the URL, which may have a key in it."""


class PostAnswer(NamedTuple):
    """What a server answered."""

    status: int

    body: bytes
    """Its beginning, as far as it came in time."""


class PostSession:
    """Posts over connections that are kept open.

    Args:
        timeout: seconds until the head of an answer must be there, with connecting and sending.
        connections: kept open at most.
    """

    def __init__(self, timeout: float, connections: int = 10) -> None:
        self._timeout = timeout
        self._session = requests.Session()
        adapter = _BoundedAdapter(pool_connections=1, pool_maxsize=connections)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def __enter__(self) -> PostSession:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> PostAnswer:
        """Post a body; return the answer, whatever it says. A redirect is not followed.

        Raises:
            PostError: no answer came in time.
        """
        try:
            with Exchange(self._timeout):
                answer = self._send(url, body, headers)
        except _FAULTS as error:
            raise PostError(type(error).__name__) from None
        return PostAnswer(answer.status_code, _beginning_of(answer))

    def _send(self, url: str, body: bytes, headers: Mapping[str, str]) -> requests.Response:
        """Send a post by its adapter: the session would read the whole body of a redirect."""
        session: Any = self._session
        request = session.prepare_request(requests.Request("POST", url, dict(headers), data=body))
        surroundings = session.merge_environment_settings(request.url, {}, True, None, None)
        response: requests.Response = session.get_adapter(request.url).send(
            request, timeout=self._timeout, **surroundings
        )
        return response


class _BoundedAdapter(HTTPAdapter):
    """Sends on connections that keep to the time of the exchange; not through a SOCKS proxy."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not proxy.startswith("socks"):
            manager.pool_classes_by_scheme = POOLS
        return manager


def _beginning_of(answer: requests.Response) -> bytes:
    try:
        with Exchange(_BODY_SECONDS):
            beginning: bytes = answer.raw.read(_MOST_BYTES, decode_content=True)
            return beginning
    except _FAULTS:
        return b""
    finally:
        answer.close()  # unless all of it was read: then its connection is kept already
