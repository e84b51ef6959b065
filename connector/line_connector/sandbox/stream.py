"""What happens, as it happens: Server-Sent Events for a page that shows the sandbox.

The database is the only buffer: a reader is told which rows are new, and is awaited. So nothing is
kept for one that is slow, nothing is done while nobody reads, and an ID is all it takes to go on.
"""

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import (
    Awaitable,
    Callable,
    Generator,
    Mapping,
    MutableMapping,
    Sequence,
)
from typing import Any, ClassVar, NamedTuple

from line_connector.sandbox.channels import Channels
from line_connector.sandbox.state import State

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

PATH = "/_sandbox/stream"

MOST_AT_ONCE = 100
"""Rows of one kind that are read at a time."""

MOST_CHARACTERS = 256 * 1024
"""Of events that are sent at a time; one event may have more."""

PATIENCE = 10.0
"""Seconds a reader may take for what it was sent; then it is dropped."""

SILENCE = 15.0
"""Seconds after which a comment is sent, so that nothing in between gives the connection up."""


class Source(NamedTuple):
    """A table whose new rows are told of."""

    event: str
    """Name of the event in the stream."""
    table: str
    query: str
    """Yields the number of a row and its columns, for numbers above one and a limit."""
    shown: Callable[..., Mapping[str, Any]]
    """Makes the data of the event from the columns."""


class Cursor(NamedTuple):
    """How far a reader has read, written as `age.1.2.3`: the last row of each source."""

    age: str
    numbers: tuple[int, ...]

    def __str__(self) -> str:
        """Write it as the ID of an event."""
        return ".".join((self.age, *map(str, self.numbers)))


class Stream:
    """The stream of one sandbox, for any number of readers, each of one channel."""

    silence: ClassVar[float] = SILENCE
    patience: ClassVar[float] = PATIENCE

    def __init__(self, channels: Channels, shared: Source, sources: Sequence[Source]) -> None:
        """Make a stream.

        Args:
            channels: of the sandbox.
            shared: what readers of every channel are told of; the default channel has its table.
            sources: what a channel's readers are told of.
        """
        self._channels = channels
        self._shared = shared
        self._sources = (*sources, shared)
        self._readers: set[asyncio.Task[None]] = set()

    async def serve(
        self,
        channel_id: str,
        send: Send,
        receive: Receive,
        headers: Mapping[str, str],
        last_id: str | None,
    ) -> bool:
        """Send what happens until the reader goes, or the channel, or the sandbox stops.

        Returns:
            Whether the response is complete; if not, the reader is too slow and to be dropped.
        """
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        raw.append((b"content-type", b"text/event-stream; charset=utf-8"))
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        reader = asyncio.create_task(self._tell(send, channel_id, last_id))
        self._readers.add(reader)
        gone = asyncio.create_task(_gone(receive))
        await asyncio.wait({reader, gone}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        reader.cancel()
        self._readers.discard(reader)
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await reader
        except asyncio.TimeoutError:
            return False
        await send({"type": "http.response.body"})
        return True

    def stop(self) -> None:
        """Let all readers go."""
        for reader in self._readers:
            reader.cancel()

    async def _tell(self, send: Send, channel_id: str, last_id: str | None) -> None:
        cursor: Cursor | None = None
        with self._channels.changes.watching() as changed:
            # By its ID: a reset brings a channel back with another database, or not at all.
            while (state := self._channels.find(channel_id)) is not None:
                changed.clear()
                if cursor is None:
                    cursor = self._cursor(state, last_id)
                    await self._write(send, f": {cursor}\n\n")
                    continue
                text = ""
                if cursor.age != state.age:
                    cursor = Cursor(state.age, tuple(0 for _ in self._sources))
                    text = _event("reset", cursor, {})
                news, cursor = self._news(state, cursor)
                if text or news:
                    await self._write(send, text + news)
                else:
                    await self._wait(changed, send)

    async def _wait(self, changed: asyncio.Event, send: Send) -> None:
        try:
            await asyncio.wait_for(changed.wait(), self.silence)
        except asyncio.TimeoutError:
            await self._write(send, ":\n\n")

    async def _write(self, send: Send, text: str) -> None:
        part = {"type": "http.response.body", "body": text.encode(), "more_body": True}
        await asyncio.wait_for(send(part), self.patience)

    def _news(self, state: State, cursor: Cursor) -> tuple[str, Cursor]:
        """Return what is new since a cursor, though not all at once, and the cursor behind it."""
        text: list[str] = []
        size = 0
        with contextlib.closing(self._new(state, cursor)) as events:
            for reached, event, data in events:
                cursor = reached
                text.append(_event(event, reached, data))
                size += len(text[-1])
                if size > MOST_CHARACTERS:
                    break
        return "".join(text), cursor

    def _new(
        self, state: State, cursor: Cursor
    ) -> Generator[tuple[Cursor, str, Mapping[str, Any]]]:
        """Yield what is new since a cursor, each with the cursor behind it."""
        numbers = list(cursor.numbers)
        for place, source in enumerate(self._sources):
            rows = self._database(state, source).execute(
                source.query, (numbers[place], MOST_AT_ONCE)
            )
            for number, *columns in rows:
                numbers[place] = number
                yield Cursor(cursor.age, tuple(numbers)), source.event, source.shown(*columns)

    def _cursor(self, state: State, last_id: str | None) -> Cursor:
        """Return where a reader goes on; one without an ID begins now."""
        age, *texts = (last_id or "").split(".")
        if len(texts) == len(self._sources) and all(text.isdecimal() for text in texts):
            return Cursor(age, tuple(int(text[:18]) for text in texts))
        numbers = (
            self._database(state, source)
            .execute(f"SELECT max(rowid) FROM {source.table}")  # noqa: S608 (our own names)
            .fetchone()[0]
            for source in self._sources
        )
        return Cursor(state.age, tuple(number or 0 for number in numbers))

    def _database(self, state: State, source: Source) -> sqlite3.Connection:
        return (self._channels.default if source is self._shared else state).db


def _event(name: str, cursor: Cursor, data: Mapping[str, Any]) -> str:
    return f"id: {cursor}\nevent: {name}\ndata: {json.dumps(data)}\n\n"


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
