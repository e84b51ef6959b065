"""`line-connector sandbox`: run the emulator until Ctrl-C."""

from __future__ import annotations

import click

from line_connector.cli.completing import complete_file
from line_connector.cli.printing import say, say_warning
from line_connector.errors import InputError


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; 0.0.0.0 in a container.",
)
@click.option("--port", default=8077, show_default=True, help="Port to listen on; 0 takes any.")
@click.option(
    "--database",
    default=":memory:",
    show_default=True,
    metavar="FILE",
    shell_complete=complete_file,
    help="SQLite file that stores everything.",
)
def sandbox(host: str, port: int, database: str) -> None:
    r"""Emulate LINE and Infobip on this machine: no account, no network, no real recipients.

    While it runs, `--sandbox` and `demo` use it, if it listens where they look: at the address in
    LINE_CONNECTOR_SANDBOX, else in the configuration file, else on the default port.

    \b
      line-connector sandbox &
      eval "$(curl -s http://127.0.0.1:8077/_sandbox/env)"
      line-connector run get_message_quota
    """
    from line_connector.http.connection import is_loopback
    from line_connector.sandbox import serve

    if not is_loopback(f"//{host}"):
        say_warning("other machines can reach the sandbox, and its credentials are public")

    def ready(url: str) -> None:
        say(f"LINE and Infobip are at {url} - see received messages at {url}/ - stop with Ctrl-C")
        say(f'Use it in another shell:  eval "$(curl -s {url}/_sandbox/env)"')

    try:
        serve(host, port, database, ready=ready)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"--host {host} --port {port}: {why}") from None
