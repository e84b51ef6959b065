from __future__ import annotations

import pytest

from line_actions.infobip.infobip_get_omni_logs import InfobipGetOmniLogs
from line_connector.errors import InputError
from support.stubbed import Infobip

PATH = "/omni/1/logs"


def test_the_query_is_written_as_infobip_reads_it(infobip: Infobip) -> None:
    log = {"messageId": "order-17", "from": "ACME-OA", "text": "Hi", "status": {"id": 15}}
    infobip.answers("GET", PATH, {"results": [log]})
    raw = {
        "from": "ACME-OA",
        "bulkId": ["bulk-17", "bulk-18"],
        "messageId": "order-17",
        "generalStatus": "EXPIRED",
        "sentSince": "2026-01-31T16:00:00+07:00",
    }

    output = infobip.run(InfobipGetOmniLogs, raw)

    assert infobip.calls[0].query == {
        "from": ["ACME-OA"],
        "bulkId": ["bulk-17,bulk-18"],
        "messageId": ["order-17"],
        "generalStatus": ["EXPIRED"],
        "sentSince": ["2026-01-31T09:00:00.000+0000"],
    }
    assert output.body.results[0].from_ == "ACME-OA"
    assert output.body.results[0].status.final
    assert not output.body.results[0].status.delivered


def test_a_lost_answer_is_asked_for_again(infobip: Infobip) -> None:
    infobip.loses_the_answer("GET", PATH)
    infobip.answers("GET", PATH, {"results": []})

    assert infobip.run(InfobipGetOmniLogs, {}).body.results == []


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ({"bulkId": []}, "bulkId: must not be empty"),
        ({"messageId": [""]}, "messageId[0]: must not be empty"),
        (
            {"sentSince": "2026-01-31T09:00:00"},
            "sentSince: must say its offset from UTC: 2026-01-31T09:00:00+07:00, or Z for UTC",
        ),
    ],
)
def test_what_infobip_would_refuse(raw: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError) as caught:
        InfobipGetOmniLogs.read_input(raw)

    assert str(caught.value) == problem
