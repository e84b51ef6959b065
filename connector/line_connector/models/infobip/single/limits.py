"""Limits of LINE's own that Infobip does not publish: nothing is refused for them, only doubted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from line_connector.schema.lengths import clusters_over
from line_connector.schema.problems import Problem, warning


class LineTakes:
    """Annotation for a text or a list of which LINE itself takes only so much.

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
            has, kind = clusters_over(value, self.most) or str(len(value)), "characters"
            fits = len(value) >= self.least and not clusters_over(value, self.most)
        else:
            has, kind = str(len(value)), "items"
            fits = self.least <= len(value) <= self.most
        if not fits:
            yield warning((), f"may be refused: LINE takes {self._range()} {kind}, this has {has}")

    def _range(self) -> str:
        return f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"
