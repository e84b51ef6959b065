"""Unquoted scalars of YAML that can be read in two ways, such as `12` and `yes`.

What an unquoted scalar means depends on the field it stands in: `text: 12` is a text, `index: 12` a
number. The reader of documents knows no fields, so it keeps both readings in one value. For Python
and for JSON it is the likelier one; `line_connector.models.wanted` takes the other where the field
wants that.
"""

from __future__ import annotations

from typing import Any

from line_connector.json_values import is_list, is_object


class PlainInteger(int):
    """A whole number that also keeps how it was written: `12`.

    Args:
        written: the number as JSON writes one, at most 4,300 digits.
    """

    written: str

    def __new__(cls, written: str) -> PlainInteger:
        """Make the number of its text."""
        self = super().__new__(cls, written)
        self.written = written
        return self

    def __getnewargs__(self) -> tuple[str]:  # type: ignore[override]
        """Return what a copy is made of."""
        return (self.written,)

    def __str__(self) -> str:
        return self.written


class PlainFloat(float):
    """A number that also keeps how it was written: `1.10`, `1e3`.

    Args:
        written: the number as JSON writes one.
    """

    written: str

    def __new__(cls, written: str) -> PlainFloat:
        """Make the number of its text."""
        self = super().__new__(cls, written)
        self.written = written
        return self

    def __getnewargs__(self) -> tuple[str]:  # type: ignore[override]
        """Return what a copy is made of."""
        return (self.written,)

    def __str__(self) -> str:
        return self.written


class PlainBoolean(str):
    """A word that YAML 1.1 takes for a truth value: `yes`, `No`, `on`, `True`.

    A text, for it is one in YAML 1.2 and in most languages; true or false where a field wants that.
    """

    __slots__ = ()

    @property
    def truth(self) -> bool:
        """What it means where true or false is wanted."""
        return self.lower() in {"yes", "on", "true"}


def has_plain_scalar(value: Any) -> bool:
    """Tell whether a value is, or holds, a scalar with two readings."""
    if is_object(value):
        return any(map(has_plain_scalar, value.values()))
    if is_list(value):
        return any(map(has_plain_scalar, value))
    return isinstance(value, (PlainInteger, PlainFloat, PlainBoolean))


def in_json(value: Any) -> Any:
    """Return a value of Python's own types for JSON alone, each scalar in its first reading.

    For what looks closely at types, such as JMESPath's functions.
    """
    if is_object(value):
        return {name: in_json(inner) for name, inner in value.items()}
    if is_list(value):
        return [in_json(inner) for inner in value]
    if isinstance(value, PlainInteger):
        return int(value)
    if isinstance(value, PlainFloat):
        return float(value)
    return str(value) if isinstance(value, PlainBoolean) else value


def as_type(value: Any, kind: str) -> Any:
    """Return a value as JSON Schema's type says: a number's text for `string`, a word's truth.

    Args:
        value: as a document was read.
        kind: the type's name, such as `string`.
    """
    if kind == "string" and isinstance(value, (PlainInteger, PlainFloat)):
        return value.written
    if kind == "boolean" and isinstance(value, PlainBoolean):
        return value.truth
    return in_json(value)
