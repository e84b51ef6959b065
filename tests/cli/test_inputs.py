"""`--set`: its grammar, and what it does to an input."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector import InputError
from line_connector.cli.inputs import assign, read_any, read_object
from line_connector.models.line.sending import MessageObjects
from line_connector.models.line.validation import validate

NAMES = st.text(st.characters(exclude_characters=".[]=", exclude_categories=["Cs"]), min_size=1)
JSON = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers())


@given(st.lists(NAMES, min_size=1, max_size=4), JSON)
def test_value_arrives_at_the_end_of_its_path(names: list[str], value: Any) -> None:
    target: dict[str, Any] = {}
    assign(target, f"{'.'.join(names)}={json.dumps(value)}")

    found: Any = target
    for name in names:
        found = found[name]
    assert found == value


@pytest.mark.parametrize(
    ("assignments", "expected"),
    [
        (["messages[0].text=Hi"], {"messages": [{"text": "Hi"}]}),
        (["a=1", "b=true", "c=null", 'd="1"'], {"a": 1, "b": True, "c": None, "d": "1"}),
        (["text=a=b"], {"text": "a=b"}),
        (
            ["a=NaN", "b=-Infinity", "c=01", "d=1_0"],
            {"a": "NaN", "b": "-Infinity", "c": "01", "d": "1_0"},
        ),
        (["text="], {"text": ""}),
        (["to[0]=U1", "to[1]=U2", "to[0]=U3"], {"to": ["U3", "U2"]}),
        (["a[0][0].b=1"], {"a": [[{"b": 1}]]}),
        (['messages=[{"type": "text"}]'], {"messages": [{"type": "text"}]}),
    ],
)
def test_assignments(assignments: list[str], expected: dict[str, Any]) -> None:
    assert read_object(None, assignments) == expected


@pytest.mark.parametrize(
    ("assignment", "why"),
    [
        ("messages", "must be PATH=VALUE"),
        ("=x", "must be PATH=VALUE"),
        ("a..b=1", "must be PATH=VALUE"),
        ("a[x]=1", "must be PATH=VALUE"),
        ("a[2]=1", "must be an index from 0 to 0"),
        ("text.length=1", "the parent is neither an object nor a list"),
        ("list.name=1", "must be an index from 0 to 1"),
        ("text[0]=1", "the parent is neither an object nor a list"),
        ("a." * 100_000 + "a=1", "must be at most 250 levels deep"),
        ("a" + "[0]" * 100_000 + "=1", "must be at most 250 levels deep"),
        ("a[" + "1" * 5_000 + "]=1", "must be PATH=VALUE"),
        ("a[²]=1", "must be PATH=VALUE"),
        ("a=" + "[" * 100_000, "nested too deep"),
        ("a=" + "[" * 5_000 + "]" * 5_000, "nested too deep"),
        ("a=" + "1" * 5_000, "more than 4300 digits"),
        ("a=1e999", "too large"),
        ('a={"b": 1, "b": 2}', "duplicate key 'b'"),
        ("a\n" * 100_000, "must be PATH=VALUE"),
    ],
)
def test_what_does_not_fit_is_refused(assignment: str, why: str) -> None:
    with pytest.raises(InputError, match="--set") as caught:
        read_object('{"text": "Hi", "list": [1]}', [assignment])
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("written", ["12", "1.10", "1e3", "-0"])
def test_a_number_is_text_where_the_input_takes_text(written: str) -> None:
    raw = read_object('{"messages": [{"type": "text"}]}', [f"messages[0].text={written}"])
    assert raw["messages"][0]["text"] == json.loads(written)
    assert validate(raw["messages"]) == []
    assert MessageObjects.model_validate(raw).to_wire()["messages"][0]["text"] == written


@pytest.mark.parametrize("given", ["a" * 256, "a" * 100_000, "nul\0", "half\ud800", "12", "yes"])
def test_what_is_neither_a_file_nor_an_object_is_one_line(given: str) -> None:
    with pytest.raises(InputError) as caught:
        read_any(given)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


def test_a_folder_is_no_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Is a directory"):
        read_any(str(tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names there")
def test_a_pipe_is_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("text: No",))
    writer.start()
    assert read_any(str(pipe)) == {"text": "No"}
    writer.join()


@pytest.mark.parametrize(
    ("given", "ended"),
    [
        ("text: No".encode("utf-16"), {"text": "No"}),
        (b"\xef\xbb\xbf{}", {}),
        ("ข".encode("cp874"), "standard input: is not text in UTF-8"),
        (b"a" * (16 * 2**20 + 1), "standard input: is larger than 16 MiB"),
    ],
    ids=["utf-16", "byte order mark", "cp874", "too large"],
)
def test_standard_input_is_text_of_limited_size(
    given: bytes, ended: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    try:
        assert read_any("-") == ended
    except InputError as error:
        assert str(error) == ended
