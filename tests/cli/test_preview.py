"""`line-connector preview` as a person runs it."""

from __future__ import annotations

import json
import os
import struct
import sys
from base64 import b64decode
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cli.conftest import Run
from line_connector.preview.chromium import find_browser
from support.loopback import Quiet, running
from support.one_of_each import PIXEL as PIXEL_URL

PIXEL = b64decode(PIXEL_URL.partition(",")[2])
TAP = {"type": "message", "label": "Yes", "text": "Yes"}
TEXT = {"type": "text", "text": "Disk almost full"}
BUBBLE = {
    "type": "bubble",
    "body": {"type": "box", "layout": "vertical", "contents": [TEXT]},
}
NOTIFICATION = {
    "type": "LINE_NOTIFICATION",
    "altText": "Shipped",
    "contents": {
        "type": "BUBBLE",
        "body": {"type": "BOX", "layout": "VERTICAL", "contents": [{"type": "TEXT", "text": "Hi"}]},
    },
}

needs_browser = pytest.mark.skipif(
    find_browser() is None, reason="no Chromium, Chrome or Edge on this machine; CHROME names one"
)
on_posix = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")


def messages_of(html: str) -> Any:
    """Return what a page was made of."""
    _, _, rest = html.partition('type="application/json">')
    return json.loads(rest.partition("</script>")[0])["messages"]


@pytest.mark.parametrize(
    ("document", "shown"),
    [
        (TEXT, [TEXT]),
        ([TEXT, TEXT], [TEXT, TEXT]),
        ({"to": "U1", "messages": [TEXT]}, [TEXT]),
        (BUBBLE, [{"type": "flex", "altText": "Preview", "contents": BUBBLE}]),
        (NOTIFICATION, [NOTIFICATION]),
        ({"messages": [{"sender": "x", "content": NOTIFICATION}]}, [NOTIFICATION]),
    ],
)
def test_a_document_becomes_one_html_file(
    command: Run, tmp_path: Path, document: Any, shown: list[Any]
) -> None:
    file, page = tmp_path / "card.json", tmp_path / "card.html"
    file.write_text(json.dumps(document))
    ended = command("preview", str(file), "-o", str(page))
    html = page.read_text()
    assert ended.status == 0
    count = f"{len(shown)} message object{'s' * (len(shown) > 1)}"
    assert ended.err == f"{page}: {count}, {len(html.encode())} bytes\n"
    assert messages_of(html) == shown


def test_yaml_from_standard_input_to_standard_output(command: Run) -> None:
    text = "{type: text, text: 12, wrap: yes}"
    card = f"{{type: bubble, body: {{type: box, layout: vertical, contents: [{text}]}}}}"
    ended = command("preview", "-", "-o", "-", stdin=card)
    assert (ended.status, ended.err) == (0, "")
    [shown] = messages_of(ended.out)[0]["contents"]["body"]["contents"]
    assert shown == {"type": "text", "text": "12", "wrap": True}


def test_messages_that_are_not_valid_are_shown_if_forced(command: Run, tmp_path: Path) -> None:
    page = str(tmp_path / "card.html")
    wrong = '{"type": "text", "txt": "Hi"}'
    refused = command("preview", wrong, "-o", page)
    assert refused.status == 2
    assert "messages[0].txt: unknown property; did you mean 'text'?" in refused.err
    assert "--force" in refused.err
    assert not Path(page).exists()
    forced = command("preview", wrong, "-o", page, "--force")
    assert forced.status == 0
    assert "messages[0].txt" in forced.err
    assert messages_of(Path(page).read_text()) == [{"type": "text", "txt": "Hi"}]


def test_an_invalid_notification_has_its_path(command: Run) -> None:
    wrong = {**NOTIFICATION, "altText": 3}
    ended = command("preview", json.dumps({"messages": [{"content": wrong}]}), "-o", "-")
    assert ended.status == 2
    assert "messages[0].content.altText: must be a string" in ended.err


def test_warnings_are_said(command: Run) -> None:
    template = {"type": "buttons", "title": "", "text": "x", "actions": [TAP]}
    message = {"type": "template", "altText": "x", "template": template}
    ended = command("preview", json.dumps(message), "-o", "-")
    assert ended.status == 0
    assert "warning: messages[0].template.title: " in ended.err


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([os.devnull, "-o", "-"], f"error: {os.devnull}: is empty"),
        (
            ["{}", "-o", "-"],
            "input: must be a message object, a list of them, or a request with messages",
        ),
        (["12", "-o", "-"], "12: neither an existing file nor a JSON or YAML object"),
        ([json.dumps(TEXT), "-o", "card.gif"], "-o card.gif: must end in .html or .png"),
        ([json.dumps(TEXT), "-o", "no/such/folder/a.html"], "no/such/folder/a.html: No such file"),
        ([json.dumps(TEXT), "--width", "1", "-o", "-"], "1 is not in the range 120<=x<=2000"),
    ],
)
def test_what_cannot_be_shown_is_one_error(command: Run, arguments: list[str], error: str) -> None:
    ended = command("preview", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert error in ended.err
    assert len(ended.err.splitlines()) == 1


@needs_browser
@pytest.mark.parametrize("width", [150, 900])
def test_a_png_is_as_large_as_what_it_shows(command: Run, tmp_path: Path, width: int) -> None:
    heights: list[int] = []
    for name, count in (("three", 3), ("five", 5)):
        picture = tmp_path / f"{name}.png"
        messages = json.dumps([TEXT] * count)
        options = ("-o", str(picture), "--width", str(width))
        ended = command("preview", messages, *options)
        assert ended.status == 0, ended.err
        wide, high = struct.unpack(">II", picture.read_bytes()[16:24])
        assert wide == 2 * width
        heights.append(high)
    three, five = heights
    assert 300 < three < 900
    assert 1.4 * three < five < 5 / 3 * three


@needs_browser
def test_a_low_picture_shows_the_chat_down_to_its_end(command: Run, tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    ended = command("preview", json.dumps(TEXT), "-o", str(out))
    assert ended.status == 0, ended.err
    with closing(Image.open(out)) as picture:
        assert picture.height == 400
        edge = picture.crop((picture.width - 1, 0, picture.width, picture.height))
        assert len(set(edge.convert("RGB").tobytes())) == 3


@needs_browser
@pytest.mark.parametrize("options", [(), ("--fetch-pictures",)])
def test_pictures_are_fetched_only_if_told(
    command: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    asked: list[str] = []

    class Picture(Quiet):
        def do_GET(self) -> None:  # noqa: N802 - http.server's name
            asked.append(self.path)
            self.answer(PIXEL, "image/png")

    with running(Picture) as place:
        url = f"http://{place}/cat.png"
        image = {"type": "image", "originalContentUrl": url, "previewImageUrl": url}
        out = str(tmp_path / "a.png")
        # Not valid: LINE takes https only.
        ended = command("preview", json.dumps(image), "-o", out, "--force", *options)
        assert ended.status == 0, ended.err
        assert set(asked) == ({"/cat.png"} if options else set())


def test_a_png_without_a_browser_says_what_to_install(command: Run, tmp_path: Path) -> None:
    if sys.platform in {"darwin", "win32"}:
        pytest.skip("there it is searched in places that a test cannot empty")
    env = {"PATH": str(tmp_path), "CHROME": ""}
    ended = command("preview", json.dumps(TEXT), "-o", str(tmp_path / "a.png"), env=env)
    assert ended.status == 2
    assert "a PNG needs Chromium, Chrome or Edge: install one (apt install chromium)" in ended.err


@on_posix
@pytest.mark.parametrize(
    ("script", "error"),
    [
        (None, "no such program"),
        ("echo 'no display' >&2; exit 3", "failed: no display"),
        ("exit 3", "failed: exit status 3"),
        ("exit 0", "the browser did not show the page"),
        ('echo \'<html lang="en" data-height="9">\'', "made no picture"),
    ],
)
def test_a_browser_that_does_not_work_is_one_error(
    command: Run, tmp_path: Path, script: str | None, error: str
) -> None:
    browser = tmp_path / "browser"
    if script is not None:
        browser.write_text(f"#!/bin/sh\n{script}\n")
        browser.chmod(0o755)
    picture = tmp_path / "a.png"
    env = {"CHROME": str(browser)}
    ended = command("preview", json.dumps(TEXT), "-o", str(picture), env=env)
    assert ended.status == 2
    assert error in ended.err
    assert len(ended.err.splitlines()) == 1
    assert not picture.exists()


@on_posix
def test_a_browser_from_a_snap_gets_files_where_it_can_read_them(
    command: Run, tmp_path: Path
) -> None:
    program = tmp_path / "snap"
    program.write_text("#!/bin/sh\necho $* >&2\nexit 3\n")
    program.chmod(0o755)
    (tmp_path / "chromium").symlink_to(program)
    common = tmp_path / "home" / "snap" / "chromium" / "common"
    common.mkdir(parents=True)
    env = {"CHROME": str(tmp_path / "chromium"), "HOME": str(tmp_path / "home")}
    ended = command("preview", json.dumps(TEXT), "-o", str(tmp_path / "a.png"), env=env)
    assert f" {common.as_uri()}/line-connector-" in ended.err
    assert list(common.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a real browser would open")
@pytest.mark.parametrize("opens", [True, False])
def test_without_an_output_the_page_is_opened(command: Run, tmp_path: Path, opens: bool) -> None:
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\necho warning >&2\necho "$1" > {tmp_path}/opened\nexit {0 if opens else 3}\n'
    )
    browser.chmod(0o755)
    env = {"PATH": str(tmp_path), "TMPDIR": str(tmp_path), "BROWSER": str(browser), "DISPLAY": ""}
    ended = command("preview", json.dumps(TEXT), env=env)
    assert ended.status == 0
    assert ended.err.splitlines()[1:] == (
        [] if opens else ["no browser opened; -o card.png writes a picture"]
    )
    page = Path(ended.err.partition(": ")[0])
    assert messages_of(page.read_text()) == [TEXT]
    assert (tmp_path / "opened").read_text().strip() == page.as_uri()
