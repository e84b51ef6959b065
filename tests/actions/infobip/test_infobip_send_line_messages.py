from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from line_actions.infobip.infobip_send_line_messages import (
    InfobipSendLineMessages,
    InfobipSendLineMessagesInput,
)
from line_connector.errors import BadRequestError, InputError, UnknownOutcomeError
from line_connector.models.infobip import (
    LineDestination,
    LineMessage,
    LineNotification,
    LonBox,
    LonBubble,
    LonText,
)
from support.stubbed import Infobip

PATH = "/line/1/messages"
ACCEPTED = {
    "bulkId": "bulk-17",
    "messages": [
        {
            "messageId": "order-17",
            "status": {"groupId": 1, "groupName": "PENDING", "id": 7, "name": "PENDING_ENROUTE"},
            "destination": "66900000001",
        }
    ],
}


def given(**more: Any) -> dict[str, Any]:
    return {**deepcopy(dict(InfobipSendLineMessages.example)), **more}


def nameless(**more: Any) -> dict[str, Any]:
    raw = given(**more)
    raw["messages"][0]["destinations"].append({"to": "66900000002"})
    return raw


def test_the_messages_arrive_as_given(infobip: Infobip) -> None:
    infobip.answers("POST", PATH, ACCEPTED)
    raw = given(options={"schedule": {"bulkId": "bulk-17"}})

    output = infobip.run(InfobipSendLineMessages, raw)

    assert infobip.calls == [(PATH, {}, raw)]
    assert output.body.bulk_id == "bulk-17"
    assert output.body.messages[0].destination == "66900000001"
    assert not output.body.messages[0].status.final


def test_typed_input_sends_the_same(infobip: Infobip) -> None:
    infobip.answers("POST", PATH, ACCEPTED)
    bubble = LonBubble(body=LonBox(layout="VERTICAL", contents=[LonText(text="Hi")]))
    message = LineMessage(
        sender="ACME-OA",
        destinations=[LineDestination(to="66900000001")],
        content=LineNotification(alt_text="Hi", contents=bubble),
    )

    InfobipSendLineMessages(infobip.session).run(InfobipSendLineMessagesInput(messages=[message]))

    box = {"type": "BOX", "layout": "VERTICAL", "contents": [{"type": "TEXT", "text": "Hi"}]}
    content = {
        "type": "LINE_NOTIFICATION",
        "altText": "Hi",
        "contents": {"type": "BUBBLE", "body": box},
    }
    sent = {"sender": "ACME-OA", "destinations": [{"to": "66900000001"}], "content": content}
    assert infobip.calls[0].body == {"messages": [sent]}


def test_a_lost_answer_is_an_unknown_outcome(infobip: Infobip) -> None:
    infobip.loses_the_answer("POST", PATH)

    with pytest.raises(UnknownOutcomeError):
        infobip.run(InfobipSendLineMessages, given())

    assert len(infobip.calls) == 1


def test_a_lost_answer_is_asked_for_again_where_that_was_wanted(infobip: Infobip) -> None:
    infobip.loses_the_answer("POST", PATH)
    infobip.answers("POST", PATH, ACCEPTED)

    output = infobip.run(InfobipSendLineMessages, given(resend=True))

    assert output.status_code == 200
    assert [call.body for call in infobip.calls] == [given()] * 2


def test_sending_again_needs_an_id_for_every_message() -> None:
    with pytest.raises(InputError) as caught:
        InfobipSendLineMessages.read_input(nameless(resend=True))

    assert str(caught.value) == "messages[0].destinations[1].messageId: is required with resend"
    InfobipSendLineMessages.read_input(nameless(resend=False))


def test_a_refusal_carries_infobips_answer(infobip: Infobip) -> None:
    refusal = {"errorCode": "E400", "violations": [{"property": "messages[0].sender"}]}
    infobip.answers("POST", PATH, refusal, status=400)

    with pytest.raises(BadRequestError) as caught:
        infobip.run(InfobipSendLineMessages, given())

    assert caught.value.output.json_body == refusal


def test_a_typo_is_refused_with_the_name_that_was_meant() -> None:
    raw = given()
    raw["messages"][0]["webhook"] = {}

    with pytest.raises(InputError) as caught:
        InfobipSendLineMessages.read_input(raw)

    assert str(caught.value) == "messages[0].webhook: unknown property; did you mean 'webhooks'?"


def test_lenient_validation_lets_new_properties_through(infobip: Infobip) -> None:
    infobip.answers("POST", PATH, ACCEPTED)
    raw = given(tracking={"id": 1})
    raw["messages"][0]["content"]["contents"]["body"]["contents"].append({"type": "VIDEO"})

    infobip.run(InfobipSendLineMessages, raw, lenient=True)

    assert infobip.calls[0].body == raw
