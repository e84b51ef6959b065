"""The n8n workflow: what its request node would send, sent here. n8n itself is not tried."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from services.actions.conftest import Service, StartWithKeys
from support.sandboxed import USER, Line

FILE = Path(__file__).parents[3] / "examples/n8n/push_message.json"
WORKFLOW: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
NODES = {node["name"]: node for node in WORKFLOW["nodes"]}
REQUEST = NODES["Push Message"]["parameters"]


def evaluated(expression: str, values: dict[str, str]) -> str:
    """Return an expression's text as n8n makes it: `={{ $execution.id }}`."""
    assert expression.startswith("=")
    return re.sub(r"\{\{ (\S+) \}\}", lambda found: values[found[1]], expression[1:])


def replayed(service: Service, execution: str) -> requests.Response:
    """Send what the request node sends in an execution of the workflow."""
    values = {
        "$workflow.id": "Xk2",
        "$execution.id": execution,
        "$runIndex": "0",
        "$itemIndex": "0",
    }
    headers = {
        given["name"]: evaluated(given["value"], values)
        for given in REQUEST["headerParameters"]["parameters"]
    }
    return service.ask(
        REQUEST["method"],
        urlsplit(REQUEST["url"]).path,
        headers,
        json=json.loads(REQUEST["jsonBody"]),
    )


def test_nodes_are_joined_and_hold_no_credential() -> None:
    assert WORKFLOW["connections"]["Start"]["main"][0][0]["node"] in NODES
    assert REQUEST["genericAuthType"] == "httpHeaderAuth"
    assert all("credentials" not in node for node in NODES.values())


def test_request_sends_and_a_repeat_in_the_same_execution_does_not(
    keyed: StartWithKeys, line: Line
) -> None:
    n8n = keyed(n8n=["push_message"])["n8n"]

    first, again = replayed(n8n, "231"), replayed(n8n, "231")
    other = replayed(n8n, "232")

    assert [answer.status_code for answer in (first, again, other)] == [200, 200, 200]
    assert len(line.received(USER)) == 2
