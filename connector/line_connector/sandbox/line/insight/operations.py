"""Statistics of the account, its messages and its rich menus."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from line_connector.sandbox.clock import JAPAN, japanese_day
from line_connector.sandbox.exchange import RefusedError, Request, Response, json_response
from line_connector.sandbox.line.errors import NOT_FOUND, refusal
from line_connector.sandbox.line.insight.demographics import shares
from line_connector.sandbox.line.insight.followers import count_followers
from line_connector.sandbox.line.insight.interactions import request_statistics, unit_statistics
from line_connector.sandbox.line.insight.rich_menu_uses import (
    Bounds,
    Period,
    daily_uses,
    days_counted,
    rich_menu_areas,
    total_uses,
)
from line_connector.sandbox.line.operation import HOURLY, LineOperations
from line_connector.sandbox.line.quota.operations import people_sent
from line_connector.sandbox.line.validation import read_query
from line_connector.sandbox.state import State

operations = LineOperations(limit=HOURLY)

DELIVERIES_BEGAN = "20170301"
FOLLOWERS_BEGAN = "20161101"
UNIT_DAYS, SUMMARY_DAYS, DAILY_DAYS = 30, 396, 99
YEARS_BACK = 3

DELIVERIES = {
    "broadcast": (),
    "targeting": (),
    "apiBroadcast": ("broadcast",),
    "apiPush": ("push",),
    "apiMulticast": ("multicast",),
    "apiNarrowcast": ("narrowcast",),
    "apiReply": ("reply",),
    "pnpNoticeMessage": ("pnp", "templated"),
}
"""LINE's names for kinds of messages, with ours; nobody uses the account manager here."""

NO_STATISTICS = {"message": None, "key": None, "stacktrace": None, "code": None}
"""What LINE answers to any wrong query about a unit."""


@operations.get("getNumberOfMessageDeliveries", "insight/message/delivery")
def get_number_of_message_deliveries(state: State, request: Request) -> Response:
    """Answer with how many people got messages on a day, by kind."""
    day = read_query(request, "insight/day")["date"]
    status = _status(state, day, DELIVERIES_BEGAN)
    if status != "ready":
        return json_response({"status": status})
    counted = people_sent(state, day)
    numbers = {
        name: sum(counted.get(kind, 0) for kind in kinds) for name, kinds in DELIVERIES.items()
    }
    return json_response({"status": status, **numbers})


@operations.get("getNumberOfFollowers", "insight/followers")
def get_number_of_followers(state: State, request: Request) -> Response:
    """Answer with how many friends there were on a day."""
    day = read_query(request, "insight/day")["date"]
    status = _status(state, day, FOLLOWERS_BEGAN)
    numbers: dict[str, int | None] = {"followers": None, "targetedReaches": None, "blocks": None}
    if status == "ready":
        numbers |= count_followers(state, day)
    return json_response({"status": status, **numbers})


@operations.get("getFriendsDemographics", "insight/demographic")
def get_friends_demographics(state: State, _: Request) -> Response:
    """Answer with the friends' attributes in percent."""
    return json_response(shares(state))


@operations.get("getMessageEvent", "insight/message/event")
def get_message_event(state: State, request: Request) -> Response:
    """Answer with what users did with a broadcast or narrowcast."""
    request_id = read_query(request, "insight/event")["requestId"]
    return json_response(request_statistics(state, request_id))


@operations.get("getStatisticsPerUnit", "insight/message/event/aggregation")
def get_statistics_per_unit(state: State, request: Request) -> Response:
    """Answer with what users did with the messages of a unit."""
    refused = RefusedError(json_response(NO_STATISTICS, 400))
    try:
        query = read_query(request, "insight/unit")
    except RefusedError:
        raise refused from None
    first, last = query["from"], query["to"]
    if not 0 <= _days_between(first, last) <= UNIT_DAYS:
        raise refused
    return json_response(unit_statistics(state, query["customAggregationUnit"], first, last))


@operations.get("getRichMenuInsightSummary", "insight/richmenu/{richMenuId}/summary")
def get_rich_menu_insight_summary(state: State, request: Request) -> Response:
    """Answer with the uses of a rich menu in a period as a whole."""
    return _rich_menu_insight(state, request, SUMMARY_DAYS, total_uses)


@operations.get("getRichMenuInsightDaily", "insight/richmenu/{richMenuId}/daily")
def get_rich_menu_insight_daily(state: State, request: Request) -> Response:
    """Answer with the uses of a rich menu on each day of a period."""
    return _rich_menu_insight(state, request, DAILY_DAYS, daily_uses)


def _rich_menu_insight(
    state: State,
    request: Request,
    most_days: int,
    uses: Callable[[State, Period, Bounds | None], Any],
) -> Response:
    asked = _period(state, request, most_days)
    areas = rich_menu_areas(state, asked.rich_menu_id)
    if areas is None:
        raise refusal(404, NOT_FOUND)
    answer: dict[str, Any] = {"richMenuId": asked.rich_menu_id}
    counted = days_counted(state, asked)
    if counted is None:
        return json_response(answer)
    return json_response(
        {
            **answer,
            "metricsFrom": counted.first,
            "metricsTo": counted.last,
            "impression": {"metrics": uses(state, counted, None)},
            "clicks": [
                {"bounds": bounds, "metrics": uses(state, counted, bounds)} for bounds in areas
            ],
        }
    )


def _period(state: State, request: Request, most_days: int) -> Period:
    """Read which days are asked for; in which order LINE checks them is not known."""
    query = read_query(request, "insight/period")
    first, last = query["from"], query["to"]
    days = _days_between(first, last)
    if days < 0:
        raise refusal(400, "Parameter to must be the same date as, or after parameter from.")
    if days > most_days:
        raise refusal(400, f"Date range exceeds. Max range is {most_days} days.")
    earliest = _years_ago(state)
    if first < earliest.strftime("%Y%m%d"):
        text = f"Parameter from must be the same date as, or after {earliest:%Y-%m-%d}."
        raise refusal(400, text)
    return Period(request.path_parameters["richMenuId"], first, last)


def _years_ago(state: State) -> datetime:
    today = datetime.fromtimestamp(state.clock.now(), tz=JAPAN)
    is_leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - YEARS_BACK, day=28 if is_leap_day else today.day)


def _days_between(first: str, last: str) -> int:
    days: timedelta = _midnight(last) - _midnight(first)
    return days.days


def _midnight(day: str) -> datetime:
    return datetime.strptime(day, "%Y%m%d").replace(tzinfo=JAPAN)


def _status(state: State, day: str, began: str) -> str:
    if day < began:
        return "out_of_service"
    return "unready" if day >= japanese_day(state.clock.now()) else "ready"
