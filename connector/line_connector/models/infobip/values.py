"""Texts, numbers and periods that Infobip's models share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from line_connector.schema.lengths import Length, graphemes_over, utf16_length
from line_connector.schema.model import rule
from line_connector.schema.numbers import LARGEST_INT32, LARGEST_INT64, Integer
from line_connector.schema.problems import Problem, warning

Int32 = Annotated[int, Integer(-LARGEST_INT32 - 1, LARGEST_INT32)]
"""A 32-bit integer; the range is the type's where none is published."""

Int64 = Annotated[int, Integer(-LARGEST_INT64 - 1, LARGEST_INT64)]
"""A 64-bit integer."""

Filled = Annotated[str, Field(min_length=1)]
"""A string that is not empty."""


class Characters(Length):
    """Annotation for a string counted in code points, as OpenAPI counts.

    Which count Infobip really takes is not published; the most generous one is held.
    """

    def __init__(self, most: int, least: int = 0) -> None:
        super().__init__(most, least)

    def check(self, text: str) -> str:
        """Refuse a text of too many code points."""
        if len(text) > self.most:
            raise rule(f"must be at most {self.most} characters, has {len(text)}")
        return text

    def warnings(self, text: str) -> Iterator[Problem]:
        """Yield a text that is too long for those who count in UTF-16, as Java does."""
        if utf16_length(text) > self.most:
            yield warning((), f"may be refused: has more than {self.most} UTF-16 units")


class Looks:
    """Annotation for a string that is taken whatever it looks like, with a warning about odd ones.

    Args:
        pattern: what the whole string looks like in every published sample.
        kind: what that is, for the person who wrote something else.
    """

    def __init__(self, pattern: str, kind: str) -> None:
        self.pattern = re.compile(pattern)
        self.kind = kind

    def warnings(self, text: str) -> Iterator[Problem]:
        """Yield a string of another look."""
        if not self.pattern.fullmatch(text):
            yield warning((), f"may be refused: not {self.kind}")


class LineTakes:
    """Annotation for a text or a list of which LINE itself takes only so much.

    Infobip publishes no such limit, so that nothing is refused for it.

    Args:
        most: the most that LINE takes: characters of a text, items of a list.
        least: the least.
    """

    def __init__(self, most: int, least: int = 1) -> None:
        self.most = most
        self.least = least

    def warnings(self, value: str | list[Any]) -> Iterator[Problem]:
        """Yield what LINE itself would not take."""
        if isinstance(value, str):
            has, kind = graphemes_over(value, self.most) or str(len(value)), "characters"
            fits = len(value) >= self.least and not graphemes_over(value, self.most)
        else:
            has, kind = str(len(value)), "items"
            fits = self.least <= len(value) <= self.most
        if not fits:
            yield warning((), f"may be refused: LINE takes {self._range()} {kind}, this has {has}")

    def _range(self) -> str:
        return f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"


_WEB_ADDRESS = Looks(r"(?i:https?)://\S+", "an http or https URL")

WebUrl = Annotated[str, _WEB_ADDRESS]
"""Address of a file or a page; its longest is not published."""

WebUrl1000 = Annotated[str, Characters(1000), _WEB_ADDRESS]
"""Address of a file or a page, at most 1000 characters."""

PhoneNumber = Annotated[
    str, Field(min_length=1), Looks(r"[0-9]{5,15}", "digits alone, with the country code in front")
]
"""A phone number; all samples are digits, with the country code and without `+`."""

ReportContentType = Annotated[
    str, Looks(r"application/(?:json|xml)", "application/json or application/xml")
]
"""How delivery reports are to be written."""
