"""`line-connector trigger`: do what a user does, and see what the bot answers."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import click

from line_connector.cli.inputs import assign
from line_connector.cli.printing import print_json, say
from line_connector.errors import (
    ApiError,
    CredentialsError,
    InputError,
    SessionError,
    UnknownOutcomeError,
)

FRIEND = f"U{1:032x}"
"""Who acts if nobody else is named: a friend in every new sandbox."""

USERLESS = {"join", "leave", "memberJoined", "memberLeft", "module", "botSuspended", "botResumed"}
"""Kinds that no user is the source of."""

EXIT_STATUSES = {
    "error_status_code": ApiError.exit_status,
    "could_not_connect": SessionError.exit_status,
    "request_timeout": UnknownOutcomeError.exit_status,
    "unclassified": UnknownOutcomeError.exit_status,
}
"""By LINE's reason why a webhook failed."""


@click.command()
@click.argument("kind")
@click.option("--from", "user", metavar="USER", help="Who acts: an ID or a name. Default: U…1.")
@click.option("--group", metavar="GROUP", help="The group in which it happens.")
@click.option("--room", metavar="ROOM", help="The multi-person chat in which it happens.")
@click.option("--text", help="Of a message.")
@click.option("--data", help="Of a postback.")
@click.option("--label", help="Of the button that is tapped.")
@click.option("--message", metavar="ID", help="The message that is tapped, edited or unsent.")
@click.option("--set", "assignments", multiple=True, metavar="PATH=VALUE", help="Any other field.")
@click.option("--channel", metavar="ID", help="The sandbox's channel, if it is not the first one.")
@click.option("--url", metavar="URL", help="The running sandbox, if it is not the usual one.")
@click.option("--to", metavar="URL", help="A bot that gets the event without any sandbox.")
@click.option(
    "--secret-from",
    metavar="VARIABLE",
    help="Environment variable with the channel secret that signs for --to.",
)
@click.pass_context
def trigger(
    ctx: click.Context,
    /,
    channel: str | None,
    url: str | None,
    to: str | None,
    secret_from: str | None,
    **given: Any,
) -> None:
    r"""Act as a user of the sandbox; print the events and what the bot answered.

    KIND is message, sticker, image, video, audio, file, location, tap, postback, follow, unfollow,
    unblock, join, leave, memberJoined, memberLeft, beacon, or another act of docs/sandbox.md.

    \b
      line-connector sandbox --webhook http://127.0.0.1:8000/line &
      line-connector trigger message --text "What's new?"
      line-connector trigger tap --label Yes
      line-connector trigger postback --data order=1 --group C00000000000000000000000000000001
      line-connector trigger follow --to http://127.0.0.1:8000/line --secret-from BOT_SECRET

    \b
    Exit status: 0 the bot took it · 1 it answered with an error · 2 bad input
                 3 it could not be reached · 4 no answer in time
    """
    act = _act(**given)
    for option, value in (("--url", url), ("--channel", channel)):
        if to is not None and value is not None:
            raise InputError(f"--to and {option} exclude each other")
    if to is not None:
        told = _directly(act, to, secret_from)
    elif secret_from is not None:
        raise InputError("--secret-from is for --to: the sandbox signs with its own secret")
    else:
        from line_connector.cli.sandbox_in_use import named_url

        told = _through(url or named_url(), channel, act)
    print_json(told)
    ctx.exit(_report(told))


def _act(
    kind: str,
    user: str | None,
    group: str | None,
    room: str | None,
    message: str | None,
    assignments: tuple[str, ...],
    **texts: str | None,
) -> dict[str, Any]:
    """Return what the control API of the sandbox takes."""
    act: dict[str, Any] = {"type": "text" if kind == "message" else kind}
    if user is not None or act["type"] not in USERLESS:
        act["userId"] = _one_id(user) if user is not None else FRIEND
    chats = {"groupId": group, "roomId": room}
    act |= {name: _one_id(text) for name, text in chats.items() if text is not None}
    act |= {name: text for name, text in texts.items() if text is not None}
    if message is not None:
        act["messageId"] = message
    if act["type"] == "text":
        act.setdefault("text", "Hello")
    for assignment in assignments:
        assign(act, assignment)
    if act["type"] == "follow" and user is None:
        del act["userId"]  # somebody new
    return act


def _one_id(text: str) -> str:
    """Return the ID that an ID or a name of the configuration file stands for."""
    from line_connector.configuration import read_configuration

    ids = read_configuration().recipients_of(text)
    if len(ids) != 1:
        raise InputError(f"{text}: stands for {len(ids)} recipients; one is wanted")
    return ids[0]


def _directly(act: Mapping[str, Any], to: str, secret_from: str | None) -> dict[str, Any]:
    """Send a bot an event without a running sandbox."""
    from line_connector.http.connection import is_loopback
    from line_connector.sandbox.direct import act_directly
    from line_connector.sandbox.provider import InvalidInputError

    if urlsplit(to).scheme != "https" and not (to.startswith("http://") and is_loopback(to)):
        raise InputError("--to: must be HTTPS unless it is on this machine")
    if secret_from is None:
        raise InputError("--to needs --secret-from: the variable with the bot's channel secret")
    secret = os.environ.get(secret_from)
    if not secret:
        raise CredentialsError(f"--secret-from {secret_from}: the environment has no such variable")
    try:
        return act_directly(act, to, secret)
    except InvalidInputError as error:
        raise InputError(str(error)) from None


def _through(url: str, channel: str | None, act: Mapping[str, Any]) -> dict[str, Any]:
    """Let a channel of a running sandbox send the event."""
    url = url.rstrip("/")
    query = "" if channel is None else "?" + urlencode({"channel": channel})
    webhook = _asked(f"{url}/_sandbox/webhook{query}")
    if not webhook.get("endpoint") or not webhook.get("active"):
        raise InputError(
            f"{url}: no webhook endpoint is set, or it is not active: start it with"
            " line-connector sandbox --webhook URL"
        )
    return _asked(f"{url}/_sandbox/act{query}", act)


def _asked(url: str, fields: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Ask the control API of a sandbox something, or tell it something."""
    import requests

    try:
        with requests.Session() as session:
            session.trust_env = False
            if fields is None:
                answer = session.get(url, timeout=10)
            else:
                answer = session.post(url, json=fields, timeout=600)
            told: dict[str, Any] = answer.json()
    except json.JSONDecodeError:
        raise SessionError(f"{url}: this is not a sandbox") from None
    except requests.RequestException:
        text = f"{url}: no sandbox answers: start it with line-connector sandbox --webhook URL"
        raise SessionError(text) from None
    if answer.status_code == 400:
        raise InputError(str(told.get("message")))
    if not answer.ok:
        raise SessionError(f"{url}: this is not a sandbox of this version")
    return told


def _report(told: Mapping[str, Any]) -> int:
    """Say what the bot answered to each event; return the exit status, the worst of all."""
    status = 0
    if not told["events"]:
        say("no event comes of it")
    for entry in told["events"]:
        for delivery in entry["deliveries"]:
            reason = delivery.get("reason")
            status = max(status, EXIT_STATUSES.get(reason, 0))
            outcome = reason or delivery.get("status") or delivery["state"]
            detail = f" ({delivery['detail']})" if delivery.get("detail") else ""
            seconds = f", {delivery['seconds'] * 1000:.0f} ms" if "seconds" in delivery else ""
            say(f"{entry['event']['type']}: {outcome}{detail}{seconds}")
    return status
