"""Two readings of Infobip's facts: our models, and the sandbox's own rules.

As with LINE's messages, what our models take and send the sandbox must take, and what the sandbox
takes our models must take too. Of much that Infobip does not publish our models only warn; there,
and nowhere else, the sandbox may refuse what they send.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, assume, given, note, settings

from differential.infobip_seeds import SEEDS
from differential.spoiling import spoilt
from line_actions.infobip.infobip_create_omni_scenario import InfobipCreateOmniScenario
from line_actions.infobip.infobip_send_line_message import InfobipSendLineMessage
from line_actions.infobip.infobip_send_line_messages import InfobipSendLineMessages
from line_actions.infobip.infobip_send_omni_message import InfobipSendOmniMessage
from line_connector.action import Action
from line_connector.errors import InputError
from line_connector.sandbox import Sandbox
from line_connector.schema.model import Input
from line_connector.schema.warnings import warnings_in

ACTIONS: dict[str, type[Action[Any, Any]]] = {
    "infobip_send_line_messages": InfobipSendLineMessages,
    "infobip_send_line_message": InfobipSendLineMessage,
    "infobip_create_omni_scenario": InfobipCreateOmniScenario,
    "infobip_send_omni_message": InfobipSendOmniMessage,
}
ADDRESSES = (
    "to",
    "phoneNumber",
    "emailAddress",
    "pushRegistrationId",
    "whatsAppUserId",
    "facebookUserKey",
    "lineUserKey",
)


@pytest.fixture
def http(running_sandbox: Sandbox) -> Iterator[requests.Session]:
    running_sandbox.reset()
    with requests.Session() as http:
        http.headers["Authorization"] = "App sandbox-key"
        http.post(f"{running_sandbox.url}/_sandbox/settings", json={"rateLimits": False})
        yield http
    running_sandbox.reset()


@pytest.mark.parametrize("name", SEEDS)
def test_good_bodies_are_good_to_both(
    name: str, running_sandbox: Sandbox, http: requests.Session
) -> None:
    action = ACTIONS[name]
    for body in SEEDS[name]:
        sent = action.request(action.read_input(body)).body
        assert sent is not None
        assert sent.shown() == body
        assert refused(http, running_sandbox.url + action.path, sent.shown()) == set()


@pytest.mark.parametrize("name", SEEDS)
def test_both_readings_agree(name: str, running_sandbox: Sandbox, http: requests.Session) -> None:
    action = ACTIONS[name]
    url = running_sandbox.url + action.path

    @settings(
        max_examples=150,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(body=spoilt(SEEDS[name]))
    def agree(body: dict[str, Any]) -> None:
        assume(not has_empty_address(body))
        note(f"body:    {json.dumps(body, ensure_ascii=False)}")
        theirs = refused(http, url, body)
        note(f"sandbox: {theirs}")
        try:
            data = read(action, body)
        except InputError as error:
            note(f"models:  {error}")
            assert theirs
        else:
            # Our models also put right what is plain, such as "1" for 1.
            sent = action.request(data).body
            theirs = refused(http, url, sent and sent.shown())
            warned = {found.property for found in warnings_in(data)}
            note(f"warned: {warned}")
            assert theirs <= warned

    agree()


def read(action: type[Action[Any, Any]], body: Mapping[str, Any]) -> Input:
    """Read an input; only unknown properties, which Infobip ignores, are let through."""
    try:
        return action.read_input(body)
    except InputError as error:
        if all(found.message.startswith("unknown property") for found in error.problems):
            return action.read_input(body, lenient=True)
        raise


def has_empty_address(body: Mapping[str, Any]) -> bool:
    """Tell whether somebody has an empty address.

    Our models refuse it, as it is surely a slip; to the sandbox it is a matter of the message's
    status, or of no matter where there is another address.
    """
    written = json.dumps(body, separators=(",", ":"))
    return any(f'"{name}":""' in written for name in ADDRESSES)


def refused(http: requests.Session, url: str, body: Any) -> set[str]:
    """Return what the sandbox refuses, by path; nothing if it takes the body."""
    answer = http.post(url, json=body, timeout=10)
    if answer.ok:
        return set()
    assert answer.status_code == 400, answer.text
    said = answer.json()
    if "violations" in said:
        return {violation["property"] for violation in said["violations"]}
    return set(said["requestError"]["serviceException"].get("validationErrors", [""]))
