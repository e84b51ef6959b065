"""Connector and sandbox agree on which files of IDs are in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from line_connector.models.line.audience_ids import file_problems, kind_of
from line_connector.sandbox.exchange import RefusedError, Request
from line_connector.sandbox.line.audience.checks import check_ids, read_upload
from line_connector.schema.files import FileInput

IDS = st.integers(0, 2**128 - 1)
USER_IDS = IDS.map("U{:032x}".format)
IFAS = st.uuids().map(str)
OTHERS = st.sampled_from(["", "me", " ", "U1", "\ufeff", "\r", "ไทย", "\x00"])
SPOILED = st.one_of(
    st.builds("{}{}".format, st.one_of(USER_IDS, IFAS), OTHERS),
    st.builds("{}{}".format, OTHERS, st.one_of(USER_IDS, IFAS)),
)
LINES = st.lists(
    st.one_of(USER_IDS, USER_IDS.map(str.upper), IFAS, IFAS.map(str.upper), OTHERS, SPOILED),
    max_size=4,
)
END = st.sampled_from(["\n", "\r\n"])


def sandbox_refuses(content: bytes, *, is_ifa: bool) -> bool:
    head = b'Content-Disposition: form-data; name="file"; filename="ids.txt"'
    body = b"\r\n".join(
        [b"--limit", head, b"Content-Type: text/plain", b"", content, b"--limit--", b""]
    )
    headers = {"content-type": "multipart/form-data; boundary=limit"}
    try:
        _, ids = read_upload(Request("1", "POST", "/", {}, {}, headers, body))
        check_ids(ids, is_ifa=is_ifa, where="file")
    except RefusedError:
        return True
    return False


@given(
    st.one_of(LINES, st.lists(USER_IDS, max_size=4), st.lists(IFAS, max_size=4)),
    END,
    st.booleans(),
    st.booleans(),
)
def test_files_are_in_order_for_both_or_for_neither(
    lines: list[str],
    end: str,
    ended: bool,
    is_ifa: bool,
) -> None:
    content = (end.join(lines) + end * ended).encode()
    problems = list(file_problems(FileInput(content), kind_of(is_ifa)))
    assert bool(problems) == sandbox_refuses(content, is_ifa=is_ifa)


@given(st.binary(max_size=100))
def test_whatever_a_file_holds_is_told_in_one_problem(content: bytes) -> None:
    (problem,) = file_problems(FileInput(content))
    assert problem.path == ("file",)
    assert "\n" not in problem.message
