"""`line-connector playbook runs`, `show`, `forget`, `graph` and `schema`."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from line_connector.cli.completing import complete_file, complete_run
from line_connector.cli.options import manifest_option
from line_connector.cli.playbook.options import open_journal, state_option
from line_connector.cli.printing import print_json, say

if TYPE_CHECKING:
    from line_connector.outbox.calls import CallRecord
    from line_connector.playbook.journal import RunRecord

_COLOURS = {"done": "green", "failed": "red", "unknown": "yellow", "interrupted": "yellow"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@state_option
def runs(as_json: bool, state: Path | None) -> None:
    """List the runs that were written down, the latest first."""
    with closing(open_journal(state)) as journal:
        found = journal.runs()
    if as_json:
        print_json([_summary(run) for run in found])
        return
    for run in found:
        status = click.style(run.status.ljust(11), fg=_COLOURS.get(run.status))
        click.echo(f"{run.id}  {status}  {_moment(run.started)}  {run.name}")
    if not found:
        say("no run was written down yet")


@click.command()
@click.argument("run", shell_complete=complete_run)
@state_option
def show(run: str, state: Path | None) -> None:
    """Show all that is known of a run, as JSON: inputs, each call, how it ended."""
    with closing(open_journal(state)) as journal:
        found = next((each for each in journal.runs() if each.id == run), None) or journal.run(run)
        steps = [
            {
                "step": step.step,
                "status": step.status,
                "calls": [_call(call) for call in journal.outbox.calls(run, step.step)],
            }
            for step in journal.steps(run).values()
        ]
    print_json(
        {
            **_summary(found),
            "inputs": found.inputs,
            "connections": found.targets,
            "accounts": {name: str(each) for name, each in (found.accounts or {}).items()},
            "steps": steps,
            **(found.result or {}),
        }
    )


@click.command()
@click.argument("runs", nargs=-1, required=True, metavar="RUN…", shell_complete=complete_run)
@state_option
def forget(runs: tuple[str, ...], state: Path | None) -> None:
    """Delete what is known of runs: they hold the IDs and messages that were sent."""
    with closing(open_journal(state)) as journal:
        for run in runs:
            with journal.holding(run):
                journal.forget(run)


@click.command()
@click.argument("file", shell_complete=complete_file)
def graph(file: str) -> None:
    """Print a playbook as a flow chart in Mermaid's language."""
    from line_connector.playbook.graph import mermaid
    from line_connector.playbook.reading import read_playbook

    click.echo(mermaid(read_playbook(file)), nl=False)


@click.command()
@manifest_option
def schema(manifest: tuple[str, ...]) -> None:
    """Print the format's JSON Schema, for editors: it knows every action's input."""
    from line_connector.manifest import load_manifest
    from line_connector.playbook.schema import playbook_schema

    print_json(playbook_schema(load_manifest(*manifest)))


def _summary(run: RunRecord) -> dict[str, Any]:
    ended = None if run.ended is None else _moment(run.ended)
    return {
        "run": run.id,
        "playbook": run.name,
        "status": run.status,
        "started": _moment(run.started),
        "ended": ended,
    }


def _call(call: CallRecord) -> dict[str, Any]:
    return {
        "item": call.item,
        "status": call.status,
        "sent": _moment(call.started),
        "input": call.input,
        "outcome": call.outcome,
    }


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")
