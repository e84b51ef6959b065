from __future__ import annotations

import pytest

from line_actions.infobip.infobip_get_omni_reports import InfobipGetOmniReports
from line_connector.errors import InputError, UnknownOutcomeError
from support.stubbed import Infobip

PATH = "/omni/1/reports"


def test_reports_name_the_channel_that_delivered(infobip: Infobip) -> None:
    report = {"messageId": "order-17", "channel": "LINE", "status": {"id": 5}}
    infobip.answers("GET", PATH, {"results": [report]})

    output = infobip.run(InfobipGetOmniReports, {"channel": "LINE", "messageId": "order-17"})

    assert infobip.calls[0].query == {"channel": ["LINE"], "messageId": ["order-17"]}
    assert output.body.results[0].channel == "LINE"
    assert output.body.results[0].status.delivered


def test_a_lost_answer_is_not_asked_for_again(infobip: Infobip) -> None:
    infobip.loses_the_answer("GET", PATH)

    with pytest.raises(UnknownOutcomeError):
        infobip.run(InfobipGetOmniReports, {})

    assert len(infobip.calls) == 1


def test_there_is_no_such_channel() -> None:
    with pytest.raises(InputError, match=r"^channel: must be one of 'SMS', "):
        InfobipGetOmniReports.read_input({"channel": "PIGEON"})
