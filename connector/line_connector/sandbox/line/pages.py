"""Long lists, which LINE answers page by page with a continuation token for the next one."""

from collections.abc import Mapping, Sequence
from typing import Any


def page_of(
    items: Sequence[Any], name: str, query: Mapping[str, Any], default: int
) -> dict[str, Any]:
    """Return one page of a list, as LINE answers with it.

    Args:
        items: the whole list, in an order that stays.
        name: the property for the page's items.
        query: with `start` and `limit` where the request has them, checked, as integers.
        default: items on a page where the request has no `limit`.
    """
    start = query.get("start", 0)
    end = start + query.get("limit", default)
    page: dict[str, Any] = {name: items[start:end]}
    return {**page, "next": str(end)} if end < len(items) else page
