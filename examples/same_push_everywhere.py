"""The same push from the command line and through all four platforms, to one sandbox.

    python examples/same_push_everywhere.py            # five messages arrive
    python examples/same_push_everywhere.py --one-key  # one retry key for all: one message arrives

It needs `pip install '.[sandbox,server,mcp]'` in a checkout. Airflow lives in an environment of its
own, whose Python is named by AIRFLOW_PYTHON (`make test-with-airflow` makes one in .venvs/airflow);
without it there are four.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

try:
    import anyio
    import prometheus_client  # noqa: F401 # pyright: ignore[reportUnusedImport] - for HTTP
    import requests
    from mcp import Client, StdioServerParameters

    from line_connector.sandbox import Sandbox
except ImportError as missing:
    sys.exit(f"{missing.name} is missing: pip install '.[sandbox,server,mcp]' in a checkout")

COMMAND = [sys.executable, "-m", "line_connector"]
USER = "U00000000000000000000000000000001"
KEY = "5f2b8d9e-3a41-4c6b-9a57-0e1d2c3b4a59"
AIRFLOW = os.environ.get("AIRFLOW_PYTHON") or str(
    Path(__file__).parents[1] / ".venvs/airflow/bin/python"
)
DAG = """
from airflow.sdk import DAG
from line_connector.platforms.airflow.operators import LineActionOperator

with DAG("push", schedule=None):
    LineActionOperator(
        task_id="push", action="push_message", inputs="{{ dag_run.conf | tojson }}"
    )
"""


def by_command_line(push: dict[str, Any], sandbox: Sandbox) -> str:
    """Run the command, as a shell script would."""
    ended = _run([*COMMAND, "run", "push_message", json.dumps(push)], sandbox.env)
    return str(json.loads(ended)["status_code"])


def by_turbine(push: dict[str, Any], sandbox: Sandbox) -> str:
    """Ask as Swimlane Turbine asks a connector's image: asset and inputs in one object."""
    asset = {
        "url": sandbox.url,
        "client_id": sandbox.env["LINE_CLIENT_ID"],
        "client_secret": sandbox.env["LINE_CLIENT_SECRET"],
    }
    ended = _run(
        [*COMMAND, "turbine", "run", "push_message"],
        {"ASSET_KEYS": ",".join(asset)},
        json.dumps({**asset, **push}),
    )
    return str(json.loads(ended.removeprefix("::set-output"))["status_code"])


def by_mcp(push: dict[str, Any], sandbox: Sandbox) -> str:
    """Call the tool, as an agent does."""

    async def call() -> Any:
        server = StdioServerParameters(
            command=COMMAND[0], args=[*COMMAND[1:], "mcp"], env={**os.environ, **sandbox.env}
        )
        async with Client(server) as client:
            return await client.call_tool("line_push_message", push)

    return str(anyio.run(call).structured_content["status_code"])


def by_http(push: dict[str, Any], sandbox: Sandbox) -> str:
    """Post to the service, as any program can."""
    with subprocess.Popen(
        [*COMMAND, "serve", "--no-auth", "--port", "0"],
        env={**os.environ, **sandbox.env},
        stderr=subprocess.PIPE,
        text=True,
    ) as service:
        words = iter(service.stderr or ())
        url = next(found[0] for line in words if (found := re.search(r"http://[\d.:]+", line)))
        try:
            answer = requests.post(f"{url}/actions/push_message", json=push, timeout=30)
            return str(answer.json()["status_code"])
        finally:
            service.terminate()


def by_airflow(push: dict[str, Any], sandbox: Sandbox) -> str:
    """Run a Dag of one task."""
    if not Path(AIRFLOW).exists():
        return "left out: AIRFLOW_PYTHON names no Python that has Airflow"
    connection = {
        "conn_type": "line",
        "host": sandbox.url,
        "login": sandbox.env["LINE_CLIENT_ID"],
        "password": sandbox.env["LINE_CLIENT_SECRET"],
    }
    with tempfile.TemporaryDirectory() as home:
        settings = {
            "AIRFLOW_HOME": home,
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW_CONN_LINE_DEFAULT": json.dumps(connection),
        }
        dag = Path(home, "dags", "push.py")
        dag.parent.mkdir()
        dag.write_text(DAG, encoding="utf-8")
        for command in (["db", "migrate"], ["dags", "test", "push", "--conf", json.dumps(push)]):
            told = _run([AIRFLOW, "-m", "airflow", *command], settings)
        statuses: list[str] = re.findall(r"push_message: (\d+)", told)
        return statuses[-1]


def _run(command: list[str], env: dict[str, str], stdin: str = "") -> str:
    ended = subprocess.run(
        command, env={**os.environ, **env}, input=stdin, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        sys.exit(ended.stderr)
    return ended.stdout


def main() -> None:
    """Send the push each way, and count what arrived."""
    key = {"retryKey": KEY} if "--one-key" in sys.argv[1:] else {}
    with Sandbox(port=0) as sandbox:
        for send in (by_command_line, by_turbine, by_airflow, by_mcp, by_http):
            name = send.__name__.removeprefix("by_").replace("_", " ")
            words = [{"type": "text", "text": f"Sent by {name}"}]
            print(f"{name:13}", send({"to": USER, "messages": words, **key}, sandbox), flush=True)
        received = sandbox.received(USER)
    print(f"\n{len(received)} received:")
    for entry in received:
        print(" ", entry["messages"][0]["text"])


if __name__ == "__main__":
    main()
