"""Lists in pages: a step fetches all of one, up to a bound, and a later step runs for its items."""

from __future__ import annotations

import pytest

from line_connector.playbook.events import Event
from line_connector.playbook.journal import Journal
from playbook.conftest import Play
from support.sandboxed import PUSH, Line

FOLLOWERS = "/v2/bot/followers/ids"
TO_FRIENDS = """
    inputs: {{limit: {{type: integer, default: 10}}}}
    steps:
      - id: friends
        action: get_followers
        max_items: {most}
        with: {{limit: "${{{{ inputs.limit }}}}"}}
      - id: push
        action: push_message
        for_each: ${{{{ steps.friends.json_body.userIds }}}}
        max_parallel: 5
        with: {{to: "${{{{ item }}}}", messages: [{{type: text, text: Hi}}]}}
    outputs: {{friends: "${{{{ steps.friends.json_body }}}}"}}
    """


def test_a_loop_runs_for_every_item_of_all_pages(play: Play, line: Line) -> None:
    line.control("users", {"count": 20})

    outputs = play(TO_FRIENDS.format(most=1000))

    assert list(outputs["friends"]) == ["userIds"]  # no cursor: nothing follows
    assert len(set(outputs["friends"]["userIds"])) == 25
    assert len(line.requests(FOLLOWERS)) == 3
    assert len(line.requests(PUSH)) == 25


def test_more_items_than_the_bound_are_left_out_with_a_warning(
    play: Play, line: Line, events: list[Event]
) -> None:
    outputs = play(TO_FRIENDS.format(most=3), limit=2)

    assert len(outputs["friends"]["userIds"]) == 3
    assert len(line.requests(FOLLOWERS)) == 2
    assert [event.detail["text"] for event in events if event.kind == "warning"] == [
        "the list has more than 3 items: raise max_items"
    ]


def test_exactly_as_many_as_the_bound_are_all(play: Play, events: list[Event]) -> None:
    assert len(play(TO_FRIENDS.format(most=5), limit=5)["friends"]["userIds"]) == 5
    assert not [event for event in events if event.kind == "warning"]


def test_a_failure_of_a_later_page_is_the_steps(play: Play, line: Line, journal: Journal) -> None:
    line.fault(FOLLOWERS, skip=1, answer={"status": 400, "json": {"message": "no"}})

    with pytest.raises(Exception, match="step friends: "):
        play(TO_FRIENDS.format(most=1000), limit=2)
    assert line.requests(PUSH) == []
