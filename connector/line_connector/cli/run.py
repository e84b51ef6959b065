"""`line-connector run`: one action, its output as JSON."""

from __future__ import annotations

import sys
from typing import Any

import click

from line_connector.cli.connecting import connected
from line_connector.cli.inputs import read_object
from line_connector.cli.options import action_argument, manifest_option
from line_connector.cli.printing import print_json, say_warning
from line_connector.errors import ApiError, InputError, UnknownOutcomeError
from line_connector.manifest import load_manifest
from line_connector.output import Output
from line_connector.retry_keys import retry_key_in, with_retry_key
from line_connector.runner import Connector


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
@click.option("--query", metavar="JMESPATH", help="Print only this part of the output.")
@click.option("--connection", metavar="FILE", help="Addresses and credentials (YAML or JSON).")
@click.option("--sandbox", is_flag=True, help="Run it on a sandbox that lives for this call.")
@click.option("--dry-run", is_flag=True, help="Print the request that would be sent; send nothing.")
@click.option(
    "--protocol",
    type=click.Choice(["turbine"]),
    help="Read input and credentials, and print, as this platform has it.",
)
@manifest_option
def run(
    action: str,
    input: str | None,  # noqa: A002 - what the user reads in the help
    assignments: tuple[str, ...],
    query: str | None,
    connection: str | None,
    sandbox: bool,
    dry_run: bool,
    protocol: str | None,
    manifest: tuple[str, ...],
) -> None:
    r"""Run ACTION and print its output.

    INPUT is a file, - for standard input, or a JSON or YAML literal.

    \b
      line-connector run get_message_quota --sandbox --query json_body.value
      line-connector run push_message push.yaml --set to=U… --dry-run
    """
    if protocol:
        if input or assignments or query or connection or sandbox or dry_run:
            raise click.UsageError(f"--protocol {protocol} takes all from standard input")
        from line_connector.adapters.turbine.protocol import answer_turbine

        if answer_turbine(action, manifest):
            sys.exit(1)
        return
    expression = _compiled(query)
    raw = read_object(input, assignments)
    catalogue = load_manifest(*manifest)
    spec = catalogue.action(action)
    # A key made here can be told should the call be interrupted.
    raw = with_retry_key(spec.action, raw)
    with connected(catalogue, connection, sandbox=sandbox) as connector:
        for path, text in connector.doubts(action, raw):
            say_warning(f"{path}: {text}")
        if dry_run:
            print_json(connector.dry_run(action, raw))
            return
        print_json(_searched(expression, _run_to_the_end(connector, action, raw).to_dict()))


def _run_to_the_end(connector: Connector, action: str, raw: dict[str, Any]) -> Output[Any]:
    """Run an action; a refusal's output is printed before the error goes on its way."""
    try:
        return connector.run(action, raw)
    except (ApiError, UnknownOutcomeError) as error:
        if error.output is not None:
            print_json(error.output.to_dict())
        raise
    except KeyboardInterrupt:
        key = retry_key_in(raw)
        again = f"; run it again with --set retryKey={key} to be sure" if key else ""
        raise UnknownOutcomeError(f"interrupted: the outcome is unknown{again}", key) from None


def _compiled(query: str | None) -> Any:
    if query is None:
        return None
    import jmespath
    from jmespath.exceptions import JMESPathError

    try:
        return jmespath.compile(query)
    except JMESPathError as error:
        raise InputError(f"--query {query}: {' '.join(str(error).split())}") from None


def _searched(expression: Any, output: dict[str, Any]) -> Any:
    return output if expression is None else expression.search(output)
