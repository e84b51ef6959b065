"""Sequence, condition, loop, error branch, outputs; and resuming a run."""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

import pytest

from line_connector import Connector, UnknownOutcomeError
from line_connector.errors import BadRequestError, CredentialsError, InputError, RateLimitError
from line_connector.http.output import Output
from line_connector.playbook.calls import StepError
from line_connector.playbook.events import Event
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import parse_playbook
from line_connector.playbook.running import resume_run, start_run
from line_connector.session import Session
from playbook.conftest import Play
from support.crashing import fields
from support.sandboxed import PUSH, SOON_RETRIES, USER, Line

USERS = [f"U{number:032x}" for number in range(1, 6)]
NOBODY = "U" + "f" * 32
REPLY = "/v2/bot/message/reply"

TO_ALL = """
    inputs: {users: {type: array}, parallel: {type: integer, default: 1}}
    steps:
      - id: push
        action: push_message
        for_each: ${{ inputs.users }}
        max_parallel: 3
        with: {to: "${{ item }}", messages: [{type: text, text: Hi}]}
    outputs: {statuses: "${{ steps.push[].status_code }}"}
    """
TO_ONE = """
    inputs: {to: {}}
    steps:
      - id: push
        action: push_message
        with: {to: "${{ inputs.to }}", messages: [{type: text, text: Hi}]}
        on_error: {on_error}
      - {id: after, action: get_message_quota}
      - {id: branch, action: get_message_quota_consumption}
    outputs:
      error: ${{ steps.push.error.error }}
      status: ${{ steps.push.status_code }}
      after: ${{ steps.after.status_code }}
      branch: ${{ steps.branch.status_code }}
    """
ANSWER = """
    inputs: {token: {}}
    steps:
      - id: answer
        action: reply_message
        with: {replyToken: "${{ inputs.token }}", messages: [{type: text, text: Sure}]}
      - id: push
        action: push_message
        with: {to: U00000000000000000000000000000001, messages: [{type: text, text: Hi}]}
    outputs: {pushed: "${{ steps.push.status_code }}"}
    """


def steps_of(events: list[Event]) -> dict[str | None, str]:
    return {e.step: e.detail["status"] for e in events if e.kind == "step_ended"}


def test_outputs_of_one_step_are_inputs_of_the_next(play: Play, line: Line) -> None:
    outputs = play(
        """
        inputs: {to: {}, count: {type: integer, default: 2}}
        steps:
          - {id: quota, action: get_message_quota}
          - id: push
            action: push_message
            with:
              to: ${{ inputs.to }}
              messages:
                - type: text
                  text: "{name}: ${{ steps.quota.json_body.value }} / ${{ inputs.count }}"
        outputs:
          quota: ${{ steps.quota.json_body.value }}
          words: Sent ${{ steps.push.json_body.sentMessages[0].id }}.
        """,
        to=USER,
    )

    (entry,) = line.received()
    assert entry["messages"][0]["text"] == "{name}: 30000 / 2"
    assert outputs["quota"] == 30000
    assert re.fullmatch(r"Sent \d+\.", outputs["words"])


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ("true", "done"),
        ("false", "skipped"),
        ("${{ inputs.text == 'yes' }}", "done"),
        ("${{ inputs.nothing }}", "skipped"),
        ("${{ inputs.list }}", "skipped"),
        ("${{ inputs.text }}", "done"),
    ],
)
def test_a_condition_decides(play: Play, events: list[Event], condition: str, status: str) -> None:
    play(
        """
        inputs:
          text: {default: "yes"}
          nothing: {default: ""}
          list: {type: array, default: []}
        steps:
          - id: quota
            action: get_message_quota
            if: CONDITION
        """.replace("CONDITION", condition)
    )
    assert steps_of(events) == {"quota": status}


def test_a_number_is_no_condition(play: Play) -> None:
    with pytest.raises(StepError, match=r"step after: test.yaml, line 4, .* must be true or fal"):
        play(
            """
            steps:
              - {id: quota, action: get_message_quota}
              - {id: after, action: get_message_quota, if: "${{ steps.quota.json_body.value }}"}
            """
        )


def test_a_loop_sends_to_each_and_keeps_the_order(play: Play, line: Line) -> None:
    outputs = play(TO_ALL, users=USERS)

    assert outputs == {"statuses": [200] * 5}
    assert [len(line.received(user)) for user in USERS] == [1] * 5


def test_the_same_item_twice_is_sent_twice(play: Play, line: Line) -> None:
    play(TO_ALL, users=[USER, USER])
    assert len(line.received()) == 2


def test_as_many_items_run_at_once_as_was_said(line: Line, journal: Journal) -> None:
    class Meeting(Session):
        """Lets no call begin before three are there, and counts them."""

        together = threading.Barrier(3)
        now: ClassVar[list[int]] = []
        most = 0

        def send(self, *arguments: Any) -> Output[Any]:
            self.now.append(1)
            Meeting.most = max(Meeting.most, len(self.now))
            self.together.wait(20)
            try:
                return super().send(*arguments)
            finally:
                self.now.pop()

    class MeetingConnector(Connector):
        def session(self, *names: Any, **how: Any) -> Session:
            return Meeting(super().session(*names, **how).connection, SOON_RETRIES)

    with MeetingConnector({"line": {"url": line.url, "token": "sandbox-token"}}) as connector:
        start_run(parse_playbook(TO_ALL, "p.yaml"), {"users": [*USERS, USER]}, connector, journal)
    assert Meeting.most == 3


def test_a_list_is_needed_to_loop(play: Play) -> None:
    with pytest.raises(StepError, match=r"\]\.for_each: \$\{\{ inputs.o.to \}\}: must be a list"):
        play(
            """
            inputs: {o: {type: object}}
            steps: [{id: x, action: get_message_quota, for_each: "${{ inputs.o.to }}"}]
            """,
            o={"to": "one"},
        )


def test_a_failure_ends_the_run(play: Play, line: Line, events: list[Event]) -> None:
    with pytest.raises(StepError, match=r"^step push: 400 Bad Request") as caught:
        play(TO_ONE.replace("{on_error}", "fail"), to=NOBODY)

    assert isinstance(caught.value.cause, BadRequestError)
    assert caught.value.exit_status == 1
    assert steps_of(events) == {"push": "failed"}
    assert events[-1].detail["status"] == "failed"


def test_a_failure_can_be_passed_over(play: Play) -> None:
    outputs = play(TO_ONE.replace("{on_error}", "continue"), to=NOBODY)
    assert outputs == {"error": "BadRequestError", "status": 400, "after": 200, "branch": 200}


def test_a_failure_can_lead_to_a_later_step(play: Play) -> None:
    outputs = play(TO_ONE.replace("{on_error}", "branch"), to=NOBODY)
    assert outputs == {"error": "BadRequestError", "status": 400, "after": None, "branch": 200}


def test_without_failure_nothing_leads_to_the_branch(play: Play) -> None:
    outputs = play(TO_ONE.replace("{on_error}", "branch"), to=USER)
    assert outputs == {"error": None, "status": 200, "after": 200, "branch": None}


def test_wrong_input_is_a_failure_like_any_other(play: Play, line: Line) -> None:
    outputs = play(TO_ONE.replace("{on_error}", "continue"), to="nobody")
    assert outputs["error"] == "InputError"
    assert not line.requests(PUSH)


def test_one_of_many_can_fail(play: Play, line: Line) -> None:
    text = TO_ALL.replace("max_parallel: 3", "on_error: continue")
    assert play(text, users=[NOBODY, USER]) == {"statuses": [400, 200]}
    assert len(line.received()) == 1


def test_the_first_of_many_that_fails_stops_the_rest(play: Play, line: Line) -> None:
    with pytest.raises(StepError, match=r"step push\[1\]: 400"):
        play(TO_ALL.replace("max_parallel: 3", "max_parallel: 1"), users=[USER, NOBODY, USERS[1]])
    assert line.received(USERS[1]) == []


def test_a_job_is_waited_for(play: Play, line: Line, events: list[Event]) -> None:
    line.control("settings", {"narrowcastWaiting": 0.2, "narrowcastSending": 0.2})
    outputs = play(
        """
        steps:
          - {id: send, action: narrowcast, with: {messages: [{type: text, text: Hi}]}}
          - id: wait
            action: get_narrowcast_progress
            with: {requestId: '${{ steps.send.response_headers."x-line-request-id" }}'}
            wait: {every: 0.05, up_to: 20}
        outputs: {sent: "${{ steps.wait.json_body.successCount }}"}
        """
    )
    assert outputs == {"sent": 5}
    told = [event.detail["text"] for event in events if event.kind == "progress"]
    assert (told[0], told[-1]) == ("waiting", "succeeded, 5 of 5")


@pytest.mark.parametrize(
    ("inputs", "why"),
    [
        ({}, "inputs.to: is required: --set to=…"),
        ({"to": 1}, "inputs.to: must be of type string"),
        ({"to": "no"}, "inputs.to: must match ^U"),
        ({"to": USER, "two": 1}, "inputs.two: there is no such input; there are: to, n, tags"),
        ({"to": USER, "n": 4}, "inputs.n: must be one of 1, 2"),
        ({"to": USER, "tags": ["a", 1]}, r"inputs.tags[1]: must be of type string"),
        ({"to": USER, "tags": []}, "inputs.tags: must have at least 1 items"),
    ],
)
def test_inputs_are_checked_before_the_first_step(
    play: Play, line: Line, inputs: dict[str, Any], why: str
) -> None:
    with pytest.raises(InputError) as caught:
        play(
            """
            inputs:
              to: {pattern: ^U}
              n: {type: integer, enum: [1, 2], default: 1}
              tags: {type: array, items: {type: string}, minItems: 1, default: [a]}
            steps: [{id: quota, action: get_message_quota}]
            """,
            **inputs,
        )
    assert str(caught.value) == why
    assert line.requests() == []


def test_a_connection_that_lacks_something_is_found_before_the_first_step(
    line: Line, journal: Journal
) -> None:
    file = parse_playbook(
        """
        steps:
          - {id: quota, action: get_message_quota, on_error: sms}
          - {id: sms, action: infobip_get_omni_logs}
        """,
        "p.yaml",
    )
    only_line = {"line": {"url": line.url, "token": "sandbox-token"}}
    with Connector(only_line) as connector, pytest.raises(CredentialsError, match="infobip"):
        start_run(file, {}, connector, journal)
    assert line.requests() == []
    assert journal.runs() == []


def test_two_channels_of_one_provider(line: Line, journal: Journal) -> None:
    file = parse_playbook(
        """
        steps:
          - {id: one, action: get_message_quota}
          - {id: two, action: get_message_quota, connection: tokyo, on_error: continue}
        outputs: {one: "${{ steps.one.status_code }}", two: "${{ steps.two.status_code }}"}
        """,
        "p.yaml",
    )
    channels = {
        "line": {"url": line.url, "token": "sandbox-token"},
        "tokyo": {"url": line.url, "token": "another-token"},
    }
    with Connector(channels) as connector:
        assert start_run(file, {}, connector, journal) == {"one": 200, "two": 401}


def test_a_run_that_failed_goes_on_where_it_failed(
    play: Play, connector: Connector, journal: Journal, line: Line
) -> None:
    line.fault(PUSH, answer={"status": 400}, skip=2)
    with pytest.raises(StepError):
        play(TO_ALL, users=USERS)
    (run,) = journal.runs()
    assert run.status == "failed"

    assert resume_run(run.id, connector, journal) == {"statuses": [200] * 5}
    assert [len(line.received(user)) for user in USERS] == [1] * 5
    assert journal.run(run.id).status == "done"


def test_a_lost_answer_ends_in_doubt_and_is_settled_by_resuming(
    play: Play, connector: Connector, journal: Journal, line: Line
) -> None:
    line.fault(PUSH, drop="after", times=3)
    with pytest.raises(UnknownOutcomeError, match=r"step push\[0\]: .* --resume 2") as caught:
        play(TO_ALL.replace("max_parallel: 3", "max_parallel: 1"), users=[USER])
    (run,) = journal.runs()
    assert run.status == "unknown"
    assert run.id in str(caught.value)

    assert resume_run(run.id, connector, journal) == {"statuses": [409]}
    assert len(line.received()) == 1


def test_doubt_is_no_failure_that_leads_anywhere(play: Play, line: Line) -> None:
    line.fault(PUSH, drop="after", times=3)
    with pytest.raises(UnknownOutcomeError):
        play(TO_ONE.replace("{on_error}", "branch"), to=USER)
    assert [entry["path"] for entry in line.requests() if "quota" in entry["path"]] == []


def in_doubt(play: Play, line: Line, journal: Journal) -> str:
    """Lose the answer of a reply; return the run's ID."""
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]
    line.fault(REPLY, drop="after")
    with pytest.raises(UnknownOutcomeError, match=r"It cannot be made again safely\. Look"):
        play(ANSWER, token=token)
    return journal.runs()[0].id


def test_a_reply_in_doubt_is_not_sent_again(
    play: Play, connector: Connector, journal: Journal, line: Line
) -> None:
    run = in_doubt(play, line, journal)

    with pytest.raises(
        UnknownOutcomeError, match=f"--resume {run} --sent answer .* --again answer"
    ):
        resume_run(run, connector, journal)
    assert len(line.requests(REPLY)) == 1
    assert not line.requests(PUSH)


def test_a_person_can_say_that_it_was_sent(
    play: Play, connector: Connector, journal: Journal, line: Line
) -> None:
    run = in_doubt(play, line, journal)

    assert resume_run(run, connector, journal, sent=["answer"]) == {"pushed": 200}
    assert len(line.requests(REPLY)) == 1


def test_a_person_can_say_that_it_was_not(
    play: Play, connector: Connector, journal: Journal, line: Line
) -> None:
    run = in_doubt(play, line, journal)

    with pytest.raises(StepError, match="Invalid reply token"):  # it was: the token is used up
        resume_run(run, connector, journal, again=["answer"])
    assert len(line.requests(REPLY)) == 2


@pytest.mark.parametrize("place", ["push", "answer[1]", "nobody", "answer["])
def test_only_what_is_in_doubt_can_be_settled(
    play: Play, connector: Connector, journal: Journal, line: Line, place: str
) -> None:
    run = in_doubt(play, line, journal)
    with pytest.raises(InputError, match="has no call in doubt that is called"):
        resume_run(run, connector, journal, sent=[place])


@pytest.mark.parametrize(
    ("sent", "again", "told"),
    [
        (["answer"], ["answer"], "--sent and --again both name answer"),
        (["answer"], ["answer[0]"], "--sent and --again both name answer"),
        (["answer"], ["pusch"], "has no call in doubt that is called pusch"),
        (["answer", "pusch"], [], "has no call in doubt that is called pusch"),
        ([], ["answer", "pusch"], "has no call in doubt that is called pusch"),
    ],
)
def test_of_wrong_answers_none_is_taken(
    play: Play,
    connector: Connector,
    journal: Journal,
    line: Line,
    sent: list[str],
    again: list[str],
    told: str,
) -> None:
    run = in_doubt(play, line, journal)
    with pytest.raises(InputError, match=told):
        resume_run(run, connector, journal, sent=sent, again=again)
    assert [call.status for call in journal.calls(run)] == ["unknown"]


OMNI = """
    steps:
      - id: sms
        action: infobip_send_omni_message
        with: {destinations: [{to: {phoneNumber: "66900000009"}%s}], sms: {text: Hi}}
    outputs: {status: "${{ steps.sms.json_body.messages[0].status.groupName }}"}
    """


def test_infobip_without_message_id_stays_in_doubt(
    play: Play, connector: Connector, journal: Journal, line: Line
) -> None:
    line.fault("/omni/1/advanced", drop="after")
    with pytest.raises(UnknownOutcomeError, match="It cannot be made again safely"):
        play(OMNI % "")

    with pytest.raises(UnknownOutcomeError, match="It cannot be made again safely"):
        resume_run(journal.runs()[0].id, connector, journal)
    assert len(line.received("66900000009")) == 1


def test_infobip_with_message_id_is_sent_again_under_it(play: Play, line: Line) -> None:
    line.fault("/omni/1/advanced", drop="after")

    assert play(OMNI % ", messageId: order-17") == {"status": "REJECTED"}
    assert len(line.requests("/omni/1/advanced")) == 2
    line.control("clock", {"advance": 60})
    assert len(line.received("66900000009")) == 1


def test_a_key_that_may_have_run_out_makes_no_second_message(
    connector: Connector, journal: Journal, line: Line, play: Play, tmp_path: Any
) -> None:
    line.fault(PUSH, drop="after", times=3)
    with pytest.raises(UnknownOutcomeError, match="within 23 hours"):
        play(TO_ALL, users=[USER])
    run = journal.runs()[0].id
    line.control("clock", {"advance": 25 * 3600})
    tomorrow = Journal(tmp_path / "state", now=lambda: journal.run(run).started + 25 * 3600)
    try:
        with pytest.raises(UnknownOutcomeError, match="It cannot be made again safely"):
            resume_run(run, connector, tomorrow)
    finally:
        tomorrow.close()
    assert len(line.received()) == 1


def test_a_run_is_resumed_only_where_it_began(play: Play, journal: Journal, line: Line) -> None:
    line.fault(PUSH, answer={"status": 403})
    with pytest.raises(StepError):
        play(TO_ALL, users=[USER])

    elsewhere = {"line": {"url": "https://api.line.me", "token": "t"}}
    with Connector(elsewhere) as connector, pytest.raises(InputError, match="began at line http:"):
        resume_run(journal.runs()[0].id, connector, journal)


def test_a_run_is_resumed_by_one_process(
    play: Play, connector: Connector, journal: Journal, line: Line
) -> None:
    line.fault(PUSH, answer={"status": 403})
    with pytest.raises(StepError):
        play(TO_ALL, users=[USER])
    run = journal.runs()[0].id

    with journal.holding(run), pytest.raises(InputError, match="another process is running"):
        resume_run(run, connector, journal)


def test_a_run_that_is_forgotten_meanwhile_is_not_resumed(
    play: Play, connector: Connector, journal: Journal, line: Line, tmp_path: Path
) -> None:
    line.fault(PUSH, answer={"status": 403}, skip=1)
    with pytest.raises(StepError):
        play(TO_ALL.replace("max_parallel: 3", "max_parallel: 1"), users=[USER, USER])
    run = journal.runs()[0].id

    with ThreadPoolExecutor(1) as pool, closing(Journal(tmp_path / "state")) as another:
        with another.holding(run):
            resuming = pool.submit(resume_run, run, connector, journal)
            time.sleep(0.3)  # it waits by then
            another.forget(run)
        with pytest.raises(InputError, match=f"there is no run {run}"):
            resuming.result()
    assert len(line.received()) == 1


def test_a_run_that_is_done_is_not_run_again(
    play: Play, connector: Connector, journal: Journal, line: Line
) -> None:
    play(TO_ALL, users=[USER])
    with pytest.raises(InputError, match="is done"):
        resume_run(journal.runs()[0].id, connector, journal)
    with pytest.raises(InputError, match="there is no run nothing"):
        resume_run("nothing", connector, journal)
    assert len(line.received()) == 1


def test_a_passed_over_failure_stays_one_when_the_run_goes_on(
    play: Play, connector: Connector, journal: Journal, line: Line
) -> None:
    line.fault("/v2/bot/message/quota", answer={"status": 403})
    text = TO_ONE.replace("{on_error}", "continue").replace("outputs:", "outputs:\n      sent: 1")
    with pytest.raises(StepError, match="step after: 403"):
        play(text, to=NOBODY)

    outputs = resume_run(journal.runs()[0].id, connector, journal)
    assert outputs["error"] == "BadRequestError"
    assert len(line.requests(PUSH)) == 1


def test_doubt_is_settled_before_a_failure_leads_on(
    play: Play, connector: Connector, journal: Journal, line: Line
) -> None:
    text = TO_ALL.replace("max_parallel: 3", "max_parallel: 2\n        on_error: after")
    text = text.replace(
        "    outputs:", "      - {id: after, action: get_message_quota}\n    outputs:"
    )
    line.fault(PUSH, drop="after", times=3)
    with pytest.raises(UnknownOutcomeError):
        play(text, users=[USER, NOBODY])
    run = journal.runs()[0].id
    failed = {call.item: call.status for call in journal.calls(run)}
    assert "unknown" in failed.values()

    with pytest.raises(UnknownOutcomeError, match=r"sent again, it failed: 400 .*--again push"):
        resume_run(run, connector, journal)
    outputs = resume_run(run, connector, journal, again=["push[1]"])

    assert outputs == {"statuses": [409, 400]}
    assert {call.status for call in journal.calls(run)} == {"failed", "done"}


@pytest.mark.parametrize("status", [400, 403, 429])
def test_a_refusal_does_not_settle_what_was_sent_before(
    play: Play, connector: Connector, journal: Journal, line: Line, status: int
) -> None:
    line.fault(PUSH, drop="after", times=3)
    with pytest.raises(UnknownOutcomeError):
        play(TO_ONE.replace("{on_error}", "branch"), to=USER)
    run = journal.runs()[0].id

    line.fault(PUSH, answer={"status": status}, times=3 if status == 429 else 1)
    with pytest.raises(UnknownOutcomeError, match="it was sent before, and may have been carried"):
        resume_run(run, connector, journal)
    assert next(journal.calls(run)).status == "unknown"

    assert resume_run(run, connector, journal)["branch"] is None
    assert len(line.received()) == 1


def test_no_network_does_not_settle_what_was_sent_before(
    play: Play, connector: Connector, journal: Journal, line: Line
) -> None:
    line.fault(PUSH, drop="after", times=3)
    with pytest.raises(UnknownOutcomeError):
        play(TO_ONE.replace("{on_error}", "branch"), to=USER)
    run = journal.runs()[0].id

    line.fault("/oauth2/v3/token", drop="before", times=9)
    fresh = {"line": fields(line.env)["line"]}
    with Connector(fresh) as another, pytest.raises(UnknownOutcomeError, match="was sent before"):
        resume_run(run, another, journal)
    assert [call.status for call in journal.calls(run)] == ["unknown"]


def test_a_rate_limit_that_lasts_is_a_failure(play: Play, line: Line) -> None:
    line.fault(PUSH, answer={"status": 429}, times=len(SOON_RETRIES) * 3)
    with pytest.raises(StepError) as caught:
        play(TO_ALL, users=[USER])
    assert isinstance(caught.value.cause, RateLimitError)


def test_the_journal_is_the_users_own(play: Play, tmp_path: Any) -> None:
    play(TO_ALL, users=[USER])
    state = tmp_path / "state"
    assert state.stat().st_mode & 0o077 == 0
    assert (state / "playbooks.sqlite").stat().st_mode & 0o077 == 0


def test_a_run_that_is_forgotten_leaves_nothing(
    play: Play, journal: Journal, tmp_path: Any
) -> None:
    play(TO_ALL, users=[USER])
    run = journal.runs()[0].id
    assert [*journal.calls(run)]

    journal.forget(run)

    assert journal.runs() == []
    assert [*journal.calls(run)] == []
    assert journal.steps(run) == {}


def test_what_line_may_refuse_is_told_before_it_is_sent(play: Play, events: list[Event]) -> None:
    play(
        """
        inputs: {to: {}, latitude: {type: number}}
        steps:
          - id: push
            action: push_message
            with:
              to: ${{ inputs.to }}
              messages:
                - type: location
                  title: a
                  address: a
                  latitude: ${{ inputs.latitude }}
                  longitude: 0
        """,
        to=USER,
        latitude=91,
    )

    kinds = [event.kind for event in events]
    warning = events[kinds.index("warning")]
    assert kinds.index("warning") < kinds.index("call_ended")
    assert (warning.step, warning.detail) == (
        "push",
        {"item": 0, "text": "messages[0].latitude: may be refused outside -90 to 90"},
    )
