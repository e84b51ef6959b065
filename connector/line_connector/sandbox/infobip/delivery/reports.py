"""Delivery reports: what they say, and fetching them, each once."""

from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.infobip.dates import written
from line_connector.sandbox.infobip.delivery.messages import SELECTED, Message, to_message
from line_connector.sandbox.infobip.delivery.statuses import error_object, status_object
from line_connector.sandbox.state import State

REACH = 48 * 3600
"""Seconds into the past that LINE reports and OMNI logs go back."""

USUAL_LIMIT, LARGEST_LIMIT = 50, 1000

PRICE = {"pricePerMessage": 0.0, "currency": "EUR"}
OPERATOR = "52001"
NO_OPERATOR = "null"
"""Written so for OMNI's chat channels, which have no operator."""

BY_PHONE = ("SMS", "VOICE")

FILTERS = (
    "bulkId",
    "messageId",
    "channel",
    "entityId",
    "applicationId",
    "campaignReferenceId",
)

FITTING = (
    "WHERE api = :api AND unread AND next IS NULL AND done_at >= :since"
    " AND (:bulkId IS NULL OR bulk_id = :bulkId)"
    " AND (:messageId IS NULL OR message_id = :messageId)"
    " AND (:channel IS NULL"
    " OR json_extract(facts, '$.steps[' || step || '].channel') = :channel)"
    " AND (:entityId IS NULL"
    " OR json_extract(facts, '$.echoed.platform.entityId') = :entityId)"
    " AND (:applicationId IS NULL"
    " OR json_extract(facts, '$.echoed.platform.applicationId') = :applicationId)"
    " AND (:campaignReferenceId IS NULL"
    " OR json_extract(facts, '$.echoed.campaignReferenceId') = :campaignReferenceId)"
    " ORDER BY done_at DESC, number DESC LIMIT :limit"
)


def report(message: Message) -> dict[str, Any]:
    """Return the report of a message, pulled or pushed; LINE's and OMNI's differ a little."""
    step = message.current
    is_line = message.api == "line"
    return {
        "bulkId": message.bulk_id,
        "messageId": message.message_id,
        "to": message.recipient,
        **({"sender": step["sender"]} if is_line else {}),
        "sentAt": written(message.sent_at or message.turn_at),
        "doneAt": written(message.done_at or message.sent_at or message.turn_at),
        "messageCount": 1,
        "mccMnc": operator_of(message),
        "price": PRICE,
        "status": status_object(message.status),
        "error": error_object(message.error),
        **({} if is_line else {"channel": step["channel"]}),
        **message.facts["echoed"],
    }


def operator_of(message: Message) -> str:
    """Return the country and network code a report shows."""
    by_phone = message.api == "line" or message.current["channel"] in BY_PHONE
    return OPERATOR if by_phone else NO_OPERATOR


def fetch_reports(state: State, api: str, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the reports that fit, and count them as read."""
    named = {name: filters.get(name) or None for name in FILTERS}
    rows = state.db.execute(
        f"{SELECTED} {FITTING}",
        {**named, "api": api, "since": filters.get("since", 0), "limit": filters["limit"]},
    ).fetchall()
    messages = [to_message(row) for row in rows]
    state.db.executemany(
        "UPDATE infobip_messages SET unread = 0 WHERE number = ?",
        [(message.number,) for message in messages],
    )
    return [report(message) for message in messages]
