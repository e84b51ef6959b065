from __future__ import annotations

import pytest

from platforms.airflow.conftest import RunDag
from support.sandboxed import PUSH, USER, Line

STRANGER = f"U{99:032x}"


def retry_keys(line: Line, path: str = PUSH) -> list[str]:
    return [entry["headers"]["x-line-retry-key"] for entry in line.requests(path)]


def test_a_push_leaves_status_and_ids_to_later_tasks(run_dag: RunDag, line: Line) -> None:
    ran = run_dag("push")

    assert [entry["messages"][0]["text"] for entry in line.received()] == ["Hi"]
    returned = ran.returned("push")
    assert returned["status_code"] == 200
    assert returned["request_id"] == line.received()[0]["requestId"]
    assert list(returned["ids"]["sentMessages"][0]) == ["id"]


def test_a_lost_answer_is_settled_by_the_second_try(run_dag: RunDag, line: Line) -> None:
    line.fault(drop="after", times=4)  # as often as one try of the task asks

    ran = run_dag("push")

    assert ran.tried("push") == ("success", 2)
    assert ran.returned("push")["status_code"] == 409
    assert ran.returned("push")["request_id"] == line.received()[0]["requestId"]
    assert len(line.received()) == 1
    assert len(retry_keys(line)) == 5
    assert len(set(retry_keys(line))) == 1


def test_a_run_has_a_key_of_its_own(run_dag: RunDag, line: Line) -> None:
    run_dag("push")
    run_dag("push")

    assert len(line.received()) == 2
    assert len(set(retry_keys(line))) == 2


def test_a_refusal_is_not_tried_again(run_dag: RunDag, line: Line) -> None:
    ran = run_dag("push", run_conf={"to": STRANGER})

    assert ran.tried("push") == ("failed", 1)
    assert len(line.requests(PUSH)) == 1


def test_a_rate_limit_is_tried_again(run_dag: RunDag, line: Line) -> None:
    line.fault(answer={"status": 429, "json": {"message": "slow down"}}, times=4)

    assert run_dag("push").tried("push") == ("success", 2)


def test_wrong_input_is_named_by_its_path_and_not_sent(
    run_dag: RunDag, line: Line, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = run_dag("push", run_conf={"text": ""})

    assert ran.tried("push") == ("failed", 1)
    assert "InputError: messages[0].text: must not be empty" in capfd.readouterr().out
    assert line.requests() == []


def test_a_misspelt_action_is_named(
    run_dag: RunDag, line: Line, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = run_dag("misspelt")

    assert ran.tried("push") == ("failed", 1)
    assert "did you mean push_message?" in capfd.readouterr().out


def test_what_takes_no_key_is_tried_once(
    run_dag: RunDag, line: Line, capfd: pytest.CaptureFixture[str]
) -> None:
    line.fault("/v2/bot/message/reply", drop="before", times=9)
    line.fault("/oauth2/v3/token", drop="before", times=4)  # the first try gets no token

    ran = run_dag("reply", run_conf={"token": "t"})

    assert ran.tried("reply") == ("failed", 2)
    assert "an earlier try may have sent it" in capfd.readouterr().out
    assert line.requests("/v2/bot/message/reply") == []


def test_a_reply_whose_answer_is_lost_is_not_sent_again(run_dag: RunDag, line: Line) -> None:
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]
    line.fault("/v2/bot/message/reply", drop="after")

    ran = run_dag("reply", run_conf={"token": token})

    assert ran.tried("reply") == ("failed", 1)
    assert len(line.requests("/v2/bot/message/reply")) == 1


def test_a_broadcast_reaches_all_friends(run_dag: RunDag, line: Line) -> None:
    assert run_dag("broadcast").state == "success"
    assert len(line.received(f"U{5:032x}")) == 1


def test_each_chunk_is_a_task_with_a_key_of_its_own(run_dag: RunDag, line: Line) -> None:
    ran = run_dag("mapped")

    assert [ran.returned("send", index)["status_code"] for index in range(3)] == [200] * 3
    assert len(set(retry_keys(line, "/v2/bot/message/multicast"))) == 3
    assert [len(line.received(f"U{number:032x}")) for number in range(1, 6)] == [1] * 5


@pytest.mark.parametrize(
    "text", ["Hi", 'quote " and: colon', "see report.yaml", "two\nlines", "😀 <b>'"]
)
def test_a_file_beside_the_dag_is_rendered(run_dag: RunDag, line: Line, text: str) -> None:
    ran = run_dag("from_file", run_conf={"text": text})

    assert ran.state == "success"
    assert line.received()[0]["messages"][0]["text"] == text


def test_a_text_that_ends_like_a_file_is_a_text(run_dag: RunDag, line: Line) -> None:
    run_dag("push", run_conf={"text": "see report.yaml"})

    assert line.received()[0]["messages"][0]["text"] == "see report.yaml"


def test_an_action_that_reads_leaves_its_whole_answer(run_dag: RunDag, line: Line) -> None:
    answer = run_dag("quota").returned("quota")

    assert answer["json_body"] == {"type": "limited", "value": 30000}
    assert answer["response_headers"]["x-line-request-id"]


def test_a_task_in_python_takes_the_hook(run_dag: RunDag, line: Line) -> None:
    assert run_dag("by_hook").returned("read") == 30000


def test_infobip_sends_too(run_dag: RunDag, line: Line) -> None:
    ran = run_dag("infobip")

    assert ran.state == "success"
    assert ran.returned("omni")["ids"]["messages"] == [{"messageId": "order-18"}]
    assert [entry["via"] for entry in line.received("66900000009")] == ["SMS"]


def test_what_line_may_refuse_is_in_the_log_of_the_task(
    run_dag: RunDag, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    assert run_dag("nowhere").state == "success"

    warning = "push_message: messages[0].latitude: may be refused outside -90 to 90"
    assert warning in caplog.messages
    assert len(line.received()) == 1
