"""Handlers of a file: what each does with an event, and what is wrong with a file."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from events.conftest import HI
from handlers.conftest import Read
from line_connector.errors import ConnectorError, InputError
from line_connector.events import Event, RejectedError
from line_connector.events.store import now
from line_connector.handlers.posting import DeliveryError
from support.listening import body_of, event, recording, signature
from support.sandboxed import USER, Line


def received(**more: Any) -> Event:
    """An event of the sandbox's user, as it is stored."""
    body = body_of(event("one", **more)).decode()
    at = {"timestamp": now(), "received_at": now(), "chat_id": USER, "user_id": USER}
    return replace(HI, event_id="one", body=body, account="", **at)  # type: ignore[arg-type]


def test_forward_posts_the_body_with_a_signature_and_the_id(read: Read) -> None:
    posted = replace(received(text="สวัสดี"), account="tokyo")
    with recording() as server:
        (subscription,) = read(f"handlers: [{{forward: '{server.url}/bot?key=x'}}]")
        subscription.handler.handle(posted)
        subscription.handler.handle(replace(posted, account="other"))
    first, second = server.posted
    assert first.body == (posted.body or "").encode()
    assert first.headers["X-Line-Signature"] == signature(first.body)
    assert first.event_id == "one"
    assert "X-Line-Signature" not in second.headers
    assert "key" not in subscription.name


@pytest.mark.parametrize(
    ("status", "error"),
    [(200, None), (204, None), (302, DeliveryError), (404, DeliveryError), (410, RejectedError)],
)
def test_forward_takes_only_success_for_an_answer(
    read: Read, status: int, error: type[Exception] | None
) -> None:
    with recording(lambda _: status) as server:
        (subscription,) = read(f"handlers: [{{forward: '{server.url}'}}]")
        if error is None:
            subscription.handler.handle(received())
            return
        with pytest.raises(error, match=str(status)):
            subscription.handler.handle(received())


def test_forward_to_nobody_does_not_say_the_address(read: Read) -> None:
    (subscription,) = read("handlers: [{forward: 'http://127.0.0.1:1/secret'}]")
    with pytest.raises(DeliveryError) as refused:
        subscription.handler.handle(received())
    assert "secret" not in str(refused.value)


def test_print_writes_a_line_of_json(read: Read, stdout: io.StringIO) -> None:
    (subscription,) = read("handlers: [{print: true}]")
    subscription.handler.handle(received(text="a\nb"))
    (line,) = stdout.getvalue().splitlines()
    assert json.loads(line)["event"]["message"]["text"] == "a\nb"


def answering(line: Line) -> str:
    token: str = line.control("reply-tokens", {"userId": USER})["replyToken"]
    return token


REPLY = "handlers: [{on: message.text, reply: 'You said ${{ text }}'}]"


def texts(line: Line) -> list[tuple[str, str]]:
    return [(each["via"], each["messages"][0]["text"]) for each in line.received()]


def test_reply_uses_the_token_while_it_lives_and_pushes_afterwards_once(
    read: Read, line: Line
) -> None:
    (subscription,) = read(REPLY)
    handler = subscription.handler
    fresh = received(replyToken=answering(line))
    handler.handle(fresh)
    assert texts(line) == [("reply", "You said Hi")]
    handler.handle(fresh)  # the token is used up
    handler.handle(replace(fresh, attempt=2))
    late = replace(received(replyToken=answering(line)), received_at=now() - 60_000)
    handler.handle(late)
    assert texts(line)[1:] == [("push", "You said Hi")]


def test_a_reply_of_which_nothing_is_known_is_not_followed_by_a_push(
    read: Read, line: Line
) -> None:
    (subscription,) = read(REPLY)
    line.fault("/v2/bot/message/reply", drop="after")
    with pytest.raises(RejectedError):
        subscription.handler.handle(received(replyToken=answering(line)))
    assert texts(line) == [("reply", "You said Hi")]


def test_a_reply_that_is_no_message_is_rejected(read: Read, line: Line) -> None:
    (subscription,) = read("handlers: [{reply: [{type: nothing}]}]")
    with pytest.raises(RejectedError):
        subscription.handler.handle(received(replyToken=answering(line)))


PLAYBOOK = """
inputs: {user: {}, words: {}}
steps:
  - id: push
    action: push_message
    with: {to: "${{ inputs.user }}", messages: [{type: text, text: "${{ inputs.words }}"}]}
"""


def test_a_playbook_runs_once_for_an_event(read: Read, line: Line, tmp_path: Path) -> None:
    (tmp_path / "hi.yaml").write_text(PLAYBOOK)
    (subscription,) = read(
        "handlers: [{playbook: hi.yaml, inputs: {user: '${{ event.source.userId }}', "
        "words: '${{ text }}'}}]"
    )
    first = received()
    line.fault(drop="before", times=10)
    with pytest.raises((ConnectorError, RejectedError)):
        subscription.handler.handle(first)
    line.control("reset")
    for attempt in (2, 3):
        subscription.handler.handle(replace(first, attempt=attempt))
    assert texts(line) == [("push", "Hi")]


def test_a_playbook_that_asks_is_warned_of_unless_it_says_how_many_runs_wait(
    read: Read, tmp_path: Path, warnings: list[str]
) -> None:
    (tmp_path / "hi.yaml").write_text(PLAYBOOK)
    ask = "{id: ask, ask: {to: [ops], text: 'Deploy?'}}"
    (tmp_path / "ask.yaml").write_text(f"steps: [{ask}]")
    read("handlers: [{playbook: hi.yaml}, {playbook: ask.yaml, concurrency: 50}]")
    assert warnings == []
    read("handlers: [{print: true}, {playbook: ask.yaml}]")
    (warning,) = warnings
    assert warning.startswith(f"{tmp_path / 'handlers.yaml'}: handlers[1]: ask.yaml asks people")
    assert warning.endswith(
        "while 4 runs wait for answers, no other begins; set concurrency, such as 50"
    )


BOT = """
from line_connector.handlers import on
seen = []

@on("message.text", matching="(?i)^hi", ordered=True)
def greet(event):
    seen.append(event.typed.message.text)

@on("follow")
async def welcome(event):
    seen.append(event.event_id)
"""


def test_python_functions_are_handlers_by_their_decorator(read: Read, tmp_path: Path) -> None:
    greet, welcome = read(BOT, "bot_of_test.py")
    assert (greet.on, greet.ordered, welcome.on) == (("message.text",), True, ("follow",))
    assert greet.wants(received())
    assert not welcome.wants(received())
    for each in (greet, welcome):
        each.handler.handle(received())
    import bot_of_test  # type: ignore[import-not-found]

    assert bot_of_test.seen == ["Hi", "one"]
    (named,) = read("handlers: [{python: 'bot_of_test:greet', on: postback, name: own}]")
    assert (named.name, named.on) == ("own", ("postback",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "handlers"),
        ("handlers: []", "handlers"),
        ("handlers: [{on: message}]", "must have one of forward, reply"),
        ("handlers: [{print: true, reply: x}]", "must have one of"),
        ("handlers: [{print: true, matching: '('}]", "is not a regular expression"),
        ("handlers: [{prnt: true}]", "print"),
        ("handlers: [{forward: 'ftp://x'}]", "handlers[0]: forward: must be an address"),
        ("handlers: [{print: true}, {print: true}]", "two handlers"),
        ("handlers: [{playbook: none.yaml}]", "none.yaml"),
        ("handlers: [{python: 'no_such_module:x'}]", "cannot import no_such_module"),
        ("handlers: [{python: 'json:nothing'}]", "json has no function nothing"),
        ("handlers: [{python: json}]", "no function decorated"),
        ("handlers: [{print: true, concurrency: 0}]", "concurrency"),
        ("handlers: [{reply: 'Hi ${{ text( }}'}]", "handlers[0].reply: "),
        (
            "handlers: [{playbook: p.yaml, inputs: {user: '${{ event. }}'}}]",
            "handlers[0].inputs.user: ",
        ),
        (
            "handlers: [{reply: 'Hi ${{ txt }}!'}]",
            "handlers[0].reply: ${{ txt }}: there is no txt; did you mean text?",
        ),
        (
            "handlers: [{forward: 'http://x', body: {a: ['${{ events.message.text }}']}}]",
            "handlers[0].body.a[0]: ${{ events.message.text }}: there is no events; did you mean",
        ),
        (
            "handlers: [{print: true}, {reply: [{type: text, text: '${{ inputs.a }}'}]}]",
            "handlers[1].reply[0].text: ${{ inputs.a }}: there is no inputs: an expr",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_place(
    read: Read, text: str, words: str
) -> None:
    with pytest.raises(InputError) as refused:
        read(text)
    assert words in str(refused.value)
    assert "handlers.yaml" in str(refused.value)


def test_a_playbook_whose_library_is_missing_says_which_extra_has_it(tmp_path: Path) -> None:
    file = tmp_path / "handlers.yaml"
    file.write_text("handlers: [{playbook: p.yaml}]")
    code = (
        f"import sys; sys.modules['filelock'] = None;"
        f"sys.argv[1:] = ['listen', '--port', '0', '--handlers', {str(file)!r}];"
        "from line_connector.__main__ import main; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "LINE_CHANNEL_SECRET": "x", "HOME": str(tmp_path)},
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"error: {file}: handlers[0]: playbook needs filelock")
    assert ended.stderr.endswith("pip install '.[playbook]' in a checkout\n")


def test_forward_sends_a_body_and_headers_of_its_own(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_TOKEN", "Bearer x")
    body = "{asset_id: 7, extra: {chat: '${{ chat }}', says: 'said ${{ event.message.text }}'}}"
    headers = "{Authorization: {env: AIRFLOW_TOKEN}}"
    with recording() as server:
        (subscription,) = read(
            f"handlers: [{{forward: '{server.url}', body: {body}, headers: {headers}}}]"
        )
        subscription.handler.handle(replace(received(), account="tokyo"))
        with pytest.raises(RejectedError, match="text"):
            subscription.handler.handle(received(message={"type": "sticker"}))
    (posted,) = server.posted
    assert json.loads(posted.body) == {"asset_id": 7, "extra": {"chat": USER, "says": "said Hi"}}
    assert posted.headers["Authorization"] == "Bearer x"
    assert "X-Line-Signature" not in posted.headers
