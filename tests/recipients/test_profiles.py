"""Names, pictures and numbers of members, asked from LINE."""

from __future__ import annotations

import threading

import pytest

from line_connector import Connector
from line_connector.errors import AuthenticationError
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
