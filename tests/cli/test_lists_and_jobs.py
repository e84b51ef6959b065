"""`run --all` and `run --wait`: long lists, and jobs that take a while."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support.sandboxed import Line, text

if TYPE_CHECKING:
    from cli.conftest import Run

FOLLOWERS = "/v2/bot/followers/ids"
PROGRESS = "get_narrowcast_progress"


def test_every_item_is_a_line(command: Run, line: Line) -> None:
    line.control("users", {"count": 20})

    ended = command("run", "get_followers", "{limit: 10}", "--all", env=line.env)

    assert ended.status == 0
    assert len({json.loads(item) for item in ended.out.splitlines()}) == 25
    assert len(line.requests(FOLLOWERS)) == 3


def test_list_ends_at_max_items_and_says_so(command: Run, line: Line) -> None:
    ended = command("run", "get_followers", "{limit: 2}", "--max-items", "2", env=line.env)

    assert len(ended.out.splitlines()) == 2
    assert ended.err == "warning: there are more than 2: raise --max-items\n"


def test_query_picks_from_each_item(command: Run, line: Line) -> None:
    ended = command("run", "get_followers", "--all", "--query", "length(@)", env=line.env)

    assert ended.out.split() == ["33"] * 5


def test_failure_of_a_later_page_keeps_what_is_printed(command: Run, line: Line) -> None:
    line.fault(FOLLOWERS, skip=1, answer={"status": 400, "json": {"message": "no"}})

    ended = command("run", "get_followers", "{limit: 3}", "--all", env=line.env)

    assert (ended.status, len(ended.out.splitlines())) == (1, 3)
    assert "no" in ended.err


def test_action_without_a_list_is_told_before_anything_else(command: Run) -> None:
    ended = command("run", "push_message", "--all")

    assert (ended.status, ended.out) == (2, "")
    assert ended.err == "error: push_message does not return a list in pages\n"


def test_job_is_waited_for(command: Run, line: Line) -> None:
    line.control("settings", {"narrowcastWaiting": 0, "narrowcastSending": 0.2})
    sent = command("run", "narrowcast", json.dumps({"messages": text()}), env=line.env)
    request_id = json.loads(sent.out)["response_headers"]["x-line-request-id"]

    ended = command(
        "run", PROGRESS, f"{{requestId: {request_id}}}", "--wait", "--every", "0.2", env=line.env
    )

    assert ended.status == 0, ended.err
    assert json.loads(ended.out)["json_body"]["phase"] == "succeeded"
    assert ended.err.splitlines()[-1] == f"{PROGRESS}: succeeded, 5 of 5"


def test_job_that_goes_on_is_unfinished(command: Run, line: Line) -> None:
    line.control("settings", {"narrowcastWaiting": 3600})
    sent = command("run", "narrowcast", json.dumps({"messages": text()}), env=line.env)
    request_id = json.loads(sent.out)["response_headers"]["x-line-request-id"]

    ended = command(
        "run", PROGRESS, f"{{requestId: {request_id}}}", "--wait", "--timeout", "0", env=line.env
    )

    assert ended.status == 4
    assert json.loads(ended.out)["json_body"]["phase"] == "waiting"
    assert "still pending" in ended.err


def test_there_is_nothing_to_wait_for_in_a_push(command: Run) -> None:
    ended = command("run", "push_message", "--wait")

    assert (ended.status, ended.out) == (2, "")
    assert "nothing to wait for" in ended.err
