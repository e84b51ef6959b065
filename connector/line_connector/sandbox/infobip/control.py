"""The control API's part for Infobip: its phones, and the reports it pushes."""

from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.infobip.phones import Behaviour, asked_behaviours, put_behaviour
from line_connector.sandbox.infobip.pushes import all_pushes
from line_connector.sandbox.state import State

Given = Mapping[str, Any]


def list_phones(state: State, _: Given) -> Given:
    """List what was asked of the phones."""
    return {"phones": asked_behaviours(state)}


def put_phone(state: State, given: Given) -> Given:
    """Decide what becomes of messages that are sent to a phone on a channel from now on."""
    behaviour = Behaviour(given["behaviour"], given.get("after", 0))
    put_behaviour(state, given["phone"], given["channel"], behaviour)
    return list_phones(state, given)


def list_report_pushes(state: State, given: Given) -> Given:
    """List the reports that were to be pushed, and each attempt."""
    return {"reportPushes": all_pushes(state, given.get("messageId"))}
