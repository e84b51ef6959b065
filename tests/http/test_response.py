"""Bodies that are compressed, or written to a stream that does more than take them."""

from __future__ import annotations

import gzip
import random
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from faults.answers import gzipped, http, http_json, says
from faults.raw_server import RawServer
from line_connector import Connector
from line_connector.errors import NotFoundError
from support.sandboxed import USER, Line, text

READ_AT_ONCE = 16 * 1024


def content(server: RawServer, into: Any = None) -> Any:
    values = {"token": "t", "url": server.url, "data_url": server.url}
    with Connector({"line": values}) as connector:
        return connector.run("get_message_content", {"messageId": "1"}, into=into)


def compressed_to(length: int) -> tuple[bytes, bytes]:
    """Return bytes, and a member of gzip with them that is so long."""
    plain = random.Random(length).randbytes(length)
    while len(member := gzip.compress(plain)) > length:
        plain = plain[:-1]
    return plain, member


@pytest.mark.parametrize("length", [100, READ_AT_ONCE - 1, READ_AT_ONCE])
def test_gzip_of_several_members_is_read_whole(length: int) -> None:
    """Also where a read ends within the two bytes that begin the next member."""
    plain, member = compressed_to(length)
    with RawServer(says(gzipped(member + gzip.compress(b"second")))) as server:
        assert content(server, into=(stream := BytesIO())).saved.size == len(plain) + 6

    assert stream.getvalue() == plain + b"second"


def test_refusal_after_a_download_that_was_cut_off_keeps_its_words(tmp_path: Path) -> None:
    cut = says(http(200, b"x" * 100).replace(b"Length: 100", b"Length: 200"), "finish")
    refusal = says(http_json(404, {"message": "Not found, says LINE"}))
    with RawServer(cut, refusal) as server, pytest.raises(NotFoundError, match="says LINE"):
        content(server, into=tmp_path / "file")

    assert list(tmp_path.iterdir()) == []


def test_a_stream_that_is_written_to_may_send_something_itself(
    line: Line, connector: Connector
) -> None:
    class Telling(BytesIO):
        def write(self, data: Any) -> int:
            connector.run("push_message", {"to": USER, "messages": text("a part came")})
            return super().write(data)

    example = dict(connector.manifest.action("get_message_content").action.example)
    output = connector.run("get_message_content", example, into=(stream := Telling()))

    assert output.saved is not None
    assert output.saved.size == len(stream.getvalue())
    assert line.received()[0]["messages"][0]["text"] == "a part came"
