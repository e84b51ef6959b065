"""Names in place of the IDs of users, groups and rooms, where an action takes such an ID.

An input is looked at only after it was refused, so well-formed IDs cost nothing: no name is looked
up, and nothing is imported that could. Which fields take the ID of a recipient, their types say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, get_args

from line_connector.configuration.recipients import looks_like_id
from line_connector.errors import InputError
from line_connector.json_values import is_list
from line_connector.models.line.ids import RecipientId
from line_connector.schema.problems import Location, Problem
from line_connector.shortening import shortened

if TYPE_CHECKING:
    from line_connector.call import Call
    from line_connector.schema.model import Input

TO = "to"
"""The field that says to whom is sent."""

IdsOf = Callable[[str], Sequence[str]]
"""Returns the IDs that names and IDs, separated by commas, stand for: at least one. Raises
`InputError` where a name is not known."""

Names = Callable[[], IdsOf | None]
"""Returns what knows names; None where there are none, and only an ID can be meant. Called where an
ID is expected and something else was given."""


class Recipients(Protocol):
    """What a connector asks about recipients: whom names stand for, and whether to send."""

    def names(self, connection: str | None) -> IdsOf | None:
        """Return what knows names; None where there are none, and only an ID can be meant.

        Args:
            connection: name of the connection that is used; the provider's own if absent.

        Raises:
            InputError: names cannot be read, since what has them is not valid.
        """
        ...

    def book(self, connection: str | None) -> str | None:
        """Return the name of the account whose recipient book has names.

        Args:
            connection: as for `names`.

        Returns:
            None for the book of the account that sends where none is named.
        """
        ...

    def check(self, call: Call, connection: str | None, *, named: bool) -> None:
        """Refuse a call that sends, unless it may be sent; called right before.

        Args:
            call: the call.
            connection: as for `names`.
            named: whether a name was given.

        Raises:
            ConnectorError: it is refused, or it cannot be told; nothing was sent.
        """
        ...


class RecipientField(NamedTuple):
    """A field that takes the ID of a recipient, or a list of them."""

    pattern: RecipientId
    is_list: bool


@cache
def recipient_fields(model: type[Input]) -> dict[str, RecipientField]:
    """Return the fields of an input that take recipients, by their names in JSON and in Python."""
    found: dict[str, RecipientField] = {}
    for name, field in model.model_fields.items():
        own = _pattern(field.metadata)
        items = [_pattern(get_args(item)) for item in get_args(field.annotation)]
        for pattern, is_list_ in [(own, False), *((item, True) for item in items)]:
            if pattern is not None:
                found[name] = found[field.alias or name] = RecipientField(pattern, is_list_)
    return found


def _pattern(annotations: Iterable[Any]) -> RecipientId | None:
    return next((each for each in annotations if isinstance(each, RecipientId)), None)


def with_ids(
    model: type[Input], given: Mapping[str, Any], problems: Sequence[Problem], names: Names
) -> tuple[dict[str, Any], list[Problem]]:
    """Return a refused input with IDs in the place of names, and the problems that are left.

    Args:
        model: the input's.
        given: the input; it is not changed.
        problems: what is wrong with it.
        names: knows what names stand for.

    Raises:
        InputError: as `Recipients.names`.
    """
    changed, left = dict(given), list(problems)
    refused = {problem.path[0] for problem in problems if problem.path}
    for name, field in recipient_fields(model).items():
        if name in given and name in refused and (ids_of := names()) is not None:
            resolving = _Resolving(name, field, ids_of)
            changed[name] = resolving.resolved(given[name])
            left = [each for each in left if each.path not in resolving.seen] + resolving.problems
    return changed, left


class _Resolving:
    """The value of one field, whose names are resolved."""

    def __init__(self, name: str, field: RecipientField, ids_of: IdsOf) -> None:
        self._name = name
        self._field = field
        self._ids_of = ids_of
        self._is_id = re.compile(field.pattern.pattern).fullmatch
        self.seen = set[Location]()
        """Where names stand that were looked up."""
        self.problems: list[Problem] = []

    def resolved(self, value: Any) -> Any:
        """Return the value with the IDs; where something is wrong, with what was given."""
        if isinstance(value, str):
            ids = self._ids(value, (self._name,))
            return ids if self._field.is_list or len(ids) != 1 else ids[0]
        if not (is_list(value) and self._field.is_list):
            return value
        found: list[Any] = []
        for position, member in enumerate(value):
            place = (self._name, position)
            found += self._ids(member, place) if isinstance(member, str) else [member]
        if not self.seen or not all(isinstance(each, str) for each in found):
            return value
        return list(dict.fromkeys(found))

    def _ids(self, text: str, place: Location) -> Sequence[str]:
        """Return the IDs that a text stands for; the text itself where it is left as it is."""
        if self._is_id(text) and len(place) > 1:
            return [text]
        try:
            ids = self._ids_of(text)
        except InputError as error:
            if not looks_like_id(text):
                self._refuse(place, str(error))
            return [text]
        if ids == [text]:
            return [text]
        self.seen.add(place)
        if len(ids) > 1 and not self._field.is_list:
            hint = "; for several: send, or multicast (users)" if self._name == TO else ""
            self._refuse(place, f"{shortened(text)} stands for {len(ids)} recipients{hint}")
        for each in ids:
            if not self._is_id(each):
                self._refuse(place, f"{shortened(text)} is {each}: {self._field.pattern.rule}")
                break
        return ids

    def _refuse(self, place: Location, message: str) -> None:
        self.seen.add(place)
        self.problems.append(Problem(place, message))
