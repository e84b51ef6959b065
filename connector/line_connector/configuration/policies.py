"""What a send is held to: recipients who blocked the account, and budgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from line_connector.configuration.fields import Wrong
from line_connector.json_values import is_object

Blocked = Literal["refuse", "warn", "send"]

POLICIES = ("blocked", "budget", "profile_days")
"""Their keys in the configuration file."""

_BUDGETS = ("month", "send")


@dataclass(frozen=True)
class Budget:
    """How many messages may be sent: LINE counts each person that a push reaches as one."""

    month: int | None = None
    """In the month, with those that were sent already."""

    send: int | None = None
    """By one command or request."""


@dataclass(frozen=True)
class Policies:
    """What the configuration file says about sending."""

    blocked: Blocked = "warn"
    """What happens when somebody is sent to who blocked the account or opted out."""

    budget: Budget | None = None

    profile_days: int = 30
    """After how many days the book asks LINE for a profile again."""


def policies_in(document: Mapping[str, Any]) -> Policies:
    """Return the policies of a document in which nothing is wrong."""
    budget = document.get("budget")
    given: dict[str, Any] = {
        "blocked": document.get("blocked"),
        "budget": None if budget is None else Budget(**budget),
        "profile_days": document.get("profile_days"),
    }
    return Policies(**{name: value for name, value in given.items() if value is not None})


def wrong_policies(document: Mapping[str, Any]) -> Iterator[Wrong]:
    """Yield what is wrong with the policies of a document."""
    blocked, days = document.get("blocked"), document.get("profile_days")
    if blocked is not None and blocked not in get_args(Blocked):
        yield Wrong(("blocked",), f"must be one of {', '.join(get_args(Blocked))}")
    if days is not None and not (_is_count(days) and days > 0):
        yield Wrong(("profile_days",), "must be a number of days, at least 1")
    budget = document.get("budget")
    if budget is None:
        return
    if not is_object(budget) or not budget:
        yield Wrong(("budget",), f"must hold {' or '.join(_BUDGETS)}")
        return
    for name, value in budget.items():
        if name not in _BUDGETS:
            yield Wrong(("budget", name), f"must be one of {', '.join(_BUDGETS)}")
        elif not _is_count(value):
            yield Wrong(("budget", name), "must be a number of messages: 0 or more")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
