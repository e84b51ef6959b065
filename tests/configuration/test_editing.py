"""An account is added to the file; what else stands in it stays."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector.configuration.editing import with_account
from line_connector.documents.reading import read_document

TOKEN = {"token": {"keyring": True}}

MINE = """\
# My accounts, do not touch

default_account: a  # the old one
accounts:
    # Tokyo
    a:
        token: x   # issued in May

    # Osaka
    b: {token: y}
# Whom to tell

recipients: {ops: [boss], boss: U1}
"""


def test_line_ends_stay_as_they_are() -> None:
    changed = with_account(MINE.replace("\n", "\r\n"), "c", TOKEN, is_default=True)
    assert changed is not None
    assert changed == (with_account(MINE, "c", TOKEN, is_default=True) or "").replace("\n", "\r\n")


def test_a_new_file_gets_the_account_as_default() -> None:
    assert with_account("", "a", {"client_id": "123", **TOKEN}, is_default=True) == (
        "# Accounts and recipients of line-connector; see: line-connector config check\n"
        "default_account: a\n"
        "accounts:\n"
        "  a:\n"
        '    client_id: "123"\n'
        "    token: {keyring: true}\n"
    )


def test_an_account_is_added_and_no_other_line_changes() -> None:
    changed = with_account(MINE, "c", TOKEN)
    assert changed == MINE.replace(
        "    b: {token: y}\n", "    b: {token: y}\n    c:\n        token: {keyring: true}\n"
    )


def test_an_account_is_replaced_with_its_own_lines_only() -> None:
    changed = with_account(MINE, "a", TOKEN)
    assert changed == MINE.replace(
        "        token: x   # issued in May\n", "        token: {keyring: true}\n"
    )


def test_the_default_changes_in_its_place() -> None:
    changed = with_account(MINE, "b", {"token": "y"}, is_default=True)
    assert changed is not None
    assert "default_account: b  # the old one\n" in changed


@pytest.mark.parametrize(
    "text",
    ["{accounts: {}}", "accounts: {a: {token: x}}\n", "accounts: &x\n  a: {token: x}\n<<: *x\n"],
)
def test_a_file_whose_lines_cannot_be_told_apart_is_left_alone(text: str) -> None:
    assert with_account(text, "b", TOKEN) is None


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=9)
NAME = st.from_regex("[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
COMMENT = st.sampled_from(["", "\n", "# a comment\n", "\n  # indented: {\n\n"])


@given(
    st.lists(st.tuples(COMMENT, NAME, TEXT), max_size=4, unique_by=lambda each: each[1]),
    COMMENT,
    st.booleans(),
    NAME,
    TEXT,
    st.integers(1, 6),
)  # fmt: skip
def test_whatever_stands_in_the_file_the_result_is_the_file_with_the_account(
    accounts: list[tuple[str, str, str]],
    end: str,
    is_default: bool,
    name: str,
    value: str,
    indent: int,
) -> None:
    space = " " * indent
    before = "sandbox: http://127.0.0.1\naccounts:\n" + "".join(
        f"{comment}{space}{each}:\n{space * 2}token: {json.dumps(token, ensure_ascii=False)}\n"
        for comment, each, token in accounts
    )
    before += f"{end}recipients: {{ops: U1}}\n"

    changed = with_account(before, name, {"token": value}, is_default=is_default)

    assert changed is not None
    wanted = read_document(before, "")
    wanted["accounts"] = {**(wanted["accounts"] or {}), name: {"token": value}}
    wanted |= {"default_account": name} if is_default else {}
    assert read_document(changed, "") == wanted
    assert all(line in changed for line in before.splitlines() if line.strip().startswith("#"))
