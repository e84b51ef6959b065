"""Names, pictures and numbers of members, asked from LINE."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from line_connector import Connector
from line_connector.errors import (
    AuthenticationError,
    ConnectorError,
    RateLimitError,
    ServerError,
)
from line_connector.recipients import Book, ProfileKeeper, Recipient
from line_connector.recipients.profiles import refresh
from support.sandboxed import Line
from support.webhook_events import AOI, MEI, OPS, REN, ROOM, event, said

STRANGER = f"U{'e' * 32}"


def found(book: Book, recipient: str) -> Recipient:
    known = book.find(recipient)
    assert known is not None
    return known


def test_each_kind_is_asked_for_with_its_own_action(
    sqlite_book: Book, connector: Connector, line: Line
) -> None:
    book = sqlite_book
    line.control("users", {"userId": AOI, "language": "ja"})
    line.control("groups", {"roomId": ROOM, "members": [REN]})
    book.take(event("follow", 1, AOI), said("Hi", 1, OPS, MEI), said("Hi", 1, ROOM, REN))

    assert refresh(book, connector, days=30) == 5

    assert found(book, AOI).row["display_name"] == "Aoi"
    assert found(book, AOI).row["language"] == "ja"
    assert (found(book, OPS).name, found(book, OPS).row["members"]) == ("Sandbox group", 3)
    assert found(book, MEI).name == "Mei-ling"
    assert (found(book, ROOM).name, found(book, ROOM).row["members"]) == ("", 1)
    asked = sorted(e["path"] for e in line.requests() if e["path"].startswith("/v2/bot"))
    assert asked == sorted(
        [
            f"/v2/bot/profile/{AOI}",
            f"/v2/bot/group/{OPS}/summary",
            f"/v2/bot/group/{OPS}/members/count",
            f"/v2/bot/group/{OPS}/member/{MEI}",
            f"/v2/bot/room/{ROOM}/member/{REN}",
            f"/v2/bot/room/{ROOM}/members/count",
        ]
    )


def test_nobody_is_asked_for_twice_before_some_days(
    sqlite_book: Book, connector: Connector, line: Line
) -> None:
    sqlite_book.take(event("follow", 1, AOI), event("follow", 1, STRANGER))
    assert refresh(sqlite_book, connector, days=1) == 2
    assert refresh(sqlite_book, connector, days=1) == 0
    line.control("users", {"userId": AOI, "displayName": "Aoi Tanaka"})
    sqlite_book.describe(AOI, asked_at=1)
    assert refresh(sqlite_book, connector, days=1) == 1
    assert found(sqlite_book, AOI).name == "Aoi Tanaka"


def test_your_own_name_wins_over_the_displayed_one(sqlite_book: Book, connector: Connector) -> None:
    sqlite_book.describe(AOI, name="Ms Tanaka")
    refresh(sqlite_book, connector, days=1)
    assert found(sqlite_book, AOI).name == "Ms Tanaka"
    assert found(sqlite_book, AOI).row["display_name"] == "Aoi"


def test_who_has_blocked_the_account_is_not_asked_for(
    sqlite_book: Book, connector: Connector, line: Line
) -> None:
    sqlite_book.take(event("unfollow", 1, AOI), event("leave", 1, OPS))
    assert refresh(sqlite_book, connector, days=1) == 2
    assert line.requests() == []


GROUP = "/v2/bot/group/*"


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 403, "json": {"message": "Forbidden"}},
        {"status": 410, "json": {}},
        {"status": 200, "text": "<html>"},
        {"status": 200, "json": {"groupName": 7, "count": "many", "language": []}},
        {"status": 200, "json": {"count": 2**70, "pictureUrl": None}},
    ],
)
def test_one_that_line_shows_nothing_of_keeps_no_other_back(
    book: Book, connector: Connector, line: Line, answer: dict[str, Any]
) -> None:
    line.fault(path=GROUP, answer=answer, times=9)
    book.take(event("join", 1, OPS), event("follow", 1, AOI))
    assert refresh(book, connector, days=1) == 2
    assert (found(book, OPS).name, found(book, OPS).row["members"]) == ("", None)
    assert found(book, AOI).name == "Aoi"
    assert refresh(book, connector, days=1) == 0


@pytest.mark.parametrize(("status", "error"), [(429, RateLimitError), (500, ServerError)])
def test_what_says_nothing_of_the_one_who_was_asked_for_is_asked_again(
    sqlite_book: Book,
    connector: Connector,
    line: Line,
    status: int,
    error: type[ConnectorError],
) -> None:
    line.fault(path=GROUP, answer={"status": status, "json": {}}, times=9)
    sqlite_book.take(event("join", 1, OPS))
    with pytest.raises(error):
        refresh(sqlite_book, connector, days=1)
    assert found(sqlite_book, OPS).row["asked_at"] == 0


def test_wrong_credentials_end_it(sqlite_book: Book, line: Line) -> None:
    sqlite_book.take(event("follow", 1, AOI))
    with (
        Connector({"line": {"url": line.url, "token": "wrong"}}) as connector,
        pytest.raises(AuthenticationError),
    ):
        refresh(sqlite_book, connector, days=1)
    assert found(sqlite_book, AOI).row["asked_at"] == 0  # so it is asked for later


def test_a_keeper_asks_while_events_are_taken(sqlite_book: Book, connector: Connector) -> None:
    named = threading.Event()
    describe = sqlite_book.describe

    class Told(Book):
        def describe(self, recipient: str, **values: object) -> None:
            describe(recipient, **values)
            named.set()

    book = Told(sqlite_book.engine, sqlite_book.account)
    with ProfileKeeper(book, connector):
        book.take(event("follow", 1, AOI))
        assert named.wait(20)
    assert found(book, AOI).name == "Aoi"


def test_a_keeper_goes_on_after_an_error_that_nobody_expects(
    sqlite_book: Book, connector: Connector
) -> None:
    failed, named = threading.Event(), threading.Event()
    describe = sqlite_book.describe

    class Failing(Book):
        def describe(self, recipient: str, **values: object) -> None:
            if not failed.is_set():
                failed.set()
                raise RuntimeError("once")
            describe(recipient, **values)
            named.set()

    book = Failing(sqlite_book.engine, sqlite_book.account)
    with ProfileKeeper(book, connector):
        book.take(event("follow", 1, AOI))
        assert failed.wait(20)
        book.take(event("message", 2, AOI))
        assert named.wait(20)
