"""`line-connector login`: credentials asked for, checked against LINE, and kept for later."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click

from line_connector.cli.printing import say
from line_connector.configuration import Configuration, read_configuration
from line_connector.configuration.editing import account_lines, with_account
from line_connector.configuration.reading import ACCOUNT_NAME
from line_connector.configuration.secret_sources import KeyringEntry, has_keyring
from line_connector.connector import Connector
from line_connector.documents.locking import locked
from line_connector.documents.private_files import write_private_file
from line_connector.documents.text_files import read_standard_input, read_text_file
from line_connector.errors import InputError, SessionError
from line_connector.shortening import shortened

SANDBOX_URL = "http://127.0.0.1:8077"
_SANDBOX_USER = "U00000000000000000000000000000001"
CONSOLE = "https://developers.line.biz/console/"

Fields = Mapping[str, str]


class Credentials(NamedTuple):
    """What an account proves itself with: one secret, and the channel it is for."""

    secret_field: str
    secret: str
    client_id: str | None = None
    """The channel's ID; None beside a token."""

    def fields(self, secret: Any, url: str | None) -> dict[str, Any]:
        """Return the account's fields with `secret`, or where it is kept, in the secret's place."""
        fields = {"url": url, "client_id": self.client_id, self.secret_field: secret}
        return {name: value for name, value in fields.items() if value is not None}


@click.command()
@click.argument("account", default="main")
@click.option("--token-stdin", is_flag=True, help="Read a channel access token from stdin.")
@click.option("--client-id", metavar="ID", help="The channel's ID; see --secret-stdin.")
@click.option("--secret-stdin", is_flag=True, help="Read the channel's secret from stdin.")
@click.option(
    "--keep",
    type=click.Choice(["keyring", "file", "environment"]),
    help="Where the secret is kept. Default: asked; without a terminal, the keyring or a file; "
    "with --sandbox a file.",
)
@click.option("--default", "is_default", is_flag=True, help="Make it the default account.")
@click.option("--replace", is_flag=True, help="Replace an account of this name.")
@click.option("--url", help="Address of a sandbox or a gateway in LINE's place.")
@click.option(
    "--sandbox", is_flag=True, help=f"The running sandbox: that of the file, or {SANDBOX_URL}."
)
def login(
    account: str,
    token_stdin: bool,
    client_id: str | None,
    secret_stdin: bool,
    keep: str | None,
    is_default: bool,
    replace: bool,
    url: str | None,
    sandbox: bool,
) -> None:
    r"""Add an account of LINE to the configuration file. Default name: main.

    Asks for the credentials, checks them against LINE, and keeps the secret in the system's
    keyring, in a file that only you can read, or in an environment variable.

    \b
      line-connector login
      line-connector login tokyo --client-id 1234567890 --secret-stdin < secret.txt
    """
    configuration = read_configuration()
    if token_stdin + secret_stdin > 1 or (client_id is not None) is not secret_stdin:
        raise click.UsageError("give --token-stdin, or --client-id with --secret-stdin, or neither")
    _check_name(account, configuration, replace=replace)
    if sandbox:
        url = url or configuration.sandbox_url or SANDBOX_URL
    if token_stdin or secret_stdin:
        credentials = _from_stdin(client_id)
    else:
        credentials = _of_sandbox() if sandbox else _asked()
    try:
        name = _name_of_account(credentials.fields(credentials.secret, url))
    except SessionError as error:
        advice = f"; is a sandbox running at {url}? Start one: line-connector sandbox"
        raise type(error)(f"{error}{advice if sandbox else ''}") from None
    say(f"{name}: the credentials are valid")
    keep = keep or ("file" if sandbox else _asked_place())
    with locked(configuration.path):
        configuration = read_configuration()  # another login may have changed it
        _check_name(account, configuration, replace=replace)
        kept = _Kept(configuration.path, account, credentials.secret_field)
        fields = credentials.fields(kept.keep(credentials.secret, keep), url)
        is_default = is_default or not configuration.accounts
        _write(configuration, account, fields, is_default=is_default)
    is_used = read_configuration().default_account == account
    to = _SANDBOX_USER if sandbox else "YOUR_USER_ID"
    say(f'Next: line-connector send {to} "Hello"' + ("" if is_used else f" --account {account}"))
    if not sandbox:
        say("Your user ID is in the console too, under Basic settings")


def _check_name(account: str, configuration: Configuration, *, replace: bool) -> None:
    if not ACCOUNT_NAME.fullmatch(account):
        raise InputError(
            f"account {shortened(account)!r}: must be letters, digits, hyphens and underscores"
        )
    if account in configuration.accounts and not replace:
        raise InputError(
            f"account {account} is in {configuration.path} already: give another name, or --replace"
        )


def _from_stdin(client_id: str | None) -> Credentials:
    secret = read_standard_input().strip()
    if not secret:
        raise InputError("standard input: must hold the secret")
    return Credentials("client_secret" if client_id else "token", secret, client_id)


def _asked() -> Credentials:
    """Ask a person."""
    if not sys.stdin.isatty():
        raise InputError("stdin is no terminal: give --token-stdin, or --client-id, --secret-stdin")
    say(f"In {CONSOLE} choose your channel. Its ID and secret are under Basic settings,")
    say("a long-lived channel access token under Messaging API.")
    client_id = click.prompt(
        "Channel ID (empty: a long-lived token instead)", default="", show_default=False, err=True
    ).strip()
    name = "Channel secret" if client_id else "Channel access token"
    secret = click.prompt(f"{name} (not shown)", hide_input=True, err=True).strip()
    if client_id:
        return Credentials("client_secret", secret, client_id)
    return Credentials("token", secret)


def _of_sandbox() -> Credentials:
    from line_connector.sandbox.channel import DEFAULT_CHANNEL

    return Credentials("client_secret", DEFAULT_CHANNEL.secret, DEFAULT_CHANNEL.channel_id)


def _name_of_account(fields: Fields) -> str:
    """Return the account's name and basic ID, as LINE has them.

    Raises:
        InputError: something else than LINE answered.
        ConnectorError: LINE refused the credentials, or could not be reached.
    """
    with Connector({"line": fields}) as connector:
        try:
            bot = connector.run("get_bot_info").body
        except ValueError:
            raise InputError("--url: what answers there does not answer as LINE does") from None
    return f"{bot.display_name} ({bot.basic_id})"


def _asked_place() -> str:
    """Return where the secret is to be kept."""
    usable = ["keyring"] if has_keyring() else []
    places = [*usable, "file", "environment"]
    if not sys.stdin.isatty():
        return places[0]
    place: str = click.prompt(
        "Keep the secret in", type=click.Choice(places), default=places[0], err=True
    )
    return place


class _Kept:
    """One secret of an account, and where it can be kept."""

    def __init__(self, file: Path, account: str, field: str) -> None:
        self._file = file
        self._account = account
        self._field = field

    def keep(self, secret: str, place: str) -> dict[str, Any]:
        """Keep the secret; return what stands for it in the configuration file."""
        owner = f"{self._account}.{self._field}"
        if place == "keyring":
            KeyringEntry(f"account {self._account}, {self._field}", owner).write(secret)
            say(f"The secret is in the system's keyring: line-connector, {owner}")
            return {"keyring": True}
        if place == "file":
            path = self._file.parent / owner
            write_private_file(path, f"{secret}\n")
            say(f"The secret is in {path}, which only you can read")
            return {"file": owner}
        variable = f"{self._account}_{self._field}".upper().replace("-", "_")
        say(f"Set the environment variable {variable} to the secret: it is kept nowhere")
        return {"env": variable}


def _write(
    configuration: Configuration, account: str, fields: Mapping[str, Any], *, is_default: bool
) -> None:
    """Write the account into the file, which keeps its comments and order.

    Raises:
        InputError: the file cannot be written, or its form allows no account to be added.
    """
    path = configuration.path
    text = read_text_file(path) if path.exists() else ""
    changed = with_account(text, account, fields, is_default=is_default)
    if changed is None:
        click.echo("".join(["accounts:\n", *account_lines(account, fields)]), nl=False)
        raise InputError(
            f"{path}: an account cannot be added without rewriting the file; add the lines above"
        )
    write_private_file(path, changed, keeps_access=True)
    role = "The default account is" if is_default else "Account"
    say(f"{role} {account}, in {path}")
