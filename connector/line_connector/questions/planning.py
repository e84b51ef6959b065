"""Whom a question goes to, and when: names become IDs, seconds become times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from line_connector.configuration import Configuration
from line_connector.errors import InputError
from line_connector.questions.question import Question
from line_connector.questions.records import Due
from line_connector.questions.sends import CARD, CLAIM, REMINDER
from line_connector.recipients.names import BookNames
from line_connector.sending.address import Address, recipients_of

_USER = "U"
"""What the ID of a user begins with."""


class Plan(NamedTuple):
    """What is sent for a question."""

    asked_at: int
    expires_at: int

    first: Sequence[str]
    """IDs of those who are asked at once."""

    allowed: tuple[str, ...] | None
    """IDs of the users who may answer in a group; None for anybody."""

    due: Sequence[Due]
    """Cards and reminders."""

    @property
    def everybody(self) -> list[str]:
        """IDs of those who are asked, at once or later."""
        return [each.recipient for each in self.due if each.kind == CARD]


def plan_of(
    question: Question,
    configuration: Configuration,
    names: BookNames,
    at: int,
    warn: Callable[[str], object],
) -> Plan:
    """Return what is sent for a question.

    Args:
        question: the question.
        configuration: has names of recipients.
        names: of the recipient book.
        at: the time.
        warn: called with a warning for each who has blocked the account.

    Raises:
        InputError: a name is unknown, an ID is malformed, there is nobody to ask, or a user who may
            answer is a group.
    """

    def ids(named: Sequence[str]) -> list[str]:
        return recipients_of(Address(tuple(named)), configuration, names, warn)

    expires_at = at + _milliseconds(question.timeout)
    first = ids(question.to)
    due = [Due(CARD, each, at + CLAIM, begun=True) for each in first]
    asked = dict.fromkeys(first, at)
    for name, after in zip(question.escalate_to, question.escalation_times, strict=True):
        later = at + _milliseconds(after)
        new = [each for each in ids([name]) if each not in asked]
        due += [Due(CARD, each, later) for each in new]
        asked |= dict.fromkeys(new, later)
    if question.remind_after is not None:
        after = _milliseconds(question.remind_after)
        reminders = [Due(REMINDER, each, when + after) for each, when in asked.items()]
        due += [each for each in reminders if each.due_at < expires_at]
    return Plan(at, expires_at, first, _users(question, configuration, names), due)


def _users(
    question: Question, configuration: Configuration, names: BookNames
) -> tuple[str, ...] | None:
    if not question.allowed:
        return None
    users = configuration.recipients_of(",".join(question.allowed), names)
    for each in users:
        if not each.startswith(_USER):
            raise InputError(f"allowed: {each} is not the ID of a user")
    return tuple(users)


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
