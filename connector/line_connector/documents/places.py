"""Where in a document's text its values stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

from line_connector.documents.yaml_values import compose_yaml

_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
"""As in an emoji that JSON escapes; libyaml refuses it. Only its length matters here."""


class Place(NamedTuple):
    """Where something stands in a text; both count from 1."""

    line: int
    column: int


def places_in(text: str, paths: Sequence[tuple[str | int, ...]]) -> list[Place]:
    """Return where values, or as much of the way to each as there is, begin in a document.

    Args:
        text: a document that `read_document` could read.
        paths: of each value the property names and list positions, outermost first.
    """
    try:
        root = compose_yaml(_ESCAPED_SURROGATE.sub(r"\\u00b7", text))
    except yaml.YAMLError:  # JSON that is no YAML, such as one with a very long key
        root = None
    return [_place(root, path) for path in paths]


def _place(root: yaml.Node | None, path: tuple[str | int, ...]) -> Place:
    node, mark = root, root.start_mark if root else None
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
