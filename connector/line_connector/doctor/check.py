"""The result of one check."""

from __future__ import annotations

from typing import Literal, NamedTuple

Status = Literal["ok", "warning", "failed"]


class Check(NamedTuple):
    """What was found, and what to do about it."""

    name: str
    """What was checked: `network`."""

    status: Status

    text: str
    """What was found, in one line; never a secret."""

    fix: str = ""
    """What to do; empty where nothing is wrong."""
