"""One browser for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.phone import Phone, phone_in_browser


# Not for the whole run: while it is open, no other test can run an event loop.
@pytest.fixture(scope="module")
def open_phone() -> Iterator[Phone]:
    with phone_in_browser() as phone:
        yield phone


@pytest.fixture
def phone(open_phone: Phone) -> Iterator[Phone]:
    """A phone on which no message may cause an error, a dialog or a request."""
    open_phone.wrong.clear()
    yield open_phone
    assert open_phone.wrong == []
