"""Names of recipients, resolved to the IDs they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from line_connector.errors import InputError
from line_connector.models.line.ids import CHAT_ID
from line_connector.shortening import did_you_mean, shortened

_ID = re.compile(CHAT_ID)
_LOOKS_LIKE_ID = re.compile(r"[UCRL][0-9A-Za-z-]{24,}")
"""Longer than the names people give: more probably an ID that was not copied whole."""

_ID_FORM = "an ID of a user, group or room is U, C or R and 32 hex digits"

Aliases = Mapping[str, Sequence[str]]
"""What each name stands for: IDs, and other names."""


def is_recipient_id(text: str) -> bool:
    """Tell whether a text is the ID of a user, a group chat or a multi-person chat."""
    return _ID.fullmatch(text) is not None


def recipients_of(text: str, aliases: Aliases) -> list[str]:
    """Return the IDs that IDs and names, separated by commas, stand for; none of them twice.

    Raises:
        InputError: there is none, a name is not known or stands for itself, or an ID is malformed.
    """
    members = [part.strip() for part in text.split(",") if part.strip()]
    if not members:
        raise InputError("recipient: must be an ID or a name of the configuration file")
    return list(dict.fromkeys(_Resolver(aliases).ids(members)))


class _Resolver:
    """Follows names; each once, since none is wanted twice."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases
        self._followed = set[str]()

    def ids(self, members: Sequence[str], parents: tuple[str, ...] = ()) -> Iterator[str]:
        """Yield the IDs that members of the names `parents` stand for."""
        for member in members:
            if member in parents:
                way = " > ".join([*parents[parents.index(member) :], member])
                raise InputError(f"recipient {member}: stands for itself ({way})")
            if member in self._followed:
                continue
            if member in self._aliases:
                yield from self.ids(self._aliases[member], (*parents, member))
                self._followed.add(member)
            else:
                yield self._checked(member, parents)

    def _checked(self, member: str, parents: tuple[str, ...]) -> str:
        """Return an ID."""
        if is_recipient_id(member):
            return member
        within = f" in {parents[-1]}" if parents else ""
        if _LOOKS_LIKE_ID.fullmatch(member):
            raise InputError(f"recipient {shortened(member)!r}{within}: {_ID_FORM}")
        known = f"; there are: {', '.join(self._aliases)}" if self._aliases else f"; {_ID_FORM}"
        hint = did_you_mean(member, self._aliases, known)
        raise InputError(f"unknown recipient {shortened(member)!r}{within}{hint}")
