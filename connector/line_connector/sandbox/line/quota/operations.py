"""The month's quota, counted in people, and how many people got messages each day.

Where LINE's months begin is not documented; here they begin in UTC+9, as its days do.
"""

from line_connector.sandbox.clock import japanese_day
from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import MONTHLY_LIMIT, refusal
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.validation import read_query
from line_connector.sandbox.state import State

operations = LineOperations()

COUNTING_BEGAN = "20180331"


def check_quota(state: State, people: int) -> None:
    """Refuse to message more people than the month's quota still allows."""
    left = people_left(state)
    if left is not None and people > left:
        raise refusal(429, MONTHLY_LIMIT)


def count_sent(state: State, kind: str, people: int, at: float) -> None:
    """Count people who got messages, also by what uses no quota: replies and notifications."""
    state.db.execute(
        "INSERT INTO sent VALUES (?, ?, ?)"
        " ON CONFLICT (kind, day) DO UPDATE SET people = people + excluded.people",
        (kind, japanese_day(at), people),
    )


def people_sent(state: State, day: str) -> dict[str, int]:
    """Return how many people got messages on a day, by kind."""
    return dict(state.db.execute("SELECT kind, people FROM sent WHERE day = ?", (day,)))


def people_left(state: State) -> int | None:
    """Return how many more people the quota allows, after reservations; none: no limit."""
    quota = state.settings(LineSettings).quota
    if quota is None:
        return None
    (reserved,) = state.db.execute(
        "SELECT COALESCE(SUM(reserved), 0) FROM narrowcasts WHERE phase = 'waiting'"
    ).fetchone()
    return max(quota - _used(state) - int(reserved), 0)


@operations.get("getMessageQuota", "message/quota")
def get_message_quota(state: State, _: Request) -> Response:
    """Answer with the month's quota."""
    quota = state.settings(LineSettings).quota
    return json_response({"type": "none"} if quota is None else {"type": "limited", "value": quota})


@operations.get("getMessageQuotaConsumption", "message/quota/consumption")
def get_message_quota_consumption(state: State, _: Request) -> Response:
    """Answer with the number of people messaged this month."""
    return json_response({"totalUsage": _used(state)})


@operations.get("getNumberOfSentReplyMessages", "message/delivery/reply")
@operations.get("getNumberOfSentPushMessages", "message/delivery/push")
@operations.get("getNumberOfSentMulticastMessages", "message/delivery/multicast")
@operations.get("getNumberOfSentBroadcastMessages", "message/delivery/broadcast")
@operations.get("getPNPMessageStatistics", "message/delivery/pnp")
@operations.get("getTemplatedPNPMessageStatistics", "message/delivery/pnp/templated")
def get_number_of_sent_messages(state: State, request: Request) -> Response:
    """Answer with one day's count of the kind the path ends with."""
    day = read_query(request, "quota/sent")["date"]
    if day < COUNTING_BEGAN:
        return json_response({"status": "out_of_service"})
    if day >= japanese_day(state.clock.now()):
        return json_response({"status": "unready"})
    kind = request.path.rpartition("/")[2]
    return json_response({"status": "ready", "success": people_sent(state, day).get(kind, 0)})


def _used(state: State) -> int:
    month = japanese_day(state.clock.now())[:6]
    (people,) = state.db.execute(
        "SELECT COALESCE(SUM(people), 0) FROM sent WHERE day LIKE ? || '%'"
        " AND kind IN ('push', 'multicast', 'narrowcast', 'broadcast')",
        (month,),
    ).fetchone()
    return int(people)
