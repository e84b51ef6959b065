"""What happens to messages as time goes on: each step sent, delivered or failed, in order.

A step has its turn (`start`), is held until its delivery time window opens, is sent (`send`), and
ends with one of `deliver`, `reject` and `expire`. A step that failed hands over to the next one.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from line_connector.sandbox.infobip.delivery.failovers import remember_failover
from line_connector.sandbox.infobip.delivery.messages import Message, due_message, save_message
from line_connector.sandbox.infobip.delivery.phones import behaviour_of
from line_connector.sandbox.infobip.delivery.pushes import queue_push
from line_connector.sandbox.infobip.delivery.timing import opening
from line_connector.sandbox.received import deliver as put_into_chat
from line_connector.sandbox.state import State

CHATS = ("LINE", "VIBER", "VKONTAKTE", "KAKAO_CHINGU", "KAKAO_ALIM", "WHATSAPP")
"""The channels that know who is one of their users."""


def advance_messages(state: State) -> None:
    """Let everything happen that is due, in the order of time."""
    now = state.clock.now()
    if due_message(state, now) is None:
        return
    with state.transaction():
        while (message := due_message(state, now)) is not None:
            happen = EVENTS[message.next or ""]
            save_message(state, happen(state, message, message.next_at or now))


def next_moment(state: State) -> float | None:
    """Return when the next thing happens to a message, if anything does."""
    (moment,) = state.db.execute("SELECT MIN(next_at) FROM infobip_messages").fetchone()
    return None if moment is None else float(moment)


def _start(state: State, message: Message, at: float) -> Message:
    """Begin the period of a step; what waits for a window may expire before it opens."""
    message = replace(message, turn_at=at)
    if not message.current["to"]:
        return _fail(state, message, at, "MISSING_TO", "EC_INVALID_DESTINATION_ADDRESS")
    opens = opening(message.facts["window"], at)
    if opens == at:
        return _send(state, message, at)
    held = replace(message, status="PENDING_TIME_VIOLATION")
    if opens >= _end(held):
        return replace(held, next="expire", next_at=_end(held))
    return replace(held, next="send", next_at=opens)


def _send(state: State, message: Message, at: float) -> Message:
    """Hand a message over to a channel, and see what it will do with it."""
    sent_at = at if message.sent_at is None else message.sent_at
    sent = replace(message, status="PENDING_WAITING_DELIVERY", sent_at=sent_at)
    if message.facts["intermediate"]:
        queue_push(state, sent, at)
    kind, after = behaviour_of(state, message.recipient, message.current["channel"])
    if kind == "never" or at + after >= _end(message):
        return replace(sent, next="expire", next_at=_end(message))
    return replace(sent, next=kind, next_at=at + after)


def _deliver(state: State, message: Message, at: float) -> Message:
    step = message.current
    put_into_chat(
        state,
        [message.recipient],
        via=step["channel"],
        at=at,
        request_id=message.request_id,
        content={
            "message": step["content"],
            "from": step["sender"],
            "messageId": message.message_id,
            "bulkId": message.bulk_id,
        },
    )
    return _finish(state, message, at, "DELIVERED_TO_HANDSET", "NO_ERROR")


def _reject(state: State, message: Message, at: float) -> Message:
    if message.current["channel"] in CHATS:
        return _fail(state, message, at, "UNDELIVERABLE_REJECTED_OPERATOR", "EC_UNKNOWN_USER")
    return _fail(state, message, at, "UNDELIVERABLE_NOT_DELIVERED", "EC_ABSENT_SUBSCRIBER")


def _expire(state: State, message: Message, at: float) -> Message:
    return _fail(state, message, at, "EXPIRED_EXPIRED", "EC_VALIDITY_EXPIRED")


def _fail(state: State, message: Message, at: float, status: str, error: str) -> Message:
    """Give the next step its turn, or end with the failure of the last one."""
    if message.step + 1 < len(message.facts["steps"]):
        remember_failover(state, message, at, status, error)
        return replace(message, step=message.step + 1, next="start", next_at=at)
    return _finish(state, message, at, status, error)


def _finish(state: State, message: Message, at: float, status: str, error: str) -> Message:
    done = replace(
        message,
        next=None,
        next_at=None,
        status=status,
        error=error,
        sent_at=at if message.sent_at is None else message.sent_at,
        done_at=at,
    )
    queue_push(state, done, at)
    return done


def _end(message: Message) -> float:
    return message.turn_at + message.current["validity"]


EVENTS: Mapping[str, Callable[[State, Message, float], Message]] = {
    "start": _start,
    "send": _send,
    "deliver": _deliver,
    "reject": _reject,
    "expire": _expire,
}
