"""Whatever a card is given, what it builds is accepted by our models and by the sandbox."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
import requests
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from line_connector import cards, find_warnings, validate
from line_connector.cards.cutting import is_blank
from line_connector.sandbox import Sandbox
from line_connector.schema.lengths import utf16_length
from support.sandboxed import USER

Texts: TypeAlias = st.SearchStrategy[str]

PIECES = (
    "a",
    " ",
    "\n",
    "\t",
    '"',
    "\\",
    "\x00",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2028",
    "ก็",
    "ที่",
    "日本",
    "שלום",
    "مرحبا",
    "👩‍👩‍👧‍👦",
    "🇹🇭",
    "e\u0301",
    "${{ x }}",
)


def joined(pieces: list[str]) -> str:
    return "".join(pieces)


def repeated(piece: str, times: int) -> str:
    return piece * times


def with_label(label: str, does: dict[str, Any]) -> dict[str, Any]:
    return {"label": label, **does}


WORDS: Texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=8).map(joined)
TEXTS: Texts = st.builds(repeated, WORDS, st.sampled_from([1, 1, 1, 3, 200, 5_000]))
TITLES: Texts = TEXTS.filter(lambda text: not is_blank(text))
SCALARS: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
AMOUNTS: st.SearchStrategy[Any] = (
    TEXTS | st.integers() | st.just(10**320) | st.floats(allow_nan=False, allow_infinity=False)
)
LINKS: st.SearchStrategy[Any] = st.sampled_from(
    [
        "https://example.com/",
        "https://example.com/" + "a" * 980,
        "https://example.com/ค้นหา?q=a b|c",
        "tel:+66900000001",
        "line://ti/p/@x",
    ]
)
PICTURES: st.SearchStrategy[Any] = st.sampled_from(
    ["https://example.com/a.png", "https://example.com/รูป.png"]
)
FIELDS: st.SearchStrategy[Any] = st.dictionaries(TEXTS, SCALARS, max_size=30)
LANGUAGES: st.SearchStrategy[Any] = st.sampled_from(["en", "ja", "th", "zh-TW", "ko", "id", "ar"])
BUTTON: st.SearchStrategy[Any] = st.builds(
    with_label,
    TITLES,
    st.one_of(
        LINKS.map(lambda link: {"link": link}),
        TITLES.map(lambda text: {"text": text}),
        st.just({"data": "กด" * 75}),
    ),
)
ITEMS: st.SearchStrategy[Any] = st.lists(
    st.fixed_dictionaries({"name": TITLES}, optional={"quantity": AMOUNTS, "price": AMOUNTS}),
    max_size=30,
)
CHOICES: st.SearchStrategy[Any] = st.lists(
    st.fixed_dictionaries(
        {"label": TITLES, "data": st.just("x" * 300)},
        optional={"style": st.sampled_from(["approve", "deny", "other"])},
    ),
    min_size=1,
    max_size=10,
)
TABLES: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "headers": st.lists(TEXTS, max_size=8),
        "rows": st.lists(st.lists(SCALARS, max_size=8), max_size=30),
    },
)


def values(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(required, optional={**optional, "language": LANGUAGES})


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "alert": values(
        {"title": TITLES},
        {
            "severity": st.sampled_from(["info", "success", "warning", "error", "critical"]),
            "label": SCALARS,
            "text": TEXTS,
            "fields": FIELDS,
            "link": LINKS,
            "linkLabel": TITLES,
            "buttons": st.lists(BUTTON, max_size=5),
            "time": SCALARS,
            "source": SCALARS,
        },
    ),
    "order": values(
        {"number": TITLES},
        {
            "status": SCALARS,
            "items": ITEMS,
            "total": AMOUNTS,
            "currency": TEXTS,
            "tracking": LINKS,
            "picture": PICTURES,
            "address": TEXTS,
        },
    ),
    "receipt": values(
        {"shop": TITLES},
        {
            "number": SCALARS,
            "date": SCALARS,
            "lines": ITEMS,
            "tax": AMOUNTS,
            "total": AMOUNTS,
            "currency": TEXTS,
            "paidWith": SCALARS,
            "link": LINKS,
        },
    ),
    "approval": values(
        {"title": TITLES},
        {
            "text": TEXTS,
            "fields": FIELDS,
            "requestedBy": SCALARS,
            "id": st.text("ก1", max_size=20),
            "choices": CHOICES,
        },
    ),
    "report": values(
        {"title": TITLES},
        {
            "period": SCALARS,
            "summary": TEXTS,
            "table": TABLES,
            "picture": PICTURES,
            "link": LINKS,
        },
    ),
}
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
TITLE_OF = {"order": "number", "receipt": "shop"}

LONG = "👩‍👩‍👧‍👦ที่日本" * 500
MANY = {f"{number}{LONG}": LONG for number in range(3_000)}
WHOLE: dict[str, dict[str, Any]] = {
    "alert": {
        "title": LONG,
        "text": LONG,
        "fields": MANY,
        "link": "https://example.com/" + "a" * 980,
        "buttons": [{"label": LONG, "link": "https://example.com/" + "a" * 980}] * 5,
        "time": LONG,
        "source": LONG,
        "label": LONG,
    },
    "order": {
        "number": LONG,
        "status": LONG,
        "items": [{"name": LONG, "quantity": LONG, "price": LONG}] * 3_000,
        "total": LONG,
        "tracking": "https://example.com/" + "a" * 980,
        "picture": "https://example.com/" + "a" * 1_980,
        "address": LONG,
    },
    "receipt": {
        "shop": LONG,
        "number": LONG,
        "date": LONG,
        "lines": [{"name": LONG, "quantity": LONG, "price": LONG}] * 3_000,
        "tax": LONG,
        "total": LONG,
        "paidWith": LONG,
        "link": "https://example.com/" + "a" * 980,
    },
    "approval": {
        "title": LONG,
        "text": LONG,
        "fields": MANY,
        "requestedBy": LONG,
        "choices": [{"label": LONG, "data": "ก" * 300}] * 10,
    },
    "report": {
        "title": LONG,
        "period": LONG,
        "summary": LONG,
        "table": {"headers": [LONG] * 3_000, "rows": [[LONG] * 100] * 3_000},
        "picture": "https://example.com/" + "a" * 1_980,
        "link": "https://example.com/" + "a" * 980,
    },
}
"""The largest of each kind that there may be."""


@pytest.fixture(scope="module")
def http() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


@pytest.mark.parametrize("name", list(cards.CARDS))
def test_any_card_is_accepted(name: str, running_sandbox: Sandbox, http: requests.Session) -> None:
    @settings(
        max_examples=60,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(values=VALUES[name])
    @example(values=WHOLE[name])
    def accepted(values: dict[str, Any]) -> None:
        message = cards.build(name, values)
        assert validate([message]) == []
        assert find_warnings([message]) == []
        title = " ".join(CONTROL.sub(" ", values[TITLE_OF.get(name, "title")]).split())
        assert title[:50].strip() in message["altText"]
        assert utf16_length(message["altText"]) <= 1_500
        assert "\n" not in message["altText"]
        answer = http.post(
            f"{running_sandbox.url}/v2/bot/message/validate/push",
            data=json.dumps({"to": USER, "messages": [message]}).encode(),
            headers={
                "Authorization": "Bearer sandbox-token",
                "Content-Type": "application/json",
            },
            timeout=30,
        )
        assert answer.status_code == 200, answer.text

    accepted()
