"""Checks of the way to the provider: proxy, name, TLS, and the clocks at both ends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from line_connector.doctor.check import Check
from line_connector.errors import CredentialsError
from line_connector.http.connection import Connection
from line_connector.http.response import Response
from line_connector.http.transport import Transport, proxies_of
from line_connector.http.transport_errors import TransportError

MOST_SKEW = 300
"""Seconds that this machine's clock may differ from the provider's before signed tokens fail."""


def check_network(connection: Connection) -> Iterator[Check]:
    """Check that the provider can be reached; nothing that is sent carries credentials."""
    try:
        url = connection.address("url")
        transport = Transport(connection)
    except CredentialsError as error:
        yield Check("network", "failed", str(error), "correct the connection's settings")
        return
    proxies = proxies_of(connection.settings.http_proxy, url)
    scheme = urlsplit(url).scheme
    proxy = proxies.get(scheme) or proxies.get("all") or ""
    yield Check("proxy", "ok", _host(proxy) if proxy else "none")
    host = _host(url)
    try:
        response = transport.send("GET", url, {})
    except TransportError as error:
        yield Check("network", "failed", error.text, _remedy(error, proxy))
        return
    finally:
        transport.close()
    if scheme == "https" and not connection.settings.verify_ssl:
        text = f"{host} responds, and its TLS certificate is not checked"
        yield Check("network", "warning", text, "remove verify_ssl: false; set ca_file instead")
    else:
        tls = " over TLS, its certificate is valid" if scheme == "https" else ""
        yield Check("network", "ok", f"{host} responds{tls}")
    yield check_clock(response)


def check_clock(response: Response) -> Check:
    """Compare this machine's clock with the date of a response."""
    headers = {name.lower(): text for name, text in response.headers.items()}
    try:
        theirs = parsedate_to_datetime(headers["date"]).timestamp()
    except (KeyError, ValueError):
        return Check("clock", "warning", "the response has no date to compare with")
    skew = round(time.time() - theirs)
    if abs(skew) <= MOST_SKEW:
        return Check("clock", "ok", f"{abs(skew)} s from the provider's")
    text = f"{abs(skew)} s {'ahead of' if skew > 0 else 'behind'} the provider's"
    fix = "set this machine's clock (NTP): signed tokens (private_key) are refused"
    return Check("clock", "warning", text, fix)


def _remedy(error: TransportError, proxy: str) -> str:
    if "certificate" in error.text:
        return "if a proxy inspects TLS, set ca_file or REQUESTS_CA_BUNDLE to its certificate"
    if proxy:
        return "check the proxy: http_proxy of the connection, HTTPS_PROXY, NO_PROXY"
    return "check network, DNS and firewall; behind a proxy set http_proxy or HTTPS_PROXY"


def _host(url: str) -> str:
    """Return an address's host and port: a proxy's may carry a password."""
    parts = urlsplit(url if "://" in url else f"//{url}")
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
