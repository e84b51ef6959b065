"""`send`: a text is sent with one argument more than its recipient, and nobody gets it twice."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Run
from cli.test_signals import answered, started, until
from line_connector import Connector
from line_connector.cli.send_outcome import SendOutcome
from line_connector.sending.deliveries import pushes
from support.sandboxed import PUSH, USER, Line, text

GROUP = f"C{1:032x}"
OTHER = f"U{2:032x}"
STRANGER = f"U{'e' * 32}"
IMAGE = "https://example.com/a.jpg"


@pytest.fixture
def env(line: Line, tmp_path: Path) -> dict[str, str]:
    """The sandbox's credentials, and a configuration file with names of recipients."""
    file = tmp_path / "config.yaml"
    file.write_text(
        f"default_recipient: ops\n"
        f"accounts:\n  tokyo: {{token: sandbox-token, url: '{line.url}'}}\n"
        f"recipients:\n  ops: {GROUP}\n  boss: {USER}\n  all: [ops, boss, {OTHER}]\n"
    )
    return {**line.env, "LINE_CONNECTOR_CONFIG": str(file)}


def messages_to(line: Line, to: str) -> list[list[dict[str, Any]]]:
    return [entry["messages"] for entry in line.received(to)]


def test_text_goes_to_a_name(command: Run, line: Line, env: dict[str, str]) -> None:
    ended = command("send", "ops", "Disk: 91 %", env=env)

    assert (ended.status, ended.out) == (0, "")
    assert ended.err == f"sent to ops ({GROUP})\n"
    assert messages_to(line, GROUP) == [text("Disk: 91 %")]


@pytest.mark.parametrize(
    "words", ["{a: 1}", "12", "true", "@x", "-5", "-5 -m °C", "- first\n- second", "-", "null"]
)
def test_text_is_text_whatever_it_looks_like(
    command: Run, line: Line, env: dict[str, str], words: str
) -> None:
    ended = command("send", "boss", words, "--silent", env=env)

    assert ended.status == 0, ended.err
    assert messages_to(line, USER) == [text(words)]
    assert line.received()[0]["notificationDisabled"] is True


def test_text_behind_two_hyphens_is_text(command: Run, line: Line, env: dict[str, str]) -> None:
    assert command("send", "boss", "--", "--silent", env=env).status == 0
    assert messages_to(line, USER) == [text("--silent")]


@pytest.mark.parametrize("target", [["ops"], [], ["-"]])
def test_text_comes_from_standard_input(
    command: Run, line: Line, env: dict[str, str], target: list[str]
) -> None:
    table = "Filesystem      Size  Used\n/dev/vda1        40G   36G\n"

    ended = command("send", *target, env=env, stdin=table)

    assert ended.status == 0, ended.err
    assert messages_to(line, GROUP) == [text(table.rstrip("\n"))]


def test_everything_goes_in_one_push_in_the_order_given(
    command: Run, line: Line, env: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "card.yaml"
    file.write_text("- {type: text, text: from a file}\n")

    ended = command(
        *("send", "boss", "--sticker", "446/1988", "--image", IMAGE, "-m", f"@{file}"),
        *("--card", "alert", "--set", "title=Disk", "--set-text", "text=12"),
        *("--image", f"{IMAGE}?2", "--preview", f"{IMAGE}?p"),
        env=env,
    )

    assert ended.status == 0, ended.err
    ((sticker, image, words, card, last),) = messages_to(line, USER)
    assert sticker == {"type": "sticker", "packageId": "446", "stickerId": "1988"}
    assert image == {"type": "image", "originalContentUrl": IMAGE, "previewImageUrl": IMAGE}
    assert words == text("from a file")[0]
    assert card["altText"] == "Info: Disk · 12"
    assert last["previewImageUrl"] == f"{IMAGE}?p"


def test_text_stands_first_and_a_long_one_is_divided(
    command: Run, line: Line, env: dict[str, str]
) -> None:
    row = "x" * 4000
    ended = command("send", "boss", f"{row}\n{row}", "--image", IMAGE, env=env)

    assert ended.status == 0, ended.err
    ((first, second, image),) = messages_to(line, USER)
    assert (first["text"], second["text"], image["type"]) == (row, row, "image")


def test_too_long_a_text_is_refused_or_cut(command: Run, line: Line, env: dict[str, str]) -> None:
    refused = command("send", "boss", env=env, stdin="x" * 25_001)
    assert refused.status == 2
    assert "at most 25,000 fit in 5 message objects" in refused.err
    assert line.requests() == []

    assert command("send", "boss", "--cut", env=env, stdin="x" * 25_001).status == 0
    assert messages_to(line, USER)[0][-1]["text"].endswith("more characters were left out")


def test_each_recipient_gets_one_push_and_a_key_of_its_own(
    command: Run, line: Line, env: dict[str, str]
) -> None:
    ended = command("send", f"all,boss,{USER}", "Hi", "--json", "-q", env=env)

    assert (ended.status, ended.err) == (0, "")
    results = json.loads(ended.out)
    assert [each["to"] for each in results] == [GROUP, USER, OTHER]
    assert {each["status"] for each in results} == {"sent"}
    assert len({each["retry_key"] for each in results}) == 3
    assert results[0]["output"]["status_code"] == 200
    assert len(line.requests(PUSH)) == 3


def test_repeated_with_its_key_it_doubles_nothing(
    command: Run, line: Line, env: dict[str, str]
) -> None:
    first = command("send", "boss", "Hi", "--key", "report 2026-11-21", env=env)
    again = command("send", "boss,ops", "Hi", "--key", "report 2026-11-21", env=env)

    assert (first.status, again.status) == (0, 0)
    assert f"sent to boss ({USER}) before, with the same key" in again.err
    assert len(messages_to(line, USER)) == len(messages_to(line, GROUP)) == 1


def test_refusal_of_one_is_said_and_the_others_are_sent(
    command: Run, line: Line, env: dict[str, str]
) -> None:
    ended = command("send", f"{STRANGER},boss", "Hi", env=env)

    assert ended.status == 1
    refused, sent = ended.err.splitlines()
    assert refused.startswith(f"error: {STRANGER}: 400 Bad Request: Failed to send messages")
    assert sent == f"sent to boss ({USER})"
    assert len(messages_to(line, USER)) == 1


def test_unknown_outcome_says_how_to_go_on(
    connector: Connector, line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    line.fault(drop="after", times=3)
    outcome = SendOutcome("k1", {USER: "boss"}, quiet=False, as_json=False)

    outcome.send(pushes(connector, [USER, OTHER], text(), key="k1"))

    unknown, sent = capsys.readouterr().err.splitlines()
    assert unknown.startswith(f"error: boss ({USER}): POST /v2/bot/message/push: outcome unknown")
    assert unknown.endswith(
        "Run the same command with --key k1 within 24 hours: nobody gets it a second time"
    )
    assert sent == f"sent to {OTHER}"
    assert outcome.exit_status == 4


def test_cost_and_what_is_left(command: Run, line: Line, env: dict[str, str]) -> None:
    ended = command("send", "ops,boss", "Hi", "-v", env=env)

    assert ended.status == 0
    # The group has three members, and the message to each person counts.
    assert ended.err.splitlines()[-1] == "4 messages; 29,996 of 30,000 left this month"


def test_unknown_cost_changes_nothing_about_what_was_sent(
    command: Run, line: Line, env: dict[str, str]
) -> None:
    line.fault(f"/v2/bot/group/{GROUP}/members/count", answer={"status": 404, "json": {}})
    ended = command("send", "ops", "Hi", "-v", env=env)

    assert ended.status == 0
    assert "warning: what it cost is not known: 404" in ended.err


def test_dry_run_needs_no_credentials(command: Run, env: dict[str, str]) -> None:
    ended = command(
        "send",
        "ops",
        "Hi",
        "--dry-run",
        env={"LINE_CONNECTOR_CONFIG": env["LINE_CONNECTOR_CONFIG"]},
    )

    assert ended.status == 0, ended.err
    (request,) = json.loads(ended.out)
    assert request["body"] == {"to": GROUP, "messages": text()}


def test_address_names_account_recipients_and_form(
    command: Run, line: Line, env: dict[str, str]
) -> None:
    own = {"LINE_CONNECTOR_CONFIG": env["LINE_CONNECTOR_CONFIG"]}
    address = "lineconnector://tokyo@ops/boss?silent=yes&card=alert"

    ended = command("send", address, "Disk full\non db-1", env=own)

    assert ended.status == 0, ended.err
    (card,) = messages_to(line, GROUP)[0]
    assert card["altText"] == "Info: Disk full · on db-1"
    assert line.received(USER)[0]["notificationDisabled"] is True


@pytest.mark.parametrize("command_name", ["send", "ask"])
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["tokyo@ops", "--account", "osaka"], "--account osaka: the address names tokyo"),
        (["tokyo@ops", "--connection", "line.yaml"], "exclude each other"),
        (["tokio@ops", "--sandbox"], "unknown account 'tokio'; did you mean tokyo?"),
    ],
)
def test_account_of_an_address_is_not_set_aside(
    command: Run,
    line: Line,
    env: dict[str, str],
    command_name: str,
    arguments: list[str],
    told: str,
) -> None:
    target, *options = arguments
    sandbox = {"LINE_CONNECTOR_SANDBOX": line.url}
    command_line = (command_name, f"lineconnector://{target}", "Hi", *options)

    ended = command(*command_line, env={**env, **sandbox})

    assert ended.status == 2
    assert told in ended.err
    assert line.requests() == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["osp", "Hi"], "unknown recipient 'osp'; did you mean ops?"),
        (["boss,osp", "Hi"], "did you mean ops?"),
        (["", "Hi"], "recipient: must not be empty"),
        (["ops,", "Hi"], "recipient in 'ops,': must not be empty"),
        (["ops", ""], "TEXT is empty"),
        (["ops"], "standard input is empty"),
        (["ops", "Hi", "-m", "hello"], "-m hello: must be a message object"),
        (["ops", "-m", "card.yaml"], "a request with messages; for a file: -m @card.yaml"),
        (["ops", "--card", "alert", "--set", "title"], "must be PATH=VALUE, such as title=…"),
        (["ops", "-m", "[]"], "-m []: holds no message object"),
        (["ops", "-m", "{type: txet}"], "messages[0].type"),
        (["ops", "-m", "@none.yaml"], "-m @none.yaml: none.yaml: No such file"),
        (["ops", "--image", "http://example.com/a.jpg"], "must be an HTTPS URL"),
        (["ops", "--image", IMAGE, "--preview", "http://e.com"], "preview http://e.com: must be"),
        (["ops", "--preview", IMAGE], "--preview https://example.com/a.jpg: must stand right"),
        (["ops", "Hi", "--set", "a=1"], "--set a=1: must stand behind its --card"),
        (["ops", "--card", "alrt"], "unknown card 'alrt'; did you mean alert?"),
        (["ops", "--card", "alert"], "card alert: title: is required"),
        (["ops", "--sticker", "446"], "must be PACKAGE/STICKER"),
        (["ops", "--sticker", "a/b"], "sticker a/b: must be PACKAGE/STICKER"),
        (["ops", "--sticker", " 446/1988"], "must be PACKAGE/STICKER"),
        (["ops", "Hi", *(["--image", IMAGE] * 5)], "no message object is left for it"),
        (["ops", *(["--image", IMAGE] * 6)], "6 message objects are more than a push has: 5"),
        (["ops", "Hi", "--slient"], "--slient"),
        (["ops", "Hi", "--key", ""], "--key: must not be empty"),
        (["u00000000000000000000000000000001", "Hi"], "is U, C or R and 32 hex digits"),
        (["lineconnector://ops?sillent=yes", "Hi"], "did you mean silent?"),
        (["lineconnector://ops?silent=x", "Hi"], "must be yes or no"),
        (["lineconnector://me:secret@ops", "Hi"], "no password"),
        (["lineconnector://ops:8077", "Hi"], "no port"),
        (["ops", "Hi", "--account", "a", "--connection", "b"], "exclude each other"),
    ],
)
def test_bad_input_ends_with_2_and_nothing_is_sent(
    command: Run, line: Line, env: dict[str, str], arguments: list[str], told: str
) -> None:
    ended = command("send", *arguments, env=env)

    assert ended.status == 2, ended.err
    assert told in ended.err
    assert len(ended.err.splitlines()) == 1
    assert ended.out == ""
    assert line.requests() == []
    assert "secret" not in ended.err


def test_no_default_recipient_is_said_with_the_file(
    command: Run, env: dict[str, str], tmp_path: Path
) -> None:
    empty = tmp_path / "empty.yaml"
    empty.write_text("{}\n")
    ended = command("send", "-", "Hi", env={**env, "LINE_CONNECTOR_CONFIG": str(empty)})

    assert ended.status == 2
    assert f"default_recipient in the configuration file ({empty})" in ended.err


def test_wrong_credentials_end_with_3_and_no_other_is_tried(
    command: Run, line: Line, env: dict[str, str]
) -> None:
    ended = command("send", "all", "Hi", "--json", env={**env, "LINE_CLIENT_SECRET": "oops"})

    assert ended.status == 3
    assert [each["status"] for each in json.loads(ended.out)] == ["not_sent"] * 3
    assert len(line.requests()) == 1


def test_signal_says_to_whom_it_may_have_been_sent(line: Line, env: dict[str, str]) -> None:
    line.fault(delayAfter=3)
    arguments = ("send", "boss,ops", "Hi", "--key", "k1")
    with started(line, *arguments, **env) as process:
        until(process, line.received)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)

    assert process.returncode == 4, err
    assert f"unknown whether it was sent to boss ({USER}); not sent to ops ({GROUP})" in err
    assert "Run the same command with --key k1 within 24 hours" in err
    answered(line, 1)
