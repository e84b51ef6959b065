"""The receiver on a free port of loopback, over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from line_connector.configuration import read_configuration
from line_connector.events import EventStore, Subscription
from line_connector.services.webhooks.app import build_app
from line_connector.services.webhooks.channels import ChannelSource, read_channels
from line_connector.services.webhooks.receiver import Receiver
from line_connector.web.authentication import LoopbackAuthenticator
from line_connector.web.identity import Client
from support.listening import SECRET
from support.running_app import running

BODY_LIMIT = 10_000

Receive = Callable[..., AbstractContextManager[str]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EventStore]:
    with EventStore(f"sqlite:///{tmp_path}/events.sqlite") as opened:
        yield opened


@pytest.fixture
def receive(store: EventStore, tmp_path: Path) -> Receive:
    """Receive for what a configuration file and the environment say; give the address."""
    file = tmp_path / "config.yaml"

    @contextmanager
    def start(
        configuration: str | None = None,
        account: str | None = None,
        *subscriptions: Subscription,
        **env: str,
    ) -> Iterator[str]:
        if configuration is not None:
            file.write_text(configuration)
        given = env or ({} if configuration else {"LINE_CHANNEL_SECRET": SECRET})
        source = ChannelSource(lambda: read_channels(read_configuration(file), account, given))
        receiver = Receiver(source, store, subscriptions)
        loopback = LoopbackAuthenticator(Client("loopback"))
        with running(build_app(receiver, loopback, body_limit=BODY_LIMIT)) as url:
            yield url

    return start
