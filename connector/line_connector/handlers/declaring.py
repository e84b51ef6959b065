"""The decorator that makes a Python function a handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from line_connector.events.event import Event

FunctionT = TypeVar("FunctionT", bound=Callable[[Event], "Awaitable[object] | object"])

_MARK = "__line_connector_on__"


@dataclass(frozen=True)
class Declared:
    """What a decorated function asks for; see `line_connector.events.Subscription`."""

    settings: dict[str, Any]


def on(
    *types: str,
    matching: str | None = None,
    standby: bool = False,
    ordered: bool = False,
    concurrency: int = 4,
    attempts: int = 16,
) -> Callable[[FunctionT], FunctionT]:
    """Make a function a handler of events; it stays the function that it is.

        @on("message.text", matching="(?i)^help")
        def answer(event):
            ...

    It gets each event at least once: have it remember `event.event_id` where twice would do harm.
    What it raises has the event delivered again later, but for `RejectedError`.

    Args:
        types: of events: `message.text`, `message`, `follow`, `infobip.report`; all if absent.
        matching: a regular expression that is found in the message's text or the postback's data.
        standby: whether it also gets events of chats that another module has.
        ordered: whether the next event of a chat waits for the one before.
        concurrency: how many events it handles at the same time, in threads.
        attempts: before an event becomes a dead letter.
    """
    settings = {
        "on": list(types) or ["*"],
        "matching": matching,
        "standby": standby,
        "ordered": ordered,
        "concurrency": concurrency,
        "attempts": attempts,
    }

    def declare(function: FunctionT) -> FunctionT:
        setattr(function, _MARK, Declared(settings))
        return function

    return declare


def declared(function: object) -> Declared | None:
    """Return what a function asks for; None if it is not decorated."""
    found = getattr(function, _MARK, None)
    return found if isinstance(found, Declared) else None
