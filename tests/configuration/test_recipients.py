"""Names of recipients, and the IDs they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector.configuration.recipients import recipients_of
from line_connector.errors import InputError

GROUP, USER, ROOM = f"C{1:032x}", f"U{2:032x}", f"R{3:032x}"
NAMES = {"ops": [GROUP], "boss": [USER], "oncall": ["ops", "boss"], "all": ["oncall", ROOM, "ops"]}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("ops", [GROUP]),
        (USER, [USER]),
        ("oncall", [GROUP, USER]),
        ("all", [GROUP, USER, ROOM]),
        (f"boss, {GROUP},ops", [USER, GROUP]),
    ],
)
def test_names_and_ids_are_resolved_in_order_and_none_twice(text: str, ids: list[str]) -> None:
    assert recipients_of(text, NAMES) == ids


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("opps", r"unknown recipient 'opps'; did you mean ops\?"),
        ("xyz", "unknown recipient 'xyz'; there are: ops, boss, oncall, all"),
        ("", "recipient: must not be empty"),
        (" , ", "recipient in ' , ': must not be empty"),
        ("ops,", "recipient in 'ops,': must not be empty"),
        (",ops", "must not be empty"),
        ("ops, ,boss", "must not be empty"),
        (USER[:-1], "U, C or R and 32 hex digits"),
        (USER.replace("0", "G"), "U, C or R and 32 hex digits"),
        (USER.lower(), "U, C or R and 32 hex digits"),
    ],
)
def test_what_stands_for_nothing_is_refused(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        recipients_of(text, NAMES)


def test_without_any_names_the_form_of_an_id_is_said() -> None:
    with pytest.raises(InputError, match="unknown recipient 'ops'; an ID of a user, group or room"):
        recipients_of("ops", {})


def test_a_name_that_stands_for_itself_is_refused_with_the_way_round() -> None:
    names = {"a": ["b"], "b": ["c"], "c": ["b"]}
    with pytest.raises(InputError, match=r"recipient b: stands for itself \(b > c > b\)"):
        recipients_of("a", names)


def test_an_error_names_where_an_unknown_name_stands() -> None:
    with pytest.raises(InputError, match="unknown recipient 'obs' in team"):
        recipients_of("team", {"team": ["obs"]})


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.lists(st.sampled_from([*"abcdefg", USER, GROUP]), min_size=1, max_size=4),
    ),
    st.text(alphabet="abcdefg,", max_size=8),
)
def test_any_names_are_ids_or_one_line(names: dict[str, list[str]], text: str) -> None:
    try:
        ids = recipients_of(text, names)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert ids
        assert set(ids) <= {USER, GROUP}
        assert len(ids) == len(set(ids))


def test_names_of_names_of_names_are_followed_once() -> None:
    doubling = {f"n{level}": [f"n{level + 1}"] * 2 for level in range(200)}
    assert recipients_of("n0", {**doubling, "n200": [USER]}) == [USER]
