"""`line-connector playbook run` and `check`."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import click

from line_connector.cli.connecting import connected
from line_connector.cli.inputs import assign, assign_text, read_object
from line_connector.cli.options import manifest_option, text_option
from line_connector.cli.playbook.options import open_journal, state_option
from line_connector.cli.playbook.progress import display_for
from line_connector.cli.playbook.run_outcome import RunOutcome
from line_connector.cli.printing import print_json, say, say_warning
from line_connector.manifest import load_manifest
from line_connector.playbook.document import Playbook
from line_connector.playbook.inputs import check_inputs
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import PlaybookFile, parse_playbook, read_playbook
from line_connector.playbook.rehearsal import rehearse
from line_connector.playbook.running import resume_run, start_run


@click.command()
@click.argument("file")
@manifest_option
def check(file: str, manifest: tuple[str, ...]) -> None:
    """Check a playbook without running it: names, references, inputs of actions."""
    found = read_playbook(file)
    found.check(load_manifest(*manifest))
    count = len(found.playbook.steps)
    say(f"{file}: {count} step{'s' * (count != 1)}: valid")


@click.command()
@click.argument("file", required=False)
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="NAME=VALUE",
    help="Give an input. A text is taken as it is; other types are JSON.",
)
@text_option("NAME=VALUE")
@click.option("--inputs", metavar="FILE", help="Take inputs from a file, - or a literal.")
@click.option("--connection", metavar="FILE", help="Addresses and credentials (YAML or JSON).")
@click.option("--sandbox", is_flag=True, help="Start an embedded sandbox for this run.")
@click.option("--dry-run", is_flag=True, help="Print what each step would send; send nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print each event as one line of JSON.")
@click.option("--resume", metavar="RUN", help="Resume a run: send what was not accepted yet.")
@click.option("--sent", multiple=True, metavar="STEP", help="With --resume: it was carried out.")
@click.option("--again", multiple=True, metavar="STEP", help="With --resume: it was not; do it.")
@click.option(
    "--same-account",
    is_flag=True,
    help="With --resume: the credentials changed, but not the channel or account they are for.",
)
@state_option
@manifest_option
def run(
    file: str | None,
    assignments: tuple[str, ...],
    texts: tuple[str, ...],
    inputs: str | None,
    connection: str | None,
    sandbox: bool,
    dry_run: bool,
    as_json: bool,
    resume: str | None,
    sent: tuple[str, ...],
    again: tuple[str, ...],
    same_account: bool,
    state: Path | None,
    manifest: tuple[str, ...],
) -> None:
    r"""Run a playbook and print its outputs.

    \b
      line-connector playbook run order_shipped.yaml --set order=1024 --set to=U… --sandbox
      line-connector playbook run --resume 20261121-053024-5f3c9a1b2e
    """
    if (file is None) == (resume is None):
        raise click.UsageError("give a FILE to run, or --resume RUN to resume a run")
    if resume is None and (sent or again or same_account):
        raise click.UsageError("--sent, --again and --same-account are about a run to --resume")
    if resume is not None and (sandbox or dry_run or assignments or texts or inputs):
        raise click.UsageError("a resumed run keeps its inputs; a sandbox ended with it")
    catalogue = load_manifest(*manifest)
    folder = None if sandbox or dry_run else state
    outcome = RunOutcome(kept=folder is not None)
    with outcome.guarded(), ExitStack() as stack:
        journal = open_journal(state) if resume else Journal(folder)
        stack.enter_context(closing(journal))
        found = read_playbook(file) if file else _playbook_of(resume or "", journal)
        own = found.playbook.connections()
        connector = stack.enter_context(connected(catalogue, connection, sandbox=sandbox, more=own))
        if resume is None:  # else it was checked when it began
            found.check(catalogue, lambda name, own: connector.connection(name, own).lenient)
        given = _given(found.playbook, inputs, assignments, texts)
        if dry_run:
            print_json(rehearse(found, check_inputs(found.playbook, given), connector))
            return
        if state is None and not sandbox:
            say_warning("--state none: nothing is written down, so this run cannot be resumed")
        display = stack.enter_context(display_for(found.playbook, as_json=as_json))

        def follow() -> dict[str, Any]:
            if resume is None:
                return start_run(found, given, connector, journal, display.show)
            return resume_run(
                resume,
                connector,
                journal,
                display.show,
                sent=sent,
                again=again,
                same_account=same_account,
            )

        outcome.follow(follow, display, printed=not as_json)


def _playbook_of(run: str, journal: Journal) -> PlaybookFile:
    return parse_playbook(journal.run(run).text, f"run {run}")


def _given(
    playbook: Playbook, inputs: str | None, assignments: Iterable[str], texts: Iterable[str]
) -> dict[str, Any]:
    """Return the inputs that were given.

    Raises:
        InputError: an assignment has not the form of one.
    """
    given = read_object(inputs, ())
    for assignment in assignments:
        name, _, text = assignment.partition("=")
        spec = playbook.inputs.get(name)
        if spec is not None and spec.type == "string" and "=" in assignment:
            given[name] = text  # an order number is text, though it looks like a number
        else:
            assign(given, assignment)
    for assignment in texts:
        assign_text(given, assignment)
    return given
