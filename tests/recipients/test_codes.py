"""An ID is found by a code that somebody says."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from line_connector.recipients import Book
from line_connector.recipients.codes import LIFETIME, Found, drop_code, found_by_code, new_code
from line_connector.recipients.tables import codes
from line_connector.recipients.times import now
from support.webhook_events import AOI, OPS, REN, said


def looked_for(book: Book, at: int | None = None) -> str:
    with book.writing() as db:
        return new_code(db, book.account, at or now())


def found(book: Book, code: str) -> Found | None:
    with book.writing() as db:
        return found_by_code(db, book.account, code)


@pytest.mark.parametrize("words", ["line {}", "Line {}!", "@bot line-{} please", "LINE{}"])
def test_who_says_the_code_is_found(book: Book, words: str) -> None:
    code = looked_for(book)
    book.take(said(words.format(code), 1, OPS, AOI))
    assert found(book, code) == Found(OPS, AOI)
    book.take(said(f"line {code}", 2, REN))
    assert found(book, code) == Found(OPS, AOI)  # the first one counts


def test_a_user_is_found_too(book: Book) -> None:
    code = looked_for(book)
    book.take(said(f"line {code}", 1))
    assert found(book, code) == Found(AOI, AOI)


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("line {}", "０１２３４５６７８９"),  # noqa: RUF001
        ("line\u3000{}", "0123456789"),
        ("ｌｉｎｅ\u3000{}", "０１２３４５６７８９"),  # noqa: RUF001
        ("ＬＩＮＥ－{}", "0123456789"),  # noqa: RUF001
        ("はline {}です", "0123456789"),
        ("รหัสline {}ครับ", "๐๑๒๓๔๕๖๗๘๙"),
    ],
)
def test_it_is_found_as_phones_in_asia_type_it(book: Book, words: str, digits: str) -> None:
    code = looked_for(book)
    typed = code.translate(str.maketrans("0123456789", digits))
    book.take(said(words.format(typed), 1, OPS, AOI))
    assert found(book, code) == Found(OPS, AOI)


@pytest.mark.parametrize("words", ["{}", "line {}0", "line {}０", "online{}", "line  {}"])  # noqa: RUF001
def test_other_texts_are_not_the_code(book: Book, words: str) -> None:
    code = looked_for(book)
    book.take(said(words.format(code), 1))
    assert found(book, code) is None


def test_a_code_ends(book: Book) -> None:
    old, dropped = looked_for(book, now() - LIFETIME - 1), looked_for(book)
    with book.writing() as db:
        drop_code(db, book.account, dropped)
    book.take(said(f"line {old}", 1), said(f"line {dropped}", 1))
    assert found(book, old) is None
    assert found(book, dropped) is None
    looked_for(book)
    with book.writing() as db:
        left: Any = db.execute(select(codes.c.code)).scalars().all()
    assert len(left) == 1
