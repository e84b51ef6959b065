"""OMNI scenarios: the channels that are tried, one after another."""

import json
from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.infobip.errors import request_error
from line_connector.sandbox.infobip.operation import InfobipOperations
from line_connector.sandbox.infobip.settings import InfobipSettings
from line_connector.sandbox.infobip.validation import read_body, read_query
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

operations = InfobipOperations("/omni/1/", request_error)

LISTED = 100
"""How many scenarios a page of the list has if no number is asked for."""


@operations.post("createOmniScenario", "scenarios", xml_root="scenario", limit=Limit(20, 600))
def create_scenario(state: State, request: Request) -> Response:
    """Keep a scenario under a new key."""
    body = read_body(request, "scenarios/scenario", request_error)
    key = state.random.token_hex(16).upper()
    state.db.execute(
        "INSERT INTO scenarios (key, scenario, is_default) VALUES (?, ?, 0)",
        (key, json.dumps(_kept(body))),
    )
    if body.get("default"):
        _make_default(state, key)
    status = state.settings(InfobipSettings).scenario_created_status
    return json_response(find_scenario(state, key), status)


@operations.get("listOmniScenarios", "scenarios", xml_root="scenariosResponse")
def list_scenarios(state: State, request: Request) -> Response:
    """Answer with a page of the scenarios, in the order they were made."""
    query = read_query(request, "scenarios/list", request_error)
    limit = query.get("limit", LISTED)
    wanted = {"true": 1, "false": 0}.get(query.get("isDefault", ""))
    rows = state.db.execute(
        "SELECT key, scenario, is_default FROM scenarios "
        " WHERE is_default = coalesce(?, is_default) ORDER BY number LIMIT ? OFFSET ?",
        (wanted, limit, min(limit * query.get("page", 0), 2**62)),
    )
    return json_response({"scenarios": [_shown(*row) for row in rows]})


@operations.get("getOmniScenario", "scenarios/{scenarioKey}", xml_root="scenario")
def get_scenario(state: State, request: Request) -> Response:
    """Answer with one scenario."""
    return json_response(_asked_for(state, request))


@operations.put(
    "updateOmniScenario", "scenarios/{scenarioKey}", xml_root="scenario", limit=Limit(40, 600)
)
def update_scenario(state: State, request: Request) -> Response:
    """Replace a scenario; it stays the default one or not if nothing is said about it."""
    old = _asked_for(state, request)
    body = read_body(request, "scenarios/scenario", request_error)
    if old["default"] and body.get("default") is False:
        raise request_error(409, text="The account must have a default scenario")
    state.db.execute(
        "UPDATE scenarios SET scenario = ? WHERE key = ?", (json.dumps(_kept(body)), old["key"])
    )
    if body.get("default"):
        _make_default(state, old["key"])
    return json_response(find_scenario(state, old["key"]))


def find_scenario(state: State, key: str | None) -> dict[str, Any] | None:
    """Return a scenario by its key, or the default one without a key."""
    row = state.db.execute(
        "SELECT key, scenario, is_default FROM scenarios"
        " WHERE key = coalesce(?, CASE WHEN is_default THEN key END)",
        (key,),
    ).fetchone()
    return _shown(*row) if row else None


def _asked_for(state: State, request: Request) -> dict[str, Any]:
    scenario = find_scenario(state, request.path_parameters["scenarioKey"])
    if scenario is None:
        raise request_error(404)
    return scenario


def _make_default(state: State, key: str) -> None:
    """Make one scenario the default, and no other: an account has one."""
    state.db.execute("UPDATE scenarios SET is_default = (key = ?)", (key,))


def _kept(body: Mapping[str, Any]) -> dict[str, Any]:
    name = {"name": body["name"]} if "name" in body else {}
    return {**name, "flow": [_step(step) for step in body["flow"]]}


def _step(step: Mapping[str, Any]) -> dict[str, str]:
    sender = {"from": step["from"]} if "from" in step else {}
    return {**sender, "channel": today(step["channel"])}


def today(channel: str) -> str:
    """Return what a channel is called today."""
    return "VKONTAKTE" if channel == "VK" else channel


def _shown(key: str, scenario: str, is_default: int) -> dict[str, Any]:
    return {"key": key, **json.loads(scenario), "default": bool(is_default)}
