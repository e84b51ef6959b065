"""Events of a listener's store, taken by tasks and watched for assets."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from line_connector.events import EventStore
from line_connector.platforms.airflow.event_triggers import LineEventTrigger, TakeEventTrigger
from platforms.airflow.conftest import RunDag
from support.sandboxed import USER
from support.stored_events import text_event

EITHER_WAY = pytest.mark.parametrize("dag_id", ["hears_deferred", "hears_here"])


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EventStore]:
    url = f"sqlite:///{tmp_path}/events.sqlite"
    monkeypatch.setenv("LINE_CONNECTOR_STORE", url)
    with EventStore(url) as opened:
        yield opened


def says(store: EventStore, event_id: str, text: str, chat: str = USER) -> None:
    store.add([text_event(event_id, text, chat)], []).result()


def taken(store: EventStore, event_id: str) -> bool:
    return bool(store.find_by_id(event_id)[0].deliveries)


@EITHER_WAY
def test_each_task_of_a_run_takes_an_event_of_its_own(
    run_dag: RunDag, store: EventStore, dag_id: str
) -> None:
    says(store, "before", "yes")
    waiting = threading.Timer(3, says, (store, "while-it-waits", "no"))
    waiting.start()

    params = {"since": "2020-01-01"}
    says(store, "elsewhere", "yes", chat=f"C{1:032x}")
    says(store, "other-text", "perhaps")
    ran = run_dag(dag_id, run_conf=params)

    assert ran.returned("first")["id"] == "before"
    assert ran.returned("second")["id"] == "while-it-waits"
    assert ran.returned("second")["event"]["message"]["text"] == "no"
    assert not taken(store, "elsewhere")


def test_what_arrived_before_the_run_is_not_taken(run_dag: RunDag, store: EventStore) -> None:
    says(store, "old", "yes")

    ran = run_dag("hears_nothing")

    assert str(ran.task("one").state) == "skipped"  # soft_fail
    assert not taken(store, "old")


def test_two_runs_of_one_consumer_get_an_event_each(run_dag: RunDag, store: EventStore) -> None:
    says(store, "1", "yes")
    says(store, "2", "no")
    params = {"since": "2020-01-01"}

    ran = [run_dag("hears_with_others", run_conf=params) for _ in range(2)]

    assert [each.returned("one")["id"] for each in ran] == ["1", "2"]


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"matching": "("}, "InputError: matching: is not a regular expression"),
        ({"since": "yesterday"}, "InputError: since: must be a time as ISO 8601"),
    ],
)
def test_a_wrong_argument_fails_at_once(
    run_dag: RunDag,
    store: EventStore,
    capfd: pytest.CaptureFixture[str],
    params: dict[str, str],
    told: str,
) -> None:
    ran = run_dag("hears_with_others", run_conf=params)

    assert ran.tried("one") == ("failed", 1)
    assert told in capfd.readouterr().out


def test_a_connection_of_airflow_names_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    from line_connector.errors import InputError
    from line_connector.platforms.airflow.events import store_url

    fields = {"conn_type": "postgres", "login": "line", "password": "p@ss", "host": "db"}
    extra = {"extra": {"sslmode": "require", "cursor": "dictcursor"}}
    connection = {**fields, "schema": "events", "port": 5433, **extra}
    monkeypatch.setenv("AIRFLOW_CONN_EVENTS", json.dumps(connection))
    monkeypatch.setenv("AIRFLOW_CONN_OTHER", json.dumps({"conn_type": "http", "host": "db"}))

    assert store_url("events") == "postgresql://line:p%40ss@db:5433/events?sslmode=require"
    with pytest.raises(InputError, match="store_conn_id other: must be of type postgres"):
        store_url("other")


def test_a_wait_outlives_a_fault_of_the_database(
    store: EventStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "not-there-yet"
    folder.write_text("")  # a file, where the database's folder is to be
    monkeypatch.setenv("LINE_CONNECTOR_STORE", f"sqlite:///{folder}/events.sqlite")

    def repair() -> None:
        folder.unlink()
        with EventStore(f"sqlite:///{folder}/events.sqlite") as repaired:
            says(repaired, "later", "yes")

    async def fired() -> Any:
        trigger = TakeEventTrigger({"since": 0}, "consumer", "taker", None, 0.1)
        return [event.payload async for event in trigger.run()]

    repairing = threading.Timer(1, repair)
    repairing.start()
    payloads = asyncio.run(asyncio.wait_for(fired(), 30))
    repairing.join()

    assert [payload["event"]["id"] for payload in payloads] == ["later"]


def test_a_trigger_that_starts_again_fires_with_the_same_event(store: EventStore) -> None:
    wanted = {"on": ["message"], "since": 0}
    trigger = TakeEventTrigger(wanted, "consumer", "taker", None, 0.1)
    says(store, "1", "yes")
    says(store, "2", "no")

    async def fired() -> Any:
        return [event.payload["event"]["id"] async for event in trigger.run()]

    assert asyncio.run(fired()) == asyncio.run(fired()) == ["1"]


class Kept:
    """What Airflow keeps for an asset."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.is_set = asyncio.Event()

    async def aget(self, key: str) -> Any:
        return self.values.get(key)

    async def aset(self, key: str, value: Any) -> None:
        self.values[key] = value
        self.is_set.set()


def test_a_watcher_goes_on_where_it_was(store: EventStore) -> None:
    kept = Kept()

    async def watch(ids: list[str], number: int) -> None:
        trigger = LineEventTrigger("message.text", every=0.05)
        trigger.asset_state_store = kept  # type: ignore[assignment]
        async for event in trigger.run():
            ids.append(event.payload["id"])
            if len(ids) == number:
                return

    async def started() -> None:
        """Watch until the position is kept, as a triggerer that stops afterwards."""
        watching = asyncio.create_task(watch([], 1))
        await kept.is_set.wait()
        watching.cancel()

    says(store, "before", "yes")
    asyncio.run(started())
    says(store, "while-it-was-away", "yes")
    ids: list[str] = []
    asyncio.run(asyncio.wait_for(watch(ids, 1), 30))

    assert ids == ["while-it-was-away"]


def test_what_airflow_keeps_of_a_trigger_is_what_it_was_given() -> None:
    trigger = LineEventTrigger("message.text", matching="^size=", store_conn_id="events")

    path, arguments = trigger.serialize()

    assert path == "line_connector.platforms.airflow.event_triggers.LineEventTrigger"
    assert LineEventTrigger(**arguments).serialize() == (path, arguments)
    assert arguments["store_conn_id"] == "events"
