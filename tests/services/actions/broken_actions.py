"""Actions that fail unexpectedly, for a test's manifest."""

from __future__ import annotations

from typing import Any

from line_actions.message.get_message_quota import GetMessageQuota
from line_actions.message.push_message import PushMessage


class BrokenPush(PushMessage):
    def send(self, request: Any, into: Any = None) -> Any:
        super().send(request, into)
        raise RuntimeError("a secret word")


class BrokenQuestion(GetMessageQuota):
    def send(self, request: Any, into: Any = None) -> Any:
        super().send(request, into)
        raise RuntimeError("a secret word")
