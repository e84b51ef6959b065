"""Where the values of a JSON body stand in its text; asked for only to refuse one."""

import json
import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from line_connector.sandbox.json_values import Location

TOKEN = re.compile(
    r'(?P<name>"(?:[^"\\]|\\.)*")\s*:|(?P<value>"(?:[^"\\]|\\.)*"|[{\[]|[^\s{}\[\],:"]+)|[}\],]',
    re.DOTALL,
)


class Place(NamedTuple):
    """A value, or the name of a property."""

    path: tuple[str | int, ...]
    start: int
    """Index in the text."""
    is_name: bool


def places(text: str, last: int = sys.maxsize) -> Iterator[Place]:
    """Yield the names and values in a text, in its order.

    Args:
        text: JSON up to the index `last`; what follows an error is not JSON.
        last: index of the last character that is looked at.
    """
    path: list[str | int] = []
    for token in TOKEN.finditer(text):
        if token.start() > last:
            return
        symbol = token.group()
        if token["name"] is not None:
            path[-1] = _name(token["name"])
            yield Place(tuple(path), token.start(), is_name=True)
        elif token["value"] is not None:
            yield Place(tuple(path), token.start(), is_name=False)
            if symbol in {"{", "["}:
                path.append("" if symbol == "{" else 0)
        elif symbol == ",":
            if isinstance(index := path[-1], int):
                path[-1] = index + 1
        else:
            path.pop()


def line_and_column(text: str, position: int) -> tuple[int, int]:
    """Return where an index of a text is, both counted from 1."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def start_of(text: str, path: Location) -> int:
    """Return the index at which a value begins."""
    wanted = tuple(path)
    return next(each.start for each in places(text) if each.path == wanted and not each.is_name)


def path_at(text: str, position: int) -> tuple[str | int, ...]:
    """Return the path of the value that an index is in; empty in the name of a property."""
    found = list(places(text, position))
    return found[-1].path if found and not found[-1].is_name else ()


def _name(written: str) -> str:
    """Read a name, or leave it as it is written if that is what is wrong."""
    try:
        name: str = json.loads(written)
    except ValueError:
        return written
    return name
