"""A bot that the sandbox sends its webhooks to, and somebody who acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from support.bots import Bot, running_bot

if TYPE_CHECKING:
    from sandbox.conftest import Client

Act = Callable[..., dict[str, Any]]
"""Does what the control API is told; the user is the first friend if no other is named."""


@pytest.fixture(scope="module")
def running_one() -> Iterator[Bot]:
    with running_bot() as bot:
        yield bot


@pytest.fixture
def bot(running_one: Bot, client: Client) -> Bot:
    running_one.status, running_one.seconds, running_one.heard = 200, 0, None
    running_one.webhooks.clear()
    client.control("webhook", endpoint=running_one.url)
    return running_one


@pytest.fixture
def act(client: Client, friend: str) -> Act:
    def do(kind: str, **fields: Any) -> dict[str, Any]:
        told: dict[str, Any] = client.control("act", type=kind, **{"userId": friend, **fields})
        return told

    return do
