"""What the book learns from events: in any order, however often they come."""

from __future__ import annotations

import json
import tempfile
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from line_connector.recipients import Book
from line_connector.recipients.tables import METADATA
from support.published import CORPUS
from support.webhook_events import AOI, MEI, OPS, REN, ROOM, event, members, said

FILE = CORPUS / "webhooks.jsonl"


def state(book: Book, recipient: str = AOI) -> str | None:
    found = book.find(recipient)
    return found.state if found else None


def content(book: Book) -> list[tuple[Any, ...]]:
    """Return all that is in the database."""
    with book.engine.connect() as db:
        return [
            (table.name, *row)
            for table in METADATA.sorted_tables
            for row in sorted(map(tuple, db.execute(select(table))))
        ]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([event("follow", 1)], "friend"),
        ([event("follow", 1), event("unfollow", 2)], "blocked"),
        ([event("unfollow", 2), event("follow", 3)], "friend"),
        ([event("unfollow", 2), said("Hi", 3)], "contact"),
        ([event("unfollow", 2), said("Hi", 3, OPS, AOI)], "blocked"),
        ([said("Hi", 1)], "contact"),
        ([said("Hi", 1, OPS, AOI)], "member"),
        ([members("memberJoined", 1, AOI)], "member"),
        ([members("memberJoined", 1, AOI), members("memberLeft", 2, AOI)], "left"),
        ([members("memberLeft", 1, AOI), members("memberJoined", 2, AOI)], "member"),
        ([event("beacon", 1)], "contact"),
        ([event("somethingNew", 1)], "contact"),
    ],
)
def test_state_of_a_user(book: Book, events: list[Any], expected: str) -> None:
    book.take(*events)
    assert state(book) == expected


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([event("join", 1, OPS)], "joined"),
        ([said("Hi", 1, OPS, AOI)], "joined"),
        ([event("join", 1, OPS), event("leave", 2, OPS)], "left"),
        ([event("leave", 2, OPS), event("join", 3, OPS)], "joined"),
    ],
)
def test_state_of_a_group(book: Book, events: list[Any], expected: str) -> None:
    book.take(*events)
    assert state(book, OPS) == expected


def test_events_leave_first_and_last_time_links_and_memberships(book: Book) -> None:
    book.take(
        event("follow", 1_000),
        event("accountLink", 3_000, link={"result": "ok", "nonce": "secret"}),
        event("membership", 4_000, membership={"type": "joined", "membershipId": 189}),
        event("membership", 5_000, membership={"type": "joined", "membershipId": 190}),
        event("membership", 6_000, membership={"type": "left", "membershipId": 190}),
        said("Hi", 2_000, ROOM, AOI),
    )

    found = book.find(AOI)
    assert found is not None
    assert found.to_dict() == {
        "id": AOI,
        "kind": "user",
        "state": "friend",
        "groups": [ROOM],
        "memberships": [189],
        "first_seen": "1970-01-01T00:00:01Z",
        "last_seen": "1970-01-01T00:00:06Z",
        "linked_at": "1970-01-01T00:00:03Z",
    }


def test_a_failed_account_link_links_nothing(book: Book) -> None:
    book.take(event("accountLink", 3_000, link={"result": "failed", "nonce": "secret"}))
    found = book.find(AOI)
    assert found is not None
    assert "linked_at" not in found.to_dict()


def test_no_text_and_no_secret_of_an_event_is_kept(book: Book) -> None:
    book.take(
        {**said("my card is 4111", 1, OPS, AOI), "replyToken": "r3ply"},
        event("accountLink", 2, link={"result": "ok", "nonce": "n0nce"}),
        event("postback", 3, postback={"data": "p0stback"}),
    )
    everything = repr(content(book))
    for words in ("4111", "r3ply", "n0nce", "p0stback"):
        assert words not in everything


def test_a_typed_event_is_taken_by_its_json(book: Book) -> None:
    class Typed:
        raw = event("follow", 1)

    book.take(Typed())
    assert state(book) == "friend"


def test_each_account_has_a_book_of_its_own(book: Book) -> None:
    book.take(event("follow", 1))
    other = Book(book.engine, "bangkok")
    assert list(other.recipients()) == []
    other.take(event("unfollow", 1))
    assert (state(book), state(other)) == ("friend", "blocked")


_USERS = st.sampled_from([AOI, REN, MEI])
_TIMES = st.integers(1, 6)
_EVENTS = st.one_of(
    st.builds(event, st.sampled_from(["follow", "unfollow"]), _TIMES, _USERS),
    st.builds(event, st.sampled_from(["join", "leave"]), _TIMES, st.just(OPS)),
    st.builds(said, st.just("Hi"), _TIMES, st.sampled_from([OPS, ROOM]), _USERS),
    st.builds(said, st.just("Hi"), _TIMES, _USERS),
    st.builds(members, st.sampled_from(["memberJoined", "memberLeft"]), _TIMES, _USERS, _USERS),
    st.builds(
        lambda kind, at, plan: event(
            "membership", at, membership={"type": kind, "membershipId": plan}
        ),
        st.sampled_from(["joined", "renewed", "left"]),
        _TIMES,
        st.integers(1, 2),
    ),
)


@given(st.lists(_EVENTS, min_size=1, max_size=12), st.data())
def test_order_and_repetition_change_nothing(events: list[Any], data: st.DataObject) -> None:
    mixed = [*data.draw(st.permutations(events)), *data.draw(st.lists(st.sampled_from(events)))]
    with tempfile.TemporaryDirectory() as folder, Book.at(f"sqlite:///{folder}/a", "a") as book:
        book.take(*events)
        expected = content(book)
        with Book.at(f"sqlite:///{folder}/b", "a") as other:
            for each in mixed:
                other.take(each)
            assert content(other) == expected


def test_those_who_take_the_same_events_at_once_agree(url: str) -> None:
    events = [
        *(event("follow", number, f"U{number % 7:032x}") for number in range(1, 60)),
        *(said("Hi", number, OPS, f"U{number % 5:032x}") for number in range(60, 120)),
    ]
    with Book.at(url, "one") as book:
        book.take(*events)
        expected = [row[2:] for row in content(book) if row[1] == "one"]

    def take(some: list[Any]) -> None:
        with Book.at(url, "many") as own:
            for start in range(0, len(some), 10):
                own.take(*some[start : start + 10])

    threads = [Thread(target=take, args=(part,)) for part in (events, events[::-1], events[::2])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Book.at(url, "many") as book:
        assert [row[2:] for row in content(book) if row[1] == "many"] == expected


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"type": "message"},
        {"type": "follow", "source": {"type": "user", "userId": AOI}},
        {"type": "follow", "timestamp": "1", "source": {"type": "user", "userId": AOI}},
        {"type": "follow", "timestamp": True, "source": {"type": "user", "userId": AOI}},
        {"type": "follow", "timestamp": 1e3, "source": {"type": "user", "userId": AOI}},
        {"type": "follow", "timestamp": -1, "source": {"type": "user", "userId": AOI}},
        {"type": "follow", "timestamp": 1 << 80, "source": {"type": "user", "userId": AOI}},
        {"type": None, "timestamp": 1, "source": {"type": "user", "userId": AOI}},
        {"type": "follow", "timestamp": 1, "source": {"type": "user"}},
        {"type": "follow", "timestamp": 1, "source": {"type": "user", "userId": 7}},
        {"type": "follow", "timestamp": 1, "source": {"type": "user", "userId": "Udeadbeef"}},
        {"type": "follow", "timestamp": 1, "source": {"type": [], "userId": AOI}},
        {"type": "follow", "timestamp": 1, "source": [AOI]},
        {"type": "follow", "timestamp": 1, "source": {"type": "newKind", "userId": AOI}},
    ],
    ids=str,
)
def test_an_event_without_a_time_or_a_known_source_says_nothing(
    sqlite_book: Book, raw: Any
) -> None:
    sqlite_book.take(raw)
    assert list(sqlite_book.recipients()) == []


@pytest.mark.skipif(not FILE.exists(), reason=f"no corpus at {CORPUS}")
def test_every_event_of_the_corpus_is_taken(book: Book) -> None:
    bodies = [json.loads(line)["body"] for line in FILE.read_text(encoding="utf-8").splitlines()]
    events = [each for body in bodies for each in body.get("events", [])]
    book.take(*(each for each in events if isinstance(each, dict)))
    states = {each.state for each in book.recipients()}
    assert {"friend", "blocked", "joined", "left", "member"} <= states
