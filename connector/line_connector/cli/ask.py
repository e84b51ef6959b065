"""`line-connector ask`: a question to people in LINE, and their answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from line_connector.cli.completing_recipients import complete_recipient
from line_connector.cli.connecting import connected, named_account
from line_connector.cli.durations import Duration, duration_text
from line_connector.cli.options import credentials_options, sandbox_option, store_option
from line_connector.cli.printing import print_json, print_raw, say, say_warning

if TYPE_CHECKING:
    from line_connector.connector import Connector
    from line_connector.questions.asked import Asked
    from line_connector.questions.question import Question
    from line_connector.schema.problems import Problem


_OPTIONS = {
    "choices": "--choice",
    "fields": "--field",
    "allowed": "--allow",
    "remind_after": "--remind",
    "escalate_to": "--escalate",
    "escalate_after": "--escalate-after",
    **{name: f"--{name}" for name in ("title", "timeout", "callback", "earliest", "latest")},
    "language": "--language",
}
"""Options by the field of the question that they set."""

_KINDS = {
    "date": {"kind": "date", "date_mode": "date"},
    "time": {"kind": "date", "date_mode": "time"},
    "datetime": {"kind": "date", "date_mode": "datetime"},
    "free_text": {"kind": "text"},
}
"""Fields of the question by the flag that sets them."""


@click.command()
@click.argument("target", shell_complete=complete_recipient)
@click.argument("text")
@click.option("--choice", "choices", multiple=True, metavar="TEXT", help="A button; up to 10.")
@click.option("--date", is_flag=True, help="Ask for a date.")
@click.option("--time", is_flag=True, help="Ask for a time.")
@click.option("--datetime", is_flag=True, help="Ask for a date and a time.")
@click.option("--free-text", is_flag=True, help="Ask for a text.")
@click.option("--earliest", metavar="WHEN", help="Earliest date or time: 2026-12-24, 09:30.")
@click.option("--latest", metavar="WHEN", help="Latest date or time.")
@click.option("--title", metavar="TEXT", help="Title above the question.")
@click.option("--field", "fields", multiple=True, metavar="NAME=VALUE", help="A row of the card.")
@click.option(
    "--timeout",
    type=Duration(),
    default="15m",
    show_default=True,
    help="Until when it can be answered: 90s, 15m, 2h, 1d.",
)
@click.option(
    "--allow",
    multiple=True,
    metavar="USER",
    shell_complete=complete_recipient,
    help="Who may answer in a group.",
)
@click.option("--remind", type=Duration(), help="Remind after this time.")
@click.option(
    "--escalate",
    multiple=True,
    metavar="TARGET",
    shell_complete=complete_recipient,
    help="Whom to ask next.",
)
@click.option("--escalate-after", type=Duration(), help="After this time. Default: equal parts.")
@click.option("--callback", metavar="URL", help="Send there how it ended.")
@click.option("--language", metavar="CODE", help="Of the buttons: en, ja, th, zh-TW, ko, id, ar.")
@click.option(
    "--key", metavar="NAME", help="Name of the question: asked again with it, it is asked once."
)
@click.option("--no-wait", is_flag=True, help="Print the question's ID, and do not wait.")
@click.option("--json", "as_json", is_flag=True, help="Print the question with its answer.")
@store_option
@credentials_options
@sandbox_option
@click.option(
    "--dry-run", is_flag=True, help="Print the requests that would be sent at once; send nothing."
)
@click.pass_context
def ask(
    ctx: click.Context,
    /,
    target: str,
    text: str,
    key: str | None,
    no_wait: bool,
    as_json: bool,
    store: str | None,
    connection: str | None,
    account: str | None,
    sandbox: bool,
    dry_run: bool,
    **given: Any,
) -> None:
    r"""Ask TARGET a question in LINE; print the answer.

    Without --choice and the like the buttons are Approve and Deny. TARGET is what send takes. A
    running line-connector listen on the same --store takes the answer.

    \b
      line-connector ask ops "Deploy 1.4?" && ./deploy
      line-connector ask ops "Which one?" --choice blue --choice green --timeout 1h
      line-connector ask boss "When?" --date --remind 5m --escalate ops

    \b
    Exit status: 0 approved, the first choice, a date or a text · 10 denied, the second choice
                 11 the third … · 5 nobody answered in time · 6 withdrawn · 1 refused
                 2 bad input · 3 connection, credentials or no listener
                 4 not known whether it was asked
    """
    from line_connector.cli.answers import report, resumable
    from line_connector.configuration import read_configuration
    from line_connector.errors import InputError
    from line_connector.manifest import load_manifest
    from line_connector.questions.asking import Questions
    from line_connector.questions.question import read_question
    from line_connector.recipients.location import sending_account
    from line_connector.sending.address import read_target

    address = read_target(target)
    account = named_account(address, account, connection)
    fields = _fields(address.targets, text, **given)
    try:
        question = read_question(fields)
    except InputError as error:
        raise InputError("\n".join(map(_as_option, error.problems)), error.problems) from None
    named = ""
    if not connection and not sandbox:
        named = sending_account(account, read_configuration())
    using = partial(connected, load_manifest(), connection, account)
    if dry_run:
        with using(sandbox=sandbox) as used:
            _print_requests(question, used, named)
        return
    asked: Asked | None = None
    with (
        using(sandbox=sandbox) as used,
        Questions(store, used, account=named) as questions,
        resumable(ctx, lambda: None if asked is None else asked.id),
    ):
        asked = questions.ask(question, key, warn=say_warning)
        if no_wait:
            print_json(asked.to_dict()) if as_json else print_raw(asked.id)
            return
        if asked.is_open:
            say(f"asked; waiting {duration_text(question.timeout)} for question {asked.id}")
        status = report(questions.wait(asked.id), as_json=as_json)
    ctx.exit(status)


def _as_option(problem: Problem) -> str:
    """Return a problem of the question under the name of the option that sets it."""
    option = _OPTIONS.get(str(problem.path[0])) if problem.path else None
    return str(problem) if option is None else f"{option}: {problem.message}"


def _print_requests(question: Question, connector: Connector, account: str) -> None:
    """Print what asking would send at once. No database is opened."""
    from line_connector.configuration import read_configuration
    from line_connector.questions.preparing import prepare

    prepared = prepare(question, connector, read_configuration(), say_warning, account=account)
    print_json([card.dry_run() for card in prepared.cards])


def _fields(
    to: Sequence[str],
    text: str,
    choices: Sequence[str],
    allow: Sequence[str],
    fields: Sequence[str],
    remind: float | None,
    escalate: Sequence[str],
    **others: Any,
) -> dict[str, Any]:
    """Return the fields of the question that the options describe.

    Raises:
        InputError: they do not go together.
    """
    from line_connector.errors import InputError

    flags = [flag for flag in _KINDS if others.pop(flag)]
    options = [f"--{flag.replace('_', '-')}" for flag in flags] + ["--choice"] * bool(choices)
    if len(options) > 1:
        both = "; --datetime asks for both" if options == ["--date", "--time"] else ""
        raise InputError(f"{' and '.join(options)} exclude each other{both}")
    kind = _KINDS[flags[0]] if flags else {}
    rows: dict[str, str] = {}
    for each in fields:
        name, sign, value = each.partition("=")
        if not name or not sign:
            raise InputError(f"--field {each}: must be NAME=VALUE")
        rows[name] = value
    wanted = {"choices": [*choices], "allowed": [*allow], "fields": rows, "remind_after": remind}
    wanted |= {"escalate_to": [*escalate], **others}
    given = {name: value for name, value in wanted.items() if value not in (None, [], {})}
    return {"text": text, "to": [*to], **kind, **given}
