from __future__ import annotations

import pytest

from line_connector import Connector, InputError, JobFailedError, JobUnfinishedError
from line_connector.progress import Progress
from support.sandboxed import Line, text

PROGRESS = "get_narrowcast_progress"


def test_it_asks_until_the_job_has_ended(connector: Connector, line: Line) -> None:
    request_id = connector.run("narrowcast", {"messages": text()}).request_id
    seen: list[Progress] = []

    def watch(progress: Progress) -> None:
        seen.append(progress)
        line.control("clock", {"advance": 60})

    output = connector.wait(PROGRESS, {"requestId": request_id}, every=0, watch=watch)

    assert output.json_body["phase"] == "succeeded"
    assert [progress.ended for progress in seen] == [False, True]
    assert (seen[-1].done, seen[-1].total) == (5, 5)
    assert seen[-1].text == "succeeded, 5 of 5"


def test_a_job_that_fails_is_an_error(connector: Connector, line: Line) -> None:
    line.control("settings", {"narrowcastErrorCode": 2})
    request_id = connector.run("narrowcast", {"messages": text()}).request_id
    line.control("clock", {"advance": 60})

    with pytest.raises(JobFailedError, match=f"{PROGRESS}: failed") as caught:
        connector.wait(PROGRESS, {"requestId": request_id})

    assert caught.value.output.json_body["errorCode"] == 2
    assert not caught.value.retryable


def test_it_gives_up_asking_and_says_that_the_job_goes_on(connector: Connector, line: Line) -> None:
    request_id = connector.run("narrowcast", {"messages": text()}).request_id

    with pytest.raises(JobUnfinishedError, match=r"still pending after 0\.1 s \(waiting"):
        connector.wait(PROGRESS, {"requestId": request_id}, every=0.2, up_to=0.1)


def test_there_is_nothing_to_wait_for_in_a_push(connector: Connector, line: Line) -> None:
    with pytest.raises(InputError, match="there is nothing to wait for"):
        connector.wait("push_message", {})
    assert line.requests() == []
