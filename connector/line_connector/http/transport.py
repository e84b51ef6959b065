"""HTTP as every connection uses it: proxies, certificates, limits, and no surprises.

What `requests` would look up in the environment for each request is read once; a redirect is not
followed, since following one would send a message or a secret somewhere else; no `.netrc` overrides
our credentials.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import certifi
from urllib3 import PoolManager

from line_connector.errors import CredentialsError
from line_connector.http.body import StreamedBody
from line_connector.http.connection import Connection, is_loopback, problem_of_proxy
from line_connector.http.connections import POOLS
from line_connector.http.exchange import Exchange, current_exchange
from line_connector.http.response import HEADERS, Response, merged_headers, read_content
from line_connector.http.transport_errors import classify

if TYPE_CHECKING:
    from requests_oauthlib import OAuth2Session

    from line_connector.http.download import Download
    from line_connector.http.requests_adapter import RequestsAdapter

_LOG = logging.getLogger("line_connector")

_warned_of_no_verification = False


class Transport:
    """Sends requests to the addresses of one connection.

    Args:
        connection: whose settings hold.

    Raises:
        CredentialsError: the file with certificate authorities is not there, or the proxy's address
            is none.
    """

    def __init__(self, connection: Connection) -> None:
        settings = connection.settings
        address = connection.address("url")
        self._settings = settings
        self._verify = _trusted(connection)
        self._proxies = proxies_of(settings.http_proxy, address)
        self._manager = self._new_manager()
        self._pools: dict[str, Any] = {}
        self._adapter: RequestsAdapter | None = None
        self._left_to_parent: list[Any] = []
        if not settings.verify_ssl:
            _warn_of_no_verification(connection.name)

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | StreamedBody | None = None,
        download: Download | None = None,
    ) -> Response:
        """Send one request and return its response, read to its end.

        Args:
            method: the HTTP method.
            url: where to.
            headers: all but those that every request has.
            body: its bytes, or what yields them.
            download: takes the body of the response instead, if it wants that of its status.

        Raises:
            TransportError: no response came, or none that can be used.
        """
        headers = {**headers, **HEADERS}
        if body is not None or method not in {"GET", "DELETE"}:
            size = body.size if isinstance(body, StreamedBody) else len(body or b"")
            headers["Content-Length"] = str(size)
        if _is_replaced_by_test_tool():
            return self._send_to_test_tool(method, url, headers, body, download)
        with Exchange(self._settings.total_timeout) as exchange:
            try:
                return self._exchange(method, url, headers, body, download)
            except Exception as error:  # noqa: BLE001 - whatever a library raises is classified
                raise classify(error, exchange) from None

    def carry(self, oauth: OAuth2Session, token_url: str) -> str:
        """Let the token session send through this transport; return the address it asks.

        oauthlib refuses tokens over plain HTTP, and its check can only be switched off for a whole
        process. So a loopback address is handed to it as HTTPS, and this one address alone is
        answered by an adapter that speaks plain HTTP.
        """
        from line_connector.http.requests_adapter import PlainLoopback

        oauth.trust_env = False
        oauth.mount("https://", self._requests())
        if not token_url.startswith("http://"):
            return token_url
        origin = urlsplit(token_url).netloc
        oauth.mount(f"https://{origin}/", PlainLoopback(self._requests()))
        return token_url.replace("http://", "https://", 1)

    def close(self) -> None:
        """Close the connections kept open."""
        for pool in self._pools.values():
            pool.close()
        if self._adapter is not None:
            self._adapter.close()

    def renew_after_fork(self) -> None:
        """Leave the open connections to the process that opened them."""
        # Not closed, not even collected: a lock of theirs may be held by a thread of the parent.
        self._left_to_parent += [self._manager, self._pools, self._adapter]
        self._manager = self._new_manager()
        self._pools = {}
        self._adapter = None

    def _exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | StreamedBody | None,
        download: Download | None,
    ) -> Response:
        """Send one request and read its response on a connection that is kept open."""
        current_exchange().used_connection = True  # nothing is sent but on one of ours
        settings = self._settings
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        target = url[len(origin) :] or "/"
        pool = self._pool(origin)
        connection = pool.take(settings.connect_timeout)
        try:
            raw = connection.exchange(method, target, headers, body, settings.read_timeout)
            content = read_content(raw, settings.max_response_bytes, download)
        except BaseException:
            # In the middle of an exchange it is of no more use. It is not given back even so: a
            # second signal may interrupt this.
            connection.close()
            raise
        pool.give_back(connection)
        return Response(raw.status, raw.reason, merged_headers(raw.headers), content)

    def _pool(self, origin: str) -> Any:
        """Return the pool of an origin."""
        if origin not in self._pools:
            if self._proxies:
                pool = self._requests().pool(origin)
            else:
                pool = self._manager.connection_from_url(origin)
            self._pools[origin] = pool
        return self._pools[origin]

    def _new_manager(self) -> PoolManager:
        """Return what makes pools of connections without a proxy between."""
        tls: dict[str, Any] = {"cert_reqs": "CERT_REQUIRED" if self._verify else "CERT_NONE"}
        if self._verify:
            tls["ca_cert_dir" if Path(self._verify).is_dir() else "ca_certs"] = self._verify
        manager = PoolManager(**tls)
        manager.pool_classes_by_scheme = POOLS
        return manager

    def _requests(self) -> RequestsAdapter:
        """Return what sends for `requests`."""
        if self._adapter is None:
            from line_connector.http.requests_adapter import RequestsAdapter

            self._adapter = RequestsAdapter(self._settings, self._verify or False, self._proxies)
        return self._adapter

    def _send_to_test_tool(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | StreamedBody | None,
        download: Download | None,
    ) -> Response:
        import requests
        from requests.structures import CaseInsensitiveDict

        prepared = requests.PreparedRequest()
        prepared.method, prepared.url = method, url
        prepared.body = b"".join(body) if isinstance(body, StreamedBody) else body
        prepared.headers = CaseInsensitiveDict(headers)
        response = Response.of(self._requests().send(prepared))
        if download is None or not download.takes(response.status_code):
            return response
        download.begin()
        download.write(response.content)
        download.finish()
        return response._replace(content=b"")


def _is_replaced_by_test_tool() -> bool:
    """Tell whether something, such as `responses`, stands in for the network below `requests`."""
    adapters: Any = sys.modules.get("requests.adapters")
    return adapters is not None and adapters.HTTPAdapter.send.__module__ != adapters.__name__


def _trusted(connection: Connection) -> str | None:
    """Return the certificate authorities' file or folder; None to check no certificate.

    Raises:
        CredentialsError: it is not there.
    """
    if not connection.settings.verify_ssl:
        return None
    named = {
        "ca_file": connection.settings.ca_file,
        **{name: os.environ.get(name) for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")},
    }
    for name, path in named.items():
        if path and not Path(path).exists():
            raise CredentialsError(f"connection {connection.name}, {name}: there is no file {path}")
        if path:
            return path
    return certifi.where()


def proxies_of(own: str | None, address: str) -> dict[str, str]:
    """Return the proxies to use: our own setting, else the environment's, none on loopback.

    Args:
        own: the connection's setting.
        address: where requests go.

    Returns:
        Proxies by the scheme of an address, or `all`.

    Raises:
        CredentialsError: nothing can be connected to through the environment's.
    """
    if is_loopback(address):
        return {}
    if own:
        return {"http": own, "https": own}
    from urllib.request import getproxies

    if not getproxies():
        return {}
    from requests.utils import get_environ_proxies, select_proxy

    found: dict[str, str] = dict(get_environ_proxies(address, no_proxy=None))
    used = select_proxy(address, found)
    if used and (problem := problem_of_proxy(used)):
        raise CredentialsError(f"{_origin_of_proxy(used)}: {problem}")
    return found


def _origin_of_proxy(address: str) -> str:
    """Return the name of the environment variable that a proxy is from."""
    for name, value in os.environ.items():
        if value == address and name.lower().endswith("_proxy"):
            return name
    return "the system's proxy"


def _warn_of_no_verification(name: str) -> None:
    """Say once per process that certificates are not checked."""
    global _warned_of_no_verification  # noqa: PLW0603 - it is about the process
    if not _warned_of_no_verification:
        _warned_of_no_verification = True
        _LOG.warning(
            "connection %s: verify_ssl is false: TLS certificates are not checked, so whoever is "
            "on the way can read and change what is sent",
            name,
        )
