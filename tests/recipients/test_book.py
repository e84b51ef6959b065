"""What people say of recipients: tags, aliases, consents, notes; and forgetting them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from line_connector.errors import InputError
from line_connector.recipients import Book
from line_connector.recipients.database import BookError
from line_connector.recipients.searching import Wanted
from line_connector.recipients.tables import METADATA
from support.webhook_events import AOI, OPS, REN, event, members, said


def ids(book: Book, **wanted: Any) -> list[str]:
    return [each.id for each in book.recipients(Wanted(**wanted))]


def test_tags_are_given_once_and_taken_away(book: Book) -> None:
    book.tag([AOI, OPS], ["vip", "night"], "me")
    book.tag([AOI], ["vip"], "somebody else")
    assert ids(book, tag="vip") == sorted([OPS, AOI])
    assert book.tag_names() == ["night", "vip"]
    assert book.untag([AOI, REN], ["vip"]) == 1
    assert ids(book, tag="vip") == [OPS]


def test_an_alias_belongs_to_one_recipient(book: Book) -> None:
    book.set_alias("boss", AOI, "me")
    book.set_alias("boss", AOI, "me")
    with pytest.raises(InputError, match=f"alias boss: is {AOI} in the book"):
        book.set_alias("boss", REN, "me")
    assert book.alias_ids() == {"boss": AOI}
    assert book.find(REN) is None  # nothing half-done
    assert book.remove_alias("boss")
    assert not book.remove_alias("boss")


def test_what_is_said_now_holds_also_over_what_a_clock_that_was_ahead_has_noted(book: Book) -> None:
    book.set_consent([AOI], given=True, source="form", at=2**42)
    book.set_consent([AOI], given=False, source="called us")
    found = book.find(AOI)
    assert found is not None
    assert found.has_opted_out
    assert [each.source for each in found.consents] == ["form", "called us"]


def test_the_latest_consent_holds_and_earlier_ones_are_kept(book: Book) -> None:
    book.set_consent([AOI], given=False, source="mail", at=2_000)
    book.set_consent([AOI], given=True, source="form", at=1_000)
    found = book.find(AOI)
    assert found is not None
    assert found.has_opted_out
    assert [each.source for each in found.consents] == ["form", "mail"]
    assert found.obstacle == "opted out on 1970-01-01 (mail)"


def test_recipients_are_found_by_part_of_what_is_known(book: Book) -> None:
    book.describe(AOI, display_name="Ａoi 田中", note="Floor 3")  # noqa: RUF001 - a wide A
    book.describe(REN, name="100% Ren_")
    book.describe(OPS, note="2e étage")
    book.set_alias("ops-room", OPS, "me")
    assert ids(book, text="AOI") == [AOI]
    assert ids(book, text="田") == [AOI]
    assert ids(book, text="floor") == [AOI]
    assert ids(book, text="ÉTAGE") == [OPS]
    assert ids(book, text="ops-") == [OPS]
    assert ids(book, text="0% r") == [REN]
    assert ids(book, text="0_ r") == []
    assert ids(book, name="aoi 田中") == [AOI]
    assert ids(book, name="aoi") == []


def test_many_recipients_come_in_pages_without_gaps(sqlite_book: Book) -> None:
    everybody = [f"U{number:032x}" for number in range(1_203)]
    sqlite_book.note_followers(everybody, 1)
    assert ids(sqlite_book) == everybody
    assert ids(sqlite_book, ids=[*everybody[::-1], AOI]) == everybody
    assert ids(sqlite_book, state="friend") == everybody
    assert ids(sqlite_book, state="blocked") == []


def test_whoever_is_forgotten_is_nowhere(book: Book, url: str) -> None:
    book.take(
        event("follow", 1),
        members("memberJoined", 2, AOI, REN),
        said("Hi", 3, OPS, AOI),
        event("membership", 4, membership={"type": "joined", "membershipId": 1}),
    )
    book.tag([AOI, REN], ["vip"], "me")
    book.set_alias("boss", AOI, "me")
    book.set_consent([AOI], given=False, source="me")
    book.describe(AOI, name="Aoi", note="n")

    assert book.forget(AOI)
    assert not book.forget(AOI)

    with book.engine.connect() as db:
        rows = [row for table in METADATA.sorted_tables for row in db.execute(select(table))]
    assert rows
    assert AOI not in repr(rows)
    assert "Aoi" not in repr(rows)
    assert ids(book, tag="vip") == [REN]
    if url.startswith("sqlite"):
        book.close()  # also what waits beside the file is written
        assert AOI.encode() not in Path(url.removeprefix("sqlite:///")).read_bytes()


def test_other_stores_erase_first_and_one_that_cannot_stops_it(sqlite_book: Book) -> None:
    book = sqlite_book
    book.take(event("follow", 1))
    erased: list[str] = []
    book.on_forget(erased.append)
    reachable = False

    def fail(_: str) -> None:
        if not reachable:
            raise BookError("not now")

    book.on_forget(fail)
    with pytest.raises(BookError, match="not now"):
        book.forget(AOI)
    assert book.find(AOI) is not None
    reachable = True
    assert book.forget(AOI)
    assert erased == [AOI, AOI]


def test_the_file_is_its_owners_only(tmp_path: Path) -> None:
    file = tmp_path / "data" / "book.sqlite"
    Book.at(f"sqlite:///{file}", "a").close()
    assert file.stat().st_mode & 0o77 == 0
    assert file.parent.stat().st_mode & 0o77 == 0


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://host/name", "must be a sqlite:/// or a postgresql:// URL"),
        ("not a URL", "must be a sqlite:/// or a postgresql:// URL"),
        ("sqlite://", "must have a path"),
        ("sqlite:///", "must have a path"),
        ("postgresql://user:s3cret@127.0.0.1:1/x?connect_timeout=2", "recipient book: "),
    ],
)
def test_a_database_that_cannot_be_used_is_said_without_its_password(url: str, words: str) -> None:
    with pytest.raises((InputError, BookError), match=words) as raised:
        Book.at(url, "a")
    assert "s3cret" not in str(raised.value)


def test_a_folder_that_cannot_be_made_is_said_with_what_names_another(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    file = tmp_path / "file" / "book.sqlite"
    with pytest.raises(BookError) as raised:
        Book.at(f"sqlite:///{file}", "a")
    assert f"recipient book {file}: " in str(raised.value)
    assert str(raised.value).endswith("; LINE_CONNECTOR_DATABASE=sqlite:///PATH names another")


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    file = tmp_path / "book.sqlite"
    file.write_text("something else, and long enough to be read as a database " * 20)
    with pytest.raises(BookError, match=r"book\.sqlite: file is not a database"):
        Book.at(f"sqlite:///{file}", "a")


def test_a_book_of_the_first_version_is_upgraded_and_one_of_a_later_refused(url: str) -> None:
    with Book.at(url, "tokyo") as book:
        book.add([AOI])
        with book.writing() as db:
            db.exec_driver_sql("DROP TABLE line_connector_book_schema")
    for _ in range(2):
        with Book.at(url, "tokyo") as book:
            assert book.find(AOI) is not None
    with Book.at(url, "tokyo") as book, book.writing() as db:
        db.exec_driver_sql("UPDATE line_connector_book_schema SET version = 99")
    with pytest.raises(BookError, match="was written by a later version of line-connector"):
        Book.at(url, "tokyo")
