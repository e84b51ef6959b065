"""Names of the book wherever a recipient is taken, and whom a send is kept from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from line_connector.configuration import Configuration
from line_connector.configuration.policies import Policies
from line_connector.errors import InputError
from line_connector.recipients import Book
from line_connector.recipients.database import BookError
from line_connector.recipients.location import DATABASE
from line_connector.recipients.names import BookNames
from line_connector.sending.address import Address, read_target, recipients_of
from support.loading import loaded_after
from support.webhook_events import AOI, MEI, OPS, REN, event


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    """A book of the account that sends by default."""
    url = f"sqlite:///{tmp_path}/book.sqlite"
    monkeypatch.setenv(DATABASE, url)
    with Book.at(url, "default") as book:
        book.take(event("follow", 1, AOI), event("follow", 1, REN))
        book.describe(AOI, display_name="Aoi, T.")
        book.tag([AOI, REN], ["vip"], "me")
        book.set_alias("boss", AOI, "me")
        yield book


def resolved(text: str, warnings: list[str] | None = None, **given: Any) -> list[str]:
    configuration = Configuration(Path("config.yaml"), **given)
    warn = (warnings if warnings is not None else []).append
    return recipients_of(read_target(text), configuration, BookNames(configuration), warn)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("boss", [AOI]),
        ("tag:vip", [AOI, REN]),
        ('name:"aoi, t."', [AOI]),
        ('name:"Aoi, T.",tag:vip, team', [AOI, REN, OPS]),
        (f"{MEI},boss", [MEI, AOI]),
        ("lineconnector://tag:vip/team", [AOI, REN, OPS]),
        ("lineconnector://default@tag%3Avip", [AOI, REN]),
        ('lineconnector://name:"aoi, t."/tag:vip', [AOI, REN]),
    ],
)
def test_names_are_resolved(book: Book, text: str, expected: list[str]) -> None:
    assert resolved(text, recipients={"team": ["boss", OPS], "x": ["tag:vip"]}) == expected


def test_a_name_of_the_file_may_stand_for_one_of_the_book(book: Book) -> None:
    assert resolved("night", recipients={"night": ["tag:vip", OPS]}) == [AOI, REN, OPS]


def test_the_file_wins(book: Book) -> None:
    assert resolved("boss", recipients={"boss": [OPS]}) == [OPS]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bos", "unknown recipient 'bos'; did you mean boss?"),
        ("vip", "unknown recipient 'vip'; did you mean tag:vip?"),
        ("tag:vib", "tag:vib: nobody; did you mean vip?"),
        ("tag:", "tag:: nobody; there are: vip"),
        ('name:"Ren"', 'name:"Ren": nobody; see: line-connector recipients find'),
    ],
)
def test_what_stands_for_nobody_is_said(book: Book, text: str, words: str) -> None:
    with pytest.raises(InputError) as raised:
        resolved(text)
    assert str(raised.value) == words


def test_a_name_of_several_is_refused_with_their_ids(book: Book) -> None:
    book.describe(REN, name="Aoi, T.")
    with pytest.raises(InputError, match=f"2 recipients: {AOI} \\(friend\\), {REN} \\(friend\\)"):
        resolved('name:"Aoi, T."')


def test_an_account_has_names_of_its_own(book: Book) -> None:
    Book(book.engine, "bangkok").set_alias("boss", MEI, "me")
    names = BookNames(Configuration(Path("x")), "bangkok")
    assert recipients_of(Address(("boss",)), Configuration(Path("x")), names) == [MEI]


def test_who_has_blocked_or_opted_out_is_warned_of(book: Book) -> None:
    book.take(event("unfollow", 86_400_000, AOI))
    book.set_consent([REN], given=False, source="mail", at=86_400_000)
    warnings: list[str] = []
    assert resolved("tag:vip", warnings) == [AOI, REN]
    assert warnings == [
        f"recipient {AOI} (boss) has blocked the account since 1970-01-02",
        f"recipient {REN} opted out on 1970-01-02 (mail)",
    ]


def test_the_configuration_can_refuse_or_allow_them(book: Book) -> None:
    book.take(event("unfollow", 86_400_000, AOI))
    warnings: list[str] = []
    with pytest.raises(InputError, match=rf"recipient {AOI} \(boss\) has blocked .*: refused"):
        resolved("tag:vip", warnings, policies=Policies(blocked="refuse"))
    assert resolved(AOI, warnings, policies=Policies(blocked="send")) == [AOI]
    assert warnings == []


def test_a_book_that_cannot_be_read_stops_only_what_needs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATABASE, "postgresql://127.0.0.1:1/x")
    warnings: list[str] = []
    assert resolved("ops", warnings, recipients={"ops": [OPS]}) == [OPS]
    assert warnings[0].startswith("not checked who has blocked the account: recipient book: ")
    with pytest.raises(BookError):
        resolved("boss")
    with pytest.raises(BookError):
        resolved(OPS, policies=Policies(blocked="refuse"))


def test_without_a_book_no_database_is_made_and_no_library_imported(tmp_path: Path) -> None:
    file = tmp_path / "book.sqlite"
    loaded = loaded_after(
        "import os, pathlib\n"
        f"os.environ['LINE_CONNECTOR_DATABASE'] = 'sqlite:///{file}'\n"
        "from line_connector.configuration import Configuration\n"
        "from line_connector.recipients.names import BookNames\n"
        "from line_connector.sending.address import read_target, recipients_of\n"
        f"configuration = Configuration(pathlib.Path('x'), recipients={{'ops': ['{OPS}']}})\n"
        f"to, names = read_target('ops,{AOI}'), BookNames(configuration)\n"
        f"assert recipients_of(to, configuration, names) == ['{OPS}', '{AOI}']\n"
    )
    assert "sqlalchemy" not in loaded
    assert not file.exists()


def test_without_a_book_a_tag_is_nobodys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(DATABASE, f"sqlite:///{tmp_path}/none.sqlite")
    names = BookNames(Configuration(Path("x")))
    with pytest.raises(InputError, match="tag:vip: nobody"):
        names.ids("tag:vip")
    assert names.ids("boss") is None
    assert list(tmp_path.iterdir()) == []
