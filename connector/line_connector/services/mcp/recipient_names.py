"""What a tool says of the recipients it takes."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

_MOST_NAMED = 20
"""Names that are listed: every client reads them at each start, and a file may have thousands."""


def whom_it_takes(names: Collection[str]) -> str:
    """Return what a tool takes as a recipient: an ID, or one of these names."""
    listed = ", ".join(islice(names, _MOST_NAMED))
    left = len(names) - _MOST_NAMED
    more = f" and {left:,} others" if left > 0 else ""
    named = f", or one of these names: {listed}{more}" if names else ""
    return f"ID of a user, group or room{named}"
