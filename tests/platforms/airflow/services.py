"""A whole Airflow on loopback: API server, scheduler, Dag processor and triggerer, on SQLite."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import requests

from support.ports import free_port

Found = TypeVar("Found")

COMMANDS = (
    ("api-server", "--host", "127.0.0.1", "--workers", "1"),
    ("scheduler", "--skip-serve-logs"),
    ("dag-processor",),
    ("triggerer", "--skip-serve-logs"),
)


class Airflow:
    """Airflow's own processes, unmodified, and its public API."""

    def __init__(self, home: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.home = home
        self._env = {
            **os.environ,
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__API__PORT": str(port),
            "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(32),
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.url}/execution/",
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__PARALLELISM": "2",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
            "AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC": "1",
        }
        self._processes: list[subprocess.Popen[bytes]] = []
        self._session = requests.Session()

    def start(self) -> None:
        """Start the processes; return once they answer."""
        assert self._run("db", "migrate").wait() == 0
        for command in COMMANDS:
            self._processes.append(self._run(*command))
        token = until(lambda: self._get("/auth/token"))["access_token"]
        self._session.headers["Authorization"] = f"Bearer {token}"

    def stop(self) -> None:
        """Stop what was started."""
        for process in self._processes:
            os.killpg(process.pid, signal.SIGTERM)
        end = time.monotonic() + 30
        for process in self._processes:
            while process.poll() is None and time.monotonic() < end:
                time.sleep(0.1)
            if process.poll() is None:  # a busy Dag processor does not always end
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._session.close()

    def get(self, path: str) -> Any:
        answer = self._session.get(self.url + path, timeout=30)
        assert answer.ok, answer.text
        return answer.json()

    def post(self, path: str, body: dict[str, Any]) -> Any:
        answer = self._session.post(self.url + path, json=body, timeout=30)
        assert answer.ok, answer.text
        return answer.json()

    def run(self, dag_id: str) -> str:
        """Run a Dag to its end; return its run ID."""
        until(lambda: self._get(f"/api/v2/dags/{dag_id}"))
        run = self.post(f"/api/v2/dags/{dag_id}/dagRuns", {"logical_date": None})
        run_id: str = run["dag_run_id"]
        self._ended(dag_id, run_id)
        return run_id

    def clear(self, dag_id: str, run_id: str) -> None:
        """Clear all tasks of a run, and wait until they ran again."""
        what = {"dag_run_id": run_id, "dry_run": False, "only_failed": False}
        self.post(f"/api/v2/dags/{dag_id}/clearTaskInstances", what)
        self._ended(dag_id, run_id)

    def tried(self, dag_id: str, run_id: str, task_id: str) -> tuple[str, int]:
        """A task's state, and how many tries that took."""
        task = self.get(f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}")
        return task["state"], task["try_number"]

    def last_run(self, dag_id: str) -> Any:
        """The latest run of a Dag that has ended, or None."""
        runs = self.get(f"/api/v2/dags/{dag_id}/dagRuns?order_by=-start_date")["dag_runs"]
        return next((run for run in runs if run["state"] in {"success", "failed"}), None)

    def kept_for(self, asset: str) -> list[Any]:
        """What triggers keep with an asset."""
        found = self.get(f"/api/v2/assets?name_pattern={asset}")["assets"]
        if not found:
            return []
        kept: dict[str, Any] = self.get(f"/api/v2/assets/{found[0]['id']}/state-store")
        return next(value for value in kept.values() if isinstance(value, list))

    def returned(self, dag_id: str, run_id: str, task_id: str) -> Any:
        """What a task left in XCom."""
        path = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}/xcomEntries"
        return self.get(f"{path}/return_value?deserialize=true")["value"]

    def log(self, dag_id: str, run_id: str, task_id: str) -> str:
        """What all tries of a task logged."""
        folder = self.home / "logs" / f"dag_id={dag_id}" / f"run_id={run_id}" / f"task_id={task_id}"
        return "".join(path.read_text() for path in sorted(folder.glob("*.log*")))

    def files_with(self, text: str) -> list[Path]:
        """Files of Airflow's that hold a text: logs, output, database."""
        files = [path for path in self.home.rglob("*") if path.is_file()]
        return [path for path in files if text.encode() in path.read_bytes()]

    def _ended(self, dag_id: str, run_id: str) -> None:
        def ended() -> bool:
            run = self.get(f"/api/v2/dags/{dag_id}/dagRuns/{run_id}")
            return run["state"] in {"success", "failed"}

        until(ended)

    def _get(self, path: str) -> Any:
        """Return an answer, or None while there is none."""
        try:
            answer = self._session.get(self.url + path, timeout=30)
        except requests.ConnectionError:
            return None
        return answer.json() if answer.ok else None

    def _run(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.home / f"{command[0]}.out").open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "airflow", *command],
                env=self._env,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def until(found: Callable[[], Found | None], seconds: float = 120) -> Found:
    """Ask until there is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = found()
        if answer:
            return answer
        time.sleep(0.5)
    raise TimeoutError(f"nothing came within {seconds} seconds")
