"""Files of text: whatever a name leads to, reading it ends, and in one line."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from line_connector import InputError
from line_connector.documents.reading import read_document_file
from line_connector.documents.text_files import MOST_BYTES, read_text_file

posix = pytest.mark.skipif(sys.platform == "win32", reason="files that only Unix has")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("none.yaml", "No such file"),
        ("a" * 256, "File name too long"),
        ("nul\0", "is not a file name"),
        ("half\ud800", "is not a file name"),
        ("", "Is a directory"),
    ],
)
def test_what_cannot_be_opened_is_one_line(name: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=why) as caught:
        read_text_file(f"{tmp_path}/{name}")
    assert str(caught.value).isprintable()


@posix
@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").touch(mode=0)
    with pytest.raises(InputError, match="Permission denied"):
        read_text_file(tmp_path / "own.yaml")


@posix
def test_a_device_without_end_is_read_to_the_limit() -> None:
    with pytest.raises(InputError, match="/dev/zero: is larger than 16 MiB"):
        read_text_file("/dev/zero")


@posix
def test_a_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("a: b",))
    writer.start()
    assert read_document_file(pipe) == {"a": "b"}
    writer.join()


def test_the_limit_is_the_largest_that_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(b"a" * MOST_BYTES)
    assert len(read_text_file(file)) == MOST_BYTES
    file.write_bytes(b"a" * (MOST_BYTES + 1))
    with pytest.raises(InputError, match="is larger than 16 MiB"):
        read_text_file(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_however_it_is_marked(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "thai.yaml").write_bytes("text: ข้อความ 🚚".encode(encoding))
    assert read_document_file(tmp_path / "thai.yaml") == {"text": "ข้อความ 🚚"}


@pytest.mark.parametrize("content", ["ข".encode("cp874"), b"\xff\xfea", b"\xed\xa0\x80"])
def test_other_encodings_are_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "thai.yaml").write_bytes(content)
    with pytest.raises(InputError, match="is not text in UTF-8"):
        read_document_file(tmp_path / "thai.yaml")
