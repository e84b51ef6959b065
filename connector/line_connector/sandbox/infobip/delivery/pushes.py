"""Reports that are pushed: which are waiting, and what became of each attempt."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from line_connector.sandbox.clock import iso
from line_connector.sandbox.infobip.delivery.messages import Message
from line_connector.sandbox.infobip.delivery.reports import report
from line_connector.sandbox.infobip.markup import XML, to_xml
from line_connector.sandbox.infobip.settings import InfobipSettings
from line_connector.sandbox.json_values import compact_json
from line_connector.sandbox.outgoing import may_be_called
from line_connector.sandbox.state import State
from line_connector.sandbox.stream import Source

MOST_RETRIES = 20
ROOTS = {"line": "DeliveryReports", "omni": "omniReportsResponse"}


class Push(NamedTuple):
    """One attempt that is due."""

    push_id: str
    number: int
    is_final: int
    url: str
    content_type: str
    body: str
    next_at: float
    attempts: int
    """How many were made before."""


def queue_push(state: State, message: Message, at: float) -> None:
    """Let the report of a message be pushed, if the request asked for it."""
    facts = message.facts
    if not (facts["notify"] and facts["url"]):
        return
    results = {"results": [report(message)]}
    is_xml = facts["content_type"] == XML
    body = to_xml(ROOTS[message.api], results) if is_xml else compact_json(results)
    is_called = may_be_called(facts["url"], anywhere=state.settings(InfobipSettings).push_anywhere)
    state.db.execute(
        "INSERT INTO report_pushes (push_id, number, is_final, url, content_type, body, state,"
        " next_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            state.random.uuid(),
            message.number,
            message.next is None,
            facts["url"],
            facts["content_type"],
            body.decode(),
            "pending" if is_called else "notCalled",
            at if is_called else None,
        ),
    )


def due_push(state: State) -> Push | None:
    """Return the attempt that is due first, if one is."""
    row = state.db.execute(
        "SELECT push_id, number, is_final, url, content_type, body, next_at, (SELECT count(*)"
        " FROM report_push_attempts WHERE report_push_attempts.push_id = report_pushes.push_id)"
        " FROM report_pushes WHERE next_at <= ? ORDER BY next_at, position LIMIT 1",
        (state.clock.now(),),
    ).fetchone()
    return Push(*row) if row else None


def next_attempt(state: State) -> float | None:
    """Return when the next attempt is due, if any report is waiting."""
    (moment,) = state.db.execute("SELECT MIN(next_at) FROM report_pushes").fetchone()
    return None if moment is None else float(moment)


def record_attempt(state: State, push: Push, status: int | None, problem: str = "") -> None:
    """Write down how an attempt ended; another one follows later unless it was accepted.

    An attempt counts for the time it was due, so that moving the clock far makes up for all of
    them. What was reset in the meantime is not there any more, and stays away.
    """
    accepted = status is not None and 200 <= status < 300
    retry = push.attempts
    ended = accepted or retry == MOST_RETRIES
    updated = state.db.execute(
        "UPDATE report_pushes SET state = ?, next_at = ? WHERE push_id = ?",
        (
            "accepted" if accepted else "lost" if ended else "pending",
            None if ended else push.next_at + 60 + 60 * retry * retry,
            push.push_id,
        ),
    )
    if not updated.rowcount:
        return
    state.db.execute(
        "INSERT INTO report_push_attempts (push_id, attempt) VALUES (?, ?)",
        (push.push_id, json.dumps(_attempt(push, status, problem))),
    )
    if accepted and push.is_final and not state.settings(InfobipSettings).pushed_reports_stay:
        state.db.execute(
            "UPDATE infobip_messages SET unread = 0 WHERE number ="
            " (SELECT number FROM report_pushes WHERE push_id = ?)",
            (push.push_id,),
        )


def all_pushes(state: State, message_id: str | None = None) -> list[dict[str, Any]]:
    """Return every report that was to be pushed, oldest first, of one message if asked."""
    rows = state.db.execute(
        "SELECT message_id, url, content_type, body, state, report_pushes.next_at,"
        " (SELECT json_group_array(json(attempt)) FROM (SELECT attempt FROM report_push_attempts"
        " WHERE report_push_attempts.push_id = report_pushes.push_id ORDER BY number))"
        " FROM report_pushes JOIN infobip_messages USING (number)"
        " WHERE message_id = coalesce(?, message_id) ORDER BY position",
        (message_id,),
    )
    return [
        {
            "messageId": message_id,
            "url": url,
            "contentType": content_type,
            "body": body,
            "state": push_state,
            "nextAt": None if next_at is None else iso(next_at),
            "attempts": json.loads(attempts),
        }
        for message_id, url, content_type, body, push_state, next_at, attempts in rows
    ]


def _attempt(push: Push, status: int | None, problem: str) -> dict[str, Any]:
    return {"at": iso(push.next_at), "status": status, **({"problem": problem} if problem else {})}


def _shown_report(message_id: str, url: str, content_type: str, body: str) -> Mapping[str, Any]:
    return {"messageId": message_id, "url": url, "contentType": content_type, "body": body}


def _shown_attempt(message_id: str, url: str, state: str, attempt: str) -> Mapping[str, Any]:
    return {"messageId": message_id, "url": url, "state": state, **json.loads(attempt)}


SOURCES = (
    Source(
        event="report",
        table="report_pushes",
        query="SELECT position, message_id, url, content_type, body FROM report_pushes"
        " JOIN infobip_messages USING (number)"
        " WHERE position > ? ORDER BY position LIMIT ?",
        shown=_shown_report,
    ),
    Source(
        event="reportPush",
        table="report_push_attempts",
        query="SELECT report_push_attempts.number, message_id, url, state, attempt"
        " FROM report_push_attempts JOIN report_pushes USING (push_id)"
        " JOIN infobip_messages ON infobip_messages.number = report_pushes.number"
        " WHERE report_push_attempts.number > ? ORDER BY report_push_attempts.number LIMIT ?",
        shown=_shown_attempt,
    ),
)
"""A report that is to be pushed; an attempt to push one, which ended."""
