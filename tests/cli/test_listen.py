"""`listen`, `events`, `forget` and `webhook` as processes."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests
from PIL import Image
from sqlalchemy import select

from line_connector import media
from line_connector.configuration.media import MediaSettings
from line_connector.events.store import now
from line_connector.media.configured import store_of
from line_connector.recipients import Book
from line_connector.recipients.tables import codes
from support.listening import (
    GROUP,
    USER,
    Listening,
    Posted,
    body_of,
    event,
    post,
    recording,
    until,
)
from support.sandboxed import Line

if TYPE_CHECKING:
    from cli.conftest import Run


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {
        "LINE_CONNECTOR_STORE": f"sqlite:///{tmp_path}/events.sqlite",
        "LINE_CONNECTOR_DATABASE": f"sqlite:///{tmp_path}/book.sqlite",
    }


@pytest.fixture
def printed(tmp_path: Path) -> Iterator[Listening]:
    process = Listening(tmp_path, "--print", "--quiet")
    try:
        yield process
    finally:
        process.kill()


def test_events_are_printed_listed_shown_replayed_and_erased(
    printed: Listening, command: Run, env: dict[str, str]
) -> None:
    assert post(printed.url, body_of(event("one"), event("two", "สวัสดี"))) == 200
    until(lambda: printed.output.read_text().count("\n") == 2)
    listed = command("events", "list", env=env)
    assert [line.split()[1] for line in listed.out.splitlines()] == ["two", "one"]
    shown = json.loads(command("events", "show", "two", env=env).out)
    assert shown["event"]["message"]["text"] == "สวัสดี"
    assert shown["deliveries"][0]["handler"] == "print"
    assert command("events", "replay", "one", env=env).err == "1 delivery due\n"
    until(lambda: printed.output.read_text().count('"id":"one"') == 2)
    until(lambda: USER in command("recipients", "list", env=env).out)
    erased = "erased from 2 events\nerased from the recipient book\n"
    assert command("forget", USER, env=env).err == erased
    assert command("recipients", "list", env=env).out == ""
    assert command("events", "list", env=env).out == ""
    missing = command("events", "show", "two", env=env)
    assert (missing.status, missing.err) == (
        2,
        "error: no event two; see: line-connector events list\n",
    )
    assert printed.stop() == 0


def test_runs_of_playbooks_are_erased_with_their_events(
    tmp_path: Path, command: Run, env: dict[str, str], line: Line
) -> None:
    (tmp_path / "hi.yaml").write_text(
        "inputs: {words: {}}\n"
        f"steps: [{{id: hi, action: push_message, with: {{to: {USER}, messages: "
        '[{type: text, text: "${{ inputs.words }}"}]}}]'
    )
    handlers = tmp_path / "handlers.yaml"
    handlers.write_text("handlers: [{playbook: hi.yaml, inputs: {words: '${{ text }}'}}]")
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    process = Listening(tmp_path, "--handlers", str(handlers), env={**line.env, **state})
    try:
        secret = line.env["LINE_CLIENT_SECRET"]
        assert post(process.url, body_of(event("one", "Hi")), secret) == 200
        until(lambda: "done" in command("events", "list", env=env).out)
    finally:
        process.kill()
    assert "hi" in command("playbook", "runs", env=state).out
    erased = command("forget", USER, env={**env, **state}).err
    assert erased.startswith("erased from 1 event, 1 playbook run\n")
    assert command("playbook", "runs", env=state).out == ""


def test_a_person_is_forgotten_by_name_and_what_stands_for_nobody_is_an_error(
    tmp_path: Path, command: Run, env: dict[str, str]
) -> None:
    with Book.at(env["LINE_CONNECTOR_DATABASE"], "default") as book:
        book.set_alias("boss", USER, "me")
        book.tag([USER, GROUP], ["vip"], "me")
    for typed, words in (
        ("Unonsense", "unknown recipient 'Unonsense'"),
        (USER[:-1], "an ID of a user, group or room is U, C or R and 32 hex digits"),
        ("tag:vip", "tag:vip: stands for 2 recipients; name one"),
    ):
        refused = command("forget", typed, env=env)
        assert (refused.status, refused.err.count("\n")) == (2, 1)
        assert words in refused.err
    forgotten = command("forget", "boss", env=env)
    assert (forgotten.status, forgotten.err) == (
        0,
        f"boss stands for {USER}\nerased from 0 events\nerased from the recipient book\n",
    )
    nothing = command("forget", "+81 90-1234-567", env=env)
    assert (nothing.status, nothing.err.splitlines()[-1]) == (
        0,
        "warning: nothing of 81901234567 was found",
    )


def test_a_dead_letter_is_listed_and_replayed(
    tmp_path: Path, command: Run, env: dict[str, str]
) -> None:
    status = [410]

    def answer(_: Posted) -> int:
        return status[0]

    with recording(answer) as server:
        process = Listening(tmp_path, "--forward", server.url)
        try:
            assert post(process.url, body_of(event("one"))) == 200
            until(lambda: "dead" in command("events", "list", env=env).out)
            assert "answered 410" in command("events", "dead", env=env).err
            status[0] = 200
            assert command("events", "replay", "--dead", env=env).err == "1 delivery due\n"
            until(lambda: "done" in command("events", "list", env=env).out)
        finally:
            process.kill()
    assert server.ids() == ["one", "one"]


def test_what_is_replayed_to_a_handler_that_nobody_knows_is_refused(
    printed: Listening, command: Run, env: dict[str, str]
) -> None:
    assert post(printed.url, body_of(event("one"))) == 200
    for which in ("one", "--dead"):
        refused = command("events", "replay", which, "--handler", "prnt", env=env)
        assert refused.status == 2
        assert refused.err.startswith("error: --handler: 'prnt' has got no event so far")
        assert refused.err.endswith("; did you mean print?; if it is new: --new\n")
    for arguments in (["--handler", "print"], ["--handler", "later", "--new"]):
        assert command("events", "replay", "one", *arguments, env=env).err == "1 delivery due\n"
    until(lambda: printed.output.read_text().count('"id":"one"') == 2)
    assert "later:pending" in command("events", "list", env=env).out


def test_it_ends_when_nobody_reads_what_it_prints_any_more(
    tmp_path: Path, command: Run, env: dict[str, str]
) -> None:
    reading, writing = os.pipe()
    process = Listening(tmp_path, "--print", "--quiet", output=writing)
    os.close(writing)
    with os.fdopen(reading) as lines:
        assert post(process.url, body_of(event("one"))) == 200
        assert '"id":"one"' in lines.readline()
        until(lambda: "print:done" in command("events", "list", env=env).out)
    assert post(process.url, body_of(event("two"))) == 200
    assert process.wait() == 0
    assert "Traceback" not in process.log()
    listed = command("events", "list", env=env).out
    assert "print:pending" in listed  # for the next who listens


def test_runs_of_playbooks_are_kept_in_the_state_folder(
    tmp_path: Path, command: Run, line: Line
) -> None:
    (tmp_path / "nothing.yaml").write_text("steps: [{id: bot, action: get_bot_info}]\n")
    file = tmp_path / "handlers.yaml"
    file.write_text("handlers: [{playbook: nothing.yaml}]\n")
    state = {"LINE_CONNECTOR_STATE": str(tmp_path / "state")}
    process = Listening(tmp_path, "--handlers", str(file), env={**line.env, **state})
    try:
        assert post(process.url, body_of(event("one")), line.env["LINE_CLIENT_SECRET"]) == 200
        until(lambda: "done" in command("playbook", "runs", env={**line.env, **state}).out)
    finally:
        process.kill()


def test_it_does_not_start_without_a_secret_or_with_a_wrong_setting(
    command: Run, env: dict[str, str], tmp_path: Path
) -> None:
    without = command("listen", "--port", "0", env=env)
    assert (without.status, without.err.count("\n")) == (3, 1)
    assert "LINE_CHANNEL_SECRET" in without.err
    secret = {**env, "LINE_CHANNEL_SECRET": "x"}
    no_database = tmp_path / "notes.txt"
    no_database.write_text("something else, and long enough to be read as a database " * 20)
    for arguments, words in (
        (["--store", "mysql://x"], "--store: must be"),
        (["--store", f"sqlite:///{no_database}"], f"event store {no_database}: file is not a dat"),
        (["--handlers", str(tmp_path / "none.yaml")], "none.yaml"),
        (["--forward", "bot.example"], "forward: must be an address"),
    ):
        ended = command("listen", "--port", "0", *arguments, env=secret)
        assert ended.status in {2, 3}
        assert ended.err.splitlines()[-1].count(words) == 1, ended.err


def test_a_handler_does_not_take_the_name_that_questions_have(
    command: Run, env: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "handlers.yaml"
    file.write_text("handlers: [{name: questions, print: true}]\n")
    secret = {**env, "LINE_CHANNEL_SECRET": "x"}
    ended = command("listen", "--port", "0", "--handlers", str(file), env=secret)
    assert (ended.status, ended.err.count("questions have this name")) == (2, 1), ended.err


def test_the_endpoint_is_set_shown_and_tested(command: Run, line: Line) -> None:
    refused = command("webhook", "set", "http://bot.example/line", env=line.env)
    assert refused.status == 2
    assert "HTTPS" in refused.err
    url = "https://127.0.0.1:1/webhook/line"
    assert command("webhook", "set", url, env=line.env).status == 0
    assert json.loads(command("webhook", "get", env=line.env).out)["endpoint"] == url
    tested = command("webhook", "test", env=line.env)
    assert (tested.status, tested.err.startswith("it failed: LINE could not connect")) == (1, True)


def test_a_group_is_discovered_by_what_listen_hears(
    tmp_path: Path, command: Run, env: dict[str, str]
) -> None:
    process = Listening(tmp_path, "--quiet")
    try:
        with ThreadPoolExecutor(1) as pool:
            found = pool.submit(command, "recipients", "discover", "--timeout", "60", env=env)
            with Book.at(env["LINE_CONNECTOR_DATABASE"], "default") as book:
                until(lambda: code_of(book))
                code = code_of(book)
            source = {"type": "group", "groupId": GROUP, "userId": USER}
            said = event("one", f"line {code}", source=source, timestamp=now())
            assert post(process.url, body_of(said)) == 200
            assert found.result().out.startswith(f"group  {GROUP}"), found.result().err
    finally:
        process.kill()


def code_of(book: Book) -> str | None:
    """Return the code that is looked for now."""
    with book.writing() as db:
        code: str | None = db.execute(select(codes.c.code)).scalar()
        return code


def test_files_are_served_at_the_same_address(tmp_path: Path) -> None:
    state = tmp_path / "state"
    settings = MediaSettings(url="https://line.example.com")
    store = store_of(settings, state / "media")
    assert store is not None
    url = media.host(picture(), store)
    public = ("--public-url", "https://line.example.com")
    process = Listening(tmp_path, *public, env={"LINE_CONNECTOR_STATE": str(state)})
    try:
        own = url.replace("https://line.example.com", process.url)
        assert requests.get(own, timeout=10).headers["Content-Type"] == "image/png"
        assert requests.get(f"{own}x", timeout=10).status_code == 404
        assert post(process.url, body_of(event())) == 200
    finally:
        process.kill()


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    return file.getvalue()


def test_a_public_url_that_phones_cannot_reach_is_refused(
    command: Run, env: dict[str, str]
) -> None:
    secret = {**env, "LINE_CHANNEL_SECRET": "x"}
    ended = command("listen", "--port", "0", "--public-url", "http://127.0.0.1:1", env=secret)
    assert (ended.status, "https://" in ended.err) == (2, True), ended.err
