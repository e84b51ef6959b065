"""Audiences of the IDs in a file, which is checked before it is sent."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector, FileInput, InputError
from line_connector.errors import BadRequestError
from support.sandboxed import USER, Line

SOMCHAI = f"U{2:032x}"
IFA = "0f3e4c4e-6f2a-4c39-9d0f-0b8f4a1c2d3e"
CREATE = "create_audience_for_uploading_user_ids"
BY_FILE = "/v2/bot/audienceGroup/upload/byFile"


def size(connector: Connector, line: Line, number: int) -> int:
    line.control("clock", {"advance": 5})
    body = connector.run("get_audience_data", {"audienceGroupId": number}).body
    count: int = body.audience_group.audience_count
    return count


def create(connector: Connector, content: Any, **more: Any) -> int:
    raw = {"description": "VIPs", "file": content, **more}
    number: int = connector.run(CREATE, raw).body.audience_group_id
    return number


def test_ids_of_files_make_and_fill_an_audience(
    connector: Connector, line: Line, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.txt"
    first.write_text(f"{USER}\n{SOMCHAI}", "utf-8")
    second.write_text(f"U{3:032x}\r\n\r\nU{4:032x}\r\n", "utf-8", newline="")

    number = create(connector, first, uploadDescription="first.csv")
    output = connector.run("add_user_ids_to_audience", {"audienceGroupId": number, "file": second})

    assert (output.status_code, output.json_body) == (202, {})
    assert size(connector, line, number) == 4
    posted, put = line.requests(BY_FILE)
    assert (posted["method"], put["method"]) == ("POST", "PUT")
    for name, request in (("first.csv", posted), ("second.txt", put)):
        assert f'filename="{name}"\r\nContent-Type: text/plain' in request["body"]


@pytest.mark.parametrize(
    "content",
    [
        USER.encode(),
        io.BytesIO(USER.encode()),
        FileInput(USER.encode(), file_name="ids", content_type="text/csv"),
    ],
)
def test_file_may_be_bytes_or_a_stream(connector: Connector, line: Line, content: Any) -> None:
    assert size(connector, line, create(connector, content)) == 1


def test_stream_is_sent_from_where_it_stands(connector: Connector, line: Line) -> None:
    stream = io.BytesIO(f"User ID\n{USER}\n".encode())
    stream.readline()
    assert size(connector, line, create(connector, stream)) == 1


def test_stream_that_can_be_read_once_is_left_for_line_to_check(
    connector: Connector, line: Line
) -> None:
    for content in (USER, "me"):
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb") as stream:
            with os.fdopen(writing, "wb") as other:
                other.write(content.encode())
            if content == USER:
                assert size(connector, line, create(connector, stream)) == 1
                continue
            with pytest.raises(BadRequestError) as refused:
                create(connector, stream)
    code = "UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT"
    assert refused.value.output.json_body == {
        "message": code,
        "details": [{"message": code, "property": "file"}],
    }


def test_audience_of_ifas(connector: Connector, line: Line) -> None:
    number = create(connector, IFA.encode(), isIfaAudience=True)
    body = connector.run("get_audience_data", {"audienceGroupId": number}).body
    assert body.audience_group.is_ifa_audience


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "file: must have at least one ID"),
        (b"\n\r\n\n", "file: must have at least one ID"),
        (b"User ID\n" + USER.encode(), "file: line 1: must be a user ID: U and 32 hex digits"),
        (f"{USER}\n" * 16 + "me", "file: line 17: must be a user ID"),
        (f"{USER}\n\n{USER} \n", "file: line 3: must be a user ID"),
        (f"{USER}\n{IFA}", "file: line 2: must be a user ID"),
        ("\ufeff" + USER, "file: line 1: must not begin with a byte order mark"),
        (USER.encode("utf-16"), "file: line 1: must be a user ID"),
        ("x" * 1_000_000, "file: line 1: must be a user ID"),
        (f"{USER}\n" * 5000 + "x" * 200_000, "file: line 5001: must be a user ID"),
        (f"{USER}\n" * 1_500_001, "file: must have at most 1,500,000 IDs"),
    ],
    ids=lambda each: "" if len(each) > 100 else None,
)
def test_wrong_file_is_refused_with_its_line(
    connector: Connector, line: Line, content: str | bytes, said: str
) -> None:
    given = content.encode() if isinstance(content, str) else content
    with pytest.raises(InputError, match=said):
        create(connector, given)
    assert line.requests() == []


def test_file_to_add_is_of_one_kind(connector: Connector, line: Line) -> None:
    for content, said in (
        (f"{IFA}\n{USER}", "file: line 2: must be an IFA"),
        (f"{USER}\n{IFA}", "file: line 2: must be a user ID"),
        ("me", r"file: line 1: must be a user ID \(U and 32 hex digits\) or an IFA"),
    ):
        with pytest.raises(InputError, match=said):
            connector.run(
                "add_user_ids_to_audience", {"audienceGroupId": 5, "file": content.encode()}
            )
    assert line.requests() == []


def test_file_that_is_not_there_is_refused(
    connector: Connector, line: Line, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=r"^file: .*ids\.txt: No such file or directory$"):
        create(connector, tmp_path / "ids.txt")
    assert line.requests() == []


def test_dry_run_shows_the_file_and_keeps_it(connector: Connector, line: Line) -> None:
    stream = io.BytesIO(USER.encode())
    shown = connector.dry_run(CREATE, {"description": "VIPs", "file": stream})
    assert shown["body"]["file"] == {
        "file_name": "file",
        "content_type": "text/plain",
        "size": 33,
    }
    assert size(connector, line, create(connector, stream)) == 1
