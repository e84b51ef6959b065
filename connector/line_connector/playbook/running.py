"""Starts a run of a playbook, and resumes one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from line_connector.auth.accounts import Account, account_of, is_account_of
from line_connector.connector import Connector
from line_connector.errors import ConnectorError, InputError, UnknownOutcomeError
from line_connector.http.connection import Connection
from line_connector.outbox.calls import CallName
from line_connector.outbox.database import JournalError
from line_connector.playbook.calls import Calls
from line_connector.playbook.document import Playbook
from line_connector.playbook.events import Watch
from line_connector.playbook.expressions import ExpressionError, render
from line_connector.playbook.inputs import check_inputs
from line_connector.playbook.journal import Journal, RunRecord
from line_connector.playbook.reading import PlaybookFile, parse_playbook
from line_connector.playbook.step_runner import StepRunner

_CALL = re.compile(r"(\w+)(?:\[([0-9]{1,9})\])?")


def start_run(
    file: PlaybookFile,
    inputs: Mapping[str, Any],
    connector: Connector,
    journal: Journal,
    watch: Watch | None = None,
    run: str | None = None,
) -> dict[str, Any]:
    """Run a playbook that was checked; return its outputs.

    Args:
        file: the playbook.
        inputs: as they are given.
        connector: makes its calls.
        journal: where they are written down.
        watch: is called with every event.
        run: an ID in the form of the journal's, where the run has one already; no other run may
            have it.

    Raises:
        InputError: the inputs are wrong; nothing was sent.
        CredentialsError: a connection of it cannot be used; nothing was sent.
        StepError: a step failed, and its `on_error` is `fail`.
        UnknownOutcomeError: it is not known whether a call was carried out; the text says how
            to resume.
        ExpressionError: the outputs cannot be evaluated; every step was taken.
        JournalError: something could not be written down; the text says what was sent.
    """
    checked = check_inputs(file.playbook, inputs)
    connections = _open_connections(file.playbook, connector)
    accounts = {name: account_of(each) for name, each in connections.items()}
    addresses = _addresses(connections)
    with journal.beginning(file.name, file.text, checked, addresses, accounts, run) as begun:
        calls = Calls(begun, file, connector, journal, watch)
        return _carry_out(begun, file, checked, calls, journal, resumed=False)


def resume_run(
    run: str,
    connector: Connector,
    journal: Journal,
    watch: Watch | None = None,
    *,
    sent: Iterable[str] = (),
    again: Iterable[str] = (),
    same_account: bool = False,
) -> dict[str, Any]:
    """Resume a run that was interrupted, failed or ended in doubt; return its outputs.

    Args:
        run: its ID.
        connector: as when it began.
        journal: where it was written down.
        watch: is called with every event.
        sent: calls in doubt that a person found to be carried out: `step` or `step[item]`.
        again: calls in doubt that a person found not to be.
        same_account: a person confirms that the changed credentials are for the same accounts.

    Raises:
        InputError: there is no such run, it is done, it began with other addresses or accounts, or
            `sent` and `again` name what is not in doubt, or the same; nothing was written down.
        CredentialsError, StepError, UnknownOutcomeError, ExpressionError, JournalError: as for
            `start_run`.
    """
    with journal.holding(run) as record:
        if record.status == "done":
            raise InputError(f"run {run} is done; see: line-connector playbook show {run}")
        file = parse_playbook(record.text, f"run {run}")
        connections = _open_connections(file.playbook, connector)
        addresses = _addresses(connections)
        if addresses != record.targets:
            began, now = _listed(record.targets), _listed(addresses)
            raise InputError(f"run {run} began at {began}; connected now: {now}")
        done = {_in_doubt(journal, run, place): place for place in sent}
        undone = {_in_doubt(journal, run, place): place for place in again}
        if both := [place for call, place in done.items() if call in undone]:
            raise InputError(f"--sent and --again both name {both[0]}")
        if same_account:
            accounts = {name: account_of(each) for name, each in connections.items()}
            journal.set_accounts(run, accounts)
        else:
            _check_accounts(record, connections)
        journal.settle(done, undone)
        calls = Calls(run, file, connector, journal, watch)
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
    calls.tell("run_started", playbook=file.name, resumed=resumed)
    try:
        known = StepRunner(run, file.playbook, inputs, calls, journal).follow()
        outputs = _outputs(run, file, known, journal)
    except ConnectorError as error:
        status = "unknown" if isinstance(error, UnknownOutcomeError) else "failed"
        with suppress(JournalError):  # what is known of the calls is enough to resume
            journal.end(run, status, {"error": error.to_dict()})
        calls.tell("run_ended", None, status=status, error=error.to_dict())
        raise
    try:
        journal.end(run, "done", {"outputs": outputs})
    except JournalError as error:
        raise JournalError(
            f"every step was taken, but that the run is done could not be written down: {error}"
            + _resume_prints(run, journal)
        ) from None
    calls.tell("run_ended", status="done", outputs=outputs)
    return outputs


def _outputs(
    run: str, file: PlaybookFile, known: Mapping[str, Any], journal: Journal
) -> dict[str, Any]:
    """Return the outputs of a playbook whose steps were all taken."""
    try:
        outputs: dict[str, Any] = render(file.playbook.outputs, known, ("outputs",))
    except ExpressionError as error:
        found = file.located(error)
        kept = f". See: line-connector playbook show {run}" if journal.is_kept else ""
        shown = ExpressionError(f"{found}. Every step was taken{kept}", found.path)
        shown.problems = found.problems
        raise shown from None
    return outputs


def _resume_prints(run: str, journal: Journal) -> str:
    if not journal.is_kept:
        return ""
    return f". Resuming sends nothing more: line-connector playbook run --resume {run}"


def _open_connections(playbook: Playbook, connector: Connector) -> dict[str, Connection]:
    """Open every connection a playbook may use; return them by name.

    Raises:
        CredentialsError: one lacks something, which is better known before the first step.
    """
    connections: dict[str, Connection] = {}
    for step in playbook.steps:
        provider = connector.manifest.action(step.called).connection
        connector.session(provider, step.connection)
        connection = connector.connection(provider, step.connection)
        connections[connection.name] = connection
    return connections


def _addresses(connections: Mapping[str, Connection]) -> dict[str, str]:
    return {name: connection.address("url") for name, connection in connections.items()}


def _check_accounts(record: RunRecord, connections: Mapping[str, Connection]) -> None:
    """Refuse to resume with other accounts than those that a run began with.

    Raises:
        InputError: the account of a connection is another one, or is not known to be the same.
    """
    for name, connection in connections.items():
        began = (record.accounts or {}).get(name)
        if began is not None and is_account_of(began, connection):
            continue
        now = account_of(connection)
        raise InputError(
            f"run {record.id}: connection {name}: {_changed(began, now)}. Another account does not "
            "know what was sent already, and would deliver it again. If only the credentials "
            "changed, and the account is the same, add --same-account"
        )


def _changed(began: Account | None, now: Account) -> str:
    if began is None:
        return "it was not noted with which account the run began"
    if str(began) == str(now):
        return f"the run began with {began}, and this is another one"
    return f"the run began with {began}, not with {now}"


def _in_doubt(journal: Journal, run: str, place: str) -> CallName:
    """Return the call that `--sent` or `--again` names.

    Raises:
        InputError: no call in doubt is called so.
    """
    named = _CALL.fullmatch(place)
    call = named and journal.outbox.call(CallName(run, named[1], int(named[2] or 0)))
    if not call or not call.in_doubt:
        raise InputError(f"run {run} has no call in doubt that is called {place}")
    return call.name


def _listed(targets: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {address}" for name, address in targets.items())
