"""Runs a playbook for each event."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from line_connector.connector import Connector
from line_connector.errors import ConnectorError, InputError
from line_connector.events.event import Event
from line_connector.events.subscription import RejectedError
from line_connector.handlers.expressions import filled
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import read_playbook
from line_connector.playbook.running import resume_run, start_run


class RunPlaybook:
    """Runs a playbook once for each event: a further attempt resumes the run.

    Args:
        file: the playbook's.
        inputs: its inputs, with expressions over the event.
        connector: makes its calls; made when the first is.
        state: folder where runs are written down; they are kept in memory if absent.
        name: of the handler: each has a run of its own.

    Raises:
        InputError: the playbook is not valid.
    """

    def __init__(
        self,
        file: str,
        inputs: Mapping[str, Any],
        connector: Callable[[], Connector],
        state: Path | None,
        name: str,
    ) -> None:
        self._file = read_playbook(file)
        unknown = [each for each in inputs if each not in self._file.playbook.inputs]
        if unknown:
            raise InputError(f"inputs.{unknown[0]}: {file} has no such input")
        self._inputs = inputs
        self._connector = connector
        self._state = state
        self._name = name

    @property
    def asks(self) -> bool:
        """Whether a run may wait for the answer of a person."""
        return any(step.ask is not None for step in self._file.playbook.steps)

    def handle(self, event: Event) -> None:
        """Run the playbook, or resume its run.

        Raises:
            RejectedError: the run cannot be resumed as it is; the text says why.
            ConnectorError: it failed, and can be resumed.
        """
        run = run_id(self._name, event)
        try:
            self._follow(run, event)
        except ConnectorError as error:
            if error.retryable:
                raise
            raise RejectedError(f"run {run}: {error}") from None

    def _follow(self, run: str, event: Event) -> None:
        with closing(Journal(self._state)) as journal:
            status = _status(run, journal)
            if status == "done":
                return
            if status is not None:
                resume_run(run, self._connector(), journal)
                return
            inputs = filled(dict(self._inputs), event)
            start_run(self._file, inputs, self._connector(), journal, run=run)


def _status(run: str, journal: Journal) -> str | None:
    """Return how a run stands; None if it was not begun."""
    with suppress(InputError):
        return journal.run(run).status
    return None


def run_id(name: str, event: Event) -> str:
    """Return the ID of the run of a playbook for an event, equal at each attempt."""
    moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime(event.received_at / 1000))
    identity = f"{name}\0{event.provider}\0{event.channel}\0{event.event_id}"
    return f"{moment}-{hashlib.sha256(identity.encode()).hexdigest()[:10]}"
