"""HTTP as every connection uses it: proxies, certificates, timeouts, and no surprises.

What `requests` would look up in the environment for each request is read once; a redirect is not
followed, since following one would send a message somewhere else or twice; no `.netrc` overrides
our credentials.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from line_connector.connection import Connection, is_loopback
from line_connector.errors import CredentialsError

if TYPE_CHECKING:
    from requests_oauthlib import OAuth2Session

CONNECTIONS_KEPT_OPEN = 64
"""Open connections kept per host; more threads than that open one for each further call."""


def open_http(connection: Connection, addresses: list[str]) -> requests.Session:
    """Return an HTTP session for the addresses of a connection.

    Raises:
        CredentialsError: the file with certificate authorities is not there.
    """
    settings = connection.transport
    if settings.ca_file and not Path(settings.ca_file).exists():
        raise CredentialsError(
            f"connection {connection.name}, ca_file: there is no file {settings.ca_file}"
        )
    http = requests.Session()
    # With `trust_env` on, requests reads proxies and certificates from the environment here, once.
    found = http.merge_environment_settings(addresses[0], {}, None, None, None)
    http.trust_env = False
    http.verify = settings.ca_file or found["verify"] if settings.verify_ssl else False
    http.proxies.update(_proxies(settings.http_proxy, found["proxies"], addresses[0]))
    adapter = HTTPAdapter(pool_maxsize=CONNECTIONS_KEPT_OPEN)
    http.mount("https://", adapter)
    http.mount("http://", adapter)
    if not settings.verify_ssl:
        _silence_certificate_warnings()
    return http


def share_http(http: requests.Session, oauth: OAuth2Session, token_url: str) -> str:
    """Let the token session travel like `http`; return the address it asks for tokens.

    oauthlib refuses tokens over plain HTTP, and its check can only be switched off for a whole
    process. So a loopback address is handed to it as HTTPS, and this one address alone is
    answered by an adapter that speaks plain HTTP.
    """
    oauth.trust_env = False
    oauth.verify = http.verify
    oauth.proxies = http.proxies
    oauth.mount("https://", http.get_adapter("https://"))
    if not token_url.startswith("http://"):
        return token_url
    origin = urlsplit(token_url).netloc
    oauth.mount(f"https://{origin}/", PlainLoopback())
    return token_url.replace("http://", "https://", 1)


class PlainLoopback(HTTPAdapter):
    """Speaks plain HTTP where the address says HTTPS; mounted for one loopback origin only."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        """Send over plain HTTP.

        Raises:
            ValueError: the address is not on loopback.
        """
        url = request.url or ""
        if not is_loopback(url):
            raise ValueError("plain HTTP is for loopback only")
        request.url = url.replace("https://", "http://", 1)
        return super().send(request, *args, **kwargs)


def _proxies(own: str | None, found: Mapping[str, str], address: str) -> dict[str, str]:
    """Return the proxies to use: our own setting, else the environment's, none on loopback."""
    if is_loopback(address):
        return {}
    if own:
        return {"http": own, "https": own}
    return dict(found)


def _silence_certificate_warnings() -> None:
    # The user switched verification off in so many words; a warning for each request adds nothing.
    import urllib3

    urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
