"""`line-connector sandbox faults`, `clock`, `seed`, `received` and `reset`: control a sandbox."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from line_connector.cli.completing import complete_file
from line_connector.cli.printing import print_json, reason_of, say
from line_connector.cli.sandbox_in_use import DEFAULT, named_url
from line_connector.cli.sandbox_webhook_faults import (
    add_webhook_fault,
    clear_webhook_faults,
    webhook_fault,
    webhook_faults,
)
from line_connector.errors import InputError, SessionError

if TYPE_CHECKING:
    from line_connector.sandbox.client import ControlClient

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_STEP = re.compile(r"\+((?:\d+(?:\.\d+)?[smhdw])+)")

_url_option: Callable[..., Any] = click.option(
    "--url",
    metavar="URL",
    help=f"The sandbox; by default that of the configuration file, else {DEFAULT}.",
)


@click.group()
def faults() -> None:
    """Let requests fail, or webhooks: lost connections, rate limits, late or broken answers."""


@faults.command("list")
@_url_option
def list_faults(url: str | None) -> None:
    """Print the faults that are not over."""
    with _control(url) as sandbox:
        print_json({**sandbox.get("faults"), "webhookFaults": webhook_faults(sandbox)})


@faults.command()
@click.argument("kind")
@click.argument("value", required=False)
@click.option("--operation", metavar="NAME", help="LINE's name of the operation: pushMessage.")
@click.option("--chapter", metavar="NAME", help="Operations of a chapter: message, rich_menu.")
@click.option("--channel", metavar="ID", help="Requests or webhooks of a channel.")
@click.option("--method", help="GET, POST, PUT or DELETE.")
@click.option("--path", help="Path; * stands for anything.")
@click.option("--times", type=int, metavar="N", help="For N requests or webhooks; by default one.")
@click.option("--skip", type=int, metavar="N", help="Let N requests pass first.")
@click.option("--seconds", type=float, metavar="N", help="For a time, by the sandbox's clock.")
@click.option("--probability", type=float, metavar="P", help="From 0 to 1.")
@_url_option
def add(kind: str, value: str | None, url: str | None, **fault: Any) -> None:
    r"""Add a fault for the next request or webhook, or for those that the options name.

    Of requests:

    \b
      latency [SECONDS]       the answer comes late
      server-error [STATUS]   the server fails, with 500, or another to 599
      rate-limit              429: too often
      monthly-limit           429: the monthly quota is used up
      token-revoked           401: the access token is not valid
      reset-before            connection reset; nothing was done
      reset-after             connection reset; the message was received
      truncated [BYTES]       the body ends too early
      slow [BYTES/S]          the body comes slowly
      content-type [TYPE]     wrong content type, such as text/html

    Of webhooks, with --times and --channel only:

    \b
      duplicate               it comes twice
      swap                    it comes after the next one
      delay SECONDS           it comes later
      invalidSignature        it is signed with a random secret
      oldSecret               it is signed with the channel's old secret
      unknownEvent            it has an event of an unknown type before its own
      redelivery              it comes again, as redelivered

    \b
      line-connector sandbox faults add rate-limit --operation pushMessage --times 3
      line-connector sandbox faults add server-error 503 --probability 0.2 --seconds 600
      line-connector sandbox faults add duplicate --times 2
    """
    from line_connector.sandbox.fault_kinds import KINDS
    from line_connector.sandbox.line.webhook import delivery_faults
    from line_connector.shortening import did_you_mean

    known = [*KINDS, *delivery_faults.KINDS]
    if kind not in known:
        meant = did_you_mean(kind, known, f": {', '.join(known)}")
        raise InputError(f"there is no fault {kind}{meant}")
    fields = {name: each for name, each in fault.items() if each is not None}
    given = None if value is None else _number_or_text(value)
    if kind in delivery_faults.KINDS:
        channel = fields.pop("channel", None)
        added = webhook_fault(kind, given, fields)
        with _control(url) as sandbox:
            add_webhook_fault(sandbox, channel, added)
        say("The fault waits for its webhook; line-connector sandbox faults clear ends all faults")
        return
    if given is not None:
        fields["value"] = given
    with _control(url) as sandbox:
        number = sandbox.post("faults", kind=kind, **fields)["id"]
        say(f"Fault {number} is on; line-connector sandbox faults clear {number} ends it")


@faults.command()
@click.argument("number", metavar="[ID]", type=int, required=False)
@_url_option
def clear(number: int | None, url: str | None) -> None:
    """End one fault of requests, or all faults."""
    with _control(url) as sandbox:
        if number is not None:
            sandbox.delete("faults", id=str(number))
            return
        sandbox.delete("faults")
        clear_webhook_faults(sandbox)


@click.command()
@click.argument("change", required=False)
@_url_option
def clock(change: str | None, url: str | None) -> None:
    r"""Print the sandbox's time, or change it.

    \b
      line-connector sandbox clock                        # the time
      line-connector sandbox clock +1d                    # move it: s, m, h, d, w
      line-connector sandbox clock 2026-04-01T09:00:00Z   # let it stand there
      line-connector sandbox clock run                    # go on with real time
    """
    fields = _change_of_clock(change) if change is not None else {}
    with _control(url) as sandbox:
        print_json(sandbox.post("clock", **fields) if fields else sandbox.get("clock"))


@click.command()
@_url_option
def reset(url: str | None) -> None:
    """Forget everything; the sandbox is as it was at its start."""
    with _control(url) as sandbox:
        sandbox.post("reset")


@click.command()
@click.argument("file", shell_complete=complete_file)
@_url_option
def seed(file: str, url: str | None) -> None:
    """Add the people, groups and channels of a YAML file."""
    from line_connector.sandbox.seed_file import read_seed

    try:
        document = read_seed(Path(file))
    except OSError as error:
        raise InputError(f"{file}: {reason_of(error)}") from None
    except ValueError as error:
        raise InputError(f"{file}: {error}") from None
    with _control(url, file) as sandbox:
        print_json(sandbox.post("seed", **document))


@click.command()
@click.argument("to", required=False)
@click.option("--limit", type=int, metavar="N", help="The newest N only.")
@click.option("--channel", metavar="ID", help="Sent by one channel.")
@_url_option
def received(to: str | None, limit: int | None, channel: str | None, url: str | None) -> None:
    """Print what everybody received, or one user, group, room or phone; oldest first."""
    newest = None if limit is None else str(limit)
    with _control(url) as sandbox:
        print_json(sandbox.get("received", to=to, limit=newest, channel=channel))


@contextmanager
def _control(url: str | None, file: str = "") -> Generator[ControlClient, None, None]:
    """Yield a client of the sandbox; what goes wrong is told in one line."""
    from line_connector.sandbox.client import ControlClient, ControlError

    address = url or named_url()
    try:
        yield ControlClient(address)
    except ControlError as error:
        raise InputError(f"{file}{': ' if file else ''}{error}") from None
    except BrokenPipeError:
        raise
    except (OSError, ValueError):
        advice = "start one: line-connector sandbox"
        raise SessionError(f"no sandbox answers at {address}; {advice}") from None


def _change_of_clock(text: str) -> dict[str, Any]:
    if text == "run":
        return {"running": True}
    if not text.startswith("+"):
        return {"at": text}
    step = _STEP.fullmatch(text)
    if step is None:
        raise InputError(f"{text}: write a step like +90s, +2h30m or +1d")
    parts = re.findall(r"([\d.]+)([smhdw])", step[1])
    return {"advance": sum(float(count) * _UNITS[unit] for count, unit in parts)}


def _number_or_text(text: str) -> float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):  # JSON has none
        return text
    return int(number) if number.is_integer() else number
