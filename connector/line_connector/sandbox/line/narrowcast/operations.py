"""Narrowcasts: accepted at once, carried out in phases as the clock moves on.

LINE does not publish how long the phases take, nor what `failedDescription` says; both are ours.
"""

import json
import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from line_connector.sandbox.clock import iso
from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import MONTHLY_LIMIT, NOT_FOUND, refusal
from line_connector.sandbox.line.insight.sends import remember_send
from line_connector.sandbox.line.message.checks import cross_check
from line_connector.sandbox.line.message.operations import delivered, sent_messages
from line_connector.sandbox.line.message.retry_keys import accept_once
from line_connector.sandbox.line.narrowcast.targeting import (
    FEW_RECIPIENTS,
    REDELIVERABLE,
    SMALL_AUDIENCE,
    check_targeting,
    chosen_friends,
    privacy_error,
    target_reach,
    targeting_violations,
)
from line_connector.sandbox.line.operation import HOURLY, LineOperations
from line_connector.sandbox.line.quota.operations import count_sent, people_left
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.validation import Body, read_body, read_query
from line_connector.sandbox.line.violations import Violation
from line_connector.sandbox.received import deliver
from line_connector.sandbox.state import State

operations = LineOperations()

INTERNAL, CONFLICT, PARTIAL = 1, 3, 5

FAILURES = {
    INTERNAL: "An internal error occurred.",
    FEW_RECIPIENTS: "There are not enough recipients.",
    CONFLICT: "The request was accepted already.",
    SMALL_AUDIENCE: "An audience has too few recipients.",
    PARTIAL: "The delivery was canceled: not all recipients could get the messages.",
}


class _Narrowcast(NamedTuple):
    """A row of the table `narrowcasts`."""

    request_id: str
    accepted_at: float
    body: str
    reserved: int
    phase: str
    sending_at: float
    completed_at: float
    recipients: str | None
    target_count: int | None
    error_code: int | None


@operations.post("narrowcast", "message/narrowcast", limit=HOURLY, takes_retry_key=True)
def narrowcast(state: State, request: Request) -> Response:
    """Accept messages to all friends, or to those that fit the conditions."""
    body = read_body(request, "narrowcast/narrowcast", further_check)

    def accept() -> Response:
        check_targeting(state, body)
        if people_left(state) == 0:
            raise refusal(429, MONTHLY_LIMIT)
        _accept(state, request.request_id, body)
        return json_response({}, 202)

    return accept_once(state, request, accept)


@operations.get("getNarrowcastProgress", "message/progress/narrowcast")
def get_narrowcast_progress(state: State, request: Request) -> Response:
    """Answer with the phase of a narrowcast and its counts so far."""
    request_id = read_query(request, "narrowcast/progress")["requestId"]
    row = state.db.execute(
        "SELECT * FROM narrowcasts WHERE request_id = ? AND accepted_at > ?",
        (request_id, state.clock.now() - REDELIVERABLE),
    ).fetchone()
    if row is None:
        raise refusal(404, NOT_FOUND)
    return json_response(_progress(_Narrowcast(*row)))


def further_check(body: Body) -> list[Violation]:
    """Check what the schema of a narrowcast cannot say: its messages, and whom they are for."""
    return [*cross_check(body), *targeting_violations(body)]


def advance_narrowcasts(state: State) -> None:
    """Let every narrowcast enter the phases that are due."""
    now = state.clock.now()
    # Before every request: almost always nothing is due, and this is all that it costs then.
    is_due = state.db.execute(
        "SELECT 1 FROM narrowcasts WHERE phase = 'waiting' AND sending_at <= ?"
        " OR phase = 'sending' AND completed_at <= ? LIMIT 1",
        (now, now),
    )
    if is_due.fetchone() is None:
        return
    waiting = state.db.execute(
        "SELECT * FROM narrowcasts WHERE phase = 'waiting' AND sending_at <= ?", (now,)
    ).fetchall()
    for row in waiting:
        with state.transaction():
            _start(state, _Narrowcast(*row))
    state.db.execute(
        "UPDATE narrowcasts SET phase = 'succeeded' WHERE phase = 'sending' AND completed_at <= ?",
        (now,),
    )


def _accept(state: State, request_id: str, body: Mapping[str, Any]) -> None:
    now = state.clock.now()
    settings = state.settings(LineSettings)
    sending_at = now + settings.narrowcast_waiting
    completed_at = sending_at + settings.narrowcast_sending
    # A plan that does not fit reserves nothing, and fails when its delivery starts.
    reserved = _planned(state, body) if _fits(state, body) else 0
    state.db.execute(
        "INSERT INTO narrowcasts VALUES (?, ?, ?, ?, 'waiting', ?, ?, NULL, NULL, NULL)",
        (request_id, now, json.dumps(body), reserved, sending_at, completed_at),
    )


def _start(state: State, row: _Narrowcast) -> None:
    """End the phase `waiting`: release what was reserved, then deliver or fail."""
    body = json.loads(row.body)
    state.db.execute("UPDATE narrowcasts SET reserved = 0 WHERE request_id = ?", (row.request_id,))
    recipients = chosen_friends(state, body)
    error_code = _error_code(state, body, len(recipients))
    if error_code is not None:
        state.db.execute(
            "UPDATE narrowcasts SET phase = 'failed', completed_at = sending_at,"
            " target_count = ?, error_code = ? WHERE request_id = ?",
            (len(recipients), error_code, row.request_id),
        )
        return
    most = _most(state, body)
    if len(recipients) > most:
        recipients = state.random.sample(recipients, int(most))
    deliver(
        state,
        recipients,
        via="narrowcast",
        at=row.sending_at,
        request_id=row.request_id,
        content={**delivered(body), **sent_messages(state, body["messages"])},
    )
    count_sent(state, "narrowcast", len(recipients), row.sending_at)
    remember_send(
        state,
        row.request_id,
        {},
        kind="narrowcast",
        people=len(recipients),
        at=row.sending_at,
        complete_at=row.completed_at,
    )
    state.db.execute(
        "UPDATE narrowcasts SET phase = 'sending', recipients = ?, target_count = ?"
        " WHERE request_id = ?",
        (json.dumps(recipients), len(recipients), row.request_id),
    )


def _error_code(state: State, body: Mapping[str, Any], recipients: int) -> int | None:
    forced = state.settings(LineSettings).narrowcast_error_code
    if forced is not None:
        return forced
    too_few = privacy_error(state, body, recipients)
    if too_few is not None:
        return too_few
    if recipients == 0:
        return FEW_RECIPIENTS
    if not _fits(state, body):
        return INTERNAL
    if body.get("limit", {}).get("forbidPartialDelivery") and recipients > _most(state, body):
        return PARTIAL
    return None


def _planned(state: State, body: Mapping[str, Any]) -> float:
    """Return how many people's quota a narrowcast reserves."""
    return min(target_reach(state), _most(state, body))


def _fits(state: State, body: Mapping[str, Any]) -> bool:
    left = people_left(state)
    return left is None or _planned(state, body) <= left


def _most(state: State, body: Mapping[str, Any]) -> float:
    """Return how many people the limit object lets a narrowcast reach."""
    limit = body.get("limit", {})
    left = people_left(state) if limit.get("upToRemainingQuota") else None
    most: float = limit.get("max", math.inf)
    return most if left is None else min(most, left)


def _progress(row: _Narrowcast) -> dict[str, Any]:
    progress: dict[str, Any] = {"phase": row.phase, "acceptedTime": iso(row.accepted_at)}
    if row.phase == "waiting":
        return progress
    counts = {"successCount": 0, "failureCount": 0, "targetCount": row.target_count}
    if row.phase == "sending":
        return {**progress, **counts}
    progress["completedTime"] = iso(row.completed_at)
    if row.error_code is None:
        return {**progress, **counts, "successCount": row.target_count}
    return {
        **progress,
        **counts,
        "failureCount": row.target_count,
        "failedDescription": FAILURES[row.error_code],
        "errorCode": row.error_code,
    }
