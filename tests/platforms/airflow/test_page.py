"""Every block of Python in docs/airflow.md is a Dag file that runs."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from line_connector import Connector
from platforms.airflow.conftest import FOLDERS, Ran
from platforms.airflow.listener import acting, listening, tapping
from support.sandboxed import USER, Line

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "airflow.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GROUP = f"C{1:032x}"
PNG = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + b"IHDR" + bytes([0, 0, 0, 1] * 2) + bytes(9)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The page's Dags, with the files they stand beside."""
    folder = FOLDERS["page"]
    blocks = BLOCK.findall(PAGE)
    for number, block in enumerate(text for language, text in blocks if language == "python"):
        runnable = block.replace("/srv/www/line", str(tmp_path / "web"))
        (folder / f"block_{number}.py").write_text(runnable)
    (order,) = (text for language, text in blocks if text.startswith("# order.yaml"))
    (folder / "order.yaml").write_text(order)
    shutil.copy(ROOT / "examples" / "playbooks" / "order_shipped.yaml", folder)
    (folder / "chart.png").write_bytes(PNG)
    (folder / "report.pdf").write_bytes(b"%PDF-1.7")
    database = tmp_path / "customers.db"
    with closing(sqlite3.connect(database)) as customers, customers:
        customers.execute(
            "CREATE TABLE customers (line_user_id TEXT, created TEXT, subscribed DEFAULT 1)"
        )
        rows = [(f"U{number:032x}", "2020-01-01") for number in (1, 2, 3, 3)]
        customers.executemany("INSERT INTO customers (line_user_id, created) VALUES (?, ?)", rows)
    connection = {"conn_type": "sqlite", "host": str(database)}
    monkeypatch.setenv("AIRFLOW_CONN_CUSTOMERS", json.dumps(connection))
    yield folder
    for file in folder.glob("*.*"):
        file.unlink()


RUNS = {
    "order_alert": {},
    "order_from_a_file": {},
    "quota": {},
    "order_shipped": {"order": "1024", "to": USER, "phone": "66900000001"},
    "from_the_database": {},
    "to_everybody": {},
    "daily_chart": {},
    "coupon": {},
    "deploy": {},
    "order_status": {},
    "order_messages": {},
    "nightly_load": {},
}
"""The page's Dags, each with its parameters."""


def test_every_block_runs(
    folder: Path,
    database: None,
    connections: None,
    line: Line,
    connector: Connector,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from airflow.dag_processing.dagbag import BundleDagBag

    line.control("users", {"count": 100, "age": 30})  # LINE wants enough friends to choose among
    line.control("settings", {"narrowcastWaiting": 0, "narrowcastSending": 0})
    bag = BundleDagBag(dag_folder=folder, bundle_path=folder, bundle_name="page")
    assert not bag.import_errors, bag.import_errors
    assert bag.dags.keys() == RUNS.keys()

    events = f"sqlite:///{tmp_path}/events.sqlite"
    monkeypatch.setenv("LINE_CONNECTOR_STORE", events)
    with (
        listening(line, connector, events),
        tapping(line, "Approve", USER),
        acting(line, USER, "Which order?", type="text", text="1024"),
    ):
        ran = {name: Ran(bag.dags[name].test(run_conf=conf or None)) for name, conf in RUNS.items()}

    assert {name for name, each in ran.items() if each.state != "success"} == {"nightly_load"}
    to_group = [entry["messages"] for entry in line.received(GROUP)]
    assert [messages[-1]["text"][:9] for messages in to_group] == [
        "Order 102",
        "Order 102",
        "All of it",
    ]
    assert to_group[-1][0]["originalContentUrl"].startswith("https://files.example.com/line/")
    texts = [entry["messages"][0].get("text", "") for entry in line.received()]
    assert texts.count("The office is closed tomorrow.") == 2
    assert texts[-1] == "nightly_load.load failed: the orders' file is empty"
    assert ran["deploy"].returned("deploy") == "deployed 1.4"
    assert ran["order_status"].returned("look_up") == "order 1024"
    assert ran["from_the_database"].returned("send")["duplicates"] == 1
