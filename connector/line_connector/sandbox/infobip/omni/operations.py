"""Sending OMNI messages along a scenario, and their reports."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.infobip.delivery.accepting import Accepting, shown_content
from line_connector.sandbox.infobip.delivery.messages import Facts, Step, digits
from line_connector.sandbox.infobip.delivery.phones import phone_digits
from line_connector.sandbox.infobip.delivery.reports import USUAL_LIMIT, fetch_reports
from line_connector.sandbox.infobip.delivery.timing import (
    schedule_problems,
    start_of,
    step_problems,
    step_validity,
)
from line_connector.sandbox.infobip.errors import Problem, request_error
from line_connector.sandbox.infobip.operation import InfobipOperations
from line_connector.sandbox.infobip.scenarios.operations import find_scenario, today
from line_connector.sandbox.infobip.validation import Body, read_body, read_query
from line_connector.sandbox.state import State

operations = InfobipOperations("/omni/1/", request_error)

CONTENTS = {
    "SMS": "sms",
    "EMAIL": "email",
    "VOICE": "voice",
    "PUSH": "push",
    "VIBER": "viber",
    "LINE": "line",
    "VKONTAKTE": "vKontakte",
    "KAKAO_CHINGU": "kakaoChingu",
    "KAKAO_ALIM": "kakaoAlim",
    "WHATSAPP": "whatsApp",
}
"""Under which name a request has the content for each channel."""

ADDRESSES = {"EMAIL": "emailAddress", "PUSH": "pushRegistrationId"}
OTHER_ADDRESSES = {"LINE": "lineUserKey", "WHATSAPP": "whatsAppUserId"}
"""What a channel takes where no phone number is given."""

VIBER_NAMES = {
    "text": "text",
    "imageURL": "image",
    "buttonText": "button",
    "buttonURL": "button",
    "fileUrl": "file",
}
VIBER_PARTS = (
    {"text"},
    {"image"},
    {"file"},
    {"text", "button"},
    {"text", "image", "button"},
)
"""What goes together in one Viber message."""

OTHER_NAMES = (*ADDRESSES.values(), *OTHER_ADDRESSES.values())


@operations.post("sendOmniMessage", "advanced", xml_root="omniResponse")
def send_omni_message(state: State, request: Request) -> Response:
    """Send one content to each destination; a channel without content is skipped."""
    now = state.clock.now()
    body = read_body(request, "omni/advanced", request_error, lambda each: _problems(each, now))
    flow = _flow(state, body.get("scenarioKey"))
    destinations = body["destinations"]
    is_bulk = len(destinations) > 1
    bulk_id = body.get("bulkId") or (digits(state, 19) if is_bulk else "")
    accepting = Accepting(state, request, "omni", bulk_id)
    turn = start_of(body.get("sendAt"), now)
    answers = [_send(accepting, body, flow, each, turn) for each in destinations]
    return json_response({**({"bulkId": bulk_id} if is_bulk else {}), "messages": answers})


@operations.get("getOmniReports", "reports", xml_root="omniReportsResponse")
def get_omni_reports(state: State, request: Request) -> Response:
    """Answer with OMNI reports not fetched before, newest first."""
    query = read_query(request, "omni/reports", request_error)
    filters = {"limit": USUAL_LIMIT, **query, "channel": today(query.get("channel", ""))}
    return json_response({"results": fetch_reports(state, "omni", filters)})


def _send(
    accepting: Accepting,
    body: Body,
    flow: Sequence[Mapping[str, str]],
    destination: Mapping[str, Any],
    turn: float,
) -> dict[str, Any]:
    to = destination["to"]
    phone = to.get("phoneNumber")
    number = phone_digits(phone) if phone else None
    recipient = number or phone or next((to[name] for name in OTHER_NAMES if to.get(name)), "")
    addresses = {**to, "phoneNumber": number or ""}
    steps = [_step(step, body, addresses) for step in flow if _content(step, body)]
    refused = ""
    if phone and not number:
        refused = "REJECTED_DESTINATION"
    elif not recipient:
        refused = "MISSING_TO"
    elif not steps:
        refused = "UNDELIVERABLE_NOT_SENT"
    # A report names a channel even where there was nothing to send.
    facts = _facts(body, steps or [_step(flow[0], body, addresses)])
    message_id = destination.get("messageId") or accepting.state.random.uuid()
    return {"to": to, **accepting.accept(message_id, recipient, facts, turn, refused)}


def _facts(body: Body, steps: Sequence[Step]) -> Facts:
    return Facts(
        steps=steps,
        window=None,
        notify=body.get("notify", True),
        url=body.get("notifyUrl", ""),
        content_type=body.get("notifyContentType", "application/json"),
        intermediate=body.get("intermediateReport", False),
        echoed={name: body[name] for name in ("callbackData",) if name in body},
    )


def _step(step: Mapping[str, str], body: Body, to: Mapping[str, str]) -> Step:
    channel, content = step["channel"], _content(step, body)
    return Step(
        channel=channel,
        sender=step.get("from", ""),
        to=_address(channel, to),
        content=shown_content(content, "validityPeriod", "validityPeriodTimeUnit"),
        validity=step_validity(channel, content),
    )


def _content(step: Mapping[str, str], body: Body) -> Mapping[str, Any]:
    content: Mapping[str, Any] = body.get(CONTENTS[step["channel"]], {})
    return content


def _address(channel: str, to: Mapping[str, str]) -> str:
    address = to.get(ADDRESSES.get(channel, "phoneNumber"), "")
    return address or to.get(OTHER_ADDRESSES.get(channel, ""), "")


def _flow(state: State, key: str | None) -> Sequence[Mapping[str, str]]:
    """Return the steps of a scenario. How an unknown one is refused is not known."""
    scenario = find_scenario(state, key)
    if scenario is None:
        raise request_error(400, [Problem("scenarioKey", "invalid value")])
    flow: Sequence[Mapping[str, str]] = scenario["flow"]
    return flow


def _problems(body: Body, now: float) -> Iterator[Problem]:
    yield from schedule_problems("sendAt", body.get("sendAt"), now)
    for channel, name in CONTENTS.items():
        yield from step_problems(channel, name, body.get(name, {}))
    if "viber" in body and _viber_parts(body["viber"]) not in VIBER_PARTS:
        yield Problem("viber", "invalid value")


def _viber_parts(content: Mapping[str, Any]) -> set[str]:
    return {part for name, part in VIBER_NAMES.items() if content.get(name)}
