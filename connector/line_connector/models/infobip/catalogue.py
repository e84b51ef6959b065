"""What Infobip's statuses and errors mean, by their IDs.

Source: https://www.infobip.com/docs/essentials/api-essentials/response-status-and-error-codes
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

FINAL_GROUPS = {2: "UNDELIVERABLE", 3: "DELIVERED", 4: "EXPIRED", 5: "REJECTED"}
"""Groups of statuses after which nothing more happens to a message."""

DELIVERED_GROUP = 3
"""The group of statuses of messages that arrived."""


@dataclass(frozen=True)
class KnownStatus:
    """A status that Infobip's documentation lists."""

    id: int

    name: str

    description: str

    group_id: int

    group_name: str

    action: str | None = None
    """What the account's owner can do about it."""


@dataclass(frozen=True)
class KnownError:
    """An error that Infobip's documentation lists."""

    id: int

    name: str

    description: str | None
    """Text on the wire, where one was seen."""

    group_id: int

    group_name: str

    permanent: bool
    """Whether retrying the message is useless."""


@cache
def statuses() -> Mapping[int, KnownStatus]:
    """Return every listed status by its ID."""
    return {
        number: KnownStatus(number, group_id=group["id"], group_name=name, **status)
        for name, group in _read("statuses.yaml").items()
        for number, status in group["statuses"].items()
    }


@cache
def errors() -> Mapping[int, KnownError]:
    """Return every listed error by its ID."""
    groups = _read("errors.yaml")
    texts = groups.pop("descriptions")
    return {
        number: KnownError(number, error, texts.get(number), group["id"], name, permanent)
        for name, group in groups.items()
        for word, permanent in (("permanent", True), ("temporary", False))
        for number, error in group.get(word, {}).items()
    }


def _read(name: str) -> dict[str, Any]:
    text = files("line_connector.models.infobip").joinpath(name).read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.safe_load(text)
    return document
