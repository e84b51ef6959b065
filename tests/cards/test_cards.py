"""What each card shows, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from itertools import product
from typing import Any

import pytest

from line_connector import InputError, cards
from line_connector.cards import colors
from line_connector.cards.words import WORDS

TIMES = "\N{MULTIPLICATION SIGN}"


def texts(message: dict[str, Any]) -> list[str]:
    """Return the texts that a card shows and the labels of its buttons, from top to bottom."""
    bubble = message["contents"]
    blocks = (bubble.get(name) for name in ("header", "body", "footer"))
    return [text for block in blocks if block for text in _texts(block)]


def _texts(component: dict[str, Any]) -> Iterator[str]:
    if component["type"] == "text":
        yield component["text"]
    elif component["type"] == "button":
        yield component["action"]["label"]
    for inner in component.get("contents", ()):
        yield from _texts(inner)


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the actions of a card's buttons."""
    found: list[dict[str, Any]] = []
    waiting = [message["contents"]["footer"]]
    while waiting:
        component = waiting.pop(0)
        if component["type"] == "button":
            found.append(component["action"])
        waiting += component.get("contents", ())
    return found


def test_alert() -> None:
    message = cards.build(
        "alert",
        {
            "title": "Disk almost full",
            "severity": "critical",
            "text": "4 GB left.",
            "fields": {"Host": "db-1", "Used": 91, "Up": True, "Note": None},
            "link": "https://example.com/?q=a b",
            "source": "Zabbix",
            "time": "14:20",
        },
    )

    assert texts(message) == [
        *("Critical", "Zabbix", "Disk almost full", "4 GB left."),
        *("Host", "db-1", "Used", "91", "Up", "true", "Note", "—"),
        *("14:20", "Details"),
    ]
    assert message["altText"] == (
        "Critical: Disk almost full · 4 GB left. · Host: db-1 · Used: 91 · Up: true"
        " · Zabbix · 14:20"
    )
    assert buttons(message)[0]["uri"] == "https://example.com/?q=a%20b"


def test_order() -> None:
    message = cards.build(
        "order",
        {
            "number": 10234,
            "status": "Shipped",
            "items": [
                {"name": "Tea", "quantity": 2, "price": 1290},
                {"name": "Rice", "quantity": "500 g", "price": "free"},
            ],
            "total": 1290.5,
            "currency": "฿",
            "tracking": "https://example.com/t",
            "address": "1 Rama Road",
        },
    )

    assert texts(message) == [
        *("Order", "10234", "Shipped"),
        *(f"2 {TIMES} Tea", "฿1,290", "500 g Rice", "free", "Total", "฿1,290.50"),
        *("Ship to", "1 Rama Road", "Track shipment"),
    ]
    assert message["altText"] == (
        f"Order 10234 · Shipped · Total: ฿1,290.50 · 2 {TIMES} Tea · 500 g Rice"
    )


def test_receipt() -> None:
    message = cards.build(
        "receipt",
        {
            "shop": "Coffee Corner",
            "number": "R-1",
            "date": datetime(2026, 11, 21, 9, 12, tzinfo=timezone.utc),
            "lines": [{"name": "Latte", "price": 95}],
            "tax": -6.2,
            "total": 95,
            "currency": "THB",
            "paidWith": "Cash",
        },
    )

    assert texts(message) == [
        *("Receipt", "Coffee Corner", "R-1 · 2026-11-21 09:12 UTC", "Latte", "95 THB"),
        *("Tax", "-6.20 THB", "Total", "95 THB", "Paid with", "Cash"),
    ]


def test_approval_posts_back_what_is_chosen() -> None:
    message = cards.approval(title="Deploy?", id="web 2.14", requested_by="Mali")

    assert texts(message) == ["Deploy?", "Requested by", "Mali", "Approve", "Deny"]
    assert [(action["data"], action["displayText"]) for action in buttons(message)] == [
        ("choice=approve&id=web+2.14", "Approve"),
        ("choice=deny&id=web+2.14", "Deny"),
    ]


def test_report_aligns_columns_of_numbers() -> None:
    table = {"headers": ["Branch", "Orders"], "rows": [["Bangkok", 1204], ["Phuket", "฿388"], []]}
    message = cards.build("report", {"title": "Sales", "period": "November", "table": table})

    assert texts(message) == [
        *("November", "Sales", "Branch", "Orders"),
        *("Bangkok", "1204", "Phuket", "฿388", "—", "—"),
    ]
    [rows] = message["contents"]["body"]["contents"]
    assert [cell["align"] for cell in rows["contents"][0]["contents"]] == ["start", "end"]


def test_rows_and_columns_that_do_not_fit_are_counted() -> None:
    fields = {str(number): "x" for number in range(32)}
    assert texts(cards.alert(title="t", fields=fields))[-1] == "… and 12 more"

    table = {"headers": list("abcdef"), "rows": [["x"] * 6] * 21}
    assert texts(cards.build("report", {"title": "t", "table": table}))[-2:] == [
        "… and 1 more",
        "… and 2 more: e, f",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
        ("👩‍👩‍👧‍👦" * 100, "👩‍👩‍👧‍👦" * 18 + "…"),
        ("ที่" * 100, "ที่" * 66 + "…"),
        ("e" + "\u0301" * 500, "e" + "\u0301" * 198 + "…"),
    ],
)
def test_a_long_text_is_cut_between_characters(text: str, shown: str) -> None:
    assert texts(cards.alert(title=text))[1] == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (1290, "฿1,290"),
        (1290.0, "฿1,290"),
        (1290.5, "฿1,290.50"),
        (-1290, "-฿1,290"),
        (-12.345, "-฿12.345"),
        (2.675, "฿2.675"),
        (0.00012345, "฿0.00012345"),
        (1234567890123.45, "฿1,234,567,890,123.45"),
        (0.1 + 0.2, "฿0.30"),
        (sum([0.1] * 1000), "฿100"),
        (0.1 + 0.2 - 0.3, "฿0"),
        (2**53 + 1, "฿9,007,199,254,740,993"),
        ("1.290", "1.290"),
    ],
)
def test_an_amount_is_shown_with_all_its_digits(amount: float | str, shown: str) -> None:
    order = cards.order(number="1", total=amount, currency="฿")
    assert order["altText"].endswith(shown)


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [(2, "2"), (1.5, "1.5"), (0.125, "0.125"), (1290.5, "1,290.5"), (2.0, "2")],
)
def test_a_quantity_is_shown_without_more_digits_than_it_has(quantity: float, shown: str) -> None:
    values = {"shop": "x", "lines": [{"name": "Tea", "quantity": quantity}]}
    receipt = cards.build("receipt", values)
    assert f"{shown} {TIMES} Tea" in texts(receipt)


def test_an_amount_may_be_larger_than_any_float() -> None:
    assert "฿100,000," in cards.order(number="1", total=10**320, currency="฿")["altText"]


@pytest.mark.parametrize(
    ("title", "text", "direction"),
    [
        ("Hello", None, "ltr"),
        ("שלום", None, "rtl"),
        ("123: مرحبا", "Hello", "rtl"),
        ("123", "שלום", "rtl"),
        ("123", None, "ltr"),
    ],
)
def test_a_card_reads_as_its_first_letter_does(
    title: str, text: str | None, direction: str
) -> None:
    assert cards.alert(title=title, text=text)["contents"]["direction"] == direction


def test_the_cards_own_words_are_in_the_language_wanted() -> None:
    message = cards.approval(title="デプロイしますか", language="ja")
    assert texts(message)[-2:] == ["承認", "却下"]
    for words in WORDS.values():
        assert all(words)
        assert "7" in words.and_more(7)


@pytest.mark.parametrize(
    ("name", "values", "problem"),
    [
        ("alert", {}, "title: is required"),
        ("alert", {"title": " \n\u200b"}, "title: must not be empty"),
        ("alert", {"title": "x", "severity": "bad"}, "severity: must be one of"),
        ("alert", {"title": "x", "link": "javascript:alert(1)"}, "link: must be a URI"),
        ("alert", {"title": "x", "buttons": [{"label": "y"}]}, "exactly one of link, data, text"),
        ("alert", {"title": "x", "titel": "y"}, "titel: unknown property; did you mean 'title'?"),
        (
            "order",
            {"number": "1", "total": float("nan")},
            "total: must be a text or a finite number",
        ),
        ("order", {"number": "1", "total": 10**5000}, "total: must be a text or a finite number"),
        ("receipt", {"shop": "x", "tax": True}, "tax: must be a text or a finite number"),
        ("order", {"number": "1", "items": [{"quantity": 1}]}, "items[0].name: is required"),
        ("approval", {"title": "x", "id": "ก" * 100}, "id: must fit into postback data"),
        ("approval", {"title": "x", "choices": []}, "choices: must have 1 to 10 items"),
        ("alrt", {"title": "x"}, "unknown card 'alrt'; did you mean alert?"),
    ],
)
def test_what_has_no_meaning_is_refused(name: str, values: dict[str, Any], problem: str) -> None:
    with pytest.raises(InputError) as refused:
        cards.build(name, values)
    assert problem in str(refused.value)


@pytest.mark.parametrize("nothing", ["", " \n", None])
@pytest.mark.parametrize(
    ("name", "given", "optional"),
    [
        ("alert", {"title": "x", "label": "Down"}, "link severity language fields linkLabel"),
        ("alert", {"title": "x", "link": "https://example.com"}, "link_label buttons time"),
        ("order", {"number": "1"}, "items total currency tracking picture"),
        ("receipt", {"shop": "x"}, "lines tax total"),
        ("approval", {"title": "x"}, "fields id choices"),
        ("report", {"title": "x"}, "table picture link"),
    ],
)
def test_an_optional_value_that_is_empty_is_as_if_absent(
    name: str, given: dict[str, Any], optional: str, nothing: str | None
) -> None:
    empty = dict.fromkeys(optional.split(), nothing)
    assert cards.build(name, {**given, **empty}) == cards.build(name, given)


@pytest.mark.parametrize(
    ("name", "part", "given", "optional"),
    [
        ("order", "items", {"name": "Tea"}, "quantity price"),
        ("alert", "buttons", {"label": "Open", "text": "Hi"}, "link data"),
    ],
)
def test_so_is_one_of_the_things_in_a_card(
    name: str, part: str, given: dict[str, Any], optional: str
) -> None:
    named = {"title": "x"} if name == "alert" else {"number": "1"}
    empty = {**given, **dict.fromkeys(optional.split(), "")}
    assert cards.build(name, {**named, part: [empty]}) == cards.build(
        name, {**named, part: [given]}
    )


def test_every_text_has_the_contrast_of_wcag_aa() -> None:
    on_paper = product((colors.INK, colors.MUTED, colors.BLUE), (colors.PAPER, colors.SHADE))
    on_color = product(
        (colors.ON_COLOR,),
        (colors.BLUE, colors.GREEN, colors.AMBER, colors.RED, colors.MAROON, colors.SLATE),
    )
    for letters, background in (*on_paper, *on_color):
        assert contrast(letters, background) >= 4.5, (letters, background)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    parts = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
