"""Two readings of the same facts: our models, and the sandbox's own rules.

Each example starts with a good message and spoils it in up to three places. What our models take
and send, the sandbox must take; and what the sandbox takes, our models must take too. Where that is
not so, one of them has misread the facts.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, note, settings

from differential.seeds import SEEDS
from differential.spoiling import spoilt
from line_connector import validate
from line_connector.models.line.sending import MessageObjects
from line_connector.sandbox import Sandbox
from support.sandboxed import Line


@pytest.mark.parametrize("kind", SEEDS)
def test_good_messages_are_good_to_both(kind: str, line: Line) -> None:
    for message in SEEDS[kind]:
        assert validate([message]) == []
        assert refusal(line.url, requests, message) is None


@pytest.mark.parametrize("kind", SEEDS)
def test_both_readings_agree(kind: str, running_sandbox: Sandbox) -> None:
    with requests.Session() as http:

        @settings(
            max_examples=300,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        )
        @given(message=spoilt(SEEDS[kind]))
        def agree(message: dict[str, Any]) -> None:
            ours = validate([message])
            # Our models also put right what is plain, such as "true" for true.
            sent = message if ours else as_sent(message)
            theirs = refusal(running_sandbox.url, http, sent)
            note(f"sent:    {json.dumps(sent, ensure_ascii=False)}")
            note(f"models:  {ours}")
            note(f"sandbox: {theirs}")
            assert bool(ours) == (theirs is not None)

        agree()


def as_sent(message: dict[str, Any]) -> dict[str, Any]:
    """Return a good message as an action sends it."""
    wire = MessageObjects.model_validate({"messages": [message]}).to_wire()
    sent: dict[str, Any] = wire["messages"][0]
    return sent


def refusal(url: str, http: Any, message: dict[str, Any]) -> Any:
    """Return what the sandbox says against a message, or None."""
    answer = http.post(
        f"{url}/v2/bot/message/validate/push",
        json={"messages": [message]},
        headers={"Authorization": "Bearer sandbox-token"},
        timeout=10,
    )
    return None if answer.status_code == 200 else answer.json()
