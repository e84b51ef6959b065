"""Waiting for events in Airflow's triggerer: for one in place of a task, or for all of an asset.

    sizes = Asset("sizes", watchers=[AssetWatcher("line", LineEventTrigger(matching="^size="))])

Dag files import this: what reads the store is imported when a trigger runs.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import TYPE_CHECKING, Any

from airflow.triggers.base import BaseEventTrigger, BaseTrigger, TriggerEvent
from asgiref.sync import sync_to_async

if TYPE_CHECKING:
    from line_connector.events import Event, EventStore, Taker
    from line_connector.events.following import Page

_UNTIL_STORED = 5.0
"""Seconds after which Airflow has stored what a trigger fired; it asks every second."""


class TakeEventTrigger(BaseTrigger):
    """Takes one event, and fires with it or an error.

    Args:
        wanted: `on`, `matching`, `chat`, `user`, `since` (milliseconds since 1970).
        consumer: name of those of whom only one gets an event.
        taker: name of the task in its run: it finds again what it took before a restart.
        store_conn_id: as the sensor's.
        every: seconds between two looks.
    """

    def __init__(
        self,
        wanted: dict[str, Any],
        consumer: str,
        taker: str,
        store_conn_id: str | None,
        every: float,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.wanted = wanted
        self.consumer = consumer
        self.taker = taker
        self.store_conn_id = store_conn_id
        self.every = every
        self._waiting: Taker | None = None

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """Return what Airflow keeps in its database until the trigger runs."""
        return _serialized(self, "wanted", "consumer", "taker", "store_conn_id", "every")

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Fire once."""
        from line_connector.errors import ConnectorError

        try:
            event: Event | None = await _in_thread(self._take)
            while event is None:
                await asyncio.sleep(self.every)
                event = await _in_thread(self._take)
        except ConnectorError as error:
            yield TriggerEvent({"error": error.to_dict()})
        else:
            yield TriggerEvent({"event": event.to_dict()})

    def _take(self) -> Event | None:
        """Take an event; None if there is none yet, or if the database fails for now."""
        from line_connector.events import Taker
        from line_connector.events.database import StoreError
        from line_connector.platforms.airflow.events import selection_of, shared_store

        try:
            if self._waiting is None:
                store, selection = shared_store(self.store_conn_id), selection_of(self.wanted)
                self._waiting = Taker(store, selection, self.consumer, self.taker)
            return self._waiting.take()
        except StoreError as error:
            self.log.warning("%s; trying again", error)
            return None


class LineEventTrigger(BaseEventTrigger):
    """Fires for each event: in an `AssetWatcher`, each makes an event of the asset.

    An asset's first look is for what arrives from then on. From Airflow 3.3 its position is kept
    with the asset, so that what arrives while no triggerer runs is found later; after a crash the
    last events can come again, with the same `id`.

    Args:
        on: types of events, their beginnings, or patterns: `message.text`, `message`, `*`.
        matching: a regular expression that is found in the message's text or postback's data.
        chat: ID of the user, group or room where it happens; any if absent.
        user: ID of the person; any if absent.
        store_conn_id: Airflow connection, of type `postgres` or `sqlite`, of the listener's
            database. Absent: as the triggerer's variable LINE_CONNECTOR_STORE has it.
        every: seconds between two looks.
    """

    def __init__(
        self,
        on: str | Sequence[str] = "*",
        *,
        matching: str | None = None,
        chat: str | None = None,
        user: str | None = None,
        store_conn_id: str | None = None,
        every: float = 5,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.on = [on] if isinstance(on, str) else list(on)
        self.matching = matching
        self.chat = chat
        self.user = user
        self.store_conn_id = store_conn_id
        self.every = every

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """Return what tells this trigger from others, and makes it again."""
        return _serialized(self, "on", "matching", "chat", "user", "store_conn_id", "every")

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Fire for each event, for as long as the asset is watched."""
        from line_connector.events.database import StoreError
        from line_connector.platforms.airflow.events import selection_of, shared_store

        store: EventStore = await _in_thread(shared_store, self.store_conn_id)
        selection = selection_of(self.serialize()[1])
        position = await self._kept_position()
        if position is None:
            position = await _in_thread(store.last_position)
            await self._keep(position)
        while True:
            try:
                page: Page = await _in_thread(store.read_after, position, selection)
            except StoreError as error:
                self.log.warning("%s; trying again", error)
                await asyncio.sleep(self.every)
                continue
            for _, event in page.found:
                yield TriggerEvent(event.to_dict())
            if page.found:
                await asyncio.sleep(_UNTIL_STORED)
            if page.position != position:
                position = page.position
                await self._keep(position)
            if page.is_last:
                await asyncio.sleep(self.every)

    async def _kept_position(self) -> int | None:
        states: Any = getattr(self, "asset_state_store", None)
        if states is None:
            self.log.warning("the position is not kept: that needs Airflow 3.3")
            return None
        kept: int | None = await states.aget(self._key)
        return kept

    async def _keep(self, position: int) -> None:
        states: Any = getattr(self, "asset_state_store", None)
        if states is not None:
            await states.aset(self._key, position)

    @property
    def _key(self) -> str:
        """Under which the asset has the position: it may have several watchers."""
        _, wanted = self.serialize()
        digest = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()
        return f"line-connector {digest[:16]}"


def _serialized(trigger: BaseTrigger, *names: str) -> tuple[str, dict[str, Any]]:
    path = f"{type(trigger).__module__}.{type(trigger).__name__}"
    return path, {name: getattr(trigger, name) for name in names}


async def _in_thread(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function that blocks, and may read Airflow's connections, in a thread."""
    return await sync_to_async(function, thread_sensitive=False)(*arguments)
