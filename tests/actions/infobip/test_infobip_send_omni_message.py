from __future__ import annotations

from typing import Any

import pytest

from line_actions.infobip.infobip_send_omni_message import (
    InfobipSendOmniMessage,
    InfobipSendOmniMessageInput,
)
from line_connector.errors import InputError, UnknownOutcomeError
from line_connector.models.infobip import OmniDestination, OmniLineText, OmniSms, OmniTo
from support.stubbed import Infobip

PATH = "/omni/1/advanced"
ACCEPTED = {
    "messages": [
        {
            "to": {"phoneNumber": "66900000001"},
            "status": {"groupId": 1, "groupName": "PENDING", "id": 7, "name": "PENDING_ENROUTE"},
            "messageId": "order-17",
        }
    ]
}


def given(**more: Any) -> dict[str, Any]:
    return {**InfobipSendOmniMessage.example, **more}


def test_the_message_arrives_as_given(infobip: Infobip) -> None:
    infobip.answers("POST", PATH, ACCEPTED)
    raw = given(scenarioKey="CC9F", notifyUrl="https://cb.example/omni", callbackData="17")

    output = infobip.run(InfobipSendOmniMessage, raw)

    assert infobip.calls == [(PATH, {}, raw)]
    assert output.body.messages[0].to == {"phoneNumber": "66900000001"}
    assert output.body.messages[0].message_id == "order-17"
    assert output.body.bulk_id is None


def test_typed_input_sends_the_same(infobip: Infobip) -> None:
    infobip.answers("POST", PATH, ACCEPTED)
    data = InfobipSendOmniMessageInput(
        destinations=[OmniDestination(to=OmniTo(phone_number="66900000001"))],
        line=OmniLineText(text="Hi"),
        sms=OmniSms(text="Hi", validity_period=2, validity_period_time_unit="HOURS"),
    )

    InfobipSendOmniMessage(infobip.session).run(data)

    assert infobip.calls[0].body == {
        "destinations": [{"to": {"phoneNumber": "66900000001"}}],
        "line": {"type": "TEXT", "text": "Hi"},
        "sms": {"text": "Hi", "validityPeriod": 2, "validityPeriodTimeUnit": "HOURS"},
    }


def test_a_lost_answer_is_an_unknown_outcome(infobip: Infobip) -> None:
    infobip.loses_the_answer("POST", PATH)

    with pytest.raises(UnknownOutcomeError):
        infobip.run(InfobipSendOmniMessage, given())

    assert len(infobip.calls) == 1


def test_a_lost_answer_is_asked_for_again_where_that_was_wanted(infobip: Infobip) -> None:
    infobip.loses_the_answer("POST", PATH)
    infobip.answers("POST", PATH, ACCEPTED)

    infobip.run(InfobipSendOmniMessage, given(resend=True))

    assert [call.body for call in infobip.calls] == [given()] * 2


@pytest.mark.parametrize("name", [{}, {"messageId": ""}])
def test_sending_again_needs_an_id_for_every_message(name: dict[str, str]) -> None:
    people = [{"to": {"phoneNumber": "66900000001"}, **name}]

    with pytest.raises(InputError) as caught:
        InfobipSendOmniMessage.read_input(given(destinations=people, resend=True))

    assert str(caught.value) == "destinations[0].messageId: is required with resend"


def test_its_recipients_are_everybodys_every_address() -> None:
    to = {"phoneNumber": "66900000001", "emailAddress": "a@example.com"}
    data = InfobipSendOmniMessageInput.model_validate(given(destinations=[{"to": to}]))

    assert InfobipSendOmniMessage.recipients(data) == ["66900000001", "a@example.com"]
