"""The page on webhooks: each of its programs runs as it is printed."""

from __future__ import annotations

import base64
import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import requests

from support.running_app import running
from support.webhooks import BOT, SECRET, USER, body_of, event_of, signed, text_event

PAGE = Path(__file__).parents[2] / "docs" / "webhooks.md"
BLOCKS = re.findall(
    r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
BODY = body_of(text_event("Hi"), event_of("follow"))
TOLD = f"message {USER}\nfollow {USER}\n"


def program(start: str, folder: Path) -> ModuleType:
    """Import the one block that starts with a text."""
    (code,) = (block for block in BLOCKS if block.startswith(start))
    file = folder / "printed.py"
    file.write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("printed", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["printed"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", SECRET)
    yield
    sys.modules.pop("printed", None)


def test_every_block_is_run_here() -> None:
    assert len(BLOCKS) == 7


def test_first_program(tmp_path: Path) -> None:
    printed = program("from line_connector.models import MessageEvent", tmp_path)
    raw = text_event("@Shop hours?")
    mention = {"type": "user", "index": 0, "length": 5, "isSelf": True}
    raw["message"]["mention"] = {"mentionees": [mention]}
    body = body_of(raw, text_event(mode="standby"), event_of("follow"))
    headers = {"X-Line-Signature": signed(body, "your channel secret")}

    assert printed.handle(body, headers) == [f"{USER}: hours?"]


def test_fastapi(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("fastapi", reason="FastAPI is not installed")
    with running(program("# fastapi_bot.py", tmp_path).app) as url:
        answers = [post(f"{url}/line", *each) for each in ASKED]
    assert answers == ANSWERS
    assert capsys.readouterr().out == TOLD


def test_flask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("flask", reason="Flask is not installed")
    client = program("# flask_bot.py", tmp_path).app.test_client()
    answers = [
        client.post("/line", data=body, headers={"X-Line-Signature": signature}).status_code
        for body, signature in ASKED
    ]
    assert answers == ANSWERS
    assert capsys.readouterr().out == TOLD


@pytest.mark.parametrize("encoded", [False, True])
def test_lambda(tmp_path: Path, capsys: pytest.CaptureFixture[str], encoded: bool) -> None:
    handler = program("# lambda_bot.py", tmp_path).handler
    answers = [
        handler(lambda_request(*each, encoded=encoded), None)["statusCode"] for each in ASKED
    ]
    assert answers == ANSWERS
    assert capsys.readouterr().out == TOLD


ASKED = [(BODY, signed(BODY)), (BODY, "x"), (b"{}", signed(b"{}"))]
ANSWERS = [200, 401, 400]


def post(url: str, body: bytes, signature: str) -> int:
    headers = {"X-Line-Signature": signature}
    return requests.post(url, data=body, headers=headers, timeout=30).status_code


def lambda_request(body: bytes, signature: str, *, encoded: bool) -> dict[str, Any]:
    text = base64.b64encode(body).decode() if encoded else body.decode()
    return {
        "headers": {"x-line-signature": signature},
        "body": text,
        "isBase64Encoded": encoded,
    }


def test_an_event_written_down(tmp_path: Path) -> None:
    program("from line_connector.models import PostbackEvent", tmp_path)


def test_several_secrets(tmp_path: Path) -> None:
    from line_connector.webhooks import verify_and_parse

    secrets = program("from datetime import", tmp_path).secrets
    for secret in ("new secret", "old secret"):
        assert verify_and_parse(BODY, signed(BODY, secret), secrets).destination == BOT


def test_infobip(tmp_path: Path) -> None:
    failed = program("from line_connector.models.infobip", tmp_path).failed
    reports = [
        {"messageId": "a", "status": {"groupId": 5}},
        {"messageId": "b", "status": {"groupId": 3}},
        {"messageId": "c", "status": 7},
    ]
    assert failed(json.dumps({"results": reports}).encode(), "application/json") == ["a"]
