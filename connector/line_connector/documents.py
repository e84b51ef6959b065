"""YAML and JSON as people write it, read into plain JSON values, with line and column on errors.

Dates stay text, and a key that stands twice is refused: LINE refuses it too, and keeping either
one silently would send what nobody meant.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from line_connector.errors import InputError

if TYPE_CHECKING:
    from yaml import SafeLoader
else:
    # libyaml's reader is ten times as fast, where PyYAML was built with it.
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MERGE = "tag:yaml.org,2002:merge"
TEXT = "tag:yaml.org,2002:str"
TIMESTAMP = "tag:yaml.org,2002:timestamp"


_PAIR = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE
)
"""An emoji as JSON escapes it, also inside YAML that a template made; libyaml refuses it. Before
it may stand backslashes that are escaped themselves."""


class _Loader(SafeLoader):
    """YAML with JSON's values only."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != TIMESTAMP]
        for first, resolvers in SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping with keys of text, refusing one that is there twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.tag == MERGE:
                continue
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            if name is None or name in seen:
                text = "a key must be text" if name is None else f"duplicate key '{name}'"
                raise yaml.constructor.ConstructorError(None, None, text, key.start_mark)
            seen.add(name)
            key.tag = TEXT  # as in JSON: `1:` and `true:` are text too
        return super().construct_mapping(node, deep=deep)


def read_document(text: str, source: str) -> Any:
    """Read one YAML or JSON document.

    Args:
        text: the document.
        source: what to call it in an error: a file name, `standard input`.

    Raises:
        InputError: it is not YAML; the text says where.
    """
    try:
        return _read_json(text, source)
    except ValueError:
        pass  # YAML then, or JSON with a mistake, which YAML's reader finds by line and column
    try:
        return yaml.load(_PAIR.sub(_joined, text), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{source}, line {mark.line + 1}, column {mark.column + 1}" if mark else source
        raise InputError(f"{where}: {getattr(error, 'problem', None) or 'not YAML'}") from None


def read_document_file(path: Path | str) -> Any:
    """Read the YAML or JSON document in a file.

    Raises:
        InputError: the file cannot be read, or is not YAML in UTF-8.
    """
    return read_document(read_text_file(path), str(path))


def read_text_file(path: Path | str) -> str:
    """Read a file of text.

    Raises:
        InputError: the file cannot be read, or is not in UTF-8.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'cannot be read'}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not text in UTF-8") from None


class Place(NamedTuple):
    """Where something stands in a text; both count from 1."""

    line: int
    column: int


def place_in(text: str, path: tuple[str | int, ...]) -> Place:
    """Return where a value, or as much of the way to it as there is, begins in a document.

    Args:
        text: a document that `read_document` could read.
        path: property names and list positions, outermost first.
    """
    node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    mark = node.start_mark if node else None
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        mark, node = found
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    """Return where a property's name or a list's item begins, and its value."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == step:
                return key.start_mark, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: yaml.Node = node.value[step]
        return item.start_mark, item
    return None


def _joined(pair: re.Match[str]) -> str:
    """Return the character that a surrogate pair stands for, behind what stands before it."""
    before, high, low = pair.groups()
    return before + chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + (int(low, 16) - 0xDC00))


def _read_json(text: str, source: str) -> Any:
    """Read JSON proper: YAML readers stumble over its escaped surrogate pairs (emoji).

    Raises:
        ValueError: it is not JSON.
    """

    def read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise InputError(f"{source}: duplicate key '{twice}'")
        return found

    return json.loads(text, object_pairs_hook=read_object)
