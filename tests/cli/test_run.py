"""`run`: input in three forms, output on stdout only, and the exit status of every ending."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests
import yaml

from support.sandboxed import KEY, PUSH, USER, Line, text

if TYPE_CHECKING:
    from cli.conftest import Run

INPUT = json.dumps({"to": USER, "messages": text()})


def test_output_is_the_only_thing_on_stdout(command: Run, line: Line) -> None:
    ended = command("run", "push_message", INPUT, env=line.env)

    assert ended.status == 0
    output = json.loads(ended.out)
    assert list(output) == ["status_code", "response_headers", "reason", "json_body"]
    assert output["status_code"] == 200
    assert ended.err == ""
    assert line.received()[0]["messages"] == text()


@pytest.mark.parametrize("form", ["file", "stdin", "literal", "set"])
def test_input_comes_in_four_ways(command: Run, line: Line, tmp_path: Path, form: str) -> None:
    document = yaml.safe_dump(json.loads(INPUT))
    file = tmp_path / "push.yaml"
    file.write_text(document)
    arguments = {
        "file": [str(file)],
        "stdin": ["-"],
        "literal": [document],
        "set": [
            "--set",
            f"to={USER}",
            "--set",
            "messages[0].type=text",
            "--set",
            "messages[0].text=Hi",
        ],
    }[form]

    ended = command("run", "push_message", *arguments, env=line.env, stdin=document)

    assert ended.status == 0, ended.err
    assert line.received()[0]["messages"] == text()


def test_query_picks_from_the_output(command: Run, line: Line) -> None:
    ended = command("run", "get_message_quota", "--query", "json_body.value", env=line.env)
    assert (ended.status, ended.out) == (0, "30000\n")


def test_refusal_ends_with_1_and_prints_its_output(command: Run, line: Line) -> None:
    ended = command("run", "push_message", INPUT, "--set", f"to=U{'e' * 32}", env=line.env)

    assert ended.status == 1
    assert json.loads(ended.out)["json_body"] == {"message": "Failed to send messages"}
    assert "Failed to send messages" in ended.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["push_message", INPUT, "--set", "messages[0].text="], "messages[0].text: "),
        (["push_message", INPUT, "--set", "messages[0].tekst=x"], "did you mean 'text'"),
        (["push_message", INPUT, "--set", "too=x"], "too: "),
        (["push_mesage", INPUT], "did you mean push_message"),
        (
            ["push_message", "no-such-file.json"],
            "no-such-file.json: neither an existing file nor a JSON or YAML object",
        ),
        (["push_message", "[1]"], "must be an object"),
        (["push_message", INPUT, "--query", "a["], "--query a["),
        (["push_message", INPUT, "--qery", "a"], "--query"),
        (["push_message", '{"to": 1, "to": 2}'], "duplicate key 'to'"),
        ([], "Missing argument 'ACTION'"),
    ],
)
def test_bad_input_ends_with_2_and_one_line(
    command: Run, line: Line, arguments: list[str], told: str
) -> None:
    ended = command("run", *arguments, env=line.env)

    assert ended.status == 2
    assert ended.out == ""
    assert told in ended.err
    assert len(ended.err.splitlines()) == 1
    assert line.requests() == []


def test_missing_or_wrong_credentials_end_with_3(command: Run, line: Line) -> None:
    missing = command("run", "get_message_quota")
    wrong = command("run", "get_message_quota", env={**line.env, "LINE_CLIENT_SECRET": "oops"})

    assert (missing.status, wrong.status) == (3, 3)
    assert "--connection" in missing.err
    assert "LINE_TOKEN" in missing.err
    assert "Invalid 'client_credentials'" in wrong.err


def test_lost_answer_ends_with_4_and_the_same_key_delivers_once(command: Run, line: Line) -> None:
    line.fault("/v2/bot/message/reply", drop="after")
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]
    reply = json.dumps({"replyToken": token, "messages": text()})

    ended = command("run", "reply_message", reply, env=line.env)

    assert ended.status == 4
    assert "unknown" in ended.err
    assert ended.out == ""


def test_killed_sandbox_leaves_it_unknown_and_the_same_key_delivers_once(
    command: Run, tmp_path: Path
) -> None:
    database = str(tmp_path / "sandbox.sqlite")
    process, env = start_sandbox(database)
    url = env["LINE_URL"]
    try:
        fault = {"path": PUSH, "delayAfter": 30}
        requests.post(f"{url}/_sandbox/faults", json=fault, timeout=5).raise_for_status()
        waiting = subprocess.Popen(
            [
                *(sys.executable, "-m", "line_connector", "run", "push_message", INPUT),
                *("--set", f"retryKey={KEY}"),
            ],
            env={**os.environ, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        while not requests.get(f"{url}/_sandbox/received", timeout=5).json()["received"]:
            assert waiting.poll() is None
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    out, err = waiting.communicate(timeout=60)

    assert waiting.returncode == 4
    assert out == ""
    assert "unknown" in err
    assert KEY in err

    process, env = start_sandbox(database)
    try:
        ended = command("run", "push_message", INPUT, "--set", f"retryKey={KEY}", env=env)
        received = requests.get(f"{env['LINE_URL']}/_sandbox/received", timeout=5).json()
    finally:
        process.terminate()
        process.communicate()

    assert ended.status == 0, ended.err
    assert json.loads(ended.out)["status_code"] == 409
    assert len(received["received"]) == 1


def start_sandbox(database: str) -> tuple[subprocess.Popen[str], dict[str, str]]:
    """Start a sandbox of its own process on a free port; return it and its environment."""
    script = (
        "import sys, json, threading\n"
        "from line_connector.sandbox import Sandbox\n"
        "with Sandbox(port=0, database=sys.argv[1]) as sandbox:\n"
        "    print(json.dumps(sandbox.env), flush=True)\n"
        "    threading.Event().wait()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, database], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())


def test_dry_run_prints_the_request_and_sends_nothing(command: Run, line: Line) -> None:
    ended = command("run", "push_message", INPUT, "--dry-run", "--set", f"retryKey={KEY}")

    assert ended.status == 0
    assert json.loads(ended.out) == {
        "method": "POST",
        "url": f"https://api.line.me{PUSH}",
        "headers": {
            "Authorization": "***",
            "Content-Type": "application/json",
            "X-Line-Retry-Key": KEY,
        },
        "body": {"to": USER, "messages": text()},
    }
    assert line.requests() == []


def test_sandbox_option_needs_no_account(command: Run) -> None:
    ended = command("run", "push_message", INPUT, "--sandbox")
    assert ended.status == 0
    assert json.loads(ended.out)["status_code"] == 200


def test_connection_comes_from_a_file(command: Run, line: Line, tmp_path: Path) -> None:
    file = tmp_path / "line.yaml"
    file.write_text(f"url: {line.url}\ntoken: sandbox-token\n")
    nested = tmp_path / "all.yaml"
    nested.write_text(f"line:\n  url: {line.url}\n  token: sandbox-token\n")

    for path in (file, nested):
        ended = command("run", "get_message_quota", "--connection", str(path))
        assert ended.status == 0, ended.err


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        ("client_id: 1\nclient_secret: x", 3, "these fields can be line or infobip: add provider"),
        ("line: {tokn: x}", 3, "line 1, column 8: unknown field, must be one of audience"),
        ("token: x\nverify_ssl: perhaps", 3, "verify_ssl: must be true or false"),
        ("token: [x", 2, "not valid YAML or JSON"),
    ],
)
def test_wrong_connection_file_is_told(
    command: Run, tmp_path: Path, content: str, status: int, told: str
) -> None:
    file = tmp_path / "line.yaml"
    file.write_text(content)

    ended = command("run", "get_message_quota", "--connection", str(file))

    assert ended.status == status
    assert told in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_file_of_one_provider_offers_no_tools_of_another(command: Run, tmp_path: Path) -> None:
    file = tmp_path / "line.yaml"
    file.write_text("client_id: 1\nclient_secret: x\nprovider: line")

    ended = command("mcp", "--connection", str(file))

    assert ended.status == 0
    assert "no tools of infobip: connection infobip has no credentials" in ended.err
    assert "no tools of line" not in ended.err


def test_doubt_is_told_and_does_not_stop_the_message(command: Run, line: Line) -> None:
    imagemap = {
        "type": "imagemap",
        "baseUrl": "https://example.com/map",
        "altText": "Map",
        "baseSize": {"width": 1000, "height": 1000},
        "actions": [],
    }
    raw = json.dumps({"to": USER, "messages": [imagemap]})

    ended = command("run", "push_message", raw, env=line.env)

    assert ended.status == 0
    assert "warning: messages[0].baseSize.width" in ended.err


@pytest.mark.parametrize("messages", ["5", "{}", '"text"', "[5]", "null", "[[]]"])
def test_messages_of_the_wrong_type_are_told(command: Run, messages: str) -> None:
    ended = command("run", "push_message", INPUT, "--set", f"messages={messages}", "--dry-run")
    assert ended.status == 2
    assert ended.err.startswith("error: messages")


def test_input_that_is_nested_too_deep_is_one_clear_line(command: Run) -> None:
    recipient: dict[str, object] = {"type": "audience", "audienceGroupId": 1}
    for _ in range(300):
        recipient = {"type": "operator", "not": recipient}
    raw = json.dumps({"messages": text(), "recipient": recipient})

    ended = command("run", "narrowcast", "-", "--dry-run", stdin=raw)

    assert ended.status == 2
    assert "nested too deep" in ended.err


def test_a_name_stands_for_an_id(command: Run, line: Line, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(f"recipients: {{ops: {USER}, all: [ops, {USER[:-1]}2]}}\n")
    env = {**line.env, "LINE_CONNECTOR_CONFIG": str(config)}
    message = ("--set", "messages[0].type=text", "--set", "messages[0].text=Hi")

    shown = command("run", "push_message", "--set", "to=ops", *message, "--dry-run", env=env)
    assert json.loads(shown.out)["body"]["to"] == USER
    assert command("run", "push_message", "--set", "to=ops", *message, env=env).status == 0
    assert line.received()[0]["messages"] == text()
    for name, words in (
        ("opps", "unknown recipient 'opps'; did you mean ops?"),
        ("all", "all stands for 2 recipients; for several: send, or multicast (users)"),
    ):
        refused = command("run", "push_message", "--set", f"to={name}", *message, env=env)
        assert (refused.status, refused.err) == (2, f"error: to: {words}\n")
    several = command("run", "multicast", "--set", "to=all", *message, env=env)
    assert several.status == 0, several.err
