"""Webhooks as test data: published bodies from beside the project, and how LINE signs them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from support.published import CORPUS

FILE = CORPUS / "webhooks.jsonl"
SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
BOT = "U8e742f61d673b39c7fff3cecb7536ef0"
USER = "U4af4980629a4bc8b9d1e2f3a4b5c6d7e"


def _published() -> list[Any]:
    if not FILE.exists():
        reason = f"no corpus at {CORPUS}; set LINE_CORPUS to its directory"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason))]
    lines = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [pytest.param(line["body"], id=line["id"]) for line in lines]


each_published = pytest.mark.parametrize("published", _published())


def signed(body: bytes, secret: str = SECRET) -> str:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def body_of(*events: Any, destination: Any = BOT) -> bytes:
    return json.dumps({"destination": destination, "events": list(events)}).encode()


def event_of(kind: str, **properties: Any) -> dict[str, Any]:
    """One event with all that events have in common."""
    return {
        "type": kind,
        "mode": "active",
        "timestamp": 1769850000000,
        "webhookEventId": "01KG9Y3V5H0000000000000001",
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "user", "userId": USER},
        "replyToken": "a" * 32,
        **properties,
    }


def text_event(text: str = "Hi", **properties: Any) -> dict[str, Any]:
    return event_of("message", message={"type": "text", "id": "1", "text": text}, **properties)
