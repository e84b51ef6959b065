from __future__ import annotations

import pytest

from line_actions.infobip.infobip_send_line_message import (
    InfobipSendLineMessage,
    InfobipSendLineMessageInput,
)
from line_connector.errors import InputError, UnknownOutcomeError
from line_connector.models.infobip import SingleStickerMessage
from support.stubbed import Infobip

PATH = "/line/1/single"


def test_the_message_arrives_as_given(infobip: Infobip) -> None:
    status = {"groupId": 1, "id": 7}
    infobip.answers("POST", PATH, {"messages": [{"to": "66900000001", "status": status}]})
    raw = {"from": "8F07", "to": "66900000001", "message": {"type": "TEXT", "text": "Hi"}}

    output = infobip.run(InfobipSendLineMessage, raw)

    assert infobip.calls == [(PATH, {}, raw)]
    assert output.body.messages[0].status.name == "PENDING_ENROUTE"


def test_typed_input_sends_the_same(infobip: Infobip) -> None:
    infobip.answers("POST", PATH)
    sticker = SingleStickerMessage(package_id="1", sticker_id="2")
    data = InfobipSendLineMessageInput(from_="8F07", to="a-user", message=sticker)

    InfobipSendLineMessage(infobip.session).run(data)

    assert infobip.calls[0].body == {
        "from": "8F07",
        "to": "a-user",
        "message": {"type": "STICKER", "packageId": "1", "stickerId": "2"},
    }


def test_a_lost_answer_is_an_unknown_outcome(infobip: Infobip) -> None:
    infobip.loses_the_answer("POST", PATH)

    with pytest.raises(UnknownOutcomeError):
        infobip.run(InfobipSendLineMessage, dict(InfobipSendLineMessage.example))

    assert len(infobip.calls) == 1


def test_it_cannot_be_sent_again() -> None:
    with pytest.raises(InputError, match=r"^resend: unknown property"):
        InfobipSendLineMessage.read_input({**InfobipSendLineMessage.example, "resend": True})
