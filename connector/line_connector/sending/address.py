"""Where to send as a URL: `lineconnector://[account@]target[/target2]?silent=yes`.

The scheme is written without a hyphen because Apprise takes only letters and digits in one.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from line_connector.errors import InputError
from line_connector.shortening import did_you_mean, shortened

SCHEME = "lineconnector"

PARAMETERS = ("silent", "card")

_SCHEMES = (f"{SCHEME}://", "line-connector://")
_YES = frozenset({"yes", "true", "1", "on"})
_NO = frozenset({"no", "false", "0", "off"})


class Address(NamedTuple):
    """What an address says."""

    targets: tuple[str, ...] = ()
    """IDs and aliases; none stands for the default recipient."""

    account: str | None = None
    """Name of the account to send with; the default one if absent."""

    silent: bool = False
    """Send without a push notification."""

    card: str | None = None
    """Name of the card that shows the message."""


def is_address(text: str) -> bool:
    """Tell whether a text is an address of this form."""
    return text.lower().startswith(_SCHEMES)


def read_address(url: str, ignored: Collection[str] = ()) -> Address:
    """Read an address.

    Args:
        url: the address.
        ignored: names of parameters that are somebody else's.

    Raises:
        InputError: it has a parameter that is unknown, or a value that is neither yes nor no.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise InputError(f"{shortened(url)}: is not a URL") from None
    account, _, first = parts.netloc.rpartition("@")
    if port is not None or ":" in account:
        raise InputError(f"{shortened(url)}: has no port and no password: credentials belong to "
            "the account")
    values: dict[str, str] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name in PARAMETERS:
            values[name] = value
        elif name not in ignored:
            hint = did_you_mean(name, PARAMETERS, f"; there are: {', '.join(PARAMETERS)}")
            raise InputError(f"{shortened(url)}: unknown parameter {shortened(name)}{hint}")
    targets = [unquote(target) for target in (first, *parts.path.split("/")) if target]
    return Address(
        tuple(targets), unquote(account) or None, _is_yes(values.get("silent", "no")), values.get("card")
    )


def _is_yes(value: str) -> bool:
    if value.lower() not in _YES | _NO:
        raise InputError(f"silent={shortened(value)}: must be yes or no")
    return value.lower() in _YES
