"""Questions on the sandbox: asked over HTTP, answered with webhooks that a listener receives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector
from line_connector.configuration import Configuration, read_configuration
from line_connector.events import Dispatcher, EventStore
from line_connector.json_values import is_list, is_object
from line_connector.questions import Asked, Attendant, Question, Questions
from line_connector.services.webhooks.app import NoClients, build_app
from line_connector.services.webhooks.channels import ChannelSource, read_channels
from line_connector.services.webhooks.receiver import Receiver
from support.running_app import running
from support.sandboxed import Line

AOI, REN, MEI = (f"U{number:032x}" for number in (1, 2, 3))
OPS = f"C{1:032x}"
SECRET = "sandbox-secret"

CONFIGURATION = f"""
default_recipient: ops
recipients: {{ops: {OPS}, boss: {REN}, aoi: {AOI}}}
"""


class Chats:
    """What people see and do in the sandbox."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def texts(self, chat: str) -> list[str]:
        """What was written to a chat, and the alternative texts of cards."""
        return [
            message.get("text") or message.get("altText", "")
            for entry in self._line.received(chat)
            for message in entry["messages"]
        ]

    def last(self, chat: str) -> str:
        """The latest of them; empty where there is none yet."""
        return (self.texts(chat) or [""])[-1]

    def data(self, chat: str, position: int = 0) -> str:
        """The data of a button of the latest card in a chat."""
        entries = self._line.received(chat)
        cards = [each for entry in entries for each in entry["messages"] if each["type"] == "flex"]
        found: list[str] = []

        def look(value: Any) -> None:
            if is_object(value):
                if "data" in value:
                    found.append(value["data"])
                for each in value.values():
                    look(each)
            elif is_list(value):
                for each in value:
                    look(each)

        look(cards[-1])
        return found[position]

    def tap(self, label: str, user: str, group: str | None = None, **more: Any) -> None:
        """Tap the button with a label of the latest card in a chat."""
        self.act("tap", user, group, label=label, **more)

    def write(self, text: str, user: str, group: str | None = None, **more: Any) -> None:
        self.act("text", user, group, text=text, **more)

    def act(self, kind: str, user: str, group: str | None = None, **more: Any) -> None:
        where = {} if group is None else {"groupId": group}
        self._line.control("act", {"type": kind, "userId": user, **where, **more})


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/events.sqlite"
    url: str = request.getfixturevalue("postgres").new_database()
    return url


@pytest.fixture
def configuration(tmp_path: Path) -> Configuration:
    file = tmp_path / "config.yaml"
    file.write_text(CONFIGURATION)
    return read_configuration(file)


@pytest.fixture
def listen(line: Line, connector: Connector, database: str) -> Callable[[], ExitStack]:
    """Start to receive webhooks; closing what is returned ends it."""

    def start() -> ExitStack:
        with ExitStack() as stack:
            store = stack.enter_context(EventStore(database))
            channels = ChannelSource(
                lambda: read_channels(
                    Configuration(Path("none")), environ={"LINE_CHANNEL_SECRET": SECRET}
                )
            )
            attendant = Attendant(store.engine, lambda: connector, channels.current_secret)
            stack.enter_context(attendant)
            subscriptions = [attendant.subscription]
            stack.enter_context(Dispatcher(store, subscriptions))
            app = build_app(Receiver(channels, store, subscriptions), NoClients())
            url = stack.enter_context(running(app))
            line.control("webhook", {"endpoint": f"{url}/webhook/line"})
            return stack.pop_all()

    return start


@pytest.fixture
def chats(line: Line, listen: Callable[[], ExitStack]) -> Iterator[Chats]:
    with listen():
        yield Chats(line)


@pytest.fixture
def questions(
    database: str, connector: Connector, configuration: Configuration
) -> Iterator[Questions]:
    with Questions(database, connector, configuration=configuration) as opened:
        yield opened


@pytest.fixture
def ask(questions: Questions) -> Callable[..., Asked]:
    def ask_it(text: str = "Deploy 1.4?", key: str | None = None, **fields: Any) -> Asked:
        return questions.ask(
            Question(text=text, **fields), key, needs_listener=False, warn=lambda _: None
        )

    return ask_it
