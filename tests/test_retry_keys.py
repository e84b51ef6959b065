from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from line_connector.providers.line import retry_key_of

PARTS = st.lists(st.text("ab|:1", max_size=4), min_size=1, max_size=4)


@given(PARTS, PARTS)
def test_another_identity_is_another_key(first: list[str], second: list[str]) -> None:
    assert (retry_key_of(*first) == retry_key_of(*second)) == (first == second)
    assert str(uuid.UUID(retry_key_of(*first))) == retry_key_of(*first)


def test_a_key_stays_the_same_from_release_to_release() -> None:
    assert retry_key_of("dag", "task", "run", "0") == "0e74b1d0-ef76-5f27-9b78-619ac5b08cd0"
