"""What is printed of a question, and the exit status that its answer makes."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

import click

from line_connector.cli.printing import print_answer, print_json, say, visible
from line_connector.cli.stopping import exit_status_of, stopped_by_signals
from line_connector.questions.asked import Asked

NO_ANSWER = 5
"""Exit status where nobody answered in time."""

CANCELLED = 6
"""Exit status where the question was withdrawn."""

_SECOND_CHOICE = 10


def exit_status(asked: Asked) -> int:
    """Return the exit status that a question which has ended makes."""
    if asked.answer is not None:
        position = asked.answer.position
        return 0 if position == 0 else _SECOND_CHOICE + position - 1
    return CANCELLED if asked.state == "cancelled" else NO_ANSWER


@contextmanager
def resumable(ctx: click.Context, question: Callable[[], str | None]) -> Generator[None]:
    """End a command that a signal interrupts with how to wait on.

    Args:
        ctx: of the command.
        question: returns the question's ID; None where it may not be asked yet.
    """
    try:
        with stopped_by_signals():
            yield
    except KeyboardInterrupt as stop:
        known = question()
        on = f"questions wait {known}" if known else "questions list --state open"
        say(f"interrupted; what was asked stays open: line-connector {on}")
        ctx.exit(exit_status_of(stop))


def report(asked: Asked, *, as_json: bool) -> int:
    """Print a question's answer; return the exit status.

    Args:
        asked: the question.
        as_json: print the question, not only the answer.
    """
    if as_json:
        print_json(asked.to_dict())
    elif asked.answer is not None:
        print_answer(asked.answer.value)
    say(who_said(asked))
    return exit_status(asked)


def who_said(asked: Asked) -> str:
    """Return how a question ended, for people."""
    answer = asked.answer
    if answer is not None:
        who = answer.user_name or answer.user_id or f"somebody in {answer.recipient}"
        return visible(f"{who} answered: {answer.label}")
    return {
        "open": "not answered yet",
        "expired": "nobody answered in time",
        "cancelled": "withdrawn",
    }.get(asked.state, asked.state)
