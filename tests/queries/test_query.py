"""Queries: what is wrong with one is found when it is read, within limits."""

from __future__ import annotations

import warnings
from contextlib import suppress
from typing import Any

import jmespath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector import InputError
from line_connector.queries.query import compile_query, search

PIECES = st.sampled_from(
    [*"abc.[](){}|&!?*:,@'\"`<>=01-\\ ", "==", "&&", "||", "[?", "[]", "length(", "sort_by(", "&a"]
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("json_body.value", 7),
        ("join(', ', names)", "a, b"),
        ("length(names) > `1`", True),
        ("sort_by([{a: `2`}, {a: `1`}], &a)[0].a", 1),
        ("map(&[0], [names])", ["a"]),
        ("not_null(missing, names[0], `1`)", "a"),
        (".".join(["deep"] * 90), None),
    ],
)
def test_queries_are_evaluated(query: str, found: Any) -> None:
    document = {"json_body": {"value": 7}, "names": ["a", "b"]}
    assert search(compile_query(query), document) == found


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "cannot be empty"),
        ("a.", "Expecting"),
        ("foo(a", "Incomplete expression"),
        ("'abc", "Unclosed ' delimiter"),
        ("nosuch(a)", "unknown function nosuch()"),
        ("a[?lenght(b) > `1`]", "unknown function lenght(); did you mean length()?"),
        ("&a", "& is for arguments such as sort_by(…, &name) only"),
        ("[&a]", "& is for arguments"),
        ("not_null(&a)", "& is for arguments"),
        ("to_array(sort_by(a, &b) | &a)", "& is for arguments"),
        ("length()", "length() takes 1 argument, not 0"),
        ("join(',')", "join() takes 2 arguments, not 1"),
        ("merge()", "merge() takes at least 1 argument, not 0"),
        ("a" * 10_001, "must be at most 10000 characters, has 10001"),
        ("a" * 10_000_000, "must be at most 10000 characters, has 10000000"),
        ("(" * 9_000, "nested too deep"),
        ("!" * 9_000 + "a", "nested too deep"),
        ("|".join("a" * 4_000), "nested too deep"),
        ("`" + "[" * 4_000 + "]" * 4_000 + "`", "nested too deep"),
        (f"a[{'1' * 5_000}]", "a number that is too long"),
        ("x" * 9_000 + "!", "invalid token"),
    ],
)
def test_mistakes_are_one_short_line(query: str, why: str) -> None:
    with pytest.raises(InputError) as caught:
        compile_query(query)
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("text > `3`", "compares a string with a number"),
        ("abs(text)", "invalid type"),
        ("sort(mixed)", "array"),
        ("text[::0] || list[::0]", "cannot be evaluated"),
    ],
)
def test_a_value_that_does_not_fit_is_one_line(query: str, why: str) -> None:
    with pytest.raises(InputError) as caught:
        search(compile_query(query), {"text": "a", "list": [1], "mixed": [1, "a"]})
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_a_query_or_an_input_error(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PendingDeprecationWarning)  # of jmespath's, on `a`
        try:
            query = compile_query(text)
        except InputError:
            return
        assert query.parsed == jmespath.compile(text).parsed
        with suppress(InputError):
            search(query, {"a": 1, "b": ["c", 0], "c": {"a": "b"}})
