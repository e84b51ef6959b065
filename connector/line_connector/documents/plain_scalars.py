"""Unquoted scalars of YAML that can be read in two ways, such as `12` and `yes`.

What an unquoted scalar means depends on the field it stands in: `text: 12` is a text, `index: 12` a
number. The reader of documents knows no fields, so it keeps both readings in one value. For Python
and for JSON it is the likelier one; `line_connector.schema.wanted` takes the other where the field
wants that.
"""

from __future__ import annotations


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
