"""Inputs in parts and flat ones say the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_actions.message.push_message import PushMessage
from line_connector import InputError, load_manifest
from line_connector.platforms.turbine.inputs import flat_input, part_of

ACTIONS = list(load_manifest().actions.values())
VALUES = st.recursive(st.none() | st.booleans() | st.text(), st.lists, max_leaves=3)


@given(st.data(), st.sampled_from(ACTIONS), st.booleans())
def test_what_was_put_into_parts_comes_out_flat(data: Any, spec: Any, twice: bool) -> None:
    action = spec.action
    names = [field.alias for field in action.input_model.model_fields.values()]
    in_headers = {"retryKey", *action.headers}
    flat = {
        name: data.draw(st.uuids().map(str) if name in in_headers else VALUES) for name in names
    }
    nested: dict[str, Any] = dict(flat) if twice else {}
    for name, value in flat.items():
        part, inner = part_of(action, name)
        nested.setdefault(part, {})[inner] = value

    assert flat_input(action, nested) == flat


class Tagged(PushMessage):
    headers = {"to": "X-Line-Delivery-Tag"}


def test_field_that_goes_into_a_header_is_taken_from_it() -> None:
    assert part_of(Tagged, "to") == ("headers", "X-Line-Delivery-Tag")
    assert flat_input(Tagged, {"headers": {"x-line-delivery-tag": "a"}}) == {"to": "a"}
    with pytest.raises(InputError, match=r"headers\.X-Other: only X-Line-Delivery-Tag, X-Line-Re"):
        flat_input(Tagged, {"headers": {"X-Other": "a"}})
