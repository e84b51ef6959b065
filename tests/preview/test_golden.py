"""Messages look as they did: pictures of them are compared with those that are kept.

After a change that is meant, `python tests/preview/golden/regenerate.py` takes them anew: look at
each before committing it.
"""

from __future__ import annotations

import pytest

from support.golden_messages import MESSAGES
from support.golden_pictures import FOLDER, difference, golden, picture
from support.phone import Phone


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_looks_as_it_did(open_phone: Phone, name: str) -> None:
    seen = difference(golden(name), picture(open_phone, name))
    assert seen.is_small, seen


def test_the_pictures_are_those_of_the_messages_and_small() -> None:
    sizes = {path.stem: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert sizes.keys() == MESSAGES.keys()
    assert max(sizes.values()) < 8_000
    assert sum(sizes.values()) < 400_000
    assert sum(name.startswith("flex") for name in sizes) >= 20


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("flex_nano", "flex_kilo"),
        ("flex_borders", "flex_gradient"),
        ("flex_justify", "flex_absolute"),
        ("buttons", "buttons_plain"),
        ("text", "text_lines"),
    ],
)
def test_what_looks_different_is_found(one: str, other: str) -> None:
    assert not difference(golden(one), golden(other)).is_small
