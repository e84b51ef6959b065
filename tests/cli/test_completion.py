"""Completion: what each shell is offered, and that a TAB imports next to nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from line_connector.recipients import Book
from support.sandboxed import USER

if TYPE_CHECKING:
    from cli.conftest import Run

HEAVY = {
    "pydantic",
    "sqlalchemy",
    "requests",
    "urllib3",
    "jsonschema",
    "rich",
    "uvicorn",
    "mcp",
    "jmespath",
}


def offered(command: Run, words: str, **env: str) -> list[str]:
    """Return what bash is offered for the last word: kind and value."""
    given = {
        "_LINE_CONNECTOR_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    return command(env={**given, **env}).out.split()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("line-connector ru", "plain,run"),
        ("line-connector run push_m", "plain,push_message"),
        ("line-connector describe FlexM", "plain,FlexMessage"),
        ("line-connector run push_message pu", "file,pu"),
        ("line-connector run push_message --connection li", "file,li"),
        ("line-connector validate me", "file,me"),
        ("line-connector playbook run --state fo", "dir,fo"),
        ("line-connector sandbox --po", "plain,--port"),
        ("line-connector sandbox --database sa", "file,sa"),
        ("line-connector ask o", "plain,ops"),
        ("line-connector ask ops,b", "plain,ops,boss"),
        ("line-connector ask ops Deploy? --escalate b", "plain,boss"),
        ("line-connector completion po", "plain,powershell"),
    ],
)
def test_values_are_offered(command: Run, tmp_path: Path, words: str, found: str) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(f"recipients: {{ops: C{1:032x}, boss: U{1:032x}}}\n")
    assert found in offered(command, words, LINE_CONNECTOR_CONFIG=str(file))


def test_actions_of_a_manifest_of_the_users_own_are_offered(command: Run, tmp_path: Path) -> None:
    manifest = tmp_path / "own.yaml"
    manifest.write_text(
        "name: own\ntitle: Own\nversion: '1'\nactions:\n"
        "  say_hello: {class: 'own:SayHello', connection: line, title: Say hello}\n"
    )
    words = f"line-connector run --manifest {manifest} say"
    assert offered(command, words) == ["plain,say_hello"]


def test_runs_are_offered_the_latest_first(command: Run, tmp_path: Path) -> None:
    playbook = tmp_path / "quota.yaml"
    playbook.write_text(
        "name: quota\nsteps:\n  - {id: quota, action: get_profile, with: {userId: U"
        + "1" * 32
        + "}}\n"
    )
    env = {
        "LINE_TOKEN": "x",
        "LINE_URL": "http://127.0.0.1:9",
        "LINE_CONNECTOR_STATE": str(tmp_path),
    }
    command("playbook", "run", str(playbook), env=env)
    runs = command("playbook", "runs", env=env).out.split()[0]

    words = "line-connector playbook run --resume "
    assert offered(command, words, LINE_CONNECTOR_STATE=str(tmp_path)) == [f"plain,{runs}"]
    assert offered(command, words, LINE_CONNECTOR_STATE=str(tmp_path / "none")) == []


def test_accounts_are_offered(command: Run, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("accounts:\n  tokyo: {token: x}\n  turin: {token: x}\n  oslo: {token: x}\n")
    words = "line-connector run push_message --account t"
    found = offered(command, words, LINE_CONNECTOR_CONFIG=str(config))
    assert found == ["plain,tokyo", "plain,turin"]


@pytest.fixture
def names(tmp_path: Path) -> dict[str, str]:
    """Environment with names in the configuration file and in the book."""
    config, url = tmp_path / "config.yaml", f"sqlite:///{tmp_path}/book.sqlite"
    config.write_text(f"recipients: {{ops: {USER}, oncall: [ops]}}\n")
    with Book.at(url, "tokyo") as book:
        book.tag([USER], ["vip", "v_p"], "me")
        book.set_alias("omar", USER, "me")
    return {"LINE_CONNECTOR_CONFIG": str(config), "LINE_CONNECTOR_DATABASE": url}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("line-connector send o", ["ops", "oncall", "omar"]),
        ("line-connector recipients show tag:v_", ["tag:v_p"]),
        ("line-connector send ops,tag:vi", ["ops,tag:vip"]),
        ("line-connector send --account tokyo om", ["omar"]),
        ("line-connector send --account oslo om", []),
    ],
)
def test_recipients_are_offered(
    command: Run, names: dict[str, str], words: str, found: list[str]
) -> None:
    offers = command(env={**names, **asked_by_zsh(words)}).out.splitlines()
    assert offers[1::3] == found


def asked_by_zsh(words: str) -> dict[str, str]:
    """Return what zsh asks with, which does not divide words."""
    return {
        "_LINE_CONNECTOR_COMPLETE": "zsh_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("line-connector send tag:vi", ["vip"]),
        ("line-connector send ops,tag:vi", ["vip"]),
        ('line-connector send "tag:vi', ["tag:vip"]),
        ("line-connector run push_message --set to=ops --que", ["--query"]),
        ("LANG=C line-connector send om", ["omar"]),
        ("line-connector send om hello", ["omar"]),
    ],
)
def test_bash_is_offered_the_end_of_a_word_that_it_divides(
    command: Run, names: dict[str, str], line: str, found: list[str]
) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("needs bash")
    script = command("completion", "bash").out.replace("complete -o", "true -o")
    script += f"""
        line-connector() {{ {sys.executable} -m line_connector; }}
        env() {{ export "${{@:1:2}}"; "${{@:3}}"; }}
        COMP_LINE='{line}' COMP_POINT={len(line.removesuffix(" hello"))}
        _line_connector_completion line-connector
        printf '%s\n' "${{COMPREPLY[@]}}"
    """
    ended = subprocess.run(
        [bash, "-c", script],
        env={**os.environ, **names},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.split() == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("line-connector run push_mes", "push_messages_by_phone"),
        ("line-connector send ops,tag:vi", "ops,tag:vip"),
        ("line-connector send 'ops,tag:vi", "ops,tag:vip"),
        ("LANG=C line-connector send om", "omar"),
    ],
)
def test_fish_is_offered_whole_values(
    command: Run, names: dict[str, str], tmp_path: Path, line: str, found: str
) -> None:
    fish = shutil.which("fish")
    if fish is None:
        pytest.skip("needs fish")
    program = tmp_path / "line-connector"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m line_connector "$@"\n')
    program.chmod(0o755)
    script = command("completion", "fish").out
    ended = subprocess.run(
        [fish, "-c", f'{script}\ncomplete -C "{line}"'],
        env={**os.environ, **names, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found in [offer.partition("\t")[0] for offer in ended.stdout.splitlines()]


def test_powershell_gets_kind_value_and_help(command: Run) -> None:
    env = {
        "_LINE_CONNECTOR_COMPLETE": "powershell_complete",
        "COMP_WORDS": "line-connector\nrun",
        "COMP_WORD": "push_m",
    }
    rows = [row.split("\t") for row in command(env=env).out.splitlines()]
    assert rows[0] == ["plain", "push_message", "Send Push Message"]


def test_scripts_name_the_command(command: Run) -> None:
    for shell in ("bash", "zsh", "fish", "powershell"):
        assert "line-connector" in command("completion", shell).out


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_script_is_valid(command: Run, shell: str) -> None:
    script = command("completion", shell).out
    try:
        ended = subprocess.run(
            [shell, "-n"], input=script, text=True, capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip(f"needs {shell}")
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize(
    "words",
    [
        "line-connector run pu",
        "line-connector send o",
        "line-connector recipients show o",
        "line-connector playbook run --",
        "line-connector serve --",
        "line-connector ask o",
    ],
)
def test_a_tab_imports_nothing_heavy(words: str) -> None:
    env = {
        **os.environ,
        "_LINE_CONNECTOR_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    assert not imported(env) & HEAVY


@pytest.mark.parametrize("arguments", [[], ["--help"], ["run", "--help"], ["playbook", "--help"]])
def test_a_help_imports_nothing_heavy(arguments: list[str]) -> None:
    assert not imported(dict(os.environ), *arguments) & HEAVY


def imported(env: dict[str, str], *arguments: str) -> set[str]:
    """Return the packages that a command imports."""
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "line_connector", *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    rows = ended.stderr.splitlines()
    return {row.rpartition("|")[2].strip().partition(".")[0] for row in rows}
