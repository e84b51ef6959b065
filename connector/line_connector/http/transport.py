"""HTTP as every connection uses it: proxies, certificates, limits, and no surprises.

What `requests` would look up in the environment for each request is read once; a redirect is not
followed, since following one would send a message or a secret somewhere else; no `.netrc` overrides
our credentials.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import Timeout

from line_connector.errors import CredentialsError
from line_connector.http.body import StreamedBody
from line_connector.http.connection import Connection, is_loopback
from line_connector.http.download import Download
from line_connector.http.exchange import POOLS, exchange_within
from line_connector.http.transport_errors import ResponseTooLargeError, classify

if TYPE_CHECKING:
    from requests_oauthlib import OAuth2Session

CONNECTIONS_KEPT_OPEN = 64
"""Open connections kept per host; more threads than that open one for each further call."""

_READ_AT_ONCE = 16 * 1024
"""Bytes read at a time."""

_UNPACKED_AT_ONCE = 256 * 1024
"""Bytes decompressed at a time: a few bytes can stand for a thousand times as many."""

_LOG = logging.getLogger("line_connector")

_warned_of_no_verification = False


_HEADERS = {"Accept-Encoding": "gzip", "User-Agent": "line-connector"}

_SEND = HTTPAdapter.send


class Response(NamedTuple):
    """A whole response."""

    status_code: int

    reason: str

    headers: Mapping[str, str]

    content: bytes
    """The body, decompressed."""

    @classmethod
    def of(cls, response: requests.Response) -> Response:
        """Return what `requests` received, once it is read."""
        reason = response.reason or ""
        return cls(response.status_code, reason, response.headers, response.content)


class Transport:
    """Sends requests to the addresses of one connection.

    Args:
        connection: whose settings hold.

    Raises:
        CredentialsError: the file with certificate authorities is not there.
    """

    def __init__(self, connection: Connection) -> None:
        settings = connection.settings
        if settings.ca_file and not Path(settings.ca_file).exists():
            raise CredentialsError(
                f"connection {connection.name}, ca_file: there is no file {settings.ca_file}"
            )
        self._connection = connection
        address = connection.address("url")
        with requests.Session() as session:
            # This reads proxies and certificates from the environment, here and only once.
            found = session.merge_environment_settings(address, {}, None, None, None)
        self._verify = settings.ca_file or found["verify"] if settings.verify_ssl else False
        self._proxies = _proxies(settings.http_proxy, found["proxies"], address)
        self._adapter = self._new_adapter()
        self._left_to_parent: list[_Adapter] = []
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
        headers = {**headers, **_HEADERS}
        if body is not None or method not in {"GET", "DELETE"}:
            size = body.size if isinstance(body, StreamedBody) else len(body or b"")
            headers["Content-Length"] = str(size)
        if HTTPAdapter.send is _SEND:
            return self._adapter.exchange(method, url, headers, body, download)
        # A test tool, such as `responses`, stands in for the network there.
        prepared = requests.PreparedRequest()
        prepared.method, prepared.url = method, url
        prepared.body = b"".join(body) if isinstance(body, StreamedBody) else body
        prepared.headers = CaseInsensitiveDict(headers)
        response = Response.of(self._adapter.send(prepared))
        if download is None or not download.takes(response.status_code):
            return response
        download.begin()
        download.write(response.content)
        download.finish()
        return response._replace(content=b"")

    def carry(self, oauth: OAuth2Session, token_url: str) -> str:
        """Let the token session send through this transport; return the address it asks.

        oauthlib refuses tokens over plain HTTP, and its check can only be switched off for a whole
        process. So a loopback address is handed to it as HTTPS, and this one address alone is
        answered by an adapter that speaks plain HTTP.
        """
        oauth.trust_env = False
        oauth.mount("https://", self._adapter)
        if not token_url.startswith("http://"):
            return token_url
        origin = urlsplit(token_url).netloc
        oauth.mount(f"https://{origin}/", PlainLoopback(self._adapter))
        return token_url.replace("http://", "https://", 1)

    def close(self) -> None:
        """Close the connections kept open."""
        self._adapter.close()

    def renew_after_fork(self) -> None:
        """Leave the open connections to the process that opened them."""
        # Not closed, not even collected: a lock of theirs may be held by a thread of the parent.
        self._left_to_parent.append(self._adapter)
        self._adapter = self._new_adapter()

    def _new_adapter(self) -> _Adapter:
        return _Adapter(self._connection, verify=self._verify, proxies=self._proxies)


class _Adapter(HTTPAdapter):
    """Sends one request and reads its response, within the limits of a connection."""

    def __init__(
        self, connection: Connection, *, verify: bool | str | None, proxies: dict[str, str]
    ) -> None:
        self._settings = connection.settings
        self._how: dict[str, Any] = {"verify": verify, "proxies": proxies}
        connect, read = connection.timeout
        self._timeout = Timeout(connect=connect, read=read)
        self._pools: dict[str, Any] = {}
        super().__init__(pool_maxsize=CONNECTIONS_KEPT_OPEN)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools of connections."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Return the pools of connections through a proxy."""
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not proxy.startswith("socks"):  # those come with connections of their own
            manager.pool_classes_by_scheme = POOLS
        return manager

    def exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | StreamedBody | None,
        download: Download | None,
    ) -> Response:
        """Send through the pool of connections itself: what `requests` does around it costs more.

        Raises:
            TransportError: no response came, or none that can be used.
        """
        with self._classified():
            parts = urlsplit(url)
            origin = f"{parts.scheme}://{parts.netloc}"
            raw = self._pool(origin).urlopen(
                method,
                url[len(origin) :] or "/",
                body=body,
                headers=headers,
                retries=self.max_retries,
                timeout=self._timeout,
                redirect=False,
                assert_same_host=False,
                preload_content=False,
                decode_content=False,
            )
            content = self._read(raw, download)
        return Response(raw.status, raw.reason or "", dict(raw.headers.itermerged()), content)

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Send a request; the settings of the connection take the place of those given.

        Raises:
            TransportError: no response came, or none that can be used.
        """
        request.headers.update(_HEADERS)
        with self._classified():
            response = super().send(request, stream=True, timeout=self._timeout, **self._how)  # type: ignore[arg-type]
            # Where `requests` keeps what it has read.
            response._content = self._read(response.raw)  # noqa: SLF001
        return response

    @contextmanager
    def _classified(self) -> Generator[None]:
        with exchange_within(self._settings.total_timeout) as exchange:
            try:
                yield
            except Exception as error:  # noqa: BLE001 - whatever a library raises is classified
                raise classify(error, exchange) from None

    def _pool(self, origin: str) -> Any:
        """Return the pool of an origin, with TLS and proxies as `requests` sets them up."""
        if origin not in self._pools:
            adapter: Any = self
            verify, proxies = self._how["verify"], self._how["proxies"]
            if hasattr(HTTPAdapter, "get_connection_with_tls_context"):
                request = requests.Request("GET", origin).prepare()
                pool = adapter.get_connection_with_tls_context(request, verify, proxies)
            else:  # requests before 2.32
                pool = adapter.get_connection(origin, proxies)
            adapter.cert_verify(pool, origin, verify, None)
            self._pools[origin] = pool
        return self._pools[origin]

    def _read(self, raw: Any, download: Download | None = None) -> bytes:
        """Return the body, decompressed, or nothing if it went elsewhere.

        A connection in the middle of one is of no more use.
        """
        try:
            if download is None or not download.takes(raw.status):
                return bytes(self._content(raw))
            download.begin()
            for piece in _pieces(raw):
                download.write(piece)
            download.finish()
        except BaseException:
            raw.close()
            raise
        return b""

    def _content(self, raw: Any) -> bytearray:
        limit = self._settings.max_response_bytes
        content = bytearray()
        for piece in _pieces(raw):
            content += piece
            if len(content) > limit:
                raise ResponseTooLargeError(f"the answer has more than {limit} bytes")
        return content


def _pieces(raw: Any) -> Iterator[bytes]:
    """Yield a body, decompressed, in pieces of limited size.

    Raises:
        EOFError: it is cut off.
    """
    unpack = _decoder(raw.headers.get("Content-Encoding", "identity"))
    for chunk in raw.stream(_READ_AT_ONCE, decode_content=False):
        if unpack is None:
            yield chunk
            continue
        packed = chunk
        while packed and not unpack.eof:
            yield unpack.decompress(packed, _UNPACKED_AT_ONCE)
            packed = unpack.unconsumed_tail
    if raw.length_remaining or (unpack and not unpack.eof):
        raise EOFError("cut off")


def _decoder(encoding: str) -> Any:
    """Return what decompresses a body, or None for one that is sent as it is.

    urllib3's own neither notices a body that is cut off nor limits what comes of one.

    Raises:
        ValueError: it is compressed in a way that was not asked for.
    """
    if encoding.strip().lower() == "identity":
        return None
    if encoding.strip().lower() != "gzip":
        raise ValueError(f"Content-Encoding: {encoding}")
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)


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


def _proxies(own: str | None, found: Mapping[str, str], address: str) -> dict[str, str]:
    """Return the proxies to use: our own setting, else the environment's, none on loopback."""
    if is_loopback(address):
        return {}
    if own:
        return {"http": own, "https": own}
    return dict(found)


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
