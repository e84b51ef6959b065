"""Recipients from a query, in SQLite with Airflow's own hook."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from line_connector.errors import InputError
from line_connector.platforms.airflow.recipients import Recipients
from line_connector.platforms.airflow.recorded_batches import RecordedBatches
from platforms.airflow.conftest import RunDag
from support.sandboxed import USER, Line

MULTICAST = "/v2/bot/message/multicast"

Fill = Callable[[Iterable[str]], None]


def user(number: int) -> str:
    return f"U{number:032x}"


@pytest.fixture
def customers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Fill the database that the connection `customers` leads to."""
    file = tmp_path / "customers.db"
    connection = {"conn_type": "sqlite", "host": str(file)}
    monkeypatch.setenv("AIRFLOW_CONN_CUSTOMERS", json.dumps(connection))

    def fill(ids: Iterable[str]) -> None:
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("CREATE TABLE IF NOT EXISTS customers (line_user_id TEXT, age INT)")
            database.executemany("INSERT INTO customers VALUES (?, 30)", ((each,) for each in ids))

    return fill


def batches(line: Line) -> list[list[str]]:
    return [entry["body"]["to"] for entry in line.requests(MULTICAST)]


def keys(line: Line) -> list[str]:
    return [entry["headers"]["x-line-retry-key"] for entry in line.requests(MULTICAST)]


def test_everybody_gets_it_once_and_xcom_has_no_ids(
    run_dag: RunDag, line: Line, customers: Fill
) -> None:
    customers([*map(user, range(1201, 0, -1)), user(1), user(2)])

    summary = run_dag("from_sql").returned("send")

    assert [len(batch) for batch in batches(line)] == [500, 500, 201]
    assert [each for batch in batches(line) for each in batch] == [*map(user, range(1, 1202))]
    assert len(set(keys(line))) == 3
    counts = {name: summary[name] for name in ("recipients", "duplicates", "batches")}
    assert counts == {"recipients": 1201, "duplicates": 2, "batches": 3}
    assert len(json.dumps(summary)) < 300
    assert len(line.received()) == 1


def test_task_that_is_tried_again_doubles_nothing(
    run_dag: RunDag, line: Line, customers: Fill, caplog: pytest.LogCaptureFixture
) -> None:
    customers(map(user, range(1, 1002)))
    # The second batch arrives, and no try of the session learns of it.
    line.fault(MULTICAST, drop="after", skip=1, times=4)

    ran = run_dag("from_sql")

    assert ran.tried("send") == ("success", 2)
    assert ran.returned("send")["accepted_before"] == 1000
    assert "stopped: 500 of 1001 recipients were accepted" in caplog.text
    assert len(set(keys(line))) == 3
    assert len(line.received()) == 1


ADDED = f"U{0:032x}"


@pytest.mark.parametrize(
    ("change", "also"),
    [
        (f"INSERT INTO customers VALUES ('{ADDED}', 30)", {ADDED}),
        (f"DELETE FROM customers WHERE line_user_id = '{user(1)}'", set[str]()),
    ],
    ids=["added", "removed"],
)
def test_try_after_the_table_changed_loses_and_doubles_nobody(
    run_dag: RunDag, line: Line, customers: Fill, change: str, also: set[str]
) -> None:
    """Somebody comes or goes who sorts first: numbered anew, all that follow would move by one."""
    first = [*map(user, range(1, 1202))]
    customers(first)
    line.fault(MULTICAST, drop="after", skip=1, times=4)

    ran = run_dag("from_sql", run_conf={"between_tries": change})

    assert ran.tried("send") == ("success", 2)
    by_key = dict(zip(keys(line), batches(line), strict=True))
    sent = [each for batch in by_key.values() for each in batch]
    assert len(sent) == len(set(sent))
    assert set(sent) == {*first, *also}
    assert all(by_key[key] == batch for key, batch in zip(keys(line), batches(line), strict=True))
    assert ran.returned("send")["recipients"] == len(sent)


def test_airflow_without_records_tries_only_once() -> None:
    class SecondTry:
        try_number = 2

    with Recipients() as recipients, pytest.raises(InputError, match=r"needs Airflow 3\.3"):
        RecordedBatches({"ti": SecondTry()}, (), recipients)  # type: ignore[typeddict-item]


def test_refusal_in_the_middle_says_how_far_it_came(
    run_dag: RunDag, line: Line, customers: Fill, caplog: pytest.LogCaptureFixture
) -> None:
    customers(map(user, range(1, 1001)))
    limit = {"status": 429, "json": {"message": "You have reached your monthly limit."}}
    line.fault(MULTICAST, answer=limit, skip=1)

    ran = run_dag("from_sql")

    assert ran.tried("send") == ("failed", 1)
    assert "stopped: 500 of 1000 recipients were accepted" in caplog.text


@pytest.mark.parametrize(
    ("ids", "conf", "told"),
    [
        ([USER, "0912345678"], {}, "recipients_sql: row 2: must be a user ID"),
        ([USER], {"sql": "SELECT NULL WHERE 1 <= ?"}, "row 1: must be a user ID"),
        ([USER], {"sql": "SELECT * FROM customers WHERE age > ?"}, "must select one column, not 2"),
        ([USER], {"inputs": {"to": [USER]}}, "inputs.to: must be absent: each batch has its own"),
        ([USER], {"inputs": {"retryKey": "a"}}, "inputs.retryKey: must be absent"),
        ([USER], {"conn_id": "line_default"}, "line_default is not a connection to a database"),
        ([USER], {"conn_id": "nowhere"}, "sql_conn_id: "),
    ],
)
def test_wrong_query_sends_nothing(
    run_dag: RunDag,
    line: Line,
    customers: Fill,
    capfd: pytest.CaptureFixture[str],
    ids: list[str],
    conf: dict[str, object],
    told: str,
) -> None:
    customers(ids)
    ran = run_dag("from_sql", run_conf=conf)

    assert ran.tried("send") == ("failed", 1)
    assert told in capfd.readouterr().out
    assert line.requests(MULTICAST) == []


def test_nobody_is_a_success(run_dag: RunDag, line: Line, customers: Fill) -> None:
    customers([])
    assert run_dag("from_sql").returned("send")["recipients"] == 0
    assert line.requests(MULTICAST) == []


def test_batches_do_not_depend_on_the_order_of_the_rows() -> None:
    rows = [(user(number),) for number in (3, 1, 2, 3)]
    with Recipients() as forwards, Recipients() as backwards:
        forwards.add(rows)
        backwards.add(reversed(rows))
        assert [*forwards.batches(2)] == [*backwards.batches(2)] == [[user(1), user(2)], [user(3)]]
        assert (forwards.given, len(forwards)) == (4, 3)
        with pytest.raises(InputError, match="row 5: must be a user ID"):
            forwards.add([("C" + "1" * 32,)])
