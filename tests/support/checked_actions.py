"""Actions that report when their input is checked, for a test's manifest."""

from __future__ import annotations

import threading

from pydantic import field_validator

from line_actions.message.multicast import MulticastInput
from line_actions.message.push_message import PushMessageInput
from line_connector.action import Action
from line_connector.models.line.sending import SentMessages
from line_connector.schema.model import Body

CHECKS: list[str] = []
"""The recipients in every input that was checked."""

CHECKING = threading.Event()
RELEASE = threading.Event()


class CountedPushInput(PushMessageInput):
    @field_validator("to")
    @classmethod
    def count(cls, to: str) -> str:
        CHECKS.append(to)
        return to


class CountedPush(Action[CountedPushInput, SentMessages]):
    """Send a push; count how often its input is checked."""

    method = "POST"
    path = "/v2/bot/message/push"
    effect = "sends"
    rate_limit = "2000/s"


class CountedMulticastInput(MulticastInput):
    @field_validator("to")
    @classmethod
    def count(cls, to: list[str]) -> list[str]:
        CHECKS.extend(to)
        return to


class CountedMulticast(Action[CountedMulticastInput, Body]):
    """Send a multicast; count how often its input is checked."""

    method = "POST"
    path = "/v2/bot/message/multicast"
    effect = "sends_to_many"
    rate_limit = "200/s"


class SlowlyCheckedInput(PushMessageInput):
    @field_validator("to")
    @classmethod
    def wait(cls, to: str) -> str:
        CHECKING.set()
        assert RELEASE.wait(30)
        return to


class SlowlyCheckedPush(Action[SlowlyCheckedInput, SentMessages]):
    """Send a push whose input takes long to check."""

    method = "POST"
    path = "/v2/bot/message/push"
    effect = "sends"
    rate_limit = "2000/s"
