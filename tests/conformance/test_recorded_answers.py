"""Sandbox and models give the answers that LINE was recorded to give."""

from __future__ import annotations

import pytest
import requests
from pydantic import ValidationError

from conformance.recorded import Recorded, kept_apart, recorded_answers, request_of
from line_connector import load_manifest, validate
from support.sandboxed import Line

ACTIONS = {name: spec.action for name, spec in load_manifest().actions.items()}
ANSWERS = recorded_answers()


def _id(answer: Recorded) -> str:
    details = answer.body.get("details") or [{}]
    place, text = details[0].get("property", ""), details[0].get("message", answer.body["message"])
    return f"{answer.action}-{place or ''}-{text}"[:90]


each_answer = pytest.mark.parametrize("answer", ANSWERS, ids=_id)


@each_answer
def test_the_sandbox_gives_the_recorded_answer(answer: Recorded, line: Line) -> None:
    action = ACTIONS[answer.action]
    path, query, body = request_of(action, answer)
    headers = {"Content-Type": "application/json"} if body else {}
    if answer.token:
        headers["Authorization"] = f"Bearer {answer.token}"

    reply = requests.request(
        action.method, line.url + path, params=query, data=body, headers=headers, timeout=10
    )

    assert (reply.status_code, reply.json()) == (answer.status, answer.body)


@each_answer
def test_the_models_refuse_what_can_be_known_offline(answer: Recorded) -> None:
    if answer.input is None:
        pytest.skip("not JSON, so nothing that a model sees")
    model = ACTIONS[answer.action].input_model
    try:
        model.model_validate(answer.input)
    except ValidationError:
        accepted = False
    else:
        accepted = True

    assert accepted is not answer.offline


@pytest.mark.parametrize(
    "answer", [each for each in ANSWERS if each.action == "validate_push"], ids=_id
)
def test_validate_refuses_the_messages_too(answer: Recorded) -> None:
    assert answer.input is not None
    assert validate(answer.input["messages"]) != []


def test_every_answer_has_its_source() -> None:
    assert all(answer.source for answer in ANSWERS)
    assert all(each["source"] and each["reason"] for each in kept_apart())
    assert len(ANSWERS) >= 60
