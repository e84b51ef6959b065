"""Aggregation units: names under which statistics of pushes and multicasts are kept."""

from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.clock import japanese_day
from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.pages import page_of
from line_connector.sandbox.line.validation import read_query
from line_connector.sandbox.state import State

operations = LineOperations()

NAMES_A_MONTH = 1000
LONGEST_PAGE = 100


def assign_units(state: State, body: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the units a request's messages are counted under, as they are kept with them.

    A month's 1,001st name is silently not assigned: the message goes out all the same.
    """
    units = body.get("customAggregationUnits", [])
    assigned = [name for name in units if _assign(state, _month(state), name)]
    return {"customAggregationUnits": assigned} if assigned else {}


@operations.get("getAggregationUnitUsage", "message/aggregation/info")
def get_aggregation_unit_usage(state: State, _: Request) -> Response:
    """Answer with the number of names used this month."""
    return json_response({"numOfCustomAggregationUnits": len(_names(state, _month(state)))})


@operations.get("getAggregationUnitNameList", "message/aggregation/list")
def get_aggregation_unit_name_list(state: State, request: Request) -> Response:
    """Answer with this month's names, a page at a time."""
    query = read_query(request, "aggregation/names")
    names = _names(state, _month(state))
    return json_response(page_of(names, "customAggregationUnits", query, LONGEST_PAGE))


def _month(state: State) -> str:
    return japanese_day(state.clock.now())[:6]


def _names(state: State, month: str) -> list[str]:
    rows = state.db.execute("SELECT name FROM aggregation_units WHERE month = ?", (month,))
    return sorted(name for (name,) in rows)


def _assign(state: State, month: str, name: str) -> bool:
    names = _names(state, month)
    if name in names:
        return True
    if len(names) >= NAMES_A_MONTH:
        return False
    state.db.execute("INSERT INTO aggregation_units VALUES (?, ?)", (month, name))
    return True
