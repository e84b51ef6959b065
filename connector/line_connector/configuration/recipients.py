"""Names of recipients, resolved to the IDs they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from line_connector.errors import InputError
from line_connector.models.line.ids import CHAT_ID
from line_connector.shortening import did_you_mean, shortened

_ID = re.compile(CHAT_ID)
_LOOKS_LIKE_ID = re.compile(r"[UCRL][0-9A-Za-z-]{24,}|[ucr][0-9A-Fa-f]{32}")
"""Longer than the names people give: more probably an ID that was not copied whole."""

_NAME = re.compile(r"\w[\w.-]{0,63}")
_PART = re.compile(r'(?:^|,)((?:name:\s*"[^"]*"|[^,])*)')
"""What stands between two commas; those in a quoted name of a person do not count."""

_ID_FORM = "an ID of a user, group or room is U, C or R and 32 hex digits"

_MOST_LISTED = 20
"""Names in an error; a book may have thousands."""

Aliases = Mapping[str, Sequence[str]]
"""What each name stands for: IDs, and other names."""


class OtherNames(Protocol):
    """Names beside those of the configuration file, which win over them: the recipient book's."""

    def ids(self, name: str) -> Sequence[str] | None:
        """Return the IDs that a name stands for; None if it is not known.

        Raises:
            InputError: it is known to stand for nobody, or for more than it may.
        """
        ...

    def names(self) -> Iterable[str]:
        """Return the names, for an error to suggest one."""
        ...


def wrong_name(name: str) -> str | None:
    """Return why a text cannot be the name of a recipient; None if it can."""
    if not _NAME.fullmatch(name):
        return "a recipient's name is letters, digits, hyphens and underscores"
    return "a recipient's name must not be an ID" if is_recipient_id(name) else None


def is_recipient_id(text: str) -> bool:
    """Tell whether a text is the ID of a user, a group chat or a multi-person chat."""
    return _ID.fullmatch(text) is not None


def looks_like_id(text: str) -> bool:
    """Tell whether a text is meant as an ID, though it may not be copied whole."""
    return _LOOKS_LIKE_ID.fullmatch(text) is not None


def recipients_of(text: str, aliases: Aliases, others: OtherNames | None = None) -> list[str]:
    """Return the IDs that IDs and names, separated by commas, stand for; none of them twice.

    Args:
        text: the IDs and names.
        aliases: the names of the configuration file.
        others: names beside them.

    Raises:
        InputError: one is empty, a name is not known or stands for itself, or an ID is malformed.
    """
    members = [part.strip() for part in _PART.findall(text)]
    if not all(members):  # a variable without a value; whoever it stands for would get nothing
        within = f" in {shortened(text)!r}" if len(members) > 1 else ""
        raise InputError(f"recipient{within}: must not be empty")
    return list(dict.fromkeys(_Resolver(aliases, others).ids(members)))


class _Resolver:
    """Follows names; each once, since none is wanted twice."""

    def __init__(self, aliases: Aliases, others: OtherNames | None) -> None:
        self._aliases = aliases
        self._others = others
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
                yield from self._checked(member, parents)

    def _checked(self, member: str, parents: tuple[str, ...]) -> Sequence[str]:
        """Return the IDs that a member stands for which is no name of the file."""
        if is_recipient_id(member):
            return [member]
        within = f" in {parents[-1]}" if parents else ""
        if looks_like_id(member):
            raise InputError(f"recipient {shortened(member)!r}{within}: {_ID_FORM}")
        found = None if self._others is None else self._others.ids(member)
        if found is not None:
            return found
        names = [*self._aliases, *(self._others.names() if self._others else ())]
        if f"tag:{member}" in names:
            raise InputError(f"unknown recipient {member!r}{within}; did you mean tag:{member}?")
        known = f"; there are: {_listed(names)}" if names else f"; {_ID_FORM}"
        hint = did_you_mean(member, names, f"{known}; {_how_to_add(member)}")
        raise InputError(f"unknown recipient {shortened(member)!r}{within}{hint}")


def _how_to_add(name: str) -> str:
    shown = name if wrong_name(name) is None else "NAME"
    return (
        f"add it: line-connector recipients alias {shown} ID, or below recipients: in the "
        "configuration file"
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_LISTED]) + (", …" if len(names) > _MOST_LISTED else "")
