"""Where to send, written as an address."""

from __future__ import annotations

import pytest

from line_connector.errors import InputError
from line_connector.sending.address import Address, read_address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("lineconnector://", Address()),
        ("lineconnector://tokyo@?silent=yes", Address(account="tokyo", silent=True)),
        ("lineconnector://ops", Address(("ops",))),
        ("lineconnector://ops/boss/", Address(("ops", "boss"))),
        ("lineconnector://tokyo@ops/tag%3Avip", Address(("ops", "tag:vip"), "tokyo")),
    ],
)
def test_targets_and_account_are_read(url: str, address: Address) -> None:
    assert read_address(url) == address


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("lineconnector:///boss", "a target is empty"),
        ("lineconnector://ops//boss", "a target is empty"),
        ("lineconnector://ops//", "a target is empty"),
        ("lineconnector://@ops", "the account before @ is empty"),
    ],
)
def test_what_a_variable_without_a_value_leaves_is_refused(url: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_address(url)
