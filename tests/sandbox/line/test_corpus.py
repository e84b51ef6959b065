"""Published messages that LINE accepts must be accepted here."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client

ROOT = Path(__file__).parents[3]
FOLDER = Path(os.environ.get("LINE_CORPUS") or ROOT.parent / "shared" / "corpus")
FILE = FOLDER / "valid_messages.jsonl"


def corpus() -> list[dict[str, Any]]:
    if not FILE.exists():
        return []
    return [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


@pytest.mark.skipif(not FILE.exists(), reason="no published messages: set LINE_CORPUS")
@pytest.mark.parametrize("published", [pytest.param(each, id=each["id"]) for each in corpus()])
def test_a_published_message_is_valid_and_can_be_pushed(
    client: Client, group: str, published: dict[str, Any]
) -> None:
    messages = [published["message"]]
    assert client.validate(*messages).text == "{}"
    reply = client.post("/v2/bot/message/push", {"to": group, "messages": messages})
    assert reply.status == 200
    assert client.seen(f"received?to={group}")["received"][0]["messages"] == messages
