"""Requests and their responses, as the page shows them."""

import json
from typing import Any

from line_connector.sandbox.channel import DEFAULT_CHANNEL
from line_connector.sandbox.channels import Channels
from line_connector.sandbox.inbox.explanations import explain
from line_connector.sandbox.inbox.timeline import LARGEST
from line_connector.sandbox.infobip.delivery.tracking import track_messages
from line_connector.sandbox.json_values import is_object
from line_connector.sandbox.state import State

_COUNTED = frozenset({"pushMessage", "multicast", "narrowcast", "broadcast"})
"""Operations that are counted against the month's quota."""

_SENDING = _COUNTED | {"replyMessage"}

_ROWS = (
    "SELECT id, entry, answer FROM requests"
    " WHERE id < ? {which} AND ? IN ('', coalesce(json_extract(entry, '$.channel'), ?))"
    " ORDER BY id DESC LIMIT ?"
)


def list_exchanges(
    channels: Channels,
    *,
    refused: bool = False,
    channel: str = "",
    before: int | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """Return a page of the requests, the newest first.

    Args:
        channels: of the sandbox.
        refused: whether only those are listed that got an error or no answer.
        channel: only those for the channel with this ID; empty: all.
        before: only those older than the one with this number.
        limit: how many are returned at most.

    Returns:
        `{"exchanges": [{"number", "requestId", "method", "path", "channel", "operation",
        "status", "at", "milliseconds", "message", "note"}], "older"}`; `older` is the
        `before` of the next page, or null.
    """
    rows = channels.default.db.execute(
        _ROWS.format(which="AND is_refused" if refused else ""),
        (LARGEST if before is None else before, channel, DEFAULT_CHANNEL.channel_id, limit + 1),
    ).fetchall()
    page = rows[:limit]
    return {
        "exchanges": [_summary(*row) for row in page],
        "older": page[-1][0] if len(rows) > limit else None,
    }


def describe_exchange(channels: Channels, request_id: str) -> dict[str, Any] | None:
    """Return all that is known of a request, or none.

    Returns:
        `{"request": {…}, "response": {…} or null, "operation", "milliseconds", "fault", "retryKey",
        "people", "cost", "notes": […], "tracked": […]}`. `fault` is what was made wrong with it
        (null: nothing), as `POST faults` takes it; `people` got its messages (null: it sends
        none), `cost` of them are counted against the quota; `tracked` is what became of its
        messages to phones.
    """
    row = channels.default.db.execute(
        "SELECT entry, body, answer FROM requests WHERE request_id = ?", (request_id,)
    ).fetchone()
    if row is None:
        return None
    entry, answer = json.loads(row[0]), json.loads(row[2])
    status = entry.pop("status")
    response = None
    if status is not None:
        response = {
            "status": status,
            "headers": {**answer["headers"], "x-line-request-id": request_id},
            "body": _value(answer["body"]),
        }
    operation = answer["operation"]
    people = None
    if operation in _SENDING and status == 200:
        people = sum(_people(state, request_id) for state in channels)
    body = _value(row[1])
    return {
        "requestId": request_id,
        "request": {**entry, "body": body},
        "response": response,
        "operation": operation,
        "milliseconds": answer["milliseconds"],
        "fault": answer.get("fault"),
        "retryKey": entry["headers"].get("x-line-retry-key"),
        "people": people,
        "cost": people if people and operation in _COUNTED else 0,
        "notes": explain(entry["path"], status, response and response["body"], people),
        "tracked": [each for state in channels for each in track_messages(state, request_id)],
    }


def _people(state: State, request_id: str) -> int:
    """Return how many people got the messages of a request."""
    (count,) = state.db.execute(
        "SELECT coalesce(sum(CASE WHEN recipient GLOB '[CR]*'"
        " THEN (SELECT count(*) FROM members WHERE chat_id = recipient) ELSE 1 END), 0)"
        " FROM deliveries JOIN received ON delivery_id = deliveries.id WHERE request_id = ?",
        (request_id,),
    ).fetchone()
    return int(count)


def _summary(number: int, entry_text: str, answer_text: str) -> dict[str, Any]:
    entry, answer = json.loads(entry_text), json.loads(answer_text)
    body = _value(answer.get("body"))
    return {
        "number": number,
        **{name: entry[name] for name in ("requestId", "method", "path", "status", "at")},
        "operation": answer["operation"],
        "milliseconds": answer["milliseconds"],
        "channel": entry.get("channel"),
        "message": _message(body),
        "note": "".join(explain(entry["path"], entry["status"], body, None)[:1]),
    }


def _message(body: Any) -> str:
    """Return what a refusal says first."""
    if not is_object(body):
        return ""
    known = [body.get(name) for name in ("message", "error_description", "error")]
    request_error = body.get("requestError")
    if is_object(request_error):
        known.append(request_error.get("serviceException", {}).get("text"))
    return next((text for text in known if isinstance(text, str)), "")


def _value(text: str | None) -> Any:
    try:
        return json.loads(text or "null")
    except (ValueError, RecursionError):
        return text
