"""`line-connector demo`: the main use cases on the sandbox, and what users received."""

from __future__ import annotations

import time

import click


@click.command()
def demo() -> None:
    """Run the main use cases on the sandbox and show what was received."""
    from line_connector.cli.sandbox_in_use import sandbox_in_use
    from line_connector.cli.use_cases import USERS, UseCases
    from line_connector.connector import Connector

    started = time.perf_counter()
    with sandbox_in_use() as sandbox, Connector.from_env(sandbox.env) as connector:
        url = sandbox.url
        click.echo(f"Sandbox: {url} (LINE and Infobip, emulated; no account, nothing sent)")
        cases = UseCases(connector, url)
        cases.run()
        sandbox.say_link(USERS, cases.card)
    click.echo(f"\nDone in {time.perf_counter() - started:.1f} s.")
