"""Control of what users do: each act makes its webhook events, and changes what it changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from line_connector.sandbox.line.acting.performing import perform, perform_at_once
from line_connector.sandbox.line.webhook.deliveries import is_being_sent
from line_connector.sandbox.line.webhook.event_log import numbered_events
from line_connector.sandbox.provider import Controls, Fields, Later
from line_connector.sandbox.state import State

controls = Controls()


@controls.post("act")
def act(state: State, fields: Fields) -> "Fields | Later":
    """Let somebody do something; wait until the bot has got the webhooks, if not told otherwise."""
    return _told(state, fields, *perform(state, fields))


@controls.post("acts")
def act_at_once(state: State, fields: Fields) -> "Fields | Later":
    """Let several things be done, of which one webhook tells."""
    return _told(state, fields, *perform_at_once(state, fields["acts"]))


def _told(
    state: State, fields: Fields, numbers: Sequence[int], told: Mapping[str, Any]
) -> "Fields | Later":
    def output() -> Fields:
        return {**told, "events": numbered_events(state, numbers)}

    if not fields.get("wait", True):
        return output()
    return Later(lambda: is_being_sent(state, numbers), output)
