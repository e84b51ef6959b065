"""Who may use the sandbox: programs, and its own page; not the web pages of others.

The credentials are known to everybody, so any page in a browser on this machine could read what
was received, or reset it. A page gives itself away by `Origin` and `Sec-Fetch-Site`, which browsers
add, and where it goes by a host name of its own that points here (DNS rebinding), by `Host`. This
holds for the emulated APIs too: what calls those is a program, and no program sends such headers.
"""

import ipaddress
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from line_connector.sandbox.exchange import Response, json_response

_THIS_MACHINE = frozenset({"localhost", "host.docker.internal", "host.containers.internal"})
"""Also as containers on it call it: names that nobody can have a page under."""


class Origins(NamedTuple):
    """The rule of a sandbox that listens on a host."""

    host: str

    def refusal(self, scheme: str, method: str, headers: Mapping[str, str]) -> Response | None:
        """Return the response to a request that is refused; None where it may pass.

        Args:
            scheme: `http`.
            method: the request's.
            headers: the request's, under names in lower case.
        """
        host = headers.get("host", "")
        if not _is_named(host, self.host):
            return _refused(421, f"Host: {host} is not a name of this sandbox")
        if headers.get("origin", f"{scheme}://{host}") != f"{scheme}://{host}":
            return _refused(403, "Origin: other web pages may not ask")
        if _is_from_elsewhere(headers) and not _is_followed_link(method, headers):
            return _refused(403, "Sec-Fetch-Site: other web pages may not ask")
        return None


@lru_cache(maxsize=64)
def _is_named(host: str, own_host: str) -> bool:
    """Tell whether a `Host` is a sandbox's; one that other machines reach may have any name."""
    listening = _address(own_host)
    if listening is not None and listening.is_unspecified:
        return True
    try:
        name = (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return False
    address = _address(name)
    on_loopback = address is not None and address.is_loopback
    return on_loopback or name in _THIS_MACHINE or name == own_host.lower()


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def _is_from_elsewhere(headers: Mapping[str, str]) -> bool:
    return headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}


def _is_followed_link(method: str, headers: Mapping[str, str]) -> bool:
    """Tell whether somebody followed a link here: they see our page, theirs does not."""
    to = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
    return method == "GET" and to == ("navigate", "document")


def _refused(status: int, why: str) -> Response:
    return json_response({"message": why}, status)
