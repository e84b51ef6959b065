"""`recipients`: the book from a terminal, on the sandbox."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Run
from cli.test_signals import started
from line_connector.recipients import Book
from support.sandboxed import Line, text
from support.webhook_events import AOI, MEI, OPS, REN, event, said

SCRIPT = "from line_connector.__main__ import main; sys.exit(main())"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/book.sqlite"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "config.yaml"
    file.write_text(f"recipients: {{ops: {OPS}, night: ['tag:vip', ops]}}\n")
    return file


@pytest.fixture
def env(line: Line, url: str, config: Path) -> dict[str, str]:
    """The sandbox's credentials, an empty book, and a configuration file with names."""
    return {
        **line.env,
        "LINE_CONNECTOR_DATABASE": url,
        "LINE_CONNECTOR_CONFIG": str(config),
    }


@pytest.fixture
def book(url: str) -> Any:
    with Book.at(url, "default") as book:
        book.take(event("follow", 1_000, AOI), event("follow", 1_000, REN))
        book.tag([AOI, REN], ["vip"], "me")
        book.set_alias("boss", AOI, "me")
        book.describe(AOI, name="Aoi")
        yield book


def test_followers_are_imported_with_their_names(
    command: Run, line: Line, env: dict[str, str]
) -> None:
    line.control("users", {"count": 1200})
    ended = command("recipients", "import", "--followers", env=env)
    assert (ended.status, ended.err) == (0, "1,205 friends imported\n")
    listed = command("recipients", "list", "--state", "friend", "--ids", env=env)
    assert len(listed.out.splitlines()) == 1205


def test_an_account_that_may_not_list_friends_is_told_why(
    command: Run, line: Line, env: dict[str, str]
) -> None:
    line.fault("/v2/bot/followers/ids", answer={"status": 403})
    ended = command("recipients", "import", "--followers", env=env)
    assert ended.status == 2
    assert ended.err.startswith(
        "error: --followers: only a verified or premium account can list its friends"
    )


def test_names_of_the_book_can_be_sent_to(
    command: Run, line: Line, env: dict[str, str], book: Book
) -> None:
    assert command("send", "boss", "1", env=env).status == 0
    assert command("send", "night", "2", env=env).status == 0
    assert command("send", 'name:"aoi"', "3", env=env).status == 0
    assert [each["messages"] for each in line.received(AOI)] == [text("1"), text("2"), text("3")]
    assert [each["messages"] for each in line.received(OPS)] == [text("2")]
    unknown = command("send", "bos", "4", env=env)
    assert (unknown.status, unknown.err) == (
        2,
        "error: unknown recipient 'bos'; did you mean boss?\n",
    )


def test_who_opted_out_is_warned_of_or_refused(
    command: Run, line: Line, env: dict[str, str], book: Book, config: Path
) -> None:
    assert command("recipients", "consent", "boss", "withdrawn", env=env).status == 0
    warned = command("send", "tag:vip", "1", env=env)
    assert warned.status == 0
    assert f"warning: recipient {AOI} (boss) opted out on " in warned.err

    config.write_text("blocked: refuse\n")
    refused = command("send", "tag:vip", "2", env=env)
    assert refused.status == 2
    assert refused.err.endswith("(command line): refused\n")
    assert [each["messages"] for each in line.received(REN)] == [text("1")]

    assert command("recipients", "consent", "boss", "given", env=env).status == 0
    assert command("send", "tag:vip", "3", env=env).err.count("warning") == 0


def test_a_budget_is_kept(
    command: Run, line: Line, env: dict[str, str], book: Book, config: Path
) -> None:
    config.write_text("budget: {send: 4, month: 6}\n")
    over = command("send", f"tag:vip,{OPS}", "1", env=env)
    assert (over.status, over.err) == (
        2,
        "error: 5 messages are more than budget.send allows: 4; not sent\n",
    )
    assert line.received(AOI) == []
    for words in "12":
        assert command("send", "tag:vip", words, env=env).status == 0
    over = command("send", OPS, "3", env=env)
    assert over.err == (
        "error: 3 messages are more than budget.month leaves: 2 of 6, 4 were sent; not sent\n"
    )
    shown = command("recipients", "cost", OPS, "--json", env=env)
    assert shown.status == 2
    assert json.loads(shown.out) == {
        "recipients": 1,
        "messages": 3,
        "used": 4,
        "limit": 30000,
        "within_budget": False,
    }


def test_cost_says_people_and_what_is_left(command: Run, env: dict[str, str], book: Book) -> None:
    ended = command("recipients", "cost", "night", env=env)
    assert ended.out == "3 recipients: 5 messages; 30,000 of 30,000 left this month\n"
    rehearsed = command("send", "night", "Hi", "--dry-run", "-v", env=env)
    assert rehearsed.err == "5 messages; 30,000 of 30,000 left this month\n"


def test_an_alias_that_the_file_has_too_is_said(
    command: Run, env: dict[str, str], config: Path
) -> None:
    ended = command("recipients", "alias", "night", REN, env=env)
    assert ended.status == 0
    assert f"warning: night is a name in {config} too" in ended.err
    checked = command("config", "check", env=env)
    assert "is an alias in the recipient book too: the file's is used" in checked.err
    assert "tag:vip: nobody" in checked.err
    assert command("recipients", "alias", env=env).out == f"{REN}  night\n"
    assert command("recipients", "alias", "night", "--remove", env=env).status == 0
    assert command("recipients", "alias", "--json", env=env).out == "{}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["alias", "bo ss", REN], "alias 'bo ss': a recipient's name is letters"),
        (["alias", "boss", REN], f"alias boss: is {AOI} in the book"),
        (["alias", "x", "tag:vip"], "tag:vip: stands for 2 recipients; name one"),
        (["alias", "x"], "TARGET: must be an ID or a name"),
        (["alias", "x", "--remove"], "x: is no alias in the book"),
        (["tag", "a:b", "boss"], "tag 'a:b': a tag's name is letters"),
        (["tag", "x", "nobody"], "unknown recipient 'nobody'"),
        (["show", MEI], f"{MEI}: is not in the book"),
        (["find", "nobody"], "nobody: nobody"),
        (["forget", "boss"], "forget: erases for good; say --yes"),
        (["forget", MEI, "--yes"], f"{MEI}: is not in the book"),
        (["import"], "name a FILE, --followers, --events or --profiles"),
        (["import", "a.csv", "--followers"], "exclude each other"),
        (["import", "no-such-file.csv"], "no-such-file.csv"),
        (["import", "--events", "no-such-file"], "no-such-file"),
        (["discover", "--timeout", "0"], "'--timeout'"),
        (["discover", "--timeout", "16m"], "'--timeout': must be 1s to 15m"),
        (["discover", "--timeout", "1 m"], "'--timeout': must be a length of time"),
    ],
)
def test_bad_input_is_one_line(
    command: Run, env: dict[str, str], book: Book, arguments: list[str], words: str
) -> None:
    ended = command("recipients", *arguments, env=env)
    assert ended.status == 2
    assert words in ended.err
    assert ended.err.count("\n") == 1
    assert ended.out == ""


def test_a_book_is_exported_and_imported(
    command: Run, env: dict[str, str], book: Book, tmp_path: Path
) -> None:
    exported = command("recipients", "export", env=env)
    assert exported.out.splitlines()[1].startswith(f"{AOI},Aoi,boss,vip,")
    other = {**env, "LINE_CONNECTOR_DATABASE": f"sqlite:///{tmp_path}/other.sqlite"}
    ended = command("recipients", "import", "-", env=other, stdin=exported.out)
    assert ended.err == "2 recipients imported\n"
    (line,) = command("recipients", "find", "boss", "--json", env=other).out.splitlines()
    assert json.loads(line) == {
        "id": AOI,
        "kind": "user",
        "state": "unknown",
        "name": "Aoi",
        "aliases": ["boss"],
        "tags": ["vip"],
    }
    (first, _) = command("recipients", "export", "--format", "json", env=env).out.splitlines()
    assert json.loads(first)["state"] == "friend"


def test_events_are_taken_line_by_line(command: Run, env: dict[str, str]) -> None:
    lines = [
        json.dumps(
            {"destination": "U", "events": [event("follow", 1, AOI), event("join", 1, OPS)]}
        ),
        "",
        json.dumps(event("unfollow", 2, AOI)),
    ]
    ended = command("recipients", "import", "--events", "-", env=env, stdin="\n".join(lines))
    assert ended.err == "3 events taken\n"
    assert command("recipients", "list", "--state", "blocked", "--ids", env=env).out == f"{AOI}\n"
    back = json.dumps(event("follow", 3, AOI))
    wrong = command("recipients", "import", "--events", "-", env=env, stdin=f"{back}\n[1]\n")
    assert (wrong.status, wrong.err) == (
        2,
        "error: standard input, line 2: must be a webhook event as a JSON object\n",
    )
    assert command("recipients", "list", "--state", "blocked", "--ids", env=env).out == ""


def test_events_of_a_file_that_is_no_text_are_one_line(
    command: Run, env: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "main.png"
    file.write_bytes(b"{}\n\x89PNG\r\n")
    ended = command("recipients", "import", "--events", str(file), env=env)
    assert (ended.status, ended.err) == (2, f"error: {file}, line 2: is not text in UTF-8\n")


def test_whoever_is_forgotten_has_no_name_any_more(
    command: Run, env: dict[str, str], book: Book
) -> None:
    assert command("recipients", "forget", "boss", "--yes", env=env).err == f"{AOI} is forgotten\n"
    assert command("send", "boss", "Hi", env=env).status == 2


def test_a_code_that_is_said_shows_the_group_and_how_to_name_it(
    line: Line, env: dict[str, str], url: str, config: Path
) -> None:
    with started(line, "recipients", "discover", **env) as process:
        assert process.stderr is not None
        code = re.search(r'say "line (\d{6})" in the group', process.stderr.readline())
        assert code is not None
        with Book.at(url, "default") as book:
            book.take(said(f"line {code[1]}", 1, OPS, AOI))
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert out == f"group  {OPS}  Sandbox group\nby     {AOI}  Aoi\n"
    assert err == (
        f"name it: line-connector recipients alias NAME {OPS}\n"
        f"or in {config}, below recipients:  NAME: {OPS}\n"
    )


def test_a_code_that_nobody_says_ends(command: Run, env: dict[str, str]) -> None:
    ended = command("recipients", "discover", "--timeout", "1s", env=env)
    assert ended.status == 2
    assert "was not said within 1s" in ended.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["recipients", "list"], "recipients needs sqlalchemy, which is not installed: pip"),
        (["send", "tag:vip", "Hi"], "the recipient book needs sqlalchemy: pip install '.[rec"),
    ],
)
def test_without_sqlalchemy_the_error_says_how_to_install_it(
    line: Line, env: dict[str, str], book: Book, arguments: list[str], words: str
) -> None:
    script = "import sys; sys.modules['sqlalchemy'] = None; " + SCRIPT
    with started(line, *arguments, script=script, **env) as process:
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err.count("\n")) == (2, 1), err
    assert words in err
