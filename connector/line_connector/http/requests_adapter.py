"""`requests`, sending through our connections: for OAuth, for proxies, and for test tools.

Imported late: a call with a fixed token and no proxy has no use for any of it.
"""

from __future__ import annotations

from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ConnectTimeoutError

from line_connector.http.connection import TransportSettings, is_loopback
from line_connector.http.connections import POOLS
from line_connector.http.exchange import Exchange
from line_connector.http.response import HEADERS, read_content
from line_connector.http.transport_errors import classify


class RequestsAdapter(HTTPAdapter):
    """Sends what `requests` was asked to send, as a connection's settings say.

    Args:
        settings: the settings.
        verify: what to check certificates against, as `requests` has it.
        proxies: the proxies to use.
    """

    def __init__(
        self, settings: TransportSettings, verify: bool | str, proxies: dict[str, str]
    ) -> None:
        self._settings = settings
        self._verify = verify
        self._proxies = proxies
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools of connections."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Return the pools of connections through a proxy."""
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = _socks_pools() if proxy.startswith("socks") else POOLS
        return manager

    def pool(self, origin: str) -> Any:
        """Return the pool of an origin, with TLS and proxies as `requests` sets them up."""
        adapter: Any = self
        if hasattr(HTTPAdapter, "get_connection_with_tls_context"):
            request = requests.Request("GET", origin).prepare()
            pool = adapter.get_connection_with_tls_context(request, self._verify, self._proxies)
        else:  # requests before 2.32
            pool = adapter.get_connection(origin, self._proxies)
        adapter.cert_verify(pool, origin, self._verify, None)
        return pool

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Send a request; the settings of the connection take the place of those given.

        Raises:
            TransportError: no response came, or none that can be used.
        """
        settings = self._settings
        request.headers.update(HEADERS)
        how: dict[str, Any] = {
            "timeout": (settings.connect_timeout, settings.read_timeout),
            "verify": self._verify,
            "proxies": self._proxies,
        }
        with Exchange(settings.total_timeout) as exchange:
            try:
                response = super().send(request, stream=True, **how)
                # Where `requests` keeps what it has read.
                response._content = read_content(response.raw, settings.max_response_bytes)  # noqa: SLF001
            except requests.ConnectTimeout as error:
                raise classify(ConnectTimeoutError(*error.args), exchange) from None
            except requests.ReadTimeout as error:
                raise classify(TimeoutError(*error.args), exchange) from None
            except Exception as error:  # noqa: BLE001 - whatever a library raises is classified
                raise classify(error, exchange) from None
        return response


def _socks_pools() -> dict[str, Any]:
    # Imported late: it needs PySocks, which comes with `requests[socks]`.
    from line_connector.http.socks_connections import SOCKS_POOLS

    return SOCKS_POOLS


class PlainLoopback(HTTPAdapter):
    """Speaks plain HTTP where the address says HTTPS; mounted for one loopback origin only."""

    def __init__(self, adapter: HTTPAdapter) -> None:
        super().__init__()
        self._adapter = adapter

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        """Send over plain HTTP.

        Raises:
            ValueError: the address is not on loopback.
        """
        url = request.url or ""
        if not is_loopback(url):
            raise ValueError("plain HTTP is for loopback only")
        request.url = url.replace("https://", "http://", 1)
        return self._adapter.send(request, *args, **kwargs)
