"""Actions that fail unexpectedly, for a test's manifest."""

from __future__ import annotations

from typing import Any

from line_actions.message.get_message_quota import GetMessageQuota
from line_actions.message.push_message import PushMessage


class BrokenPush(PushMessage):
    def run(self, data: Any, into: Any = None) -> Any:
        super().run(data, into)
        raise RuntimeError("a secret word")


class BrokenQuestion(GetMessageQuota):
    def run(self, data: Any, into: Any = None) -> Any:
        super().run(data, into)
        raise RuntimeError("a secret word")
