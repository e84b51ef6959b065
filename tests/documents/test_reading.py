from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector import InputError
from line_connector.documents.reading import read_document

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
    text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nown:\n  c: 3\n  <<: [*x, *y]"
    assert read_document(text, "test")["own"] == {"a": 1, "b": 1, "c": 3}


def test_aliases_stand_for_values_of_their_own() -> None:
    document = read_document(
        "a: &a {b: [1]}\nc: *a\n*d : &d 1".replace("*d : &d 1", "e: *a"), "test"
    )
    document["c"]["b"].append(2)
    assert document == {"a": {"b": [1]}, "c": {"b": [1, 2]}, "e": {"b": [1]}}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-1.5e3", -1500.0),
        # No JSON: text, as written.
        *((text, text) for text in ("Yes", "No", "on", "off", "True", "FALSE", "Null", "y")),
        *((text, text) for text in ("007", "1_000", "0x1F", "0o17", "0b1", "0b", "0x", "+5", ".5")),
        *((text, text) for text in ("1:30", "190:20:30", ".inf", "-.Inf", ".NaN", "1e999", "1.")),
        *((text, text) for text in ("2026-01-31", "2026-01-31 10:00:00", "=", "9" * 5_000)),
        # Quoted, and with a tag that says so: text.
        ('"12"', "12"),
        ("'yes'", "yes"),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ("!!int 12", 12),
        ("!!float 12", 12),
        ("!!bool yes", True),
        ("!!null ~", None),
    ],
)
def test_unquoted_scalars_are_what_they_are_in_json_or_else_text(written: str, value: Any) -> None:
    found = read_document(f"value: {written}", "test")["value"]
    assert found == value
    assert isinstance(found, type(value))
    json.dumps(found)


@pytest.mark.parametrize(
    "scalar",
    [
        *(f"!!int {junk}" for junk in ("x", "0b", "0x", "1:2", "1.5", '""', "9" * 5_000)),
        *(f"!!float {junk}" for junk in ("x", ".inf", "1e999", "''", "1_0")),
        *(f"!!bool {junk}" for junk in ("x", "1", "~")),
        *("!!null x", "!!timestamp 2026-99-99", "!!timestamp x", "!!binary x", "!!binary ====="),
        *("!!set {a}", "!!set x", "!!omap [a: 1]", "!!pairs [a: 1]", "!!merge <<", "!!value ="),
        *("!!python/name:os.system", "!!python/object/apply:os.system [ls]", "!own x", "!!x x"),
        *("!!map [1]", "!!seq {a: 1}", "!!str [1]", "!!int {}"),
    ],
)
def test_tags_that_json_has_no_values_for_are_refused(scalar: str) -> None:
    with pytest.raises(InputError, match=r"^push.yaml, line 2, column \d+: ") as caught:
        read_document(f"a: 1\nb: {scalar}", "push.yaml")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "column", "hint"),
    [
        ("text: Disk: 91%", 11, "put the whole value in quotes"),
        ("v: {text: Disk: 91%}", 15, "put the whole value in quotes"),
        ("texts: [a: b: c]", 13, "put the whole value in quotes"),
        ("text: @bob", 7, "cannot begin with @; if it is text, put the whole value in quotes"),
        ("text: %d items", 7, "cannot begin with %; if it is text, put the whole value in quotes"),
        ("text: `ls`", 7, "cannot begin with a backtick; if it is text"),
        ("text: *bold*", 12, "put the whole value in quotes"),
        ("text: *bold", 7, "unknown anchor 'bold'; if it is text"),
        ("text: !important", 7, "put the whole value in quotes"),
        ("text: - item", 7, "put the whole value in quotes"),
        ("text: {name} is here", 14, "put the whole value in quotes"),
        ('text: "a" and b', 11, "put the whole value in quotes"),
        ("text:\n\t- a", 1, "indent with spaces"),
    ],
)
def test_what_text_without_quotes_runs_into_gets_a_hint(line: str, column: int, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document(f"type: text\n{line}\n", "push.yaml")
    at = 3 if "\n" in line else 2
    assert str(caught.value).startswith(f"push.yaml, line {at}, column {column}: ")
    assert hint in str(caught.value)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in pairwise("abcdefghijkl")
)
MERGES = f"a: &a {{{', '.join(f'k{n}: 1' for n in range(1_000))}}}\nb: {{<<: [{'*a, ' * 5_000}]}}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (BOMB, "aliases stand for more than 100000 values"),
        (MERGES, "aliases stand for more than 100000 values"),
        ("a: &a [*a]", "unknown anchor 'a'"),
        ("[" * 100_000, "nested too deep"),
        ("[" * 100_000 + "]" * 100_000, "nested too deep"),
        ('{"a":' * 100_000, "nested too deep"),
        ('{"a":' * 5_000 + "1" + "}" * 5_000, "nested too deep"),
        ("{a: " * 100_000, "nested too deep"),
        ("- " * 100_000, "nested too deep"),
        (
            "a: &a " + "[" * 200 + "]" * 200 + "\nb: " + "[" * 100 + "*a" + "]" * 100,
            "nested too deep",
        ),
        ("[" + "1" * 5_000 + "]", "a number has more than 4300 digits"),
        ("[1e999]", "the number 1e999 is too large"),
        (f"{{{', '.join(f'{n}: 1' for n in range(100_000))}, 99999: 2}}", "duplicate key '99999'"),
        (json.dumps({str(n): 1 for n in range(100_000)})[:-1] + ', "99999": 2}', "duplicate key"),
        ("a: 1\n---\nb: 2", "a second document begins here"),
        ("a: \x00", "characters are not allowed"),
        ("a: \ud800", "not Unicode"),
        ('a: "\\U00110000"', "invalid Unicode"),
        ("? {a: 1}\n: 2", "a key must be text"),
        ("<<: 1", "<<: must be followed by an object"),
    ],
)
def test_limits_hold_in_bounded_time(text: str, why: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document(text, "push.yaml")
    assert why in str(caught.value)
    assert str(caught.value).startswith("push.yaml")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_as_deep_as_a_request_can_be_is_read() -> None:
    assert read_document("[" * 250 + "]" * 250, "test") == read_document("- " * 249 + "[]", "test")


def test_a_byte_order_mark_is_no_part_of_a_document() -> None:
    assert read_document("\ufeff{}", "test") == {}
    assert read_document("\ufeffa: b", "test") == {"a": "b"}
