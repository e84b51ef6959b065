"""A question that was asked: how it stands, to whom it went, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Literal, NamedTuple

from line_connector.questions.question import Question

State = Literal["open", "answered", "expired", "cancelled"]


def moment(milliseconds: int) -> datetime:
    """Return a time of the database, in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, timezone.utc)


def written(time: datetime) -> str:
    """Return a time as JSON has it: `2026-12-24T09:30:00Z`."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Answer:
    """Who answered what, and when."""

    value: str
    """`approve` or `deny`, the text of the choice, the date, or the text that was written."""

    label: str
    """The same as people see it: the button's text."""

    position: int
    """That of the choice, from 0; `approve` is 0, `deny` 1; 0 where there are no choices."""

    user_id: str | None
    """Absent where LINE does not tell who it was: somebody in a group who does not share it."""

    user_name: str | None
    """Name in LINE; absent where LINE does not tell it."""

    at: datetime
    """When, in UTC."""

    recipient: str
    """ID of the chat where it was given: one of those that were asked."""

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "value": self.value,
            "label": self.label,
            "position": self.position,
            "user_id": self.user_id,
            "user_name": self.user_name,
            "at": written(self.at),
            "recipient": self.recipient,
        }


class Sent(NamedTuple):
    """What became of the card, or of a reminder, for one recipient."""

    recipient: str

    kind: str
    """`card` or `reminder`."""

    status: str
    """`scheduled`, `sending`, `sent`, `refused`, `unknown`, or `dropped`: the question had
    ended by then."""

    error: str | None = None
    """Why it was refused, or is unknown."""


@dataclass(frozen=True)
class Asked:
    """A question as it stands."""

    id: str

    state: State

    question: Question

    asked_at: datetime
    """In UTC."""

    expires_at: datetime
    """In UTC."""

    sent: tuple[Sent, ...] = ()
    """What became of the cards and reminders."""

    answer: Answer | None = None
    """Once it is answered."""

    account: str = ""
    """Name of the account that asked; empty for the default one."""

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.state == "open"

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "id": self.id,
            "state": self.state,
            "answer": self.answer and self.answer.to_dict(),
            "question": self.question.to_wire(),
            "asked_at": written(self.asked_at),
            "expires_at": written(self.expires_at),
            "sent": [
                {name: value for name, value in each._asdict().items() if value is not None}
                for each in self.sent
            ],
        }
