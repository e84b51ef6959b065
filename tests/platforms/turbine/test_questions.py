"""The actions that ask, run by Swimlane's packages: what the service is sent."""

from __future__ import annotations

import json
from pathlib import Path

from platforms.turbine.conftest import Run
from support.listening import recording

QUESTION = {"text": "Isolate host-17?", "to": ["soc"], "timeout": 3600}
KEY = {"idempotency_key": "INC-7/isolate"}


def test_a_question_is_sent_with_its_key(swimlane: Run, bundle: Path) -> None:
    with recording() as service:
        asset = {"url": service.url, "token": "key-of-turbine"}
        ended = swimlane("ask_question", asset, {**QUESTION, **KEY}, bundle / "questions")
        assert ended.output["status_code"] == 200
        (posted,) = service.posted
    assert posted.path == "/v1/questions"
    assert posted.headers["Idempotency-Key"] == "INC-7/isolate"
    assert posted.headers["Authorization"] == "Bearer key-of-turbine"
    assert {name: json.loads(posted.body)[name] for name in QUESTION} == QUESTION


def test_a_wrong_question_is_not_sent(swimlane: Run, bundle: Path) -> None:
    with recording() as service:
        asset = {"url": service.url, "token": "key-of-turbine"}
        ended = swimlane(
            "ask_question", asset, {**QUESTION, **KEY, "kind": "choice"}, bundle / "questions"
        )
        assert "choices: a choice has 1 to 10 of them" in ended.error["message"]
        assert service.posted == []


def test_a_service_that_is_not_there_is_told(swimlane: Run, bundle: Path) -> None:
    asset = {"url": "http://127.0.0.1:9", "token": "key-of-turbine", "connect_timeout": 1}
    ended = swimlane("get_answer", asset, {"question_id": "0f3b"}, bundle / "questions")
    assert ended.error["name"] == "SessionError"
