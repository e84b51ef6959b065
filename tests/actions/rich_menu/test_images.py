from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
import requests

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError, NotFoundError, UnknownOutcomeError
from line_connector.schema.files import FileInput
from support.rich_menus import UNKNOWN_MENU, jpeg, png
from support.sandboxed import Line

LARGEST = 1024 * 1024


class Pipe(io.RawIOBase):
    """A stream that can be read once."""

    def __init__(self, content: bytes) -> None:
        self._left = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        return self._left.read(size)


@pytest.mark.parametrize(
    ("image", "content_type"),
    [
        (png(), "image/png"),
        (jpeg(), "image/jpeg"),
        (jpeg(frame=0xC2), "image/jpeg"),  # progressive
        (png(800, 250), "image/png"),
        (jpeg(2500, 1724), "image/jpeg"),
    ],
    ids=["png", "jpeg", "progressive", "smallest", "largest"],
)
def test_image_comes_back_as_it_was_uploaded(
    connector: Connector, tmp_path: Path, bare_menu: str, image: bytes, content_type: str
) -> None:
    connector.run("set_rich_menu_image", {"richMenuId": bare_menu, "file": image})

    found = connector.run("get_rich_menu_image", {"richMenuId": bare_menu}).file
    assert found is not None
    assert (found.content, found.content_type) == (image, content_type)

    path = tmp_path / "menu"
    call = connector.call("get_rich_menu_image", {"richMenuId": bare_menu})
    saved = call.send(into=path).saved
    assert saved is not None
    assert (path.read_bytes(), saved.size) == (image, len(image))


def test_type_is_what_the_bytes_say(connector: Connector, line: Line, bare_menu: str) -> None:
    wrong = FileInput(jpeg(), file_name="menu.png", content_type="image/png")
    connector.run("set_rich_menu_image", {"richMenuId": bare_menu, "file": wrong})

    (request,) = line.requests(f"/v2/bot/richmenu/{bare_menu}/content")
    assert request["headers"]["content-type"] == "image/jpeg"


def test_file_comes_in_any_form(connector: Connector, tmp_path: Path) -> None:
    path = tmp_path / "menu.png"
    path.write_bytes(png())
    encoded = {"file_name": "m", "content": base64.b64encode(png()).decode()}
    with path.open("rb") as opened:
        for file in (path, opened, io.BytesIO(png()), Pipe(png()), encoded):
            raw = {"richMenuId": UNKNOWN_MENU, "file": file}
            call = connector.call("set_rich_menu_image", raw)
            assert call.dry_run()["body"]["size"] == len(png())
            with pytest.raises(NotFoundError):
                call.send()


@pytest.mark.parametrize(
    ("image", "why"),
    [
        (png(799, 500), "must be 800 to 2500 pixels wide, is 799 x 500"),
        (jpeg(2501, 500), "must be 800 to 2500 pixels wide, is 2501 x 500"),
        (jpeg(800, 249), "must be at least 250 pixels high, is 800 x 249"),
        (png(1200, 828), "is 1200 x 828 pixels; the height must be at most 827"),
        (png(filler=LARGEST), "must be at most 1 MB, has 10"),
        (b"GIF89a" + bytes(100), "must be a PNG or JPEG image"),
        (b"", "must be a PNG or JPEG image"),
        (png()[:20], "must be a PNG or JPEG image"),
        (jpeg()[:200], "must be a PNG or JPEG image"),
        (b"\xff\xd8\xff\xda" + bytes(100), "must be a PNG or JPEG image"),
    ],
)
def test_wrong_image_is_not_sent(connector: Connector, line: Line, image: bytes, why: str) -> None:
    with pytest.raises(InputError) as caught:
        connector.run("set_rich_menu_image", {"richMenuId": UNKNOWN_MENU, "file": image})
    assert str(caught.value).startswith(f"file: {why}")
    assert "\n" not in str(caught.value)
    assert line.requests() == []


def test_missing_file_is_one_line(connector: Connector, line: Line, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.png: No such file"):
        connector.run(
            "set_rich_menu_image", {"richMenuId": UNKNOWN_MENU, "file": tmp_path / "absent.png"}
        )
    assert line.requests() == []


def test_size_between_the_two_megabytes_is_warned_of(connector: Connector) -> None:
    image = png(filler=1_010_000)
    call = connector.call("set_rich_menu_image", {"richMenuId": UNKNOWN_MENU, "file": image})
    assert [str(each) for each in call.warnings] == [
        f"file: may be refused: has {len(image)} bytes, more than 1000000"
    ]


def test_image_cannot_be_replaced(connector: Connector, menu: str) -> None:
    with pytest.raises(BadRequestError, match="An image has already been uploaded"):
        connector.run("set_rich_menu_image", {"richMenuId": menu, "file": png()})


def test_menu_without_an_image_has_none_to_download(connector: Connector, bare_menu: str) -> None:
    with pytest.raises(NotFoundError):
        connector.run("get_rich_menu_image", {"richMenuId": bare_menu})


@pytest.mark.parametrize(
    ("image", "content_type", "status", "message"),
    [
        (png(), "image/gif", 415, "The content type, image/gif, is not supported"),
        (png(), "image/jpeg", 400, "The image size is not allowed for richmenu"),
        (b"\xff\xd8\xff", "image/jpeg", 400, "The image size is not allowed for richmenu"),
        (png(799, 500), "image/png", 400, "The image size is not allowed for richmenu"),
        (png(1200, 828), "image/png", 400, "The image size is not allowed for richmenu"),
        (png(filler=LARGEST), "image/png", 400, "The image size is not allowed for richmenu"),
    ],
)
def test_line_refuses_a_wrong_image(
    line: Line, bare_menu: str, image: bytes, content_type: str, status: int, message: str
) -> None:
    """Sent by another client, which looks at nothing."""
    answer = requests.post(
        f"{line.url}/v2/bot/richmenu/{bare_menu}/content",
        data=image,
        headers={"Authorization": "Bearer sandbox-token", "Content-Type": content_type},
        timeout=10,
    )
    assert (answer.status_code, answer.json()["message"]) == (status, message)


def test_lost_answer_is_not_guessed(connector: Connector, line: Line, bare_menu: str) -> None:
    line.fault(f"/v2/bot/richmenu/{bare_menu}/content", drop="after")
    with pytest.raises(UnknownOutcomeError):
        connector.run("set_rich_menu_image", {"richMenuId": bare_menu, "file": png()})
    assert len(line.requests(f"/v2/bot/richmenu/{bare_menu}/content")) == 1
