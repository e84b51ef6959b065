"""`line-connector sandbox`: run the emulator until Ctrl-C, or control the one that is running."""

from __future__ import annotations

from pathlib import Path

import click

from line_connector.cli.completing import complete_file
from line_connector.cli.listening import port_error
from line_connector.cli.options import address_options
from line_connector.cli.printing import reason_of, say, say_warning
from line_connector.cli.sandbox_control import clock, faults, received, reset, seed
from line_connector.errors import InputError


@click.group(invoke_without_command=True)
@address_options(8077)
@click.option(
    "--database",
    default=":memory:",
    show_default=True,
    metavar="FILE",
    shell_complete=complete_file,
    help="SQLite file that stores everything.",
)
@click.option(
    "--webhook", metavar="URL", help="The bot that gets the webhooks: HTTPS, or on this machine."
)
@click.option(
    "--seed",
    "seed_file",
    metavar="FILE",
    shell_complete=complete_file,
    help="YAML file of people, groups and channels that it starts with.",
)
@click.option(
    "--random-seed",
    type=int,
    metavar="N",
    help="Repeat IDs and tokens: the same requests get the same ones.",
)
@click.option(
    "--clock",
    "stands_at",
    metavar="TIME",
    help="Let time stand at, say, 2026-04-01T09:00:00Z.",
)
@click.pass_context
def sandbox(
    context: click.Context,
    host: str,
    port: int,
    database: str,
    webhook: str | None,
    seed_file: str | None,
    random_seed: int | None,
    stands_at: str | None,
) -> None:
    r"""Emulate LINE and Infobip on this machine: no account, no network, no real recipients.

    Its commands control the sandbox that is running. `--sandbox` and `demo` use it too, if it
    listens where they look: at the address in LINE_CONNECTOR_SANDBOX, else in the configuration
    file, else on the default port.

    \b
      line-connector sandbox &
      eval "$(curl -s http://127.0.0.1:8077/_sandbox/env)"
      line-connector run get_message_quota
      line-connector sandbox faults add rate-limit --times 3

    With --webhook it sends a bot what users do: see line-connector trigger.
    """
    if context.invoked_subcommand is not None:
        return
    from line_connector.http.connection import is_loopback
    from line_connector.sandbox import serve
    from line_connector.sandbox.state import UnusableDatabaseError

    _check_clock(stands_at)
    _check_webhook(webhook)
    if not is_loopback(f"//{host}"):
        say_warning("other machines can reach the sandbox, and its credentials are public")

    def ready(url: str) -> None:
        say(f"LINE and Infobip are at {url} - see received messages at {url}/ - stop with Ctrl-C")
        say(f'Use it in another shell:  eval "$(curl -s {url}/_sandbox/env)"')

    try:
        serve(
            host,
            port,
            database,
            seed=None if seed_file is None else _seed(seed_file),
            random_seed=random_seed,
            clock=stands_at,
            ready=ready,
            webhook=webhook,
        )
    except (OSError, OverflowError) as error:
        raise port_error(host, port, error) from None
    except UnusableDatabaseError as error:
        raise InputError(f"--database {error}") from None
    except ValueError as error:
        raise InputError(f"{seed_file}: {error}") from None


def _check_clock(stands_at: str | None) -> None:
    from line_connector.sandbox.clock import seconds_at

    if stands_at is None:
        return
    try:
        seconds_at(stands_at)
    except ValueError as error:
        raise InputError(f"--clock {stands_at}: {error}") from None


def _check_webhook(url: str | None) -> None:
    from line_connector.http.connection import is_loopback
    from line_connector.sandbox.control_rules import control_rules
    from line_connector.sandbox.provider import InvalidInputError
    from line_connector.sandbox.providers import PROVIDERS

    if url is not None and url.startswith("http:") and not is_loopback(url):
        raise InputError("--webhook: must be HTTPS unless it is on this machine")
    if url is not None and "://" not in url:
        raise InputError("--webhook: must be a URL, such as http://127.0.0.1:3000/callback")
    try:
        control_rules(PROVIDERS).check_settings({"webhook": url})
    except InvalidInputError as error:
        raise InputError(f"--{error}") from None


def _seed(file: str) -> dict[str, object]:
    from line_connector.sandbox.seed_file import read_seed

    try:
        return read_seed(Path(file))
    except OSError as error:
        raise InputError(f"{file}: {reason_of(error)}") from None


for command in (clock, faults, received, reset, seed):
    sandbox.add_command(command)
