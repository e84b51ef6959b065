from __future__ import annotations

from typing import Any

import pytest

from line_actions.infobip.infobip_create_omni_scenario import InfobipCreateOmniScenario
from line_actions.infobip.infobip_send_line_message import InfobipSendLineMessage
from line_actions.infobip.infobip_send_line_messages import InfobipSendLineMessages
from line_actions.infobip.infobip_send_omni_message import InfobipSendOmniMessage
from line_connector.action import Action
from line_connector.models.infobip.answers import AcceptedLineMessages, AcceptedOmniMessages
from line_connector.models.infobip.delivery_report import DeliveryReports
from line_connector.models.infobip.omni.scenario import OmniScenarioBody
from models.infobip.bodies import (
    needs_pages,
    notification,
    notification_answer,
    omni_bodies,
    option_fragments,
    single_bodies,
)

pytestmark = needs_pages
DESTINATION = {"to": "66855538125"}


def body_of(action: type[Action[Any, Any]], raw: dict[str, Any]) -> Any:
    body = action.request(action.read_input(raw)).body
    return body and body.shown()


def test_the_notification_is_sent_as_printed() -> None:
    assert body_of(InfobipSendLineMessages, notification()) == notification()


def test_the_notifications_answer_is_read() -> None:
    answer = AcceptedLineMessages.model_validate(notification_answer())

    assert answer.bulk_id == "2034072219640523072"
    status = answer.messages[0].status
    assert status is not None
    assert (status.name, status.final) == ("PENDING_ENROUTE", False)


@pytest.mark.parametrize("fragment", option_fragments(), ids=lambda fragment: next(iter(fragment)))
def test_every_option_of_the_guide_is_taken(fragment: dict[str, Any]) -> None:
    (name,) = fragment
    raw = notification()
    if name in {"SendAt", "sendingSpeedLimit"}:
        raw["options"] = {"schedule": fragment}
        written = {"SendAt": {"sendAt": "2015-07-07T16:00:00.000+0000"}}.get(name, fragment)
        expected = {**raw, "options": {"schedule": written}}
    elif name == "webhooks":
        raw["messages"][0] |= fragment
        expected = raw
    else:
        raw["messages"][0]["options"] = fragment
        expected = raw

    assert body_of(InfobipSendLineMessages, raw) == expected


def test_the_guide_prints_every_option() -> None:
    assert [name for fragment in option_fragments() for name in fragment] == [
        "SendAt",
        "sendingSpeedLimit",
        "deliveryTimeWindow",
        "validityPeriod",
        "smsFailover",
        "platform",
        "webhooks",
    ]


def test_omni_bodies_are_sent_and_read_as_printed() -> None:
    kinds: dict[str, int] = {}
    for body in omni_bodies():
        if "line" in body:
            kind = str(body["line"]["type"])
            assert body_of(InfobipSendOmniMessage, body) == body
        elif "results" in body:
            kind = "reports"
            report = DeliveryReports.model_validate(body).results[0]
            assert (report.channel, report.status.delivered, report.bulk_id) == ("LINE", True, "")
        elif "messages" in body:
            kind = "accepted"
            assert AcceptedOmniMessages.model_validate(body).messages[0].message_id
        elif "key" in body:
            kind = "scenario"
            assert OmniScenarioBody.model_validate(body).key == "CC9F01A5DC7BEE2C2B829D203482A654"
        else:
            kind = "new scenario"
            assert body_of(InfobipCreateOmniScenario, body) == body
        kinds[kind] = kinds.get(kind, 0) + 1
    kinds_of_message = ("TEXT", "IMAGE", "AUDIO", "VIDEO", "STICKER")
    others = ("reports", "accepted", "scenario", "new scenario")
    assert kinds == dict.fromkeys((*kinds_of_message, *others), 1)


def test_single_messages_are_sent_as_printed() -> None:
    bodies = single_bodies()

    assert [body["message"]["type"] for body in bodies] == [
        *("TEXT", "IMAGE", "VIDEO", "AUDIO", "LOCATION", "STICKER", "IMAGEMAP"),
        *("TEMPLATE", "TEMPLATE", "TEMPLATE"),
    ]
    for body in bodies:
        assert body_of(InfobipSendLineMessage, body) == body
