"""Dags that wait for something to happen in LINE."""

from __future__ import annotations

from airflow.sdk import DAG, Asset, AssetWatcher, task

from line_connector.platforms.airflow.event_triggers import LineEventTrigger
from line_connector.platforms.airflow.sensors import LineEventSensor

PARAMS = {"chat": f"U{1:032x}", "matching": "^(yes|no)$", "since": "", "consumer": ""}
WANTED = {
    "on": "message.text",
    "chat": "{{ params.chat }}",
    "matching": "{{ params.matching }}",
    "since": "{{ params.since }}",
    "poke_interval": 0.2,
    "timeout": 60,
}

for deferrable in (True, False):
    with DAG(f"hears_{'deferred' if deferrable else 'here'}", schedule=None, params=PARAMS):
        first = LineEventSensor(task_id="first", deferrable=deferrable, **WANTED)
        first >> LineEventSensor(task_id="second", deferrable=deferrable, **WANTED)

with DAG("hears_with_others", schedule=None, params=PARAMS):
    LineEventSensor(task_id="one", consumer="shared", deferrable=True, **WANTED)

with DAG("hears_nothing", schedule=None, params=PARAMS):
    LineEventSensor(task_id="one", deferrable=False, soft_fail=True, **{**WANTED, "timeout": 1})

sizes = Asset(
    "sizes",
    watchers=[
        AssetWatcher(
            "line",
            LineEventTrigger(
                "message.text", matching="^size=", store_conn_id="line_events", every=1
            ),
        )
    ],
)

with DAG("hears_sizes", schedule=[sizes]):

    @task
    def read(*, triggering_asset_events: dict[Asset, list[object]]) -> list[str]:
        """Return the texts that started this run."""
        return [
            event.extra["payload"]["event"]["message"]["text"]  # type: ignore[attr-defined]
            for events in triggering_asset_events.values()
            for event in events
        ]

    read()
