"""Bodies that are not JSON, and files on their way up and down, over real connections."""

from __future__ import annotations

import base64
import gzip
import io
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector import (
    ApiError,
    Connection,
    FileInput,
    InputError,
    Session,
    SessionError,
    UnknownOutcomeError,
)
from line_connector.action import Action
from line_connector.http.body import Bytes, Form, Multipart
from line_connector.schema.model import Body, Input
from support.sandboxed import SOON_RETRIES

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 700
"""More than is read or sent at a time."""


class VerifyInput(Input):
    """A token."""

    access_token: str
    """The token."""

    again: bool | None = None
    """Ask again."""

    scopes: list[str] | None = None
    """Several values."""


class Verify(Action[VerifyInput, Body]):
    """Send a form."""

    method = "POST"
    path = "/v2/oauth/verify"
    body = Form
    rate_limit = "unpublished"


class UploadInput(Input):
    """A list of people."""

    description: str
    """Name."""

    is_ifa_audience: bool | None = None
    """Kind."""

    file: FileInput
    """Their IDs."""


class Upload(Action[UploadInput, Body]):
    """Send a form with a file."""

    method = "POST"
    path = "/v2/bot/audienceGroup/upload/byFile"
    host = "data_url"
    body = Multipart
    success = frozenset({202})
    rate_limit = "unpublished"


class ImageInput(Input):
    """An image."""

    menu_id: str
    """Which menu."""

    image: FileInput
    """PNG or JPEG."""


class SetImage(Action[ImageInput, Body]):
    """Send a file alone."""

    method = "POST"
    path = "/v2/bot/richmenu/{menuId}/content"
    host = "data_url"
    body = Bytes
    rate_limit = "unpublished"


class ReplaceImage(SetImage):
    """Send a file alone, which may be done twice."""

    idempotent = True


class ContentInput(Input):
    """A message."""

    message_id: str
    """Which one."""


class GetContent(Action[ContentInput, Body]):
    """Fetch a file."""

    method = "GET"
    path = "/v2/bot/message/{messageId}/content"
    host = "data_url"
    rate_limit = "unpublished"


class TaggedInput(Input):
    """A tag."""

    to: str
    """Whom."""

    delivery_tag: str | None = None
    """Comes back with the webhook."""


class Tagged(Action[TaggedInput, Body]):
    """Send a field in a header."""

    method = "POST"
    path = "/bot/pnp/push"
    headers = {"deliveryTag": "X-Line-Delivery-Tag"}
    rate_limit = "unpublished"


class Seen(NamedTuple):
    method: str
    path: str
    headers: Any
    body: bytes


class Server:
    """Keeps what it is sent; answers what a test lines up, then with `{}`."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.answers: list[tuple[int, dict[str, str], bytes] | None] = []
        self.url = ""

    def will(self, status: int, body: bytes = b"{}", **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append((status, named, body))

    def will_hang_up(self) -> None:
        """Close the connection once the request was read."""
        self.answers.append(None)


@pytest.fixture
def server() -> Iterator[Server]:
    known = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            known.seen.append(Seen(self.command, self.path, self.headers, body))
            answer = known.answers.pop(0) if known.answers else (202, {}, b"{}")
            if answer is None:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            status, headers, content = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            self.close_connection = self.close_connection or "Content-Length" in headers

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    known.url = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield known
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


@contextmanager
def opened(server: Server, **fields: Any) -> Iterator[Session]:
    values = {"url": server.url, "data_url": server.url, "token": "t"}
    from line_connector.http.connection import TransportSettings

    connection = Connection("line", ("token",), values, TransportSettings(**fields))
    with Session(connection, SOON_RETRIES) as session:
        yield session


def run(
    server: Server,
    action: type[Action[Any, Any]],
    raw: dict[str, Any],
    into: Any = None,
    **fields: Any,
) -> Any:
    with opened(server, **fields) as session:
        return action(session).run(action.read_input(raw), into)


class Pipe(io.RawIOBase):
    """A stream that can only be read once, as a network's."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._content.readinto(buffer)


def test_form_is_encoded_as_a_form(server: Server) -> None:
    server.will(200)
    run(server, Verify, {"accessToken": "a&b =ü", "again": True, "scopes": ["x", "y"]})

    (seen,) = server.seen
    assert seen.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(seen.body.decode(), strict_parsing=True) == {
        "accessToken": ["a&b =ü"],
        "again": ["true"],
        "scopes": ["x", "y"],
    }


def parts_of(seen: Seen) -> dict[str, Any]:
    """Return the parts of a multipart body, by name, as the standard library reads them."""
    head = f"Content-Type: {seen.headers['Content-Type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + seen.body)
    assert not message.defects
    return {
        str(part.get_param("name", header="content-disposition")): part
        for part in message.iter_parts()
    }


def test_multipart_carries_fields_and_the_file_as_it_is(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "people.txt"
    file.write_bytes(b"U1\r\nU2\r\n--\r\n" * 20_000)

    run(server, Upload, {"description": "VIPs ü", "isIfaAudience": False, "file": file})

    (seen,) = server.seen
    parts = parts_of(seen)
    assert "Transfer-Encoding" not in seen.headers
    assert parts["description"].get_payload(decode=True).decode() == "VIPs ü"
    assert parts["isIfaAudience"].get_payload(decode=True) == b"false"
    assert parts["file"].get_filename() == "people.txt"
    assert parts["file"].get_content_type() == "text/plain"
    assert parts["file"].get_payload(decode=True) == file.read_bytes()


@given(content=st.binary(max_size=300), text=st.text(max_size=50))
def test_any_bytes_and_text_go_through_multipart(content: bytes, text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    body = Multipart({"a": text, "file": FileInput(content), "z": 1})
    with body.open() as streamed:
        sent = b"".join(streamed)  # type: ignore[arg-type]
        size = streamed.size  # type: ignore[union-attr]

    assert size == len(sent)
    edge = f"--{body.boundary}".encode()
    before, first, file, last, after = sent.split(edge)
    assert (before, after) == (b"", b"--\r\n")
    assert first.partition(b"\r\n\r\n")[2] == text.encode() + b"\r\n"
    assert file.partition(b"\r\n\r\n")[2] == content + b"\r\n"
    assert last.partition(b"\r\n\r\n")[2] == b"1\r\n"


SOURCES: dict[str, Any] = {
    "bytes": lambda _: PNG,
    "path": lambda folder: folder / "menu.png",
    "file": lambda folder: (folder / "menu.png").open("rb"),
    "pipe": lambda _: Pipe(PNG),
    "sized pipe": lambda _: FileInput(
        io.BufferedReader(Pipe(PNG)), size=len(PNG), content_type="image/png"
    ),
    "base64": lambda _: {
        "file_name": "menu.png",
        "content_type": "image/png",
        "content": base64.b64encode(PNG).decode(),
    },
}


@pytest.mark.parametrize("source", SOURCES)
def test_file_alone_arrives_as_it_is(server: Server, tmp_path: Path, source: str) -> None:
    (tmp_path / "menu.png").write_bytes(PNG)
    server.will(200)
    image = SOURCES[source](tmp_path)

    run(server, SetImage, {"menuId": "m", "image": image})

    (seen,) = server.seen
    assert (seen.path, seen.body) == ("/v2/bot/richmenu/m/content", PNG)
    assert seen.headers["Content-Length"] == str(len(PNG))
    if source in {"path", "base64", "sized pipe"}:
        assert seen.headers["Content-Type"] == "image/png"
    if hasattr(image, "close"):
        assert not image.closed, "whoever opened it closes it"
        image.close()


def test_file_is_sent_from_where_it_stands(server: Server) -> None:
    server.will(200)
    stream = io.BytesIO(b"head" + PNG)
    stream.seek(4)
    run(server, SetImage, {"menuId": "m", "image": stream})
    assert server.seen[0].body == PNG


def test_field_goes_into_its_header(server: Server) -> None:
    server.will(200)
    run(server, Tagged, {"to": "x", "deliveryTag": "tag-1"})
    assert server.seen[0].headers["X-Line-Delivery-Tag"] == "tag-1"
    assert server.seen[0].body == b'{"to":"x"}'


@pytest.mark.parametrize("source", ["path", "file", "pipe"])
def test_file_is_sent_again_whole_where_that_is_safe(
    server: Server, tmp_path: Path, source: str
) -> None:
    (tmp_path / "menu.png").write_bytes(PNG)
    server.will_hang_up()
    server.will(503)
    server.will(200)
    image = SOURCES[source](tmp_path)

    run(server, ReplaceImage, {"menuId": "m", "image": image})

    assert [seen.body for seen in server.seen] == [PNG] * 3
    if hasattr(image, "close"):
        image.close()


def test_stream_that_cannot_be_rewound_is_not_sent_twice(server: Server) -> None:
    server.will_hang_up()
    image = FileInput(io.BufferedReader(Pipe(PNG)), size=len(PNG))

    with pytest.raises(SessionError, match="connection was lost"):
        run(server, ReplaceImage, {"menuId": "m", "image": image})
    assert [seen.body for seen in server.seen] == [PNG]

    with pytest.raises(InputError, match="the stream was read already"):
        run(server, ReplaceImage, {"menuId": "m", "image": image})
    assert len(server.seen) == 1


def test_stream_that_was_not_begun_is_tried_again(server: Server) -> None:
    """Nothing was read of it while no connection could be made."""
    server.will(200)
    image = FileInput(io.BufferedReader(Pipe(PNG)), size=len(PNG))
    with opened(server) as session:
        from line_connector.http.connections import POOLS

        connect, failures = POOLS["http"].ConnectionCls.connect, [OSError("no route")]

        def fail_once(self: Any) -> None:
            if failures:
                raise failures.pop()
            connect(self)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(POOLS["http"].ConnectionCls, "connect", fail_once)
            action: Action[Any, Any] = SetImage(session)
            action.run(action.read_input({"menuId": "m", "image": image}))
    assert [seen.body for seen in server.seen] == [PNG]


def test_upload_whose_answer_is_lost_has_an_unknown_outcome(server: Server) -> None:
    server.will_hang_up()
    with pytest.raises(UnknownOutcomeError):
        run(server, SetImage, {"menuId": "m", "image": PNG})
    assert len(server.seen) == 1


def test_upload_of_a_file_that_is_not_there_sends_nothing(server: Server, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.png: No such file"):
        run(server, SetImage, {"menuId": "m", "image": tmp_path / "none.png"})
    with pytest.raises(InputError, match="Is a directory"):
        run(server, SetImage, {"menuId": "m", "image": tmp_path})
    assert server.seen == []


def test_file_that_ends_early_is_not_called_sent(server: Server) -> None:
    image = FileInput(io.BufferedReader(Pipe(PNG)), size=len(PNG) + 10)
    with pytest.raises(UnknownOutcomeError, match="the file ended 10 bytes too early"):
        run(server, SetImage, {"menuId": "m", "image": image}, total_timeout=5)


def test_text_is_no_path_unless_its_author_may_read_files(tmp_path: Path) -> None:
    raw = {"menuId": "m", "image": str(tmp_path / "menu.png")}
    with pytest.raises(InputError, match=r"image: must be an object with its content"):
        SetImage.read_input(raw)
    data: Any = SetImage.read_input(raw, local_files=True)
    assert data.image.file_name == "menu.png"


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (7, "image: must be a file"),
        ({"content": "no base64!"}, "image.content: must be base64"),
        ({"file_name": "a.png"}, "image.content: is required"),
        ({"content": "", "fileName": "a"}, "image.fileName: unknown property"),
        ({"content": "", "file_name": "a/b"}, "image: file_name: must be"),
        ({"content": "", "file_name": "a\r\nb"}, "image: file_name: must be"),
        ({"content": "", "content_type": "image/png\r\nX: 1"}, "image: content_type: must be"),
    ],
)
def test_what_is_no_file_is_refused_with_its_path(file: Any, problem: str) -> None:
    with pytest.raises(InputError, match=re.escape(problem)):
        SetImage.read_input({"menuId": "m", "image": file})


def test_text_file_is_refused(server: Server) -> None:
    with pytest.raises(InputError, match="binary mode"):
        run(server, SetImage, {"menuId": "m", "image": io.StringIO("words")})


def test_request_shows_files_by_name_type_and_size(tmp_path: Path) -> None:
    (tmp_path / "menu.png").write_bytes(PNG)
    told = {"file_name": "menu.png", "content_type": "image/png", "size": len(PNG)}
    image = SetImage.request(
        SetImage.read_input({"menuId": "m", "image": tmp_path / "menu.png"})  # type: ignore[arg-type]
    )
    upload = Upload.request(
        Upload.read_input({"description": "d", "file": tmp_path / "menu.png"})  # type: ignore[arg-type]
    )

    assert image.body is not None
    assert upload.body is not None
    assert image.body.shown() == told
    assert upload.body.shown() == {"description": "d", "file": told}
    assert image.headers_with("***")["Content-Type"] == "image/png"


def test_download_goes_to_a_file_and_is_not_held(server: Server, tmp_path: Path) -> None:
    server.will(200, PNG, Content_Type="image/png")
    target = tmp_path / "content.png"

    output = run(server, GetContent, {"messageId": "1"}, target, max_response_bytes=1)

    assert target.read_bytes() == PNG
    assert output.to_dict()["file"] == {
        "file_name": "content.png",
        "content_type": "image/png",
        "size": len(PNG),
        "path": str(target),
    }
    assert output.file is None
    assert list(tmp_path.iterdir()) == [target]


def test_download_goes_to_a_stream(server: Server) -> None:
    server.will(200, PNG, Content_Type="image/png", Content_Disposition='x; filename="a.png"')
    target = io.BytesIO()

    output = run(server, GetContent, {"messageId": "1"}, target)

    assert target.getvalue() == PNG
    assert output.to_dict()["file"] == {
        "file_name": "a.png",
        "content_type": "image/png",
        "size": len(PNG),
    }


def test_packed_download_is_unpacked(server: Server, tmp_path: Path) -> None:
    content = bytes(5_000_000)
    server.will(200, gzip.compress(content), Content_Encoding="gzip")
    run(server, GetContent, {"messageId": "1"}, tmp_path / "zeros")
    assert (tmp_path / "zeros").read_bytes() == content


def test_refusal_is_read_as_ever_and_leaves_no_file(server: Server, tmp_path: Path) -> None:
    server.will(404, b'{"message":"Not found"}')
    with pytest.raises(ApiError, match="Not found"):
        run(server, GetContent, {"messageId": "1"}, tmp_path / "content")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "seekable", "pipe"])
def test_download_that_is_cut_off_starts_anew_or_fails(
    server: Server, tmp_path: Path, kind: str
) -> None:
    server.will(200, PNG[:90_000], Content_Length=str(len(PNG)))
    server.will(200, PNG)
    old = tmp_path / "content"
    old.write_bytes(b"what was there")
    buffer = io.BytesIO(b"kept")
    buffer.seek(4)

    if kind == "pipe":
        reading, writing = os.pipe()
        got: list[bytes] = []

        def read() -> None:
            with os.fdopen(reading, "rb") as pipe:
                got.append(pipe.read())

        reader = threading.Thread(target=read)
        reader.start()
        with os.fdopen(writing, "wb", 0) as pipe, pytest.raises(SessionError, match="cut off"):
            run(server, GetContent, {"messageId": "1"}, pipe)
        reader.join()
        assert PNG.startswith(got[0])
        assert len(server.seen) == 1
        return
    run(server, GetContent, {"messageId": "1"}, old if kind == "file" else buffer)
    assert len(server.seen) == 2
    if kind == "file":
        assert old.read_bytes() == PNG
        assert list(tmp_path.iterdir()) == [old]
    else:
        assert buffer.getvalue() == b"kept" + PNG


def test_download_that_fails_leaves_the_old_file(server: Server, tmp_path: Path) -> None:
    for _ in range(3):
        server.will(200, PNG[:90_000], Content_Length=str(len(PNG)))
    old = tmp_path / "content"
    old.write_bytes(b"what was there")
    with pytest.raises(SessionError, match="cut off"):
        run(server, GetContent, {"messageId": "1"}, old)
    assert old.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [old]


def test_nothing_is_sent_if_the_file_cannot_be_written(server: Server, tmp_path: Path) -> None:
    for target, why in ((tmp_path / "no" / "f", "No such file"), (tmp_path, "is a directory")):
        with pytest.raises(InputError, match=why):
            run(server, GetContent, {"messageId": "1"}, target)
    assert server.seen == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_full_disk_is_told_and_not_tried_again(server: Server) -> None:
    server.will(200, PNG)
    with (
        open("/dev/full", "wb", 0) as full,  # noqa: PTH123
        pytest.raises(SessionError, match="cannot be written: No space left"),
    ):
        run(server, GetContent, {"messageId": "1"}, full)
    assert len(server.seen) == 1


def test_download_keeps_to_the_time_in_all(tmp_path: Path) -> None:
    """A server that sends a byte now and then is left when the time is over."""
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def drip() -> None:
        peer, _ = listener.accept()
        with peer:
            peer.recv(65536)
            peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            with suppress(OSError):
                while not done.wait(0.1):
                    peer.sendall(b"x")

    thread = threading.Thread(target=drip)
    thread.start()
    server = Server()
    server.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    try:
        with pytest.raises(SessionError, match="no response in time"):
            run(server, GetContent, {"messageId": "1"}, tmp_path / "f", total_timeout=1)
    finally:
        done.set()
        thread.join()
        listener.close()
    assert list(tmp_path.iterdir()) == []


FLAT = """
import resource, sys
from pathlib import Path
from test_body import GetContent, Server, Upload, opened

server, size, folder = Server(), int(sys.argv[2]), Path(sys.argv[3])
server.url = sys.argv[1]
file = folder / "large"
with file.open("wb") as large:
    large.truncate(size)
with opened(server) as session:
    Upload(session).run(Upload.read_input({"description": "d", "file": folder / "small"}))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    Upload(session).run(Upload.read_input({"description": "d", "file": file}))
    GetContent(session).run(GetContent.read_input({"messageId": "1"}), folder / "got")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(after - before, (folder / "got").stat().st_size)
"""


def test_large_files_need_no_more_memory(tmp_path: Path) -> None:
    """100 MB go up and come down in a process that grows by less than a tenth of that."""
    size = 100_000_000

    class Sink(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            left = int(self.headers["Content-Length"])
            while left:
                left -= len(self.rfile.read(min(left, 1 << 20)))
            self.send_response(202)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(size))
            self.end_headers()
            for _ in range(size // 1_000_000):
                self.wfile.write(bytes(1_000_000))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    (tmp_path / "small").write_bytes(b"x")
    http = ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    thread = threading.Thread(target=http.serve_forever, args=(0.01,))
    thread.start()
    try:
        url = f"http://127.0.0.1:{http.server_port}"
        folders = (str(folder) for folder in Path(__file__).parents[:2])
        done = subprocess.run(
            [sys.executable, "-c", FLAT, url, str(size), str(tmp_path)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        http.shutdown()
        thread.join()
        http.server_close()
    assert done.returncode == 0, done.stderr
    grown, got = map(int, done.stdout.split())
    assert got == size
    assert grown < size // 1024 // 10
