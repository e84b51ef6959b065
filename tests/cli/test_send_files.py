"""`send` with files: they are checked, put where LINE finds them, and only then sent."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
import requests
from PIL import Image

from cli.conftest import Run
from line_connector import Connector, InputError, send
from line_connector.configuration import read_configuration
from support.media import AUDIO, MP4
from support.sandboxed import PUSH, USER, Line


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "chart.webp"
    Image.new("RGB", (64, 48), "red").save(file)
    return file


def kept(line: Line, url: str) -> requests.Response:
    """What the sandbox's page shows for the URL in a message."""
    assert url.startswith(line.url.replace("http://", "https://"))
    return requests.get(url.replace("https://", "http://"), timeout=10)


def test_picture_is_sent_and_can_be_seen_later(command: Run, line: Line, picture: Path) -> None:
    ended = command("send", USER, "Look:", "--image", str(picture), env=line.env)

    assert (ended.status, ended.err) == (0, f"sent to {USER}\n")
    said, image = line.received()[0]["messages"]
    assert said["text"] == "Look:"
    assert image["originalContentUrl"].endswith("/chart.jpg") or image[
        "originalContentUrl"
    ].endswith("/chart.png")
    shown = kept(line, image["previewImageUrl"])
    assert shown.headers["content-type"] in {"image/jpeg", "image/png"}
    assert Image.open(io.BytesIO(shown.content)).size == (64, 48)


def test_video_and_sound_are_sent(command: Run, line: Line, picture: Path, tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(MP4)
    (tmp_path / "voice.m4a").write_bytes(AUDIO)
    files = [str(tmp_path / name) for name in ("clip.mp4", "voice.m4a")]

    ended = command(
        "send", USER, "--video", files[0], "--preview", str(picture), "--audio", files[1],
        env=line.env,
    )  # fmt: skip

    assert ended.status == 0, ended.err
    video, sound = line.received()[0]["messages"]
    assert kept(line, video["originalContentUrl"]).content == MP4
    assert kept(line, sound["originalContentUrl"]).content == AUDIO
    assert sound["duration"] > 0


def test_dry_run_stores_nothing(command: Run, line: Line, picture: Path) -> None:
    ended = command("send", USER, "--image", str(picture), "--dry-run", env=line.env)

    (image,) = json.loads(ended.out)[0]["body"]["messages"]
    assert kept(line, image["originalContentUrl"]).status_code == 404
    assert line.requests(PUSH) == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--image", "no-such.png"], "error: --image no-such.png: no-such.png: No such file"),
        (["--image", "http://example.com/a.png"], "must be an HTTPS URL"),
        (["--video", "https://example.com/a.mp4"], "a video needs a preview"),
        (["--audio", "https://example.com/a.mp3"], "its duration must be given"),
        (["--preview", "a.png"], "must stand right behind its --image or --video"),
        (["--duration", "5"], "must stand right behind its --audio"),
        (["--image", os.devnull], f"error: --image {os.devnull}: null: is empty\n"),
        (["--image", "/dev/zero"], "zero: must have at most 50 MB"),
        (["--audio", os.devnull], "null: is empty\n"),
    ],
)
def test_what_cannot_be_sent_says_why(
    command: Run, line: Line, options: list[str], told: str
) -> None:
    ended = command("send", USER, "Hi", *options, env=line.env)
    assert ended.status == 2
    assert told in ended.err
    assert line.received() == []


def test_the_url_of_a_preview_is_told_from_that_of_the_file(
    command: Run, line: Line, picture: Path
) -> None:
    preview = ("--preview", "http://example.com/a.png")
    ended = command("send", USER, "--image", str(picture), *preview, env=line.env)
    assert (ended.status, ended.err) == (
        2,
        f"error: --image {picture}: the URL of the preview: must be an HTTPS URL without spaces\n",
    )


def test_line_itself_needs_a_place_for_files(command: Run, picture: Path, tmp_path: Path) -> None:
    env = {"LINE_TOKEN": "secret", "LINE_URL": "https://api.example.com"}
    ended = command("send", USER, "--image", str(picture), "--dry-run", env=env)
    assert ended.status == 2
    assert "set media in the configuration file" in ended.err

    config = tmp_path / "line.yaml"
    config.write_text("media: {url: 'https://line.example.com'}\n")
    state = tmp_path / "state"
    env |= {"LINE_CONNECTOR_CONFIG": str(config), "LINE_CONNECTOR_STATE": str(state)}
    ended = command("send", USER, "--image", str(picture), "--dry-run", env=env)
    assert "https://line.example.com/media/" in ended.out, ended.err
    assert [file.name for file in (state / "media").iterdir()] == ["key"]


def test_program_sends_a_file(line: Line, connector: Connector, picture: Path) -> None:
    nothing = read_configuration(picture.parent / "none.yaml")
    send(USER, "Look:", image=picture, connector=connector, configuration=nothing)
    send(USER, image=picture.read_bytes(), connector=connector, configuration=nothing)

    urls = [
        message["originalContentUrl"]
        for entry in line.received()
        for message in entry["messages"]
        if message["type"] == "image"
    ]
    assert [kept(line, url).status_code for url in urls] == [200, 200]


def test_text_of_a_program_is_never_a_path(connector: Connector, picture: Path) -> None:
    nothing = read_configuration(picture.parent / "none.yaml")
    with pytest.raises(InputError, match="must be an HTTPS URL"):
        send(USER, image=str(picture), connector=connector, configuration=nothing)


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("media: 5", "must hold url, store"),
        ("media: {urll: https://a.example}", "did you mean url?"),
        ("media: {url: http://a.example}", "must be an HTTPS URL"),
        ("media: {url: https://a.example, key: secret}", "must be {env: NAME}"),
        ("media: {url: https://a.example, expires_in: soon}", "must be a number of seconds"),
    ],
)
def test_wrong_section_is_told_with_its_place(tmp_path: Path, section: str, told: str) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(section)
    with pytest.raises(InputError) as error:
        read_configuration(file)
    assert told in str(error.value)
    assert "line 1" in str(error.value)
    assert "secret" not in str(error.value)
