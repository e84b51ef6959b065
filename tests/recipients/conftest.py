"""A book, in each of the databases that can hold one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from line_connector.recipients import Book


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/book.sqlite"
    database: str = request.getfixturevalue("postgres").new_database()
    return database


@pytest.fixture
def book(url: str) -> Iterator[Book]:
    with Book.at(url, "tokyo") as book:
        yield book


@pytest.fixture
def sqlite_book(tmp_path: Path) -> Iterator[Book]:
    with Book.at(f"sqlite:///{tmp_path}/book.sqlite", "tokyo") as book:
        yield book
