"""`line-connector demo`: the main use cases on a sandbox, and what users received."""

from __future__ import annotations

import time

import click


@click.command()
def demo() -> None:
    """Run the main use cases on a sandbox of their own and show what was received."""
    from line_connector.cli.use_cases import UseCases
    from line_connector.connector import Connector
    from line_connector.sandbox import Sandbox

    started = time.perf_counter()
    # Never on the one that is running: the demo moves the clock, and sends to everybody.
    with Sandbox(port=0) as sandbox, Connector.from_env(sandbox.env) as connector:
        click.echo(f"Sandbox: {sandbox.url} (LINE and Infobip, emulated; no account, nothing sent)")
        UseCases(connector, sandbox.url).run()
    click.echo(f"\nDone in {time.perf_counter() - started:.1f} s.")
