"""Adding an account to the configuration file, whose comments and order stay as they are.

Only lines that are the account's are written. A file whose lines cannot be told apart, such as one
in braces, is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from line_connector.documents.reading import read_document
from line_connector.documents.yaml_values import compose_yaml
from line_connector.errors import InputError
from line_connector.json_values import is_object

HEADING = "# Accounts and recipients of line-connector; see: line-connector config check\n"


def with_account(
    text: str, name: str, fields: Mapping[str, Any], *, is_default: bool = False
) -> str | None:
    """Return a configuration's text with an account added or replaced.

    Args:
        text: the file's text; empty for a new file.
        name: the account's.
        fields: its fields as the file is to hold them.
        is_default: make it the default account.

    Returns:
        The new text, with the line ends of the old; None where its form allows no line to be
        changed by itself.
    """
    wanted: dict[str, Any] = read_document(text, "the file") or {}
    accounts: dict[str, Any] = wanted.get("accounts") or {}
    wanted = {**wanted, "accounts": {**accounts, name: dict(fields)}}
    if is_default:
        wanted["default_account"] = name
    try:
        changed = _with_account(text or HEADING, name, fields)
        if is_default and changed is not None:
            changed = _with_default(changed, name)
        is_right = changed is not None and read_document(changed, "the file") == wanted
    except (InputError, yaml.YAMLError):
        return None
    if changed is None or not is_right:
        return None
    all_crlf = "\n" in text and "\n" not in text.replace("\r\n", "")
    return changed.replace("\r\n", "\n").replace("\n", "\r\n") if all_crlf else changed


def account_lines(name: str, fields: Mapping[str, Any], indent: int = 2) -> list[str]:
    """Return the lines of an account as they stand below `accounts:`."""
    inner = " " * (2 * indent)
    return [
        f"{' ' * indent}{name}:\n",
        *(f"{inner}{field}: {_scalar(value)}\n" for field, value in fields.items()),
    ]


def _scalar(value: Any) -> str:
    """Return a value in YAML: an object in braces, a text in quotes."""
    if is_object(value):
        return "{" + ", ".join(f"{key}: {_scalar(inner)}" for key, inner in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def _with_account(text: str, name: str, fields: Mapping[str, Any]) -> str | None:
    text = text if text.endswith("\n") else f"{text}\n"
    root = compose_yaml(text)
    accounts = _entry(root, "accounts")
    lines = text.splitlines(keepends=True)
    if accounts is None or _is_empty(accounts[1]):
        if accounts is not None:
            del lines[accounts[0].start_mark.line]
        return "".join([*lines, "accounts:\n", *account_lines(name, fields)])
    mapping = accounts[1]
    if not isinstance(mapping, yaml.MappingNode) or mapping.flow_style:
        return None
    old = _entry(mapping, name)
    column = mapping.value[0][0].start_mark.column
    if old is None:
        first = end = _end_of_content(lines, mapping.end_mark.line)
    else:
        first = old[0].start_mark.line
        end = _end_of_content(lines, _end_of(mapping, name))
    return "".join([*lines[:first], *account_lines(name, fields, column), *lines[end:]])


def _with_default(text: str, name: str) -> str:
    """Return the text with `default_account` set, above all else where it was not there."""
    written = name if read_document(name, "a name") == name else json.dumps(name)
    root = compose_yaml(text)
    entry = _entry(root, "default_account")
    lines = text.splitlines(keepends=True)
    if entry is not None:
        first, last = entry[1].start_mark, entry[1].end_mark
        line = lines[first.line]
        lines[first.line] = line[: first.column] + written + line[last.column :]
    elif root is not None:
        lines.insert(root.start_mark.line, f"default_account: {written}\n")
    return "".join(lines)


def _entry(node: yaml.Node | None, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    """Return the key and the value of a mapping's entry."""
    pairs: list[tuple[yaml.Node, yaml.Node]] = (
        node.value if isinstance(node, yaml.MappingNode) else []
    )
    return next((pair for pair in pairs if pair[0].value == name), None)


def _end_of(mapping: yaml.MappingNode, name: str) -> int:
    """Return the line after which an entry's lines may end: that of the next key."""
    keys = [key for key, _ in mapping.value]
    position = [key.value for key in keys].index(name) + 1
    line: int = (keys[position].start_mark if position < len(keys) else mapping.end_mark).line
    return line


def _end_of_content(lines: list[str], end: int) -> int:
    """Return the end of an entry's own lines: comments and empty lines after it are not its."""
    while end > 0 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value in {"", "null", "~"}
