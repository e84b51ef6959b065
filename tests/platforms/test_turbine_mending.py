"""Only what is refused is mended, and what is still refused then is told at its place."""

from __future__ import annotations

from copy import deepcopy
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector import InputError, load_manifest
from line_connector.platforms.turbine.mending import check_mended
from support.sandboxed import USER, text

ACTIONS = [spec.action for spec in load_manifest().actions.values() if spec.connection == "line"]
PUSH = load_manifest().action("push_message").action
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.__name__)
def test_valid_input_is_left_as_it_is(action: Any) -> None:
    given_input = deepcopy(dict(action.example))
    check = partial(action.read_input, local_files=True)
    checked, warnings = check_mended(check, given_input)

    assert repr(checked) == repr(check(action.example))
    assert warnings == []
    assert given_input == action.example


@given(st.sampled_from(["to", "messages", "notificationDisabled", "retryKey"]), VALUES)
def test_any_value_is_accepted_or_refused_where_it_was_refused_first(name: str, value: Any) -> None:
    inputs = {"to": USER, "messages": text(), name: value}
    before = deepcopy(inputs)
    try:
        checked, _ = check_mended(PUSH.read_input, inputs)
    except InputError as error:
        with pytest.raises(InputError) as first:
            PUSH.read_input(inputs)
        assert error.problems
        assert _fields(error) <= _fields(first.value)
    else:
        assert PUSH.read_input(checked.to_wire()) == checked
    assert repr(inputs) == repr(before)


def _fields(error: InputError) -> set[str | int]:
    """Return the fields of the input that an error is about."""
    return {problem.path[0] for problem in error.problems}


def test_input_that_is_nested_too_deep_is_refused() -> None:
    messages: list[Any] = []
    for _ in range(100_000):
        messages = [messages]
    with pytest.raises(InputError):
        check_mended(PUSH.read_input, {"to": USER, "messages": messages})


@given(VALUES.filter(bool))
def test_recipients_of_a_narrowcast_are_never_left_out(value: Any) -> None:
    action = load_manifest().action("narrowcast").action
    for name in ("recipient", "filter", "limit"):
        try:
            checked, _ = check_mended(action.read_input, {"messages": text(), name: value})
        except InputError:
            continue
        assert checked.to_wire().get(name) is not None
