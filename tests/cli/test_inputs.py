"""`--set`: its grammar, and what it does to an input."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector import InputError
from line_connector.cli.inputs import assign, read_object

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
        ("a[2]=1", "must be a position from 0 to 0"),
        ("text.length=1", "neither object nor list"),
        ("list.name=1", "must be a position from 0 to 1"),
        ("text[0]=1", "neither object nor list"),
    ],
)
def test_what_does_not_fit_is_refused(assignment: str, why: str) -> None:
    with pytest.raises(InputError, match="--set") as caught:
        read_object('{"text": "Hi", "list": [1]}', [assignment])
    assert why in str(caught.value)
