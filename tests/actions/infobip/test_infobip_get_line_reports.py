from __future__ import annotations

import pytest

from line_actions.infobip.infobip_get_line_reports import InfobipGetLineReports
from line_connector.errors import InputError, UnknownOutcomeError
from support.stubbed import Infobip

PATH = "/line/1/reports"
REPORT = {
    "bulkId": "bulk-17",
    "messageId": "order-17",
    "to": "66900000001",
    "sender": "ACME-OA",
    "sentAt": "2026-01-31T09:00:00.000+0000",
    "doneAt": "2026-01-31T09:00:01.500+0000",
    "status": {"groupId": 3, "groupName": "DELIVERED", "id": 5, "name": "DELIVERED_TO_HANDSET"},
    "error": {"groupId": 0, "groupName": "OK", "id": 0, "name": "NO_ERROR", "permanent": False},
}


def test_reports_are_fetched(infobip: Infobip) -> None:
    infobip.answers("GET", PATH, {"results": [REPORT]})
    raw = {"bulkId": "bulk-17", "limit": 1000, "campaignReferenceId": "spring"}

    report = infobip.run(InfobipGetLineReports, raw).body.results[0]

    assert infobip.calls[0].query == {name: [str(value)] for name, value in raw.items()}
    assert report.status.final
    assert report.status.delivered
    assert (report.done_at - report.sent_at).total_seconds() == 1.5


def test_a_lost_answer_is_not_asked_for_again(infobip: Infobip) -> None:
    infobip.loses_the_answer("GET", PATH)

    with pytest.raises(UnknownOutcomeError):
        infobip.run(InfobipGetLineReports, {})

    assert len(infobip.calls) == 1


def test_a_server_error_may_have_taken_reports_along(infobip: Infobip) -> None:
    infobip.answers("GET", PATH, status=500)

    with pytest.raises(UnknownOutcomeError):
        infobip.run(InfobipGetLineReports, {})


@pytest.mark.parametrize("limit", [0, 1001, True, "many"])
def test_infobip_gives_so_many_at_once(limit: object) -> None:
    with pytest.raises(InputError, match=r"^limit: must be"):
        InfobipGetLineReports.read_input({"limit": limit})
