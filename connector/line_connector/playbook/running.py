"""Starts a run of a playbook, and goes on with one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from line_connector.errors import ConnectorError, InputError, UnknownOutcomeError
from line_connector.playbook.calls import Calls
from line_connector.playbook.document import Playbook
from line_connector.playbook.events import Watch
from line_connector.playbook.expressions import render
from line_connector.playbook.inputs import check_inputs
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import PlaybookFile, parse_playbook
from line_connector.playbook.sequence import Sequence
from line_connector.runner import Connector

_CALL = re.compile(r"(\w+)(?:\[(\d+)\])?")


def start_run(
    file: PlaybookFile,
    inputs: Mapping[str, Any],
    connector: Connector,
    journal: Journal,
    watch: Watch | None = None,
) -> dict[str, Any]:
    """Run a playbook that was checked; return its outputs.

    Raises:
        InputError: the inputs are wrong; nothing was sent.
        CredentialsError: a connection of it cannot be used; nothing was sent.
        StepError: a step failed, and its `on_error` is `fail`.
        UnknownOutcomeError: nobody can say whether a call was carried out; the text says how to go
            on.
    """
    checked = check_inputs(file.playbook, inputs)
    targets = _open_connections(file.playbook, connector)
    run = journal.begin(file.name, file.text, checked, targets)
    with journal.holding(run):
        calls = Calls(run, connector, journal, watch)
        return _carry_out(run, file, checked, calls, journal, resumed=False)


def resume_run(
    run: str,
    connector: Connector,
    journal: Journal,
    watch: Watch | None = None,
    *,
    sent: Iterable[str] = (),
    again: Iterable[str] = (),
) -> dict[str, Any]:
    """Go on with a run that was interrupted, failed or ended in doubt; return its outputs.

    Args:
        run: its ID.
        connector: as when it began.
        journal: where it was written down.
        watch: is told every event.
        sent: calls in doubt that somebody found to be carried out: `step` or `step[item]`.
        again: calls in doubt that somebody found not to be.

    Raises:
        InputError: there is no such run, it is done, or it began with other addresses.
        CredentialsError, StepError, UnknownOutcomeError: as for `start_run`.
    """
    record = journal.run(run)
    with journal.holding(run):
        if record.status == "done":
            raise InputError(f"run {run} is done; see: line-connector playbook show {run}")
        file = parse_playbook(record.text, f"run {run}")
        targets = _open_connections(file.playbook, connector)
        if targets != record.targets:
            raise InputError(
                f"run {run} began at {_listed(record.targets)}; connected now: {_listed(targets)}"
            )
        for place in sent:
            journal.end_call(run, *_in_doubt(journal, run, place), "done", {})
        for place in again:
            journal.forget_call(run, *_in_doubt(journal, run, place))
        calls = Calls(run, connector, journal, watch)
        return _carry_out(run, file, record.inputs, calls, journal, resumed=True)


def _carry_out(
    run: str,
    file: PlaybookFile,
    inputs: Mapping[str, Any],
    calls: Calls,
    journal: Journal,
    *,
    resumed: bool,
) -> dict[str, Any]:
    """Do what is not done yet, and write down how it ends."""

    def end(status: str, **result: Any) -> None:
        journal.end(run, status, result)
        calls.tell("run_ended", status=status, **result)

    calls.tell("run_started", playbook=file.name, resumed=resumed)
    try:
        known = Sequence(run, file.playbook, inputs, calls, journal).follow()
        outputs: dict[str, Any] = render(file.playbook.outputs, known)
    except ConnectorError as error:
        end(
            "unknown" if isinstance(error, UnknownOutcomeError) else "failed", error=error.to_dict()
        )
        raise
    end("done", outputs=outputs)
    return outputs


def _open_connections(playbook: Playbook, connector: Connector) -> dict[str, str]:
    """Open every connection a playbook may use; return their addresses.

    Raises:
        CredentialsError: one lacks something, which is better known before the first step.
    """
    targets: dict[str, str] = {}
    for step in playbook.steps:
        provider = connector.manifest.action(step.action).connection
        connector.session(provider, step.connection)
        connection = connector.connection(provider, step.connection)
        targets[connection.name] = connection.address("url")
    return targets


def _in_doubt(journal: Journal, run: str, place: str) -> tuple[str, int]:
    """Return step and position of a call that `--sent` or `--again` names.

    Raises:
        InputError: no call in doubt is called so.
    """
    doubtful = [
        (call.step, call.item) for call in journal.calls(run) if call.status in {"sent", "unknown"}
    ]
    named = _CALL.fullmatch(place)
    call = (named[1], int(named[2] or 0)) if named else None
    if call not in doubtful:
        raise InputError(f"run {run} has no call in doubt that is called {place}")
    return call


def _listed(targets: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {address}" for name, address in targets.items())
