"""`line-connector run`: one action, its output as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from line_connector.call import job_of, pages_of
from line_connector.cli.call_outcome import CallOutcome, Polling, print_items
from line_connector.cli.connecting import connected
from line_connector.cli.inputs import read_object
from line_connector.cli.options import (
    action_argument,
    credentials_options,
    manifest_option,
    text_option,
)
from line_connector.cli.printing import print_json, say_warning
from line_connector.cli.streams import standard_output
from line_connector.errors import InputError
from line_connector.manifest import load_manifest
from line_connector.shortening import shortened

if TYPE_CHECKING:
    from jmespath.parser import ParsedResult


@click.command()
@action_argument
@click.argument("input", required=False)
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="PATH=VALUE",
    help="Set a value of the input: messages[0].text=Hi. JSON where it parses, else text.",
)
@text_option("PATH=VALUE")
@click.option("--query", metavar="JMESPATH", help="Print only this part of the output.")
@credentials_options
@click.option("--sandbox", is_flag=True, help="Start an embedded sandbox for this call.")
@click.option(
    "--into",
    metavar="FILE",
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
@manifest_option
def run(
    action: str,
    input: str | None,  # noqa: A002 - what the user reads in the help
    assignments: tuple[str, ...],
    texts: tuple[str, ...],
    query: str | None,
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
    manifest: tuple[str, ...],
) -> None:
    r"""Run ACTION and print its output.

    INPUT is a file, - for standard input, or a JSON or YAML literal.

    \b
      line-connector run get_message_quota --sandbox --query json_body.value
      line-connector run push_message push.yaml --set to=U… --dry-run
    """
    compiled = None if query is None else _compiled(query)
    raw = read_object(input, assignments, texts)
    catalogue = load_manifest(*manifest)
    spec = catalogue.action(action)  # or a sandbox would start before this is refused
    if whole_list or max_items:
        pages_of(spec)
    if wait:
        job_of(spec)
    target = standard_output() if into == "-" else into
    outcome = CallOutcome()
    with outcome.guarded(), connected(catalogue, connection, account, sandbox=sandbox) as connector:
        connector.local_files = True
        call = connector.call(action, raw)
        for warning in call.warnings:
            say_warning(str(warning))
        if dry_run:
            print_json(call.dry_run())
            return
        if whole_list or max_items:
            print_items(call, compiled, max_items)
            return
        outcome.send(call, compiled, target, Polling(every, timeout) if wait else None)


def _compiled(query: str) -> ParsedResult:
    # Imported late: most calls print all of their output.
    from line_connector.queries.query import compile_query

    try:
        return compile_query(query)
    except InputError as error:
        raise InputError(f"--query {shortened(query)}: {error}") from None
