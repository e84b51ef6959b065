"""YAML read into JSON values, within limits on depth and on what aliases multiply.

Built from the parser's events, without recursion and in one pass: PyYAML's own constructor knows no
limits, follows aliases without counting, and fails on some junk with Python's own errors.

An unquoted scalar means what it means in JSON: `true`, `false`, `null` and JSON's numbers (`~` and
nothing are null too); all else is text, so also `0x1F`, `1_000`, `007` and `2026-01-31`. For what
can be meant in two ways see `line_connector.documents.plain_scalars`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from line_connector.documents.limits import MOST_DIGITS
from line_connector.documents.plain_scalars import PlainBoolean, PlainFloat, PlainInteger
from line_connector.errors import InputError
from line_connector.json_values import MOST_LEVELS, TOO_DEEP, is_list, is_object
from line_connector.shortening import shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml import SafeLoader
else:
    # libyaml's parser is ten times as fast, where PyYAML was built with it.
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MOST_ALIASED = 100_000
"""Values that the aliases of a document may stand for, all together."""

_TAG = "tag:yaml.org,2002:"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_BOOLEANS = frozenset(
    written
    for word in ("yes", "no", "on", "off", "true", "false")
    for written in (word, word.capitalize(), word.upper())
)
_KINDS: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "null": (type(None),),
}
"""Types of the values that an explicit tag, such as `!!int`, may stand before."""

_QUOTE = "if it is text, put the whole value in quotes"
_HINTS = {
    "mapping values are not allowed in this context": f"a colon and a space; {_QUOTE}",
    "block sequence entries are not allowed in this context": f"a hyphen and a space; {_QUOTE}",
    "did not find expected alphabetic or numeric character": f"* and & name anchors; {_QUOTE}",
    "did not find expected key": _QUOTE,
    "did not find expected node content": _QUOTE,
    "did not find expected comment or line break": _QUOTE,
    "did not find expected ',' or '}'": _QUOTE,
    "did not find expected ',' or ']'": _QUOTE,
}
"""What people mean where YAML finds something else, by libyaml's words."""

_FIRST_CHARACTERS = {
    "\t": "indent with spaces, not with tabs",
    "%": f"a value cannot begin with %; {_QUOTE}",
    "@": f"a value cannot begin with @; {_QUOTE}",
    "`": f"a value cannot begin with a backtick; {_QUOTE}",
}
"""The same, by the character that YAML stumbles over."""


def read_yaml(text: str, source: str) -> Any:
    """Read the one document of a YAML text.

    Args:
        text: the document.
        source: what errors call it.

    Raises:
        InputError: it is not YAML, not one document, has a key twice or one that is not text, or
            is beyond the limits; one line that says where.
    """
    try:
        loader = SafeLoader(text)
        try:
            return _Builder(loader).build()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise InputError(_sentence(error, text, source)) from None
    except yaml.reader.ReaderError as error:
        raise InputError(f"{source}: {error.reason}") from None
    except UnicodeError:
        raise InputError(f"{source}: holds half a surrogate pair, which is not Unicode") from None


def compose_yaml(text: str) -> yaml.Node | None:
    """Return the tree of a document that `read_yaml` could read, with the place of each value.

    Raises:
        YAMLError: it is not YAML.
    """
    return yaml.compose(text, Loader=SafeLoader)


@dataclass(slots=True)
class _Container:
    """A list or an object that is being read."""

    value: list[Any] | dict[str, Any]
    anchor: str | None
    size: int = 1
    """How many values it holds, itself included, aliases followed."""

    levels: int = 1
    """How deep it is, itself included."""

    awaits_key: bool = False
    """Whether a key comes next."""

    key: str = ""
    """The key whose value comes next."""

    is_merge: bool = False
    """Whether the value that comes next is to be merged in."""

    merged: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """Objects to merge in, the one that counts most first."""


class _Builder:
    """Makes a value of a parser's events."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader
        self._root: Any = None
        self._documents = 0
        self._open: list[_Container] = []
        self._anchors: dict[str, tuple[Any, int, int]] = {}
        """Each anchor's value with its size and its levels."""
        self._aliased = 0
        self._take: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._take_scalar,
            yaml.AliasEvent: self._take_alias,
            yaml.MappingStartEvent: self._begin,
            yaml.SequenceStartEvent: self._begin,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.DocumentStartEvent: self._begin_document,
        }

    def build(self) -> Any:
        """Return the document's value."""
        while True:
            event: Any = self._loader.get_event()
            kind: type[Any] = event.__class__
            if kind is yaml.StreamEndEvent:
                return self._root
            if kind in self._take:
                self._take[kind](event)

    def _begin_document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            _refuse("a second document begins here; one is read", event)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        is_list_event = isinstance(event, yaml.SequenceStartEvent)
        if self._awaits_key():
            _refuse("a key must be text", event)
        if event.tag not in {None, "!", _TAG + ("seq" if is_list_event else "map")}:
            _refuse(_unknown_tag(str(event.tag)), event)
        if len(self._open) >= MOST_LEVELS:
            _refuse(TOO_DEEP, event)
        value: list[Any] | dict[str, Any] = [] if is_list_event else {}
        self._open.append(_Container(value, event.anchor, awaits_key=not is_list_event))

    def _end(self, event: yaml.Event) -> None:
        closed = self._open.pop()
        value = closed.value
        if is_object(value) and closed.merged:
            value = {name: one[name] for one in reversed([value, *closed.merged]) for name in one}
        if closed.anchor is not None:
            self._anchors[closed.anchor] = value, closed.size, closed.levels
        self._put(value, closed.size, closed.levels, event)

    def _take_alias(self, event: yaml.AliasEvent) -> None:
        """Put in a copy of what an alias stands for: two places never share an object."""
        if event.anchor not in self._anchors:
            _refuse(f"unknown anchor '{shortened(str(event.anchor))}'; {_QUOTE}", event)
        value, size, levels = self._anchors[event.anchor]
        self._aliased += size
        if self._aliased > MOST_ALIASED:
            _refuse(f"aliases stand for more than {MOST_ALIASED} values", event)
        if len(self._open) + levels > MOST_LEVELS:
            _refuse(TOO_DEEP, event)
        if not self._awaits_key():
            self._put(_copy(value), size, levels, event)
        elif isinstance(value, (str, PlainInteger, PlainFloat)):
            self._name(str(value), event)
        else:
            _refuse("a key must be text", event)

    def _awaits_key(self) -> bool:
        return bool(self._open) and self._open[-1].awaits_key

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        """Take a value, or where a key comes next a key: text even if it is `1` or `true`."""
        is_key = self._awaits_key()
        if is_key and event.value == "<<" and event.implicit[0]:
            top = self._open[-1]
            top.is_merge, top.awaits_key = True, False
            return
        value = event.value if is_key else self._scalar(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = value, 1, 0
        if is_key:
            self._name(value, event)
        else:
            self._put(value, 1, 0, event)

    def _name(self, key: str, event: yaml.Event) -> None:
        top = self._open[-1]
        if key in top.value:
            _refuse(f"duplicate key '{shortened(key)}'", event)
        top.key, top.awaits_key = key, False

    def _put(self, value: Any, size: int, levels: int, event: yaml.Event) -> None:
        """Put a value into the innermost container."""
        if not self._open:
            self._root = value
            return
        top = self._open[-1]
        top.size += size
        top.levels = max(top.levels, levels + 1)
        if is_list(top.value):
            top.value.append(value)
            return
        if top.is_merge:
            top.merged += _mergeable(value, event)
            top.is_merge = False
        elif is_object(top.value):
            top.value[top.key] = value
        top.awaits_key = True

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        tag = event.tag
        if tag is None:
            return _plain(event.value) if event.implicit[0] else event.value
        if tag in {"!", _TAG + "str"}:
            return event.value
        kinds = _KINDS.get(tag.removeprefix(_TAG))
        if kinds is None:
            _refuse(_unknown_tag(tag), event)
        value = _plain(event.value)
        if isinstance(value, PlainBoolean):
            value = value.truth
        if type(value) is bool if bool in kinds else isinstance(value, kinds):
            return value
        return _refuse(f"is not what !!{tag.removeprefix(_TAG)} says", event)


def _plain(text: str) -> Any:
    """Return what an unquoted scalar means."""
    if text in _WORDS:
        return _WORDS[text]
    if text in _BOOLEANS:
        return PlainBoolean(text)
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    if number[1] is None and number[2] is None:
        return PlainInteger(text) if len(text) <= MOST_DIGITS else text
    value = PlainFloat(text)
    return value if abs(value) != float("inf") else text


def _mergeable(value: Any, event: yaml.Event) -> list[dict[str, Any]]:
    values = value if is_list(value) else [value]
    if not all(is_object(one) for one in values):
        _refuse("<<: must be followed by an object, or a list of objects", event)
    return values


def _copy(value: Any) -> Any:
    if is_object(value):
        return {name: _copy(inner) for name, inner in value.items()}
    if is_list(value):
        return [_copy(inner) for inner in value]
    return value


def _unknown_tag(tag: str) -> str:
    name = shortened(f"!!{tag.removeprefix(_TAG)}" if tag.startswith(_TAG) else tag)
    return f"the tag {name} is not for JSON values; {_QUOTE}"


def _refuse(problem: str, event: Any) -> NoReturn:
    raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


def _sentence(error: yaml.MarkedYAMLError, text: str, source: str) -> str:
    """Say in one line what is wrong, where, and what was probably meant."""
    problem, mark = error.problem or "not YAML", error.problem_mark
    if mark is None:
        return f"{source}: {problem}"
    hint = _HINTS.get(problem)
    if "cannot start any token" in problem:
        lines = text.split("\n", mark.line + 1)
        found = lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
        hint = _FIRST_CHARACTERS.get(found)
    where = f"{source}, line {mark.line + 1}, column {mark.column + 1}"
    return f"{where}: {problem}" + (f" ({hint})" if hint else "")
