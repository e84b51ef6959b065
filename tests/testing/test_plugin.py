"""The pytest fixture, in a run of its own as a user has it."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest

from support.loading import loaded_after

SEND = """
import json
from urllib.request import Request, urlopen

def push(sandbox, *texts, to=f"U{1:032x}", messages=()):
    messages = [*messages, *({"type": "text", "text": text} for text in texts)]
    body = json.dumps({"to": to, "messages": messages}).encode()
    headers = {
        "authorization": f"Bearer {sandbox.credentials.token}",
        "content-type": "application/json",
    }
    try:
        with urlopen(Request(sandbox.url + "/v2/bot/message/push", body, headers)) as answer:
            return answer.status
    except OSError as error:
        return getattr(error, "code", 0)
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder whose tests can push; the plugin is named, as tests run uninstalled too."""
    if not entry_points(group="pytest11", name="line_connector"):
        pytester.plugins.append("line_connector.testing.plugin")
    pytester.makepyfile(sending=SEND)
    return pytester


def test_a_test_sees_what_was_received_and_the_next_one_nothing_of_it(
    run: pytest.Pytester,
) -> None:
    run.makepyfile(
        """
        from sending import push

        def test_one(line_sandbox):
            assert push(line_sandbox, "Hi", "again") == 200
            assert line_sandbox.texts() == ["Hi", "again"]
            assert line_sandbox.received(line_sandbox.friends[0])[1]["text"] == "again"
            assert not line_sandbox.received(line_sandbox.friends[1])
            assert line_sandbox.wait_for(count=2) == line_sandbox.received()
            assert [each["status"] for each in line_sandbox.requests] == [200]

        def test_two(line_sandbox):
            assert not line_sandbox.received()
            assert line_sandbox.requests == []
        """
    )
    run.runpytest().assert_outcomes(passed=2)


def test_a_test_lets_requests_fail_and_time_pass(run: pytest.Pytester) -> None:
    run.makepyfile(
        """
        from datetime import timedelta

        import pytest
        from sending import push

        def test_faults(line_sandbox):
            line_sandbox.fail_next("rate-limit", times=2, operation="pushMessage")
            line_sandbox.fail_next("reset-after")
            assert [push(line_sandbox, "Hi") for _ in range(4)] == [429, 429, 0, 200]
            assert line_sandbox.texts() == ["Hi", "Hi"]
            with pytest.raises(ValueError, match="did you mean times"):
                line_sandbox.fail_next("latency", 1, time=3)

        def test_the_rest(line_sandbox):
            before = line_sandbox.control.get("clock")["offset"]
            line_sandbox.advance(timedelta(days=1))
            line_sandbox.advance(1)
            assert line_sandbox.control.get("clock")["offset"] - before == 86401
            nina = line_sandbox.add_user(displayName="Nina", status="blocked")
            assert nina not in line_sandbox.friends
            line_sandbox.settings(quota=0)
            assert push(line_sandbox, "Hi") == 429
            line_sandbox.fail_next("server-error", 503, times=9)
            line_sandbox.clear_faults()
            assert push(line_sandbox, "Hi") == 429
            assert line_sandbox.env["LINE_URL"] == line_sandbox.url
        """
    )
    run.runpytest().assert_outcomes(passed=2)


@pytest.mark.parametrize(
    "check",
    [
        "assert line_sandbox.received()",
        "assert line_sandbox.texts() == ['Hi']",
        "assert line_sandbox.received()[0]['text'] == 'Hi'",
        "line_sandbox.wait_for(seconds=0)",
    ],
)
def test_where_nothing_was_received_it_says_why(run: pytest.Pytester, check: str) -> None:
    run.makepyfile(
        f"""
        from sending import push

        def test_it(line_sandbox):
            push(line_sandbox, "")
            {check}
        """
    )
    result = run.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*push: refused with 400 *May not be empty*"])


def test_texts_of_infobip_and_sms_are_texts_too(run: pytest.Pytester) -> None:
    run.makepyfile(
        """
        import json
        from urllib.request import Request, urlopen

        def test_it(line_sandbox):
            headers = {"authorization": "App sandbox-key", "content-type": "application/json"}
            to = {"to": {"phoneNumber": "66900000001"}}
            line = {"type": "TEXT", "text": "By LINE"}
            for path, body in (
                ("/omni/1/advanced", {"destinations": [to], "sms": {"text": "By SMS"}}),
                ("/line/1/single", {"from": "A", "to": "66900000001", "message": line}),
            ):
                data = json.dumps(body).encode()
                urlopen(Request(line_sandbox.url + path, data, headers)).close()
            line_sandbox.wait_for("66900000001", count=2)
            assert line_sandbox.texts("66900000001") == ["By SMS", "By LINE"]
        """
    )
    run.runpytest().assert_outcomes(passed=1)


def test_what_was_received_instead_is_said(run: pytest.Pytester) -> None:
    run.makepyfile(
        """
        import pytest

        from sending import push

        def test_it(line_sandbox):
            friend, other = line_sandbox.friends[:2]
            sticker = {"type": "sticker", "packageId": "446", "stickerId": "1988"}
            push(line_sandbox, messages=[sticker])
            instead = f"{friend} received nothing but 1 sticker. The sandbox saw:"
            assert repr(line_sandbox.texts(friend)).startswith(f"<{instead}")
            with pytest.raises(AssertionError, match=f"1 of 2 messages came in 0 s. {instead}"):
                line_sandbox.wait_for(friend, count=2, seconds=0)
            assert repr(line_sandbox.texts(other)).startswith(f"<{other} received nothing. ")
            assert repr(line_sandbox.texts()).startswith("<Nobody received anything but 1 sticker")
        """
    )
    run.runpytest().assert_outcomes(passed=1)


def test_where_nothing_was_sent_it_says_so(run: pytest.Pytester) -> None:
    run.makepyfile("def test_it(line_sandbox): assert line_sandbox.received()")
    result = run.runpytest()
    result.stdout.fnmatch_lines(["*the sandbox saw no request*"])


def test_runs_that_do_not_use_it_import_nothing_of_it() -> None:
    loaded = loaded_after("import line_connector.testing.plugin")
    assert loaded.isdisjoint({"requests", "pydantic", "yaml", "uvicorn", "http.client", "click"})
    assert {name for name in loaded if name.startswith("line_connector")} == {
        "line_connector",
        "line_connector.exports",
        "line_connector.testing",
        "line_connector.testing.plugin",
    }


def test_a_user_acts_and_the_bot_is_told(run: pytest.Pytester) -> None:
    run.makepyfile(
        """
        def test_acting(line_sandbox):
            friend, other = line_sandbox.friends[:2]
            (told,) = line_sandbox.user(friend).says("Hi")["events"]
            assert told["event"]["message"]["text"] == "Hi"
            assert told["event"]["source"] == {"type": "user", "userId": friend}
            (left,) = line_sandbox.act("unfollow", userId=other)["events"]
            assert left["event"]["type"] == "unfollow"
            assert other not in line_sandbox.friends
        """
    )
    run.runpytest().assert_outcomes(passed=1)
