"""`line-connector playbook run` and `check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from line_connector.cli.completing import complete_file, complete_run
from line_connector.cli.connecting import connected
from line_connector.cli.inputs import assign, assign_text, read_object
from line_connector.cli.options import (
    credentials_options,
    manifest_option,
    sandbox_option,
    text_option,
)
from line_connector.cli.outcome import Outcome
from line_connector.cli.playbook.options import open_journal, state_option
from line_connector.cli.printing import json_text, print_json, say, say_warning
from line_connector.errors import UnknownOutcomeError

if TYPE_CHECKING:
    from line_connector.cli.playbook.progress import Display
    from line_connector.cli.sandbox_in_use import SandboxInUse
    from line_connector.playbook.document import Playbook
    from line_connector.playbook.journal import Journal
    from line_connector.playbook.reading import PlaybookFile


@click.command()
@click.argument("file", shell_complete=complete_file)
@manifest_option
def check(file: str, manifest: tuple[str, ...]) -> None:
    """Check a playbook without running it: names, references, inputs of actions."""
    from line_connector.manifest import load_manifest
    from line_connector.playbook.reading import read_playbook

    found = read_playbook(file)
    found.check(load_manifest(*manifest))
    count = len(found.playbook.steps)
    say(f"{file}: {count} step{'s' * (count != 1)}: valid")


@click.command()
@click.argument("file", required=False, shell_complete=complete_file)
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="NAME=VALUE",
    help="Give an input. A text is taken as it is; other types are JSON.",
)
@text_option("NAME=VALUE")
@click.option(
    "--inputs",
    metavar="FILE",
    shell_complete=complete_file,
    help="Take inputs from a file, - or a literal.",
)
@credentials_options
@sandbox_option
@click.option("--dry-run", is_flag=True, help="Print what each step would send; send nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print each event as one line of JSON.")
@click.option(
    "--resume",
    metavar="RUN",
    shell_complete=complete_run,
    help="Resume a run: send what was not accepted yet.",
)
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
    account: str | None,
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
    from line_connector.cli.playbook.progress import display_for
    from line_connector.manifest import load_manifest
    from line_connector.playbook.inputs import check_inputs
    from line_connector.playbook.journal import Journal
    from line_connector.playbook.reading import read_playbook
    from line_connector.playbook.rehearsal import rehearse
    from line_connector.playbook.running import resume_run, start_run

    if (file is None) == (resume is None):
        raise click.UsageError("give a FILE to run, or --resume RUN to resume a run")
    if resume is None and (sent or again or same_account):
        raise click.UsageError("--sent, --again and --same-account are about a run to --resume")
    if resume is not None and (sandbox or dry_run or assignments or texts or inputs):
        raise click.UsageError("a resumed run keeps its inputs; a sandbox ended with it")
    catalogue = load_manifest(*manifest)
    folder = None if sandbox or dry_run else state
    outcome = _RunOutcome(kept=folder is not None)
    used: list[SandboxInUse] = []
    with outcome.guarded(), ExitStack() as stack:
        journal = open_journal(state) if resume else Journal(folder)
        stack.enter_context(closing(journal))
        found = read_playbook(file) if file else _stored_playbook(resume or "", journal)
        own = found.playbook.connections()
        connector = stack.enter_context(
            connected(
                catalogue,
                connection,
                account,
                sandbox=sandbox,
                more=own,
                on_sandbox=used.append,
            )
        )
        if resume is None:  # else it was checked when it began
            found.check(catalogue, lambda name, own: connector.connection(name, own).lenient)
        given = _given(found.playbook, inputs, assignments, texts)
        if dry_run:
            print_json(rehearse(found, check_inputs(found.playbook, given), connector))
            return
        if state is None and not sandbox:
            say_warning("--state none: nothing is written down, so this run cannot be resumed")
        display = stack.enter_context(display_for(found.playbook, as_json=as_json))

        follow = (
            partial(start_run, found, given, connector, journal, display.show)
            if resume is None
            else partial(
                resume_run,
                resume,
                connector,
                journal,
                display.show,
                sent=sent,
                again=again,
                same_account=same_account,
            )
        )
        outcome.follow(follow, display, printed=not as_json)
        for each in used:
            each.say_link()


class _RunOutcome(Outcome[dict[str, Any]]):
    """What is known of a run.

    Args:
        kept: whether the run is written down, so that it can be resumed.
    """

    def __init__(self, *, kept: bool) -> None:
        super().__init__()
        self._kept = kept
        self._display: Display | None = None

    def follow(self, run: Callable[[], dict[str, Any]], display: Display, *, printed: bool) -> None:
        """Run, and print the outputs.

        Args:
            run: runs the playbook; returns its outputs.
            display: what the run is shown on; it knows the run's ID.
            printed: whether to print the outputs.

        Raises:
            ConnectorError: as `run`.
        """
        self._display = display
        outputs = self.of(run)
        if printed:
            self.print(outputs, json_text(outputs))

    def may_be_carried_out(self) -> bool:
        """Tell whether the run has begun."""
        return self._run is not None

    def unknown(self, why: str) -> UnknownOutcomeError:
        """Return the error that says how to resume the run."""
        resume = f"Resume with: line-connector playbook run --resume {self._run}"
        return UnknownOutcomeError(why, advice=resume if self._kept else "")

    def facts(self, result: dict[str, Any]) -> tuple[str, Any]:
        """Return the run's ID and its outputs."""
        return f"run {self._run} is done", result

    @property
    def _run(self) -> str | None:
        return self._display.run if self._display else None


def _stored_playbook(run: str, journal: Journal) -> PlaybookFile:
    from line_connector.playbook.reading import parse_playbook

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
