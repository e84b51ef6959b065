from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector import InputError
from line_connector.documents import read_document, read_document_file

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_json_is_read_as_itself(value: Any) -> None:
    assert read_document(json.dumps(value), "test") == value


def test_dates_stay_text() -> None:
    assert read_document("from: 2026-01-31\nat: 2026-01-31 10:00:00", "test") == {
        "from": "2026-01-31",
        "at": "2026-01-31 10:00:00",
    }


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"to": 1, "to": 2}', "duplicate key 'to'"),
        ("messages:\n  - type: text\n    type: text\n", "line 3, column 5: duplicate key 'type'"),
        ("a: [1", "line 2"),
        ("a: b: c", "line 1, column 5"),
        ("? [1]\n: 2", "a key must be text"),
        ("a: !!python/object:os.system {}", "column 4: the tag !!python/object:os.system is not"),
    ],
)
def test_what_cannot_be_read_says_where(text: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document(text, "push.yaml")
    assert where in str(caught.value)
    assert str(caught.value).startswith("push.yaml")
    assert "\n" not in str(caught.value)


def test_keys_are_text_as_in_json() -> None:
    assert read_document("1: a\ntrue: b\nnull: c", "test") == {"1": "a", "true": "b", "null": "c"}


@given(st.text())
def test_text_escaped_as_in_json_is_read_inside_yaml_too(text: str) -> None:
    assert read_document(f"text: {json.dumps(text)}", "test") == {"text": text}


def test_merge_keys_work() -> None:
    text = "base: &base {a: 1, b: 2}\nown: {<<: *base, b: 3}"
    assert read_document(text, "test")["own"] == {"a": 1, "b": 3}


def test_missing_file_and_wrong_encoding_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_document_file(tmp_path / "none.yaml")
    (tmp_path / "thai.yaml").write_bytes("ข".encode("cp874"))
    with pytest.raises(InputError, match="is not text in UTF-8"):
        read_document_file(tmp_path / "thai.yaml")
