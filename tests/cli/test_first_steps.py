"""What a newcomer sees: the start page, the list of commands, colours, common slips."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from line_connector.cli.commands import COMMANDS, SECTIONS
from line_connector.cli.main import cli
from line_connector.cli.welcome import WELCOME
from support.sandboxed import KEY, USER, Line, text

if TYPE_CHECKING:
    from cli.conftest import Run

INPUT = json.dumps({"to": USER, "messages": text()})


def test_the_bare_command_says_where_to_start(command: Run) -> None:
    ended = command()
    assert (ended.status, ended.out, ended.err) == (0, WELCOME, "")


def test_every_command_of_the_start_page_exists() -> None:
    named = [row.split()[1] for row in WELCOME.splitlines() if row.startswith("  line-connector")]
    assert len(named) == 6
    assert set(named) <= set(COMMANDS)


def test_help_lists_every_command_in_a_section(command: Run) -> None:
    rows = command("--help").out.splitlines()
    for title, entries in SECTIONS.items():
        place = rows.index(f"{title}:")
        listed = [row.split()[0] for row in rows[place + 1 : place + 1 + len(entries)]]
        assert listed == list(entries)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_declared_command_is_there(name: str) -> None:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("arguments", [["actions"], ["describe", "Box"], ["run", "nothing"]])
def test_colours_follow_the_environment(command: Run, arguments: list[str]) -> None:
    """There is no terminal here, so colours come from FORCE_COLOR alone."""

    def is_coloured(**env: str) -> bool:
        ended = command(*arguments, env=env)
        return "\x1b[" in ended.out + ended.err

    assert not is_coloured(NO_COLOR="", FORCE_COLOR="")
    assert is_coloured(NO_COLOR="", FORCE_COLOR="1")
    assert not is_coloured(NO_COLOR="1", FORCE_COLOR="1")


def test_json_in_a_pipe_is_never_coloured(command: Run, line: Line) -> None:
    env = {**line.env, "FORCE_COLOR": "1", "NO_COLOR": ""}
    assert json.loads(command("run", "get_message_quota", env=env).out)["status_code"] == 200


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["push"], "did you mean push_message?"),
        (["push_message", "--set", "to"], "--set to: must be PATH=VALUE, such as to=…"),
        (["push_message", "push.yaml", "--set", "to"], "must be PATH=VALUE, such as to=…"),
        (["push_message", "-", "--set", "to"], "must be PATH=VALUE, such as to=…"),
        (["push_message", "--set", "--sandbox"], "must be PATH=VALUE, such as messages[0].text=Hi"),
        (["push_message", "--set", "to", USER], f"must be PATH=VALUE, such as to={USER}"),
        (["push_message", "{to:", "U1}"], "put JSON and YAML in single quotes"),
        (["push_message", "{to:U1}"], "single quotes"),
        (["push_message", "{to:U1,messages:[]}"], "single quotes"),
        (["push_message", "{\u201cto\u201d: \u201cU1\u201d}"], "typographic quotes"),
        (["push_message", "{\u201cto\u201d: "], "typographic quotes"),
        (["push_message", "@push.yaml"], "write push.yaml, without @"),
        (["push_message", "psuh.yaml"], "did you mean push.yaml?"),
        (["push_message", "a/b.json"], "a/b.json: neither an existing file"),
    ],
)
def test_a_slip_is_told_with_what_to_write(
    command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    (tmp_path / "push.yaml").write_text(INPUT)
    monkeypatch.chdir(tmp_path)

    ended = command("run", *arguments)

    assert (ended.status, ended.out) == (2, "")
    assert told in ended.err
    assert len(ended.err.splitlines()) == 1


def test_raw_prints_a_text_as_it_is(command: Run, line: Line) -> None:
    query = ["--query", "json_body.displayName"]
    quoted = command("run", "get_profile", f"{{userId: {USER}}}", *query, env=line.env).out
    raw = command("run", "get_profile", f"{{userId: {USER}}}", *query, "--raw", env=line.env).out

    assert raw == json.loads(quoted) + "\n"


def test_raw_prints_items_as_they_are(command: Run, line: Line) -> None:
    ended = command("run", "get_followers", "--all", "--raw", env=line.env)
    assert USER in ended.out.split()


def test_verbose_says_request_tries_and_cost_but_no_secret(command: Run, line: Line) -> None:
    line.fault("/v2/bot/message/push", drop="after")
    given = ["--set", f"retryKey={KEY}"]
    ended = command("run", "push_message", INPUT, *given, "-vv", env=line.env)

    assert json.loads(ended.out)["status_code"] == 409
    assert f"> POST {line.url}/v2/bot/message/push" in ended.err
    assert f"> retry key {KEY}" in ended.err
    assert "> Authorization: ***" in ended.err
    assert "< 409 Conflict, 2 tries, " in ended.err
    assert "< accepted before, as request " in ended.err
    assert line.env["LINE_CLIENT_SECRET"] not in ended.err
    assert (
        "costs at most 1 message" in command("run", "push_message", INPUT, "-v", env=line.env).err
    )


def test_verbose_tells_of_a_request_that_was_not_sent(command: Run) -> None:
    env = {"LINE_URL": "http://127.0.0.1:9", "LINE_TOKEN": "x"}
    ended = command("run", "get_message_quota", "-v", env=env)

    assert ended.status == 3
    assert "< no response, nothing was sent, " in ended.err
    assert "could not connect to 127.0.0.1:9: connection refused" in ended.err


def test_a_dry_run_is_queried_and_says_what_is_missing(command: Run, line: Line) -> None:
    arguments = ["run", "push_message", INPUT, "--dry-run", "--query", "body.to", "--raw"]
    without, with_credentials = command(*arguments), command(*arguments, env=line.env)

    assert without.out == with_credentials.out == f"{USER}\n"
    assert without.status == 0
    assert without.err.startswith("warning: to send this, credentials are needed: ")
    assert with_credentials.err == ""


@pytest.mark.parametrize("version", ["same", "other"])
def test_a_running_sandbox_is_used_if_it_is_of_this_version(
    command: Run, line: Line, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if version == "other":
        monkeypatch.setattr("line_connector.sandbox.control.version", lambda _: "0.0.0")
    ended = command(
        "run", "push_message", INPUT, "--sandbox", env={"LINE_CONNECTOR_SANDBOX": line.url}
    )

    assert ended.status == 0
    if version == "same":
        sent = json.loads(ended.out)["json_body"]["sentMessages"][0]["id"]
        assert ended.err == f"See what was received at {line.url}/?chat={USER}#{sent}\n"
        assert len(line.received()) == 1
    else:
        assert f"warning: {line.url}: the sandbox is version 0.0.0, not " in ended.err
        assert line.received() == []


def test_without_a_running_sandbox_an_embedded_one_is_used(command: Run) -> None:
    env = {"LINE_CONNECTOR_SANDBOX": "http://127.0.0.1:9"}
    ended = command("run", "push_message", INPUT, "--sandbox", env=env)

    assert ended.status == 0
    assert ended.err == (
        "warning: http://127.0.0.1:9: no sandbox answers; an embedded sandbox is used\n"
    )
