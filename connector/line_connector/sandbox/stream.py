"""What happens, as it happens: Server-Sent Events for a page that shows the sandbox.

The database is the only buffer: a reader is told which rows are new, and is awaited. So nothing is
kept for one that is slow, nothing is done while nobody reads, and an ID is all it takes to go on.
"""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from typing import Any, ClassVar, NamedTuple

from line_connector.sandbox.state import State

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

PATH = "/_sandbox/stream"

MOST_AT_ONCE = 100
"""Rows of one kind that are read at a time."""

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
    """The stream of one sandbox, for any number of readers."""

    silence: ClassVar[float] = SILENCE

    def __init__(self, state: State, sources: tuple[Source, ...]) -> None:
        self._state = state
        self._sources = sources
        self._readers: set[asyncio.Task[None]] = set()

    async def serve(
        self, send: Send, receive: Receive, headers: Mapping[str, str], last_id: str | None
    ) -> bool:
        """Send what happens until the reader goes or the sandbox stops.

        Returns:
            Whether the response is complete; if not, the reader is too slow and to be dropped.
        """
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        raw.append((b"content-type", b"text/event-stream; charset=utf-8"))
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        reader = asyncio.create_task(self._tell(send, self._cursor(last_id)))
        self._readers.add(reader)
        gone = asyncio.create_task(_gone(receive))
        await asyncio.wait({reader, gone}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        reader.cancel()
        self._readers.discard(reader)
        with contextlib.suppress(asyncio.CancelledError, asyncio.TimeoutError):
            await reader
        if reader.cancelled():
            await send({"type": "http.response.body"})
        return reader.cancelled()

    def stop(self) -> None:
        """Let all readers go."""
        for reader in self._readers:
            reader.cancel()

    async def _tell(self, send: Send, cursor: Cursor) -> None:
        with self._state.changes.watching() as changed:
            await _write(send, f": {cursor}\n\n")
            while True:
                changed.clear()
                text = ""
                if cursor.age != self._state.age:
                    cursor = Cursor(self._state.age, tuple(0 for _ in self._sources))
                    text = _event("reset", cursor, {})
                for reached, event, data in self._new(cursor):
                    cursor = reached
                    text += _event(event, reached, data)
                if text:
                    await _write(send, text)
                else:
                    await self._wait(changed, send)

    async def _wait(self, changed: asyncio.Event, send: Send) -> None:
        try:
            await asyncio.wait_for(changed.wait(), self.silence)
        except asyncio.TimeoutError:
            await _write(send, ":\n\n")

    def _new(self, cursor: Cursor) -> Iterator[tuple[Cursor, str, Mapping[str, Any]]]:
        """Yield what is new since a cursor, each with the cursor behind it."""
        numbers = list(cursor.numbers)
        for place, source in enumerate(self._sources):
            rows = self._state.db.execute(source.query, (numbers[place], MOST_AT_ONCE)).fetchall()
            for number, *columns in rows:
                numbers[place] = number
                yield Cursor(cursor.age, tuple(numbers)), source.event, source.shown(*columns)

    def _cursor(self, last_id: str | None) -> Cursor:
        """Return where a reader goes on; one without an ID begins now."""
        age, *texts = (last_id or "").split(".")
        if len(texts) == len(self._sources) and all(text.isdecimal() for text in texts):
            return Cursor(age, tuple(int(text[:18]) for text in texts))
        numbers = (
            self._state.db.execute(f"SELECT max(rowid) FROM {source.table}").fetchone()[0]  # noqa: S608 (our own names)
            for source in self._sources
        )
        return Cursor(self._state.age, tuple(number or 0 for number in numbers))


def _event(name: str, cursor: Cursor, data: Mapping[str, Any]) -> str:
    return f"id: {cursor}\nevent: {name}\ndata: {json.dumps(data)}\n\n"


async def _write(send: Send, text: str) -> None:
    part = {"type": "http.response.body", "body": text.encode(), "more_body": True}
    await asyncio.wait_for(send(part), PATIENCE)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
