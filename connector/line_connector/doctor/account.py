"""Checks of a LINE account: whether its credentials are accepted, and what it has left."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from line_connector.connector import Connector
from line_connector.doctor.check import Check
from line_connector.errors import (
    AuthenticationError,
    ConnectorError,
    CredentialsError,
    NotFoundError,
)

_OTHER = "what answers there does not answer as LINE does"

_CONSOLE = "https://developers.line.biz/console/"


def check_account(connector: Connector) -> Iterator[Check]:
    """Check the account that the credentials belong to; everything here only reads."""
    try:
        bot = connector.run("get_bot_info").body
    except (AuthenticationError, CredentialsError) as error:
        fix = f"compare them with {_CONSOLE}, or issue a new token there"
        yield Check("token", "failed", str(error), fix)
        return
    except ConnectorError as error:
        yield Check("account", "failed", str(error), "see the error; try again later")
        return
    except ValueError:
        yield Check("account", "failed", _OTHER, "check the connection's url")
        return
    yield Check("token", "ok", "accepted")
    yield Check("account", "ok", f"{bot.display_name} ({bot.basic_id})")
    yield _unless_refused("quota", _quota, connector)
    yield _unless_refused("webhook", _webhook, connector)


def _unless_refused(name: str, check: Callable[[Connector], Check], connector: Connector) -> Check:
    try:
        return check(connector)
    except ConnectorError as error:
        return Check(name, "warning", str(error), "see the error; sending may work all the same")
    except ValueError:
        return Check(name, "warning", _OTHER, "check the connection's url")


def _quota(connector: Connector) -> Check:
    quota = connector.run("get_message_quota").body
    used = connector.run("get_message_quota_consumption").body.total_usage
    if quota.value is None:
        return Check("quota", "ok", f"{used} messages sent this month, no limit")
    left = max(quota.value - used, 0)
    text = f"{used} of {quota.value} messages sent this month, {left} left"
    if left == 0:
        fix = "nothing but replies can be sent before next month, or a plan with more messages"
        return Check("quota", "warning", text, fix)
    return Check("quota", "ok", text)


def _webhook(connector: Connector) -> Check:
    try:
        webhook = connector.run("get_webhook_endpoint").body
    except NotFoundError:
        return Check("webhook", "ok", "no URL is set: needed only to receive messages")
    if webhook.active:
        return Check("webhook", "ok", webhook.endpoint)
    fix = f'switch on "Use webhook" in {_CONSOLE} > Messaging API'
    return Check("webhook", "warning", f"{webhook.endpoint}, switched off", fix)
