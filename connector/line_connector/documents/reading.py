"""YAML and JSON as people write it, read into JSON values, with line and column on errors.

JSON is read strictly, YAML as `yaml_values` says. A key that stands twice is refused: LINE refuses
it too, and keeping either one silently would send what nobody meant.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from line_connector.documents.limits import MOST_DIGITS
from line_connector.documents.text_files import read_text_file
from line_connector.errors import InputError
from line_connector.json_values import MOST_LEVELS, TOO_DEEP, is_too_deep
from line_connector.shortening import shortened

_PAIR = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE
)
"""An emoji as JSON escapes it, also inside YAML that a template made; libyaml refuses it. Before
it may stand backslashes that are escaped themselves."""


def read_document(text: str, source: str) -> Any:
    """Read one YAML or JSON document.

    Args:
        text: the document.
        source: what to call it in an error: a file name, `standard input`.

    Raises:
        InputError: it is not YAML, or is beyond the limits of size; one line that says where.
    """
    text = text.removeprefix("\ufeff")
    try:
        return read_json(text, source)
    except ValueError:
        # YAML then, or JSON with a mistake, which YAML's reader finds by line and column. Imported
        # late: a command whose input is JSON needs no YAML parser.
        from line_connector.documents.yaml_values import read_yaml

        return read_yaml(_PAIR.sub(_joined, text), source)


def read_document_file(path: Path | str) -> Any:
    """Read the YAML or JSON document in a file.

    Raises:
        InputError: the file cannot be read, or as `read_document`.
    """
    return read_document(read_text_file(path), str(path))


def read_json(text: str, source: str) -> Any:
    """Read JSON proper: YAML readers stumble over its escaped surrogate pairs (emoji).

    Raises:
        InputError: it is JSON, but has a key twice, a number without end or is nested too deep.
        ValueError: it is not JSON.
    """

    def read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise InputError(f"{source}: duplicate key '{shortened(_repeated(pairs))}'")
        return found

    def read_integer(digits: str) -> int:
        if len(digits) > MOST_DIGITS:
            raise InputError(f"{source}: a number has more than {MOST_DIGITS} digits")
        return int(digits)

    def read_float(digits: str) -> float:
        value = float(digits)
        if abs(value) == float("inf"):
            raise InputError(f"{source}: the number {shortened(digits)} is too large")
        return value

    try:
        document = json.loads(
            text,
            object_pairs_hook=read_object,
            parse_int=read_integer,
            parse_float=read_float,
            parse_constant=_refuse_constant,
        )
    except RecursionError:
        raise InputError(f"{source}: {TOO_DEEP}") from None
    if text.count("[") + text.count("{") > MOST_LEVELS and is_too_deep(document):
        raise InputError(f"{source}: {TOO_DEEP}")
    return document


def _repeated(pairs: list[tuple[str, Any]]) -> str:
    """Return the first name that stands twice."""
    seen: set[str] = set()
    return next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)  # NaN and Infinity are Python's, not JSON's


def _joined(pair: re.Match[str]) -> str:
    """Return the character that a surrogate pair stands for, behind what stands before it."""
    before, high, low = pair.groups()
    return before + chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + (int(low, 16) - 0xDC00))
