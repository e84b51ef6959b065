"""Where a client may have the answers to its questions sent to.

`listen` posts them, from where it runs: an address that only the client chooses would let it reach
what is behind the firewall. So the operator lists the origins for each client.
"""

from __future__ import annotations

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from line_connector.errors import InputError
from line_connector.services.actions.clients import ALL, Client

_PORTS = {"http": 80, "https": 443}


def origin_of(url: str) -> str | None:
    """Return the origin of an address, as what posts reads it; None where it has none.

    An address with credentials has none.
    """
    try:
        parts: Url = parse_url(url)
    except LocationParseError:
        return None
    if parts.scheme not in _PORTS or not parts.host or parts.auth is not None:
        return None
    return f"{parts.scheme}://{parts.host}:{parts.port or _PORTS[parts.scheme]}"


def check_callback(url: str | None, client: Client) -> None:
    """Refuse an address that a client may not name.

    Raises:
        InputError: it may not.
    """
    if url is None or client.callbacks == ALL:
        return
    if (origin := origin_of(url)) is None or origin not in map(origin_of, client.callbacks):
        raise InputError(
            "callback: this API key does not allow it; the operator lists its origin under "
            f"callbacks of client {client.name}, see: line-connector keys add --callback"
        )
