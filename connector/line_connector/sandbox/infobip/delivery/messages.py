"""The messages on their way and those that arrived: one row for each recipient."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypedDict

from line_connector.sandbox.infobip.delivery.keeping import forget_the_oldest
from line_connector.sandbox.state import State


class Step(TypedDict):
    """One channel a message is tried on."""

    channel: str
    sender: str
    to: str
    """The recipient's address there; empty if there is none."""
    content: Mapping[str, Any]
    validity: float
    """Seconds until the next step has its turn."""


class Facts(TypedDict):
    """What a request says about a message, the same for ever."""

    steps: Sequence[Step]
    window: Mapping[str, Any] | None
    notify: bool
    url: str
    """Where reports are pushed to; empty: nowhere."""
    content_type: str
    intermediate: bool
    echoed: Mapping[str, Any]
    """What reports repeat: callbackData, platform, campaignReferenceId."""


@dataclass(frozen=True)
class Message:
    """A message to one recipient."""

    api: str
    """line or omni: whose reports tell of it."""
    request_id: str
    bulk_id: str
    message_id: str
    recipient: str
    facts: Facts
    step: int
    turn_at: float
    next: str | None
    next_at: float | None
    status: str
    error: str = "NO_ERROR"
    sent_at: float | None = None
    done_at: float | None = None
    unread: bool = True
    number: int = 0

    @property
    def current(self) -> Step:
        """The step that is tried, or was tried last."""
        return self.facts["steps"][self.step]


COLUMNS = tuple(field.name for field in fields(Message) if field.name != "number")
SELECTED = f"SELECT {', '.join(COLUMNS)}, number FROM infobip_messages"  # noqa: S608 (our names)


def add_message(state: State, message: Message) -> Message:
    """Keep a new message; return it with its number."""
    values = ", ".join("?" for _ in COLUMNS)
    number = state.db.execute(
        f"INSERT INTO infobip_messages ({', '.join(COLUMNS)}) VALUES ({values})",  # noqa: S608
        _values(message),
    ).lastrowid
    forget_the_oldest(state, number or 0)
    return replace(message, number=number or 0)


def save_message(state: State, message: Message) -> None:
    """Keep a message that changed."""
    state.db.execute(
        "UPDATE infobip_messages SET step = ?, turn_at = ?, next = ?, next_at = ?, status = ?,"
        " error = ?, sent_at = ?, done_at = ? WHERE number = ?",
        (
            message.step,
            message.turn_at,
            message.next,
            message.next_at,
            message.status,
            message.error,
            message.sent_at,
            message.done_at,
            message.number,
        ),
    )


def due_message(state: State, now: float) -> Message | None:
    """Return the message to which something happens first, if it is due."""
    row = state.db.execute(
        f"{SELECTED} WHERE next_at <= ? ORDER BY next_at, number LIMIT 1", (now,)
    ).fetchone()
    return to_message(row) if row else None


def message_id_is_taken(state: State, message_id: str) -> bool:
    """Tell whether a message had an ID before."""
    row = state.db.execute(
        "SELECT 1 FROM infobip_messages WHERE message_id = ?", (message_id,)
    ).fetchone()
    return row is not None


def to_message(row: Sequence[Any]) -> Message:
    """Make a message of a row that `SELECTED` selects."""
    named: dict[str, Any] = dict(zip((*COLUMNS, "number"), row, strict=True))
    named["facts"] = json.loads(named["facts"])
    named["unread"] = bool(named["unread"])
    return Message(**named)


def digits(state: State, count: int) -> str:
    """Make an ID of digits that does not begin with a zero."""
    return str(10 ** (count - 1) + state.random.below(9 * 10 ** (count - 1)))


def _values(message: Message) -> list[Any]:
    values = {name: getattr(message, name) for name in COLUMNS}
    values["facts"] = json.dumps(message.facts)
    return list(values.values())
