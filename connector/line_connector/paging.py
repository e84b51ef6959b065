"""Long lists, which a provider answers page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from line_connector.http.output import Output


@dataclass(frozen=True)
class Pages:
    """How the pages of a list follow each other: by a cursor in each for the next one."""

    items: str
    """The answer's property that holds a page's items."""

    cursor: str = "next"
    """The answer's property with the cursor of the next page; the last page has none."""

    parameter: str = "start"
    """The input's field that takes the cursor."""

    def next_after(self, current: Any, output: Output[Any]) -> Any:  # noqa: ARG002 (numbers need it)
        """Return the field's value for the page after an answer; None after the last one.

        Args:
            current: its value for the page that was answered; None if it was absent.
            output: the answer.
        """
        return output.json_body.get(self.cursor) or None

    def items_of(self, output: Output[Any]) -> Iterator[Any]:
        """Yield a page's items."""
        yield from output.json_body.get(self.items) or []

    def as_one(self, last: Output[Any], items: list[Any]) -> Output[Any]:
        """Return the last page's answer as if it held these items and were the only page."""
        body = {**last.json_body, self.items: items}
        body.pop(self.cursor, None)
        return replace(last, json_body=body)


@dataclass(frozen=True)
class NumberedPages(Pages):
    """Pages with numbers from 1, each saying whether there is another."""

    cursor: str = "hasNextPage"
    parameter: str = "page"

    def next_after(self, current: Any, output: Output[Any]) -> Any:
        """Return the number of the page after an answer; None after the last one."""
        return (current or 1) + 1 if output.json_body.get(self.cursor) else None
