"""How long a text or a list may be, counted as LINE counts.

LINE counts most strings in UTF-16 code units, and labels and a few others in grapheme clusters:
what a reader takes for one character.

Source: https://developers.line.biz/en/docs/messaging-api/text-character-count/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic_core import core_schema

from line_connector.json_values import is_list
from line_connector.schema.model import rule
from line_connector.schema.problems import Problem, warning

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

ItemT = TypeVar("ItemT")
"""What a list is of."""

_EMPTY = warning((), "may be refused when empty")


def utf16_length(text: str) -> int:
    """Count UTF-16 code units: an emoji outside the basic plane is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def grapheme_length(text: str) -> int:
    """Count grapheme clusters: a family emoji is one, and so is a Thai letter with its marks."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    # Slow to import, and needed only near a limit.
    import regex

    return len(regex.findall(r"\X", text))


def graphemes_over(text: str, most: int) -> str | None:
    """Return what a text has instead of at most so many grapheme clusters; None if it has no more.

    Counting is slow, and a cluster can be of any length. No character that is read needs 100 code
    points, so a text of more than that for each cluster is not counted.
    """
    if len(text) <= most:  # no cluster is less than one code point
        return None
    if len(text) > most * 100:
        return f"{len(text)} code points"
    length = grapheme_length(text)
    return str(length) if length > most else None


def over_in_code_points(limit: int) -> Problem:
    """Return the warning about a text within a limit in clusters, but not in code points.

    LINE was once seen to refuse one, against its documentation.
    """
    return warning(
        (), f"may be refused: has more than {limit} code points, though fewer characters"
    )


class Length:
    """Annotation for a string of limited length. Use `Utf16Length` or `GraphemeLength`.

    Args:
        most: the longest it may be.
        least: the shortest; None where LINE does not say whether it may be empty.
    """

    def __init__(self, most: int, least: int | None = None) -> None:
        self.most = most
        self.least = least

    def check(self, text: str) -> str:
        """Refuse a text that is too long."""
        raise NotImplementedError

    def warnings(self, text: str) -> Iterator[Problem]:
        """Yield what LINE may refuse in a text."""
        if not text and self.least is None:
            yield _EMPTY

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(
            self.check, core_schema.str_schema(min_length=self.least or None)
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "maxLength": self.most}


class Utf16Length(Length):
    """Annotation for a string that LINE counts in UTF-16 code units."""

    def check(self, text: str) -> str:
        """Refuse a text of too many units."""
        # No code point is more than two units, so most texts need no counting.
        if len(text) * 2 > self.most and (length := utf16_length(text)) > self.most:
            raise rule(f"must be at most {self.most} characters (UTF-16 units), has {length}")
        return text


class GraphemeLength(Length):
    """Annotation for a string that LINE counts in grapheme clusters."""

    def check(self, text: str) -> str:
        """Refuse a text of too many clusters."""
        if has := graphemes_over(text, self.most):
            raise rule(f"must be at most {self.most} characters (grapheme clusters), has {has}")
        return text

    def warnings(self, text: str) -> Iterator[Problem]:
        """Yield what LINE may refuse in a text."""
        yield from super().warnings(text)
        if len(text) > self.most:
            yield over_in_code_points(self.most)


class ListLength:
    """Annotation for a list of limited length.

    Args:
        most: how many items it may have.
        least: how many it must have; None where LINE does not say whether it may be empty.
    """

    def __init__(self, most: int, least: int | None = None) -> None:
        self.most = most
        self.least = least

    def check(self, items: list[ItemT]) -> list[ItemT]:
        """Refuse a list of too many items, or too few."""
        if not (self.least or 0) <= len(items) <= self.most:
            raise rule(f"must have {self._range()} items, has {len(items)}")
        return items

    def warnings(self, items: list[Any]) -> Iterator[Problem]:
        """Yield what LINE may refuse in a list."""
        if not items and self.least is None:
            yield _EMPTY

    def _range(self) -> str:
        if self.least == self.most:
            return str(self.most)
        return f"{self.least} to {self.most}" if self.least else f"at most {self.most}"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        inner = core_schema.no_info_after_validator_function(self.check, handler(source))
        return core_schema.no_info_before_validator_function(self._check_most, inner)

    def _check_most(self, items: Any) -> Any:
        """Refuse a list of too many items before any is looked at: there may be 100,000."""
        return self.check(items) if is_list(items) and len(items) > self.most else items

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "minItems": self.least or 0, "maxItems": self.most}
