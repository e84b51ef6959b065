"""A step that asks people something and waits for their answer.

The question is asked with a key of the run, the step and the item: a run that is resumed goes on
waiting for it, and does not ask again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from line_connector.connector import Connector
from line_connector.errors import InputError
from line_connector.installing import how_to_install
from line_connector.outbox.calls import Outcome
from line_connector.playbook.document import Step
from line_connector.playbook.expressions import render
from line_connector.schema.model import Input

if TYPE_CHECKING:
    from line_connector.questions.question import Question


def question_model() -> type[Input]:
    """Return the model of what a step asks; imported late, since few playbooks ask."""
    from line_connector.questions.question import Question

    return Question


def question_of(step: Step, known: Mapping[str, Any]) -> Question:
    """Return what a step asks.

    Raises:
        ExpressionError: an expression has no value that fits its place; with its path in the step.
        InputError: it cannot be asked so.
    """
    from line_connector.questions.question import read_question

    return read_question(render(step.ask, known, ("ask",)))


def answered(
    question: Question,
    key: str,
    connector: Connector,
    connection: str | None,
    tell: Callable[[str], object],
) -> Outcome:
    """Ask, wait until the question has ended, and return how.

    Args:
        question: what is asked.
        key: names it among all that were ever asked.
        connector: pushes the card.
        connection: name of the connection; LINE's own if absent.
        tell: called with what a person should know.

    Raises:
        ConnectorError: it was not asked, or is not known to be; or the database fails.
    """
    try:
        from line_connector.questions.asking import Questions
    except ModuleNotFoundError as error:
        install = how_to_install("listen")
        raise InputError(f"ask: needs {error.name}, which is not installed: {install}") from None
    with Questions(connector=connector, connection=connection) as questions:
        asked = questions.ask(question, key, warn=tell)
        if asked.is_open:
            tell(f"waiting for the answer to question {asked.id}")
        shown = questions.wait(asked.id).to_dict()
    return Outcome("done", {name: shown[name] for name in ("id", "state", "answer")})
