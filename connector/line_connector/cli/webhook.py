"""`line-connector webhook`: where LINE sends a channel's webhooks."""

from __future__ import annotations

import click

from line_connector.cli.connecting import connected
from line_connector.cli.options import credentials_options
from line_connector.cli.printing import print_json, say
from line_connector.manifest import load_manifest

REASONS = {
    "COULD_NOT_CONNECT": "LINE could not connect to it: its name, its port, or its certificate, "
    "which a public authority must have issued",
    "REQUEST_TIMEOUT": "it did not answer within the 2 seconds that LINE waits",
    "ERROR_STATUS_CODE": "it did not answer with a status of 200 to 299",
    "UNCLASSIFIED": "LINE does not say why",
}
"""LINE's reasons in words.

Source: https://developers.line.biz/en/docs/messaging-api/check-webhook-error-statistics/
"""


@click.group()
def webhook() -> None:
    """Show, set and test where LINE sends a channel's webhooks."""


@webhook.command()
@credentials_options
def get(connection: str | None, account: str | None) -> None:
    """Print the URL, and whether LINE sends webhooks to it."""
    with connected(load_manifest(), connection, account, sandbox=False) as connector:
        output = connector.run("get_webhook_endpoint")
    print_json(output.json_body)
    if not output.json_body["active"]:
        say("LINE sends nothing: switch on Use webhook in the LINE Developers Console")


@webhook.command("set")
@click.argument("url")
@credentials_options
def set_(url: str, connection: str | None, account: str | None) -> None:
    """Have LINE send webhooks to URL, which begins with https://, from within a minute."""
    with connected(load_manifest(), connection, account, sandbox=False) as connector:
        connector.run("set_webhook_endpoint", {"endpoint": url})
        active = connector.run("get_webhook_endpoint").json_body["active"]
    say(f"LINE sends webhooks to {url}")
    if not active:
        say("not yet: switch on Use webhook in the LINE Developers Console")


@webhook.command()
@click.argument("url", required=False)
@credentials_options
@click.pass_context
def test(ctx: click.Context, url: str | None, connection: str | None, account: str | None) -> None:
    """Have LINE send a webhook without events to URL, or to the one that is set."""
    with connected(load_manifest(), connection, account, sandbox=False) as connector:
        raw = {} if url is None else {"endpoint": url}
        result = connector.run("test_webhook_endpoint", raw).json_body
    print_json(result)
    if result["reason"] == "OK":
        say("it answered")
        return
    why = REASONS.get(result["reason"], result["reason"])
    hint = ""
    if result["statusCode"] == 401:
        hint = ": the signature is not valid there, so it has another channel secret"
    say(f"it failed: {why} ({result['detail']}){hint}")
    ctx.exit(1)
