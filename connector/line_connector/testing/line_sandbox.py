"""The sandbox as a test sees it: what was sent, what arrived, what is to go wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from line_connector.sandbox.client import ControlClient
from line_connector.testing.explaining import explain, kind_of

SECONDS = 5.0
"""How long `wait_for` waits by default."""

_INTERVAL = 0.01

Message = dict[str, Any]
"""A message object, as the program sent it: `{"type": "text", "text": "Hi"}`."""


class Credentials(NamedTuple):
    """What a program needs to send as a channel."""

    channel_id: str
    channel_secret: str
    token: str
    """A channel access token that never expires."""


class Messages(list[Any]):
    """Messages or texts that somebody received; where one is missing, it says why."""

    def __init__(self, values: list[Any], explain: Callable[[], str]) -> None:
        super().__init__(values)
        self.explain = explain
        """Returns what the sandbox saw instead, for people."""

    def __getitem__(self, index: Any) -> Any:
        """Return a message; the error of one that is missing says why."""
        try:
            return super().__getitem__(index)
        except IndexError:
            raise IndexError(self.explain()) from None

    def __repr__(self) -> str:
        """Return the messages, or why there are none."""
        return super().__repr__() if self else f"<{self.explain()}>"


class User:
    """A user of the sandbox's, who does what a person does on a phone."""

    def __init__(self, user_id: str, act: Callable[..., dict[str, Any]]) -> None:
        self.user_id = user_id
        self._act = act

    def says(self, text: str, **more: Any) -> dict[str, Any]:
        """Write a text; return what `LineSandbox.act` does.

        Args:
            text: of the message.
            more: further fields of the act, such as `groupId`.
        """
        return self.does("text", text=text, **more)

    def does(self, kind: str, **more: Any) -> dict[str, Any]:
        """Do anything else, such as `tap`, `follow` or `sticker`, with its fields."""
        return self._act(kind, userId=self.user_id, **more)


class LineSandbox:
    """A sandbox at an address."""

    def __init__(self, url: str) -> None:
        """Describe a sandbox; nothing is asked yet.

        Args:
            url: where it is, such as `http://127.0.0.1:8077`.
        """
        self.url = url.rstrip("/")
        self.control = ControlClient(url)
        """Its control API, for what this class has no method for."""

    @property
    def env(self) -> dict[str, str]:
        """Environment variables that point line-connector, and programs that read them, here."""
        variables: dict[str, str] = self.control.get("about")["env"]
        return variables

    @property
    def credentials(self) -> Credentials:
        """The default channel's credentials."""
        channel = self.control.get("channels")["channels"][0]
        return Credentials(channel["id"], channel["secret"], channel["token"])

    @property
    def friends(self) -> list[str]:
        """IDs of the users who get messages, sorted."""
        users = self.control.get("users")["users"]
        return [each["userId"] for each in users if each["status"] == "friend"]

    def user(self, user_id: str) -> User:
        """Return a user, who can say and do something."""
        return User(user_id, self.act)

    def act(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Let somebody do something; wait until the bot, if there is one, got the webhooks.

        Args:
            kind: `text`, `tap`, `follow`, `join` or another act.
            fields: what the act takes, by the names in the control API: `userId`, `groupId`…

        Returns:
            The `events` that came of it, each with the `deliveries` of its webhook, and what else
            the act tells, such as `messageIds`.

        Raises:
            ControlError: it cannot be done; the text says why.
        """
        return self.control.post("act", type=kind, **fields)

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The requests that LINE and Infobip saw, oldest first, with secrets masked.

        Each has `method`, `path`, `query`, `headers`, `body`, `status` (null: the connection was
        dropped), and the `answer` where it was refused.
        """
        seen: list[dict[str, Any]] = self.control.get("requests")["requests"]
        return seen

    def deliveries(self, to: str | None = None) -> list[dict[str, Any]]:
        """Return what somebody received, one entry for each request, oldest first.

        Args:
            to: ID of a user, group or room, or a phone; none: everybody.

        Returns:
            Entries with `to`, `messages` (Infobip: `message`), `via`, `at`, `requestId`.
        """
        entries: list[dict[str, Any]] = self.control.get("received", to=to)["received"]
        return entries

    def received(self, to: str | None = None) -> Messages:
        """Return the message objects that somebody received, oldest first."""
        messages = [
            message
            for entry in self.deliveries(to)
            for message in entry.get("messages") or [entry["message"]]
        ]
        return Messages(messages, lambda: explain(to, messages, self.requests))

    def texts(self, to: str | None = None) -> Messages:
        """Return the texts of what somebody received, SMS too, oldest first."""
        messages = self.received(to)
        texts = [each["text"] for each in messages if kind_of(each).startswith("text")]
        return Messages(texts, messages.explain)

    def wait_for(self, to: str | None = None, count: int = 1, seconds: float = SECONDS) -> Messages:
        """Wait until somebody received some messages; return them.

        Args:
            to: as of `received`.
            count: how many messages at least.
            seconds: how long to wait.

        Raises:
            AssertionError: they did not come; the text says what the sandbox saw instead.
        """
        end = time.monotonic() + seconds
        while len(messages := self.received(to)) < count:
            if time.monotonic() > end:
                got = f"{len(messages)} of {count} messages came in {seconds:g} s. "
                raise AssertionError(got + messages.explain())
            time.sleep(_INTERVAL)
        return messages

    def fail_next(self, kind: str, value: float | str | None = None, **conditions: Any) -> int:
        """Let the next request fail, or those that the conditions name; return the fault's ID.

        Args:
            kind: `latency` (seconds), `server-error` (status), `rate-limit`, `monthly-limit`,
                `token-revoked`, `reset-before`, `reset-after` (the message was received),
                `truncated` (bytes), `slow` (bytes a second) or `content-type`.
            value: what the kind's parentheses say.
            conditions: `operation`, `chapter`, `channel`, `method`, `path`, `times` (1), `skip`,
                `seconds`, `probability`.

        Raises:
            ValueError: there is no such kind, value or condition.
        """
        given = {} if value is None else {"value": value}
        number: int = self.control.post("faults", kind=kind, **given, **conditions)["id"]
        return number

    def clear_faults(self) -> None:
        """End all faults."""
        self.control.delete("faults")

    def advance(self, time: float | timedelta) -> None:
        """Move the sandbox's time forward, by seconds or a duration."""
        seconds = time.total_seconds() if isinstance(time, timedelta) else time
        self.control.post("clock", advance=seconds)

    def settings(self, **changes: Any) -> None:
        """Change settings, such as `quota=10`; their names are those of the control API."""
        self.control.post("settings", **changes)

    def add_user(self, **facts: Any) -> str:
        """Add a user, such as `displayName="Nina", status="blocked"`; return the ID."""
        user_id: str = self.control.post("users", **facts)["userIds"][0]
        return user_id

    def seed(self, **document: Any) -> None:
        """Add people, groups and channels; the fields are those of a seed file."""
        self.control.post("seed", **document)
