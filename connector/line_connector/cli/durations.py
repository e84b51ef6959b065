"""A length of time as people write it: `90`, `90s`, `15m`, `2h`, `1d`."""

from __future__ import annotations

import math
import re

import click

_FORM = re.compile(r"(\d+(?:\.\d+)?)([smhd]?)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 60 * 60, "d": 24 * 60 * 60}


class Duration(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """Seconds, or a number with s, m, h or d.

    Args:
        least: seconds it must have.
        most: seconds it may have.
    """

    name = "duration"

    def __init__(self, least: float = 0, most: float = math.inf) -> None:
        self._least = least
        self._most = most

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds."""
        found = _FORM.fullmatch(str(value))
        if found is None:
            self.fail("must be a length of time, such as 90s, 15m, 2h or 1d", param, ctx)
        seconds = float(found[1]) * _SECONDS[found[2]]
        if not self._least <= seconds <= self._most:
            bounds = f"{duration_text(self._least)} to {duration_text(self._most)}"
            self.fail(f"must be {bounds}", param, ctx)
        return seconds


def duration_text(seconds: float) -> str:
    """Return a length of time for people: in the largest unit that it is a number of."""
    for unit in ("d", "h", "m"):
        if seconds >= _SECONDS[unit] and seconds % _SECONDS[unit] == 0:
            return f"{seconds / _SECONDS[unit]:g}{unit}"
    return f"{seconds:g}s"
