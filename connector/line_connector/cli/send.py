"""`line-connector send`: a text, images and messages to recipients, the shortest way."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from line_connector.cli.completing import complete_file
from line_connector.cli.completing_recipients import complete_recipient
from line_connector.cli.options import credentials_options, sandbox_option, text_option
from line_connector.cli.printing import print_json, say, say_warning
from line_connector.cli.send_command import SendCommand

if TYPE_CHECKING:
    from line_connector.cli.sandbox_in_use import SandboxInUse
    from line_connector.configuration import Configuration
    from line_connector.connector import Connector


@click.command(cls=SendCommand)
@click.argument("target", required=False, shell_complete=complete_recipient)
@click.argument("text", required=False)
@click.option(
    "-m",
    "--message",
    multiple=True,
    metavar="OBJECT",
    help="Add message objects: a JSON or YAML literal, or @FILE; can be repeated.",
)
@click.option(
    "--image",
    multiple=True,
    metavar="FILE|URL",
    shell_complete=complete_file,
    help="Add an image: a file, - or an HTTPS URL; can be repeated.",
)
@click.option(
    "--video",
    multiple=True,
    metavar="FILE|URL",
    shell_complete=complete_file,
    help="Add a video (MP4); its --preview stands behind it.",
)
@click.option(
    "--audio",
    multiple=True,
    metavar="FILE|URL",
    shell_complete=complete_file,
    help="Add a sound (M4A, MP3).",
)
@click.option(
    "--preview",
    multiple=True,
    metavar="FILE|URL",
    shell_complete=complete_file,
    help="Preview of the image or video before it.",
)
@click.option(
    "--duration",
    multiple=True,
    type=click.IntRange(min=1),
    metavar="MS",
    help="Milliseconds of the sound before it; a file's own if absent.",
)
@click.option("--sticker", multiple=True, metavar="PACKAGE/ID", help="Add a sticker.")
@click.option("--card", multiple=True, metavar="NAME", help="Add a card: alert, report …")
@click.option("--set", "value", multiple=True, metavar="NAME=VALUE", help="Value of the card.")
@text_option("NAME=VALUE")
@click.option("--silent", is_flag=True, help="Send without a push notification.")
@click.option("--cut", is_flag=True, help="Leave out what is too long of the text, with a note.")
@click.option(
    "--key",
    metavar="NAME",
    help="Name of this message: run again with it, the command sends nothing twice (24 hours).",
)
@click.option("--json", "as_json", is_flag=True, help="Print what came of each recipient as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of what was sent.")
@click.option("-v", "--verbose", is_flag=True, help="Say what it costs and what is left.")
@credentials_options
@sandbox_option
@click.option(
    "--dry-run", is_flag=True, help="Print the requests that would be sent; send nothing."
)
@click.pass_context
def send(
    ctx: click.Context,
    /,
    target: str | None,
    text: str | None,
    silent: bool,
    cut: bool,
    key: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    connection: str | None,
    account: str | None,
    sandbox: bool,
    dry_run: bool,
    **content: tuple[Any, ...],
) -> None:
    r"""Send TEXT, images, messages and cards to TARGET, in one push.

    TARGET is an ID, a name of the configuration file or of the recipient book, tag:NAME, name:"…",
    several of them with commas, an address lineconnector://…, or - for the default recipient. TEXT
    is text whatever it looks like; without other content it can come from standard input. The text
    is shown first, then the others in the order given.

    \b
      line-connector send ops "Disk: 91 %"
      df -h | line-connector send ops
      line-connector send ops,boss -m @card.yaml --image chart.png --silent
    """
    from line_connector.cli.connecting import connected, named_account
    from line_connector.cli.send_arguments import described_objects
    from line_connector.cli.send_outcome import SendOutcome
    from line_connector.configuration import read_configuration
    from line_connector.manifest import load_manifest
    from line_connector.recipients.location import book_of
    from line_connector.recipients.names import BookNames
    from line_connector.sending.address import read_target, recipients_of
    from line_connector.sending.budget import check_budget
    from line_connector.sending.content import alert_message, message_objects
    from line_connector.sending.deliveries import pushes
    from line_connector.sending.files import hosted_messages, line_url

    address = read_target(target)
    account = named_account(address, account, connection)
    objects = described_objects(ctx, content)
    text = _text(text, has_others=bool(objects))
    if address.as_alert and text is not None:
        objects, text = [alert_message(text), *objects], None
    messages = message_objects(text, objects, cut=cut)
    configuration = read_configuration()
    names = BookNames(configuration, book_of(account, sandbox=sandbox))
    recipients = recipients_of(address, configuration, names, say_warning)
    if key == "":
        raise click.BadParameter("must not be empty; without it, one is made", param_hint="--key")
    key = key or str(uuid.uuid4())
    outcome = SendOutcome(key, _names(configuration), quiet=quiet, as_json=as_json)
    used: list[SandboxInUse] = []
    with (
        outcome.guarded(),
        connected(
            load_manifest(), connection, account, sandbox=sandbox, on_sandbox=used.append
        ) as connector,
    ):
        messages = hosted_messages(messages, line_url(connector), configuration, write=not dry_run)
        calls = pushes(connector, recipients, messages, key=key, silent=silent or address.silent)
        for warning in calls[0].warnings:
            say_warning(str(warning))
        if dry_run:
            print_json([call.dry_run() for call in calls])
            if verbose:
                _say_cost(connector, recipients)
            return
        check_budget(connector, recipients, configuration.policies.budget)
        outcome.send(calls)
        if verbose:
            _say_cost(connector, outcome.sent)
        first = outcome.first_sent
        if first is not None and not quiet:
            for each in used:
                each.say_link([first.to], first.outcome.output)
    ctx.exit(outcome.exit_status)


def _text(text: str | None, *, has_others: bool) -> str | None:
    """Return the text to send, which comes from standard input if there is nothing else.

    Raises:
        InputError: it is empty, or there is nothing to send.
    """
    from line_connector.documents.text_files import read_standard_input
    from line_connector.errors import InputError

    if text is None and not has_others:
        if sys.stdin.isatty():
            raise InputError("nothing to send: give TEXT, pipe it in, or see send --help")
        text = read_standard_input().rstrip("\r\n")
        if not text.strip():
            raise InputError("nothing to send: there is no TEXT, and standard input is empty")
    if text is not None and not text.strip():
        raise InputError("TEXT is empty; nothing was sent")
    return text


def _names(configuration: Configuration) -> dict[str, str]:
    """Return the names of single recipients by their IDs."""
    aliases = configuration.recipients.items()
    return {members[0]: name for name, members in aliases if len(members) == 1}


def _say_cost(connector: Connector, recipients: Sequence[str]) -> None:
    """Say what was used up. That this is not known changes nothing about what was sent."""
    from line_connector.errors import ConnectorError
    from line_connector.sending.cost import cost_of, month_of

    try:
        cost, month = cost_of(connector, recipients), month_of(connector)
    except (ConnectorError, ValueError) as error:
        say_warning(f"what it cost is not known: {error}")
    else:
        say(f"{cost:,} message{'s' * (cost != 1)}; {month}")
