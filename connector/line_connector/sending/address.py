"""Where to send as a URL: `lineconnector://[account@]target[/target2]?silent=yes`.

The scheme is written without a hyphen because Apprise takes only letters and digits in one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from line_connector.configuration import Configuration
from line_connector.errors import InputError
from line_connector.recipients.names import NAME, TAG, BookNames
from line_connector.shortening import did_you_mean, shortened

if TYPE_CHECKING:
    from line_connector.connector import Connector

LOG = logging.getLogger(__name__)

SCHEME = "lineconnector"

PARAMETERS = ("silent", "card")

ALERT = "alert"
"""The card that a text can be shown as."""

DEFAULT = "-"
"""What stands for the default recipient."""

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

    as_alert: bool = False
    """Show the text as the card `alert`."""


def read_target(to: str | Sequence[str] | None) -> Address:
    """Read where to send as people write it.

    Args:
        to: an address; IDs and aliases, separated by commas or as a list; or `-`, which like None
            stands for the default recipient.

    Raises:
        InputError: it is none of these; and as `read_address`.
    """
    if to is None or to == DEFAULT:
        return Address()
    if isinstance(to, str):
        return read_address(to) if to.lower().startswith(_SCHEMES) else Address((to,))
    targets: list[object] = [*to] if isinstance(to, list | tuple) else []
    if not targets or not all(isinstance(target, str) for target in targets):
        raise InputError("to: must be a text, or a list of texts that is not empty")
    return Address(tuple(map(str, targets)))


def recipients_of(
    address: Address,
    configuration: Configuration,
    names: BookNames,
    warn: Callable[[str], object] = LOG.warning,
) -> list[str]:
    """Return the IDs of the recipients that an address stands for, none of them twice.

    Names are those of the configuration file, else those of the recipient book.

    Args:
        address: says whom.
        configuration: has names, and says what happens where one has blocked the account.
        names: names of the book of the account that sends.
        warn: called with a warning for each who has blocked the account or opted out.

    Raises:
        InputError: a name is unknown or empty, an ID is malformed, there is no default recipient,
            or one of them blocked the account or opted out, and the configuration refuses that.
    """
    # One that is given and empty is an unset variable, and not the default one.
    targets = ",".join(address.targets) if address.targets else configuration.default_recipient
    if targets is None:
        raise InputError(
            "no recipient: name one, or set default_recipient in the configuration file "
            f"({configuration.path})"
        )
    recipients = configuration.recipients_of(targets, names)
    names.check(recipients, warn)
    return recipients


def names_for(
    connector: Connector, configuration: Configuration, connection: str | None = None
) -> BookNames:
    """Return the names of the recipient book of the account that a connector sends with.

    Args:
        connector: sends.
        configuration: says where the book is.
        connection: name of the connection that is used; LINE's own if absent.
    """
    known = connector.recipients
    book = (connection or connector.account) if known is None else known.book(connection)
    return BookNames(configuration, book)


def read_address(url: str, ignored: Collection[str] = ()) -> Address:
    """Read an address.

    Args:
        url: the address.
        ignored: names of parameters that are somebody else's.

    Raises:
        InputError: a target beside others or the account is empty, it has a parameter that is
            unknown, or a value that is neither yes nor no.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        raise InputError(f"{shortened(url)}: is not a URL") from None
    account, at, first = parts.netloc.rpartition("@")
    if ":" in account or (":" in first and not first.startswith((TAG, NAME))):
        raise InputError(
            f"{SCHEME}://: has no port and no password: credentials belong to the account"
        )
    values: dict[str, str] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name in PARAMETERS:
            values[name] = value
        elif name not in ignored:
            hint = did_you_mean(name, PARAMETERS, f"; there are: {', '.join(PARAMETERS)}")
            raise InputError(f"{shortened(url)}: unknown parameter {shortened(name)}{hint}")
    if at and not account:
        raise InputError(f"{shortened(url)}: the account before @ is empty")
    # Without any it is the default recipient's; an empty one beside others is an unset variable.
    written = [first, *parts.path.removesuffix("/").split("/")[1:]]
    if any(written) and not all(written):
        raise InputError(f"{shortened(url)}: a target is empty")
    targets = [unquote(target) for target in written if target]
    if values.get("card", ALERT) != ALERT:
        raise InputError(
            f"card={shortened(values['card'])}: must be {ALERT}: only an alert is made of a text"
        )
    return Address(
        tuple(targets),
        unquote(account) or None,
        _is_yes(values.get("silent", "no")),
        "card" in values,
    )


def _is_yes(value: str) -> bool:
    if value.lower() not in _YES | _NO:
        raise InputError(f"silent={shortened(value)}: must be yes or no")
    return value.lower() in _YES
