"""OMNI logs: what was sent in the last 48 hours, to be read as often as one likes."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.infobip.dates import read_date, written
from line_connector.sandbox.infobip.delivery.messages import SELECTED, Message, to_message
from line_connector.sandbox.infobip.delivery.phones import phone_digits
from line_connector.sandbox.infobip.delivery.reports import PRICE, REACH, USUAL_LIMIT, operator_of
from line_connector.sandbox.infobip.delivery.statuses import status_object
from line_connector.sandbox.infobip.errors import Problem, request_error
from line_connector.sandbox.infobip.operation import InfobipOperations
from line_connector.sandbox.infobip.scenarios.operations import today
from line_connector.sandbox.infobip.validation import read_query
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

operations = InfobipOperations("/omni/1/", request_error)

Query = Mapping[str, Any]

MOMENTS = ("sentSince", "sentUntil")


@operations.get("getOmniLogs", "logs", xml_root="omniLogsResponse", limit=Limit(120, 60))
def get_omni_logs(state: State, request: Request) -> Response:
    """Answer with the messages that fit, newest first; those not sent yet are not among them."""
    query = read_query(request, "logs/logs", request_error)
    moments = {name: _moment(query[name]) for name in MOMENTS if name in query}
    wrong = [Problem(name, "invalid value") for name, at in moments.items() if at is None]
    if wrong:
        raise request_error(400, wrong)
    since, until = moments.get("sentSince") or 0, moments.get("sentUntil")
    rows = state.db.execute(
        f"{SELECTED} WHERE api = 'omni' AND sent_at >= ? AND sent_at <= coalesce(?, sent_at)"
        " ORDER BY sent_at DESC, number DESC",
        (max(since, state.clock.now() - REACH), until),
    )
    fitting = (entry for row in rows for entry in _entries(to_message(row), query))
    limit = query.get("limit", USUAL_LIMIT)
    return json_response({"results": list(islice(fitting, limit))})


def _entries(message: Message, query: Query) -> Iterator[dict[str, Any]]:
    """Yield the entry of a message if it fits."""
    entry = _entry(message)
    wanted = {
        "from": query.get("from"),
        "to": phone_digits(query["to"]) or query["to"] if "to" in query else None,
        "channel": today(query["channel"]) if "channel" in query else None,
    }
    groups = (None, entry["status"]["groupName"])
    lists = {name: query[name].split(",") for name in ("bulkId", "messageId") if name in query}
    code = entry["mccMnc"]
    if (
        all(value in {None, entry[name]} for name, value in wanted.items())
        and all(entry[name] in values for name, values in lists.items())
        and query.get("generalStatus") in groups
        and query.get("mcc") in {None, code[:3]}
        and query.get("mnc") in {None, code[3:]}
    ):
        yield entry


def _entry(message: Message) -> dict[str, Any]:
    step = message.current
    done_at = {"doneAt": written(message.done_at)} if message.done_at is not None else {}
    return {
        "bulkId": message.bulk_id,
        "messageId": message.message_id,
        "to": message.recipient,
        "from": step["sender"],
        "text": step["content"].get("text", step["content"].get("altText", "")),
        "sentAt": written(message.sent_at or message.turn_at),
        **done_at,
        "messageCount": 1,
        "mccMnc": operator_of(message),
        "price": PRICE,
        "status": status_object(message.status),
        "channel": step["channel"],
    }


def _moment(text: str) -> float | None:
    """Read a date; the plus sign of its offset arrives as a space if it was not encoded."""
    return read_date(text.replace(" ", "+"))
