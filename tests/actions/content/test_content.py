from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector, InputError, JobFailedError, JobUnfinishedError
from line_connector.errors import ApiError, BadRequestError, GoneError, NotFoundError
from line_connector.progress import Progress
from support.sandboxed import Line

CONTENT = "get_message_content"
PREVIEW = "get_message_content_preview"
TRANSCODING = "get_message_content_transcoding_by_message_id"

JPEG = b"\xff\xd8\xff"


def sent(line: Line, **facts: Any) -> dict[str, Any]:
    """Return the input that asks for what a user has sent."""
    answer: dict[str, Any] = line.control("contents", facts)
    return answer


@pytest.mark.parametrize(
    ("kind", "content_type", "beginning"),
    [
        ("image", "image/jpeg", JPEG),
        ("video", "video/mp4", b"\0\0\0\x1cftyp"),
        ("audio", "audio/x-m4a", b"\0\0\0\x1cftypM4A"),
        ("file", "text/plain", b"A file"),
    ],
)
def test_every_kind_of_content_comes_as_a_file(
    connector: Connector, line: Line, kind: str, content_type: str, beginning: bytes
) -> None:
    file = connector.run(CONTENT, sent(line, type=kind)).file

    assert file is not None
    assert file.content_type == content_type
    assert file.content.startswith(beginning)


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "image/png"])
def test_content_stays_byte_for_byte(connector: Connector, line: Line, content_type: str) -> None:
    content = b'{"a":  1}\r\n'
    encoded = base64.b64encode(content).decode()
    message = sent(line, type="file", content=encoded, contentType=content_type)

    output = connector.run(CONTENT, message)

    assert output.file is not None
    assert (output.file.content, output.file.content_type) == (content, content_type)
    assert output.json_body is output.response_text is None


def test_content_is_asked_for_at_the_data_host(line: Line) -> None:
    values = {"url": "http://127.0.0.1:9", "data_url": line.url, "token": "sandbox-token"}
    with Connector({"line": values}) as connector:
        assert connector.run(CONTENT, {"messageId": "500000000000000001"}).file is not None


def test_content_is_streamed_to_a_file(connector: Connector, line: Line, tmp_path: Path) -> None:
    file = tmp_path / "video.mp4"

    output = connector.run(CONTENT, sent(line, type="video"), into=file)

    assert output.saved is not None
    assert (output.saved.size, output.saved.content_type) == (file.stat().st_size, "video/mp4")
    assert output.file is None


def test_content_that_is_being_prepared_is_an_answer_without_a_file(
    connector: Connector, line: Line
) -> None:
    output = connector.run(CONTENT, sent(line, type="video", preparing=60))
    assert (output.status_code, output.file) == (202, None)


@pytest.mark.parametrize("answer", [{"json": {}}, {"text": ""}, {"text": "soon"}])
def test_nothing_is_written_while_content_is_being_prepared(
    connector: Connector, line: Line, tmp_path: Path, answer: dict[str, Any]
) -> None:
    message = sent(line, type="video")
    path = f"/v2/bot/message/{message['messageId']}/content"
    headers = {"content-type": "video/mp4"}
    line.fault(path, times=2, answer={"status": 202, "headers": headers, **answer})
    earlier = tmp_path / "earlier.mp4"
    earlier.write_bytes(b"earlier")
    stream = BytesIO()

    for into in (earlier, stream):
        with pytest.raises(JobUnfinishedError, match="nothing was written"):
            connector.run(CONTENT, message, into=into)

    assert earlier.read_bytes() == b"earlier"
    assert [each.name for each in tmp_path.iterdir()] == ["earlier.mp4"]
    assert stream.getvalue() == b""


def test_waiting_ends_with_the_content(connector: Connector, line: Line, tmp_path: Path) -> None:
    message = sent(line, type="video", preparing=60)
    file = tmp_path / "video.mp4"
    seen: list[Progress] = []

    def watch(progress: Progress) -> None:
        seen.append(progress)
        assert file.exists() == progress.ended
        line.control("clock", {"advance": 60})

    output = connector.wait(CONTENT, message, every=0, watch=watch, into=file)

    assert [progress.text for progress in seen] == ["still being prepared", "ready"]
    assert output.saved is not None
    assert output.saved.size == file.stat().st_size


def test_waiting_gives_up_without_a_file(connector: Connector, line: Line, tmp_path: Path) -> None:
    message = sent(line, type="audio", preparing=60)

    with pytest.raises(JobUnfinishedError, match="still being prepared") as caught:
        connector.wait(CONTENT, message, every=1, up_to=0, into=tmp_path / "audio.m4a")

    assert caught.value.output.status_code == 202
    assert list(tmp_path.iterdir()) == []


def test_preparation_is_followed(connector: Connector, line: Line) -> None:
    message = sent(line, type="audio", preparing=60)
    seen: list[str] = []

    def watch(progress: Progress) -> None:
        seen.append(progress.text)
        line.control("clock", {"advance": 60})

    assert connector.wait(TRANSCODING, message, every=0, watch=watch).body.status == "succeeded"
    assert seen == ["processing", "succeeded"]


def test_preparation_that_fails(connector: Connector, line: Line, tmp_path: Path) -> None:
    message = sent(line, type="video", failing=True)

    with pytest.raises(JobFailedError, match="failed"):
        connector.wait(TRANSCODING, message)
    with pytest.raises(NotFoundError):
        connector.wait(CONTENT, message, into=tmp_path / "video.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["image", "video"])
def test_images_and_videos_have_a_preview(connector: Connector, line: Line, kind: str) -> None:
    file = connector.run(PREVIEW, sent(line, type=kind)).file

    assert file is not None
    assert file.content.startswith(JPEG)


@pytest.mark.parametrize(
    ("action", "kind", "text"),
    [
        (PREVIEW, "audio", "The content can not be previewed"),
        (PREVIEW, "file", "The content can not be previewed"),
        (TRANSCODING, "image", "Transcoding status doesn't support this type of content"),
        (TRANSCODING, "file", "Transcoding status doesn't support this type of content"),
    ],
)
def test_other_kinds_of_content_are_refused(
    connector: Connector, line: Line, action: str, kind: str, text: str
) -> None:
    with pytest.raises(BadRequestError, match=text):
        connector.run(action, sent(line, type=kind))


@pytest.mark.parametrize("action", [CONTENT, PREVIEW, TRANSCODING])
@pytest.mark.parametrize(
    ("facts", "error", "text"),
    [
        ({"unsent": True}, GoneError, "The content is gone"),
        ({"expiresIn": 0}, NotFoundError, "not found"),
    ],
)
def test_content_that_is_not_there_any_more(
    connector: Connector,
    line: Line,
    action: str,
    facts: dict[str, Any],
    error: type[ApiError],
    text: str,
) -> None:
    message = sent(line, type="video")
    connector.run(action, message)

    line.control("contents", {**message, **facts})

    with pytest.raises(error, match=text):
        connector.run(action, message)


@pytest.mark.parametrize("message_id", ["", "x", "1/../2", "\uff15"])
def test_message_id_has_digits_only(connector: Connector, line: Line, message_id: str) -> None:
    with pytest.raises(InputError, match="messageId: must be a message ID, digits only"):
        connector.run(CONTENT, {"messageId": message_id})
    assert line.requests() == []
