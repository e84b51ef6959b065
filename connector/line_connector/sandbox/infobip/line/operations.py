"""Sending LINE messages, official notifications and the older single message; their reports."""

from collections.abc import Iterator, Mapping
from typing import Any

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.infobip.delivery.accepting import Accepting, shown_content
from line_connector.sandbox.infobip.delivery.messages import Facts, Step, digits
from line_connector.sandbox.infobip.delivery.phones import phone_digits
from line_connector.sandbox.infobip.delivery.reports import (
    LARGEST_LIMIT,
    REACH,
    USUAL_LIMIT,
    fetch_reports,
)
from line_connector.sandbox.infobip.delivery.timing import (
    LONGEST_VALIDITY,
    schedule_problems,
    start_of,
    turns,
    validity,
    window_problems,
)
from line_connector.sandbox.infobip.errors import Problem, api_error, request_error
from line_connector.sandbox.infobip.operation import InfobipOperations
from line_connector.sandbox.infobip.validation import Body, read_body
from line_connector.sandbox.state import State

operations = InfobipOperations("/line/1/", api_error)


@operations.post("sendLineMessages", "messages")
def send_line_messages(state: State, request: Request) -> Response:
    """Send notifications, each to one or more phones."""
    now = state.clock.now()
    body = read_body(request, "line/messages", api_error, lambda each: _problems(each, now))
    schedule = body.get("options", {}).get("schedule", {})
    accepting = Accepting(state, request, "line", schedule.get("bulkId") or digits(state, 19))
    turn = turns(schedule.get("sendingSpeedLimit"), start_of(_send_at(schedule), now))
    answers = [
        _send(accepting, message, destination, next(turn))
        for message in body["messages"]
        for destination in message["destinations"]
    ]
    return json_response({"bulkId": accepting.bulk_id, "messages": answers})


@operations.post("sendLineMessage", "single", refuse=request_error)
def send_line_message(state: State, request: Request) -> Response:
    """Send one message to a user key or a phone."""
    body = read_body(request, "line/single", request_error)
    recipient = phone_digits(body["to"]) or body["to"]
    step = Step(
        channel="LINE",
        sender=body["from"],
        to=recipient,
        content=body["message"],
        validity=LONGEST_VALIDITY,
    )
    facts = Facts(
        steps=[step],
        window=None,
        notify=True,
        url="",
        content_type="",
        intermediate=False,
        echoed={},
    )
    accepting = Accepting(state, request, "line", "")
    answer = accepting.accept(_new_message_id(state), recipient, facts, state.clock.now())
    return json_response({"messages": [{"to": body["to"], **answer}]})


@operations.get("getLineReports", "reports")
def get_line_reports(state: State, request: Request) -> Response:
    """Answer with LINE reports not fetched before, newest first.

    No error is documented for a wrong limit: the nearest possible one is taken.
    """
    limit = request.query.get("limit", "")
    many = int(limit) if limit.isdecimal() and len(limit) < 10 else USUAL_LIMIT
    filters = {
        **request.query,
        "limit": min(many, LARGEST_LIMIT),
        "since": state.clock.now() - REACH,
    }
    return json_response({"results": fetch_reports(state, "line", filters)})


def _send(
    accepting: Accepting, message: Mapping[str, Any], destination: Mapping[str, str], turn: float
) -> dict[str, Any]:
    phone = phone_digits(destination["to"])
    refused = "" if phone else "REJECTED_DESTINATION" if destination["to"] else "MISSING_TO"
    recipient = phone or destination["to"]
    message_id = destination.get("messageId") or _new_message_id(accepting.state)
    answer = accepting.accept(message_id, recipient, _facts(message, recipient), turn, refused)
    return {**answer, "destination": recipient}


def _facts(message: Mapping[str, Any], recipient: str) -> Facts:
    options = message.get("options", {})
    webhooks = message.get("webhooks", {})
    delivery = webhooks.get("delivery", {})
    echoed = {
        "callbackData": webhooks.get("callbackData", delivery.get("callbackData")),
        "platform": options.get("platform"),
        "campaignReferenceId": options.get("campaignReferenceId"),
    }
    return Facts(
        steps=list(_steps(message, options, recipient)),
        window=options.get("deliveryTimeWindow"),
        notify=delivery.get("notify", True),
        url=delivery.get("url", ""),
        content_type=webhooks.get("contentType", delivery.get("contentType", "application/json")),
        intermediate=delivery.get("intermediateReport", False),
        echoed={name: value for name, value in echoed.items() if value is not None},
    )


def _steps(
    message: Mapping[str, Any], options: Mapping[str, Any], recipient: str
) -> Iterator[Step]:
    yield Step(
        channel="LINE",
        sender=message["sender"],
        to=recipient,
        content=message["content"],
        validity=validity(options.get("validityPeriod")),
    )
    if "smsFailover" in options:
        sms = options["smsFailover"]
        yield Step(
            channel="SMS",
            sender=sms.get("sender", message["sender"]),
            to=recipient,
            content=shown_content(sms, "sender", "validityPeriod"),
            validity=validity(sms.get("validityPeriod")),
        )


def _problems(body: Body, now: float) -> Iterator[Problem]:
    schedule = body.get("options", {}).get("schedule", {})
    yield from schedule_problems("options.schedule.sendAt", _send_at(schedule), now)
    for number, message in enumerate(body["messages"]):
        window = message.get("options", {}).get("deliveryTimeWindow", {})
        yield from window_problems(f"messages[{number}].options.deliveryTimeWindow", window)


def _send_at(schedule: Mapping[str, str]) -> str | None:
    return schedule.get("sendAt", schedule.get("SendAt"))


def _new_message_id(state: State) -> str:
    """Make an ID that looks like those in Infobip's samples."""
    return "-".join(state.random.token_hex(count)[:count] for count in (12, 4, 5, 4, 12))
