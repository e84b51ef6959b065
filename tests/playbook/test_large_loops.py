"""A loop for many items: each input is checked once, and memory does not grow with the calls."""

from __future__ import annotations

import gc
import textwrap
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from line_connector import Connector
from line_connector.action import Action
from line_connector.errors import UnknownOutcomeError
from line_connector.json_values import is_object
from line_connector.playbook.calls import StepError
from line_connector.playbook.events import Event
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import parse_playbook
from line_connector.playbook.running import resume_run, start_run
from support.sandboxed import PUSH, Line

USERS = [f"U{number:032x}" for number in range(1, 6)]
TEXT = """
    inputs: {users: {type: array}}
    steps:
      - id: push
        action: push_message
        for_each: ${{ inputs.users }}
        max_parallel: PARALLEL
        with: {to: "${{ item }}", messages: [{type: text, text: Hi}]}
    outputs: {x: 'OUTPUT'}
    """


def start(
    connector: Connector,
    journal: Journal,
    users: list[str],
    *,
    parallel: int = 1,
    output: str = "1",
    watch: Callable[[Event], None] | None = None,
) -> dict[str, Any]:
    text = TEXT.replace("PARALLEL", str(parallel)).replace("OUTPUT", output)
    file = parse_playbook(textwrap.dedent(text), "p.yaml")
    return start_run(file, {"users": users}, connector, journal, watch)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often the input of each action is checked."""
    counts: Counter[str] = Counter()
    read_input: Any = Action.read_input.__func__  # type: ignore[attr-defined]

    def counted(cls: type[Action[Any, Any]], /, raw: Any, **options: Any) -> Any:
        counts[cls.__name__] += 1
        return read_input(cls, raw, **options)

    monkeypatch.setattr(Action, "read_input", classmethod(counted))
    return counts


def test_the_input_of_a_call_is_checked_once(
    connector: Connector, journal: Journal, checked: Counter[str]
) -> None:
    start(connector, journal, USERS)
    assert checked == {"PushMessage": len(USERS)}


def test_that_of_a_call_that_is_made_again_too(
    connector: Connector, journal: Journal, checked: Counter[str], line: Line
) -> None:
    line.fault(PUSH, drop="after", times=3)
    with pytest.raises(UnknownOutcomeError):
        start(connector, journal, USERS[:1])
    checked.clear()

    resume_run(journal.runs()[0].id, connector, journal)
    assert checked == {"PushMessage": 1}


def test_that_of_a_message_with_an_id_of_its_own_too(
    connector: Connector, journal: Journal, checked: Counter[str]
) -> None:
    text = """
        steps:
          - id: sms
            action: infobip_send_omni_message
            with:
              destinations: [{to: {phoneNumber: "66900000009"}, messageId: order-17}]
              sms: {text: Hi}
        """
    start_run(parse_playbook(textwrap.dedent(text), "p.yaml"), {}, connector, journal)
    assert checked == {"InfobipSendOmniMessage": 1}
    (call,) = journal.calls(journal.runs()[0].id)
    assert call.input["resend"] is True


def outcomes() -> int:
    """Return how many outcomes of calls are in memory."""
    gc.collect()
    objects: list[Any] = gc.get_objects()
    return len([each for each in objects if is_object(each) and "response_headers" in each])


@pytest.mark.parametrize("parallel", [1, 4])
@pytest.mark.parametrize(
    ("output", "kept"),
    [
        ("1", False),
        ("${{ inputs.users[0] }}", False),
        ("${{ steps.push[-1].status_code }}", True),
        ("${{ length(steps.*[]) }}", True),
        ("${{ length(values(@)) }}", True),
        ("${{ *.push }}", True),
    ],
)
def test_outcomes_that_nobody_looks_at_are_not_kept(
    connector: Connector, journal: Journal, line: Line, parallel: int, output: str, kept: bool
) -> None:
    count = 60
    found: list[int] = []

    def watch(event: Event) -> None:
        if event.kind == "step_ended":
            found.append(outcomes() - before)

    before = outcomes()  # other tests may have left some
    line.fault(PUSH, answer={"status": 403}, skip=count - 1)
    with pytest.raises(StepError):
        start(connector, journal, USERS * 12, parallel=parallel, output=output, watch=watch)
    resume_run(journal.runs()[0].id, connector, journal, watch)
    assert [count_of >= count for count_of in found] == [kept, kept]
