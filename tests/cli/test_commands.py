"""The other commands, as a newcomer meets them."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

from support.sandboxed import Line

if TYPE_CHECKING:
    from cli.conftest import Run


def test_actions_lists_every_action(command: Run) -> None:
    listed = command("actions")
    entries = json.loads(command("actions", "--json").out)

    assert len(entries) >= 19
    assert all(entry["name"] in listed.out and entry["summary"] in listed.out for entry in entries)


def test_actions_are_listed_by_chapter(command: Run) -> None:
    rows = command("actions").out.splitlines()

    chapter = rows.index("Groups and rooms (group)")
    assert rows[chapter + 1].split()[0] == "get_group_summary"
    others = rows.index("LINE Messaging API")  # what stands in no chapter: under its connection
    assert rows[others + 1].split()[0] == "line_request"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["followers"], ["get_followers"]),
        (["Get Room Member"], ["get_room_member_count"]),  # a part of its title alone
        (["roommembers"], ["get_room_members_ids"]),
        (["GROUPS", "leave"], ["leave_group", "leave_room"]),
    ],
)
def test_actions_are_found_by_name_title_or_chapter(
    command: Run, words: list[str], found: list[str]
) -> None:
    entries = json.loads(command("actions", *words, "--json").out)
    assert set(found) <= {entry["name"] for entry in entries}
    assert len(entries) <= 3


def test_a_filter_that_matches_nothing_says_so(command: Run) -> None:
    ended = command("actions", "fax")

    assert (ended.status, ended.out) == (2, "")
    assert ended.err == "error: no action matches fax; see: line-connector actions\n"


def test_describe_says_all_there_is_to_know(command: Run) -> None:
    shown = command("describe", "push_message").out
    found = json.loads(command("describe", "push_message", "--json").out)

    for fact in ("POST /v2/bot/message/push", "2000/s", "retryKey", "#send-push-message"):
        assert fact in shown
    assert found["input_schema"]["required"] == ["to", "messages"]
    assert "FlexMessage" in found["input_schema"]["$defs"]
    assert found["example"]["messages"]


def test_example_of_describe_runs_as_it_is_printed(command: Run) -> None:
    line = command("describe", "multicast").out.rstrip().splitlines()[-1]
    ended = command(*shlex.split(line)[1:])
    assert ended.status == 0, ended.err


@pytest.mark.parametrize(
    ("document", "status", "told"),
    [
        ('{"type": "text", "text": "Hi"}', 0, "1 message object: valid"),
        (
            '[{"type": "text", "text": "Hi"}, {"type": "text", "text": "Ho"}]',
            0,
            "2 message objects",
        ),
        ('{"to": "U1", "messages": [{"type": "text", "text": "Hi"}]}', 0, "valid"),
        ('{"type": "text", "text": ""}', 2, "messages[0].text: "),
        ('{"messages": []}', 2, "holds no message object"),
        ('{"hello": 1}', 2, "must be a message object"),
        ("{", 2, "line 2"),
    ],
)
def test_validate_takes_messages_and_requests(
    command: Run, tmp_path: Path, document: str, status: int, told: str
) -> None:
    file = tmp_path / "message.json"
    file.write_text(document)

    ended = command("validate", str(file))

    assert (ended.status, ended.out) == (status, "")
    assert told in ended.err


@pytest.mark.parametrize("document", ["", "# nothing\n"])
def test_a_document_without_messages_is_named(command: Run, tmp_path: Path, document: str) -> None:
    file = tmp_path / "message.yaml"
    file.write_text(document)

    assert command("validate", str(file)).err == f"error: {file}: is empty\n"
    assert command("validate", "-", stdin=document).err == "error: standard input: is empty\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("listen",),
        ("ask", "ops", "Deploy?"),
        ("questions", "list"),
        ("events", "list"),
        ("forget", "U00000000000000000000000000000001"),
    ],
)
def test_what_listen_needs_is_said_by_every_command_of_it(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys; sys.modules['sqlalchemy'] = None;"
        f"sys.argv[1:] = {arguments!r}; from line_connector.__main__ import main; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )

    assert ended.returncode == 2
    assert ended.stderr == (
        f"error: {arguments[0]} needs sqlalchemy, which is not installed: "
        "pip install '.[listen]' in a checkout\n"
    )


@pytest.mark.parametrize("group", [("questions",), ("sandbox", "faults")])
def test_group_without_a_command_shows_its_help(command: Run, group: tuple[str, ...]) -> None:
    ended = command(*group)

    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"Usage: line-connector {' '.join(group)} [OPTIONS] COMMAND")
    assert "error:" not in ended.err


def test_demo_runs_all_18_operations(command: Run) -> None:
    ended = command("demo")

    assert ended.status == 0, ended.err
    assert ended.out.count(" ok 2") == 18 + 3
    assert "(has LINE): DELIVERED by LINE" in ended.out
    assert "(has no LINE): DELIVERED by SMS" in ended.out
    assert "ok 409" in ended.out
    assert "Failed to send messages" in ended.out
    assert "messages[0].text: " in ended.out
    assert "did you mean push_message" in ended.out


def test_demo_leaves_a_running_sandbox_alone(command: Run, line: Line) -> None:
    ended = command("demo", env={"LINE_CONNECTOR_SANDBOX": line.url})

    assert ended.status == 0, ended.err
    assert line.url not in ended.out
    assert line.requests() == []


def test_mistyped_command_gets_a_suggestion(command: Run) -> None:
    ended = command("vaildate")
    assert ended.status == 2
    assert "did you mean validate?" in ended.err


@pytest.mark.parametrize("name", ["actions", "describe", "run", "validate", "sandbox", "demo"])
def test_help_says_what_a_command_is_for(command: Run, name: str) -> None:
    assert command(name, "--help").out.startswith(f"Usage: line-connector {name}")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_is_printed(command: Run, shell: str) -> None:
    assert "_LINE_CONNECTOR_COMPLETE" in command("completion", shell).out


def test_actions_complete_in_the_shell(command: Run) -> None:
    env = {
        "_LINE_CONNECTOR_COMPLETE": "bash_complete",
        "COMP_WORDS": "line-connector run push",
        "COMP_CWORD": "2",
    }
    assert "push_message" in command(env=env).out


def test_python_is_as_short_as_the_readme_says() -> None:
    from line_connector import validate

    assert validate([{"type": "text", "text": "Hi"}]) == []
    problem = validate([{"type": "text", "text": ""}])[0]
    assert problem.property == "messages[0].text"


def test_sandbox_runs_until_it_is_interrupted(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "line_connector", "sandbox", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    url = process.stderr.readline().split()[5]
    exported = requests.get(f"{url}/_sandbox/env", timeout=5).text
    inbox = requests.get(url, timeout=5)
    process.send_signal(signal.SIGINT)

    assert f"export LINE_URL={url}" in exported
    assert inbox.headers["content-type"].startswith("text/html")
    assert process.wait(timeout=10) == 0
    assert "Traceback" not in process.communicate()[1]


def test_port_in_use_is_one_clear_line(command: Run, line: Line) -> None:
    port = line.url.rpartition(":")[2]
    ended = command("sandbox", "--port", port)

    assert ended.status == 2
    assert ended.err == (
        f"error: --host 127.0.0.1 --port {port}: Address already in use; is one running already? "
        "--port 0 takes a free one\n"
    )


def test_sandbox_on_an_address_that_is_none_is_one_clear_line(command: Run) -> None:
    ended = command("sandbox", "--host", "nowhere.invalid", "--port", "0")

    assert ended.status == 2
    assert "error: --host nowhere.invalid --port 0: Name or service" in ended.err


@pytest.mark.parametrize("server", ["listen", "mcp", "sandbox", "serve"])
def test_a_port_that_is_none_is_one_clear_line(command: Run, server: str) -> None:
    ended = command(server, "--port", "70000")

    assert ended.status == 2
    assert "'--port': 70000 is not in the range 0<=x<=65535" in ended.err


@pytest.mark.parametrize("path", [(), ("run",), ("sandbox",), ("playbook", "run")])
def test_help_keeps_the_lines_of_examples(command: Run, path: tuple[str, ...]) -> None:
    shown = command(*path, "--help").out
    assert "\\b" not in shown
    assert any(
        row.startswith(("    line-connector ", "               3 ")) for row in shown.splitlines()
    )


def test_a_command_that_is_not_installed_says_how_to_install_it(tmp_path: Path) -> None:
    (tmp_path / "filelock.py").write_text("raise ModuleNotFoundError(name='filelock')")
    for arguments, status in ((["playbook", "runs"], 2), (["playbook", "--help"], 0)):
        ended = subprocess.run(
            [sys.executable, "-m", "line_connector", *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        )
        assert ended.returncode == status
        assert ("pip install '.[playbook]' in a checkout" in ended.stderr) is (status == 2)
