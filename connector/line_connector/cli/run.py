"""`line-connector run`: one action, its output as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from line_connector.cli.completing import complete_file
from line_connector.cli.connecting import connected
from line_connector.cli.inputs import read_object
from line_connector.cli.options import (
    QuotedInputCommand,
    action_argument,
    credentials_options,
    input_argument,
    manifest_option,
    sandbox_option,
    text_option,
)
from line_connector.cli.printing import say_warning
from line_connector.cli.streams import standard_output

if TYPE_CHECKING:
    from line_connector.call import Call
    from line_connector.cli.sandbox_in_use import SandboxInUse
    from line_connector.cli.selecting import Selection


@click.command(cls=QuotedInputCommand)
@action_argument
@input_argument
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="PATH=VALUE",
    help="Set a value of the input: 'messages[0].text=Hi'. JSON where it parses, else text.",
)
@text_option("PATH=VALUE")
@click.option("--query", metavar="JMESPATH", help="Print only this part of the output.")
@click.option("--raw", is_flag=True, help="Print a text as it is, without quotes.")
@credentials_options
@sandbox_option
@click.option(
    "--into",
    metavar="FILE",
    shell_complete=complete_file,
    help="Stream the response body to this file; - for standard output.",
)
@click.option("--all", "whole_list", is_flag=True, help="Print a long list, an item on each line.")
@click.option("--max-items", type=click.IntRange(1), help="As --all, but this many items at most.")
@click.option("--wait", is_flag=True, help="Poll the job that ACTION asks about until it ended.")
@click.option(
    "--every",
    type=click.FloatRange(0, min_open=True),
    default=10,
    show_default=True,
    metavar="SECONDS",
    help="With --wait: time between polls; more where the rate limit asks for it.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0),
    default=3600,
    show_default=True,
    metavar="SECONDS",
    help="With --wait: when to stop polling; the job goes on.",
)
@click.option("--dry-run", is_flag=True, help="Print the request that would be sent; send nothing.")
@click.option(
    "-v",
    "--verbose",
    count=True,
    help="Say on standard error what was requested, and how it went; -vv: with the headers.",
)
@manifest_option
def run(
    action: str,
    input: str | None,  # noqa: A002 - what the user reads in the help
    assignments: tuple[str, ...],
    texts: tuple[str, ...],
    query: str | None,
    raw: bool,
    connection: str | None,
    account: str | None,
    sandbox: bool,
    into: str | None,
    whole_list: bool,
    max_items: int | None,
    wait: bool,
    every: float,
    timeout: float,
    dry_run: bool,
    verbose: int,
    manifest: tuple[str, ...],
) -> None:
    r"""Run ACTION and print its output.

    INPUT is a file, - for standard input, or a JSON or YAML literal in single quotes.

    \b
      line-connector run get_message_quota --sandbox --query json_body.value
      line-connector run push_message push.yaml --set to=U… --dry-run
    """
    from line_connector.call import job_of, pages_of
    from line_connector.cli.call_outcome import CallOutcome, Polling
    from line_connector.cli.call_report import CallReport
    from line_connector.cli.selecting import Selection
    from line_connector.manifest import load_manifest

    selection = Selection.of(query, raw=raw)
    given = read_object(input, assignments, texts)
    catalogue = load_manifest(*manifest)
    spec = catalogue.action(action)  # or a sandbox would start before this is refused
    if whole_list or max_items:
        pages_of(spec)
    if wait:
        job_of(spec)
    target = standard_output() if into == "-" else into
    outcome = CallOutcome()
    used: list[SandboxInUse] = []
    with (
        outcome.guarded(),
        connected(
            catalogue, connection, account, sandbox=sandbox, on_sandbox=used.append
        ) as connector,
    ):
        connector.local_files = True
        call = connector.call(action, given)
        for warning in call.warnings:
            say_warning(str(warning))
        if dry_run:
            _rehearse(call, selection)
            return
        report = CallReport(call, verbose)
        if whole_list or max_items:
            outcome.print_items(call, selection, max_items, report)
            return
        polling = Polling(every, timeout) if wait else None
        output = outcome.send(call, selection, target, polling, report)
        for each in used if call.effect.startswith("sends") else ():
            each.say_link(call.recipients, output)


def _rehearse(call: Call, selection: Selection) -> None:
    """Print the request; say if it could not be sent for want of credentials."""
    from line_connector.cli.printing import print_raw, print_text
    from line_connector.errors import CredentialsError

    (print_raw if selection.raw else print_text)(selection.text_of(call.dry_run()))
    try:
        call.open_session()
    except CredentialsError as error:
        say_warning(f"to send this, credentials are needed: {str(error).splitlines()[0]}")
