"""`line-connector doctor`: what is set up, what is not, and how to fix it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from line_connector.cli.connecting import connected
from line_connector.cli.options import credentials_options
from line_connector.cli.printing import print_json
from line_connector.configuration import read_configuration
from line_connector.doctor.account import check_account
from line_connector.doctor.check import Check
from line_connector.doctor.network import check_network
from line_connector.doctor.sandbox import check_sandbox
from line_connector.doctor.setup import check_credentials, check_file
from line_connector.environment import ACCOUNT, EnvironmentOrFile
from line_connector.errors import InputError, SessionError
from line_connector.manifest import Manifest, load_manifest

_COLOURS = {"ok": "green", "warning": "yellow", "failed": "red"}


@click.command()
@credentials_options
@click.option("--sandbox", is_flag=True, help="Check an embedded sandbox in LINE's place.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def doctor(
    context: click.Context,
    connection: str | None,
    account: str | None,
    sandbox: bool,
    as_json: bool,
) -> None:
    """Check the setup: configuration, credentials, network, account. Nothing is sent to anybody.

    Exit status: 0 nothing failed, 2 the configuration file is wrong, 3 something else failed.
    """
    checks: list[Check] = []
    for check in _checks(load_manifest(), connection, account, sandbox=sandbox):
        checks.append(check)
        if not as_json:
            _print(check)
    if as_json:
        print_json([check._asdict() for check in checks])
    failed = {check.name for check in checks if check.status == "failed"}
    if failed:
        status = InputError if "configuration" in failed else SessionError
        context.exit(status.exit_status)


def _checks(
    manifest: Manifest, file: str | None, account: str | None, *, sandbox: bool
) -> Iterator[Check]:
    try:
        configuration = read_configuration(manifest=manifest)
    except InputError as error:
        for line in str(error).splitlines():
            yield Check("configuration", "failed", line, "correct the file")
        return
    yield from check_file(configuration, manifest)
    origins = EnvironmentOrFile(os.environ, manifest, account)
    try:
        named = configuration.accounts.get(account or os.environ.get(ACCOUNT, ""))
        provider = named.provider if named else "line"
        with connected(manifest, file, account, sandbox=sandbox) as connector:
            used = connector.connection(provider)
            origin = "a sandbox" if sandbox else file or origins.origin(provider)
            on_the_way = [check_credentials(used, origin), *check_network(used)]
            yield from on_the_way
            if provider == "line" and all(check.status != "failed" for check in on_the_way):
                yield from check_account(connector)
    except (InputError, SessionError) as error:
        yield Check("credentials", "failed", str(error), "see: line-connector config show")
    if configuration.sandbox_url:
        yield check_sandbox(configuration.sandbox_url)


def _print(check: Check) -> None:
    status = click.style(check.status.ljust(7), fg=_COLOURS[check.status])
    fix = f"\n{' ' * 23}fix: {check.fix}" if check.fix else ""
    click.echo(f"{status}  {check.name.ljust(13)} {check.text}{fix}")
