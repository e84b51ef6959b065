"""Airflow as it comes, in a home of its own; its connections lead to the sandbox."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from support.sandboxed import Line

HERE = Path(__file__).parent
FOLDERS = {"examples": HERE.parents[2] / "examples/airflow", "tests": HERE / "dags"}
BUNDLE = "airflow.dag_processing.bundles.local.LocalDagBundle"

INSTALLED = find_spec("airflow") is not None
collect_ignore_glob = [] if INSTALLED else ["*"]


def pytest_report_collectionfinish() -> list[str]:
    return [] if INSTALLED else ["skipped: Airflow is not installed here: make test-with-airflow"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Airflow warn as it likes; a warning of ours is an error as everywhere."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.filterwarnings("default"))
            item.add_marker(pytest.mark.filterwarnings("error:::line_connector"))


if INSTALLED:  # it reads its settings when it is imported
    # Tests import this module under another name than pytest does: both have the same home.
    if "TESTS_AIRFLOW_HOME" not in os.environ:
        os.environ["TESTS_AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="airflow-")
        atexit.register(shutil.rmtree, os.environ["TESTS_AIRFLOW_HOME"], ignore_errors=True)
    HOME = os.environ["TESTS_AIRFLOW_HOME"]
    FOLDERS["page"] = Path(HOME, "page")  # filled by the test of docs/airflow.md
    FOLDERS["page"].mkdir(exist_ok=True)
    os.environ |= {
        "AIRFLOW_HOME": HOME,
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST": json.dumps(
            [
                {"name": name, "classpath": BUNDLE, "kwargs": {"path": str(folder)}}
                for name, folder in FOLDERS.items()
            ]
        ),
    }


class Ran:
    """What became of a Dag run."""

    def __init__(self, run: Any) -> None:
        self.state = str(run.state)
        self._tasks = {(task.task_id, task.map_index): task for task in run.get_task_instances()}

    def task(self, task_id: str, map_index: int = -1) -> Any:
        return self._tasks[task_id, map_index]

    def tried(self, task_id: str) -> tuple[str, int]:
        """A task's state, and how many tries that took."""
        return str(self.task(task_id).state), self.task(task_id).try_number

    def returned(self, task_id: str, map_index: int = -1) -> Any:
        from airflow.models.xcom import XComModel

        task = self.task(task_id, map_index)
        found = XComModel.get_many(
            run_id=task.run_id,
            key="return_value",
            dag_ids=task.dag_id,
            task_ids=task_id,
            map_indexes=map_index,
        )
        from airflow.utils.session import create_session

        with create_session() as session:
            return XComModel.deserialize_value(session.execute(found).scalars().one())


RunDag = Callable[..., Ran]


@pytest.fixture(scope="session")
def database() -> None:
    subprocess.run(
        [sys.executable, "-m", "airflow", "db", "migrate"], check=True, capture_output=True
    )


@pytest.fixture
def connections(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    values: dict[str, dict[str, Any]] = {
        "line": {"login": "1000000001", "password": "sandbox-secret"},
        "infobip": {"extra": {"api_key": "sandbox-key"}},
    }
    for name, fields in values.items():
        connection = {"conn_type": name, "host": line.url, **fields}
        monkeypatch.setenv(f"AIRFLOW_CONN_{name.upper()}_DEFAULT", json.dumps(connection))


@pytest.fixture
def run_dag(database: None, connections: None) -> RunDag:
    """Run a Dag by its name as `dag.test()` does: in this process, tries and triggers included."""
    from airflow.dag_processing.dagbag import BundleDagBag

    def run(dag_id: str, **arguments: Any) -> Ran:
        for name, folder in FOLDERS.items():
            bag = BundleDagBag(dag_folder=folder, bundle_path=folder, bundle_name=name)
            assert not bag.import_errors, bag.import_errors
            if dag_id in bag.dags:
                return Ran(bag.dags[dag_id].test(**arguments))
        raise AssertionError(f"no Dag is called {dag_id}")

    return run
