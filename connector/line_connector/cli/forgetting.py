"""Erasing a person from all that `listen` has kept of them."""

from __future__ import annotations

from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from line_connector.cli.printing import say_warning
from line_connector.cli.state import state_folder
from line_connector.errors import InputError
from line_connector.events.store import EventStore

if TYPE_CHECKING:
    from line_connector.playbook.journal import Journal

_RUNS = "playbooks.sqlite"
"""File of the runs in the state folder, named here too: most have no runs and not the extra."""


class Forgotten(NamedTuple):
    """How much there was of a person."""

    events: int
    questions: int
    runs: int
    """Of playbooks that handled their events."""


def forget_received(person: str, store: str | None) -> Forgotten:
    """Erase a person, by ID or phone number, from events, questions and runs of playbooks.

    Raises:
        StoreError: the database fails. What is not erased yet can be, by doing it again.
    """
    from line_connector.questions.forgetting import forget_questions

    with EventStore(store) as opened:
        runs = _forget_runs(opened, person)  # first: they are found by the events
        questions = forget_questions(opened.engine, person)
        return Forgotten(opened.forget(person), questions, runs)


def _forget_runs(store: EventStore, person: str) -> int:
    folder = state_folder()
    if not (folder / _RUNS).exists():
        return 0
    from line_connector.handlers.playbooks import run_id  # late: with the extra playbook
    from line_connector.playbook.journal import Journal

    count = 0
    with closing(Journal(folder)) as journal:
        for run in {run_id(handler, event) for handler, event in store.deliveries_of(person)}:
            with suppress(InputError):  # most handlers run no playbook
                journal.run(run)
                count += _is_forgotten(journal, run)
    return count


def _is_forgotten(journal: Journal, run: str) -> bool:
    try:
        with journal.holding(run):
            journal.forget(run)
    except InputError as error:
        say_warning(f"{error}; once it has ended: line-connector playbook forget {run}")
        return False
    return True
