from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from line_connector.schema.lengths import grapheme_length, utf16_length
from support.message_problems import refused, warned

unhurried = settings(deadline=None)  # the first example builds the models

FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
THAI = "\N{THAI CHARACTER NO NU}\N{THAI CHARACTER SARA II}\N{THAI CHARACTER MAI THO}"
EMOJI = "\N{GRINNING FACE}"


@pytest.mark.parametrize(
    ("text", "units", "clusters"),
    [
        ("", 0, 0),
        ("LINE", 4, 4),
        ("a\nb", 3, 3),
        ("a\r\nb", 4, 3),
        ("\r\r\n\n", 4, 3),
        ("ไทย", 3, 3),
        (THAI, 3, 1),
        (EMOJI, 2, 1),
        (FAMILY, 8, 1),
        ("\N{REGIONAL INDICATOR SYMBOL LETTER T}\N{REGIONAL INDICATOR SYMBOL LETTER H}", 4, 1),
        ("e\N{COMBINING ACUTE ACCENT}", 2, 1),
    ],
)
def test_counting(text: str, units: int, clusters: int) -> None:
    assert (utf16_length(text), grapheme_length(text)) == (units, clusters)


@unhurried
@given(st.text())
def test_clusters_are_never_more_than_code_points_nor_these_than_units(text: str) -> None:
    assert grapheme_length(text) <= len(text) <= utf16_length(text) <= 2 * len(text)


@pytest.mark.parametrize("character", ["a", "ก", "あ"])
def test_a_text_has_up_to_5000_units(character: str) -> None:
    assert refused({"type": "text", "text": character * 5000}) == {}
    assert refused({"type": "text", "text": character * 5001}) == {
        "text": "must be at most 5000 characters (UTF-16 units), has 5001"
    }


def test_an_emoji_is_two_units() -> None:
    assert refused({"type": "text", "text": EMOJI * 2500}) == {}
    assert refused({"type": "text", "text": EMOJI * 2500 + "!"}) == {
        "text": "must be at most 5000 characters (UTF-16 units), has 5001"
    }


@pytest.mark.parametrize("character", ["a", EMOJI])
def test_a_label_has_up_to_20_clusters(character: str) -> None:
    assert warned(confirm(label=character * 20)) == {}
    assert refused(confirm(label=character * 21)) == {
        "template.actions[0].label": (
            "must be at most 20 characters (grapheme clusters) here, has 21"
        )
    }


@pytest.mark.parametrize("character", [THAI, FAMILY])
def test_clusters_of_many_code_points_are_doubted(character: str) -> None:
    assert warned(confirm(label=character * 20)) == {
        "template.actions[0].label": (
            "may be refused: has more than 20 code points, though fewer characters"
        )
    }
    assert refused(confirm(label=character * 21)) != {}


def test_texts_of_buttons_are_counted_as_labels_are() -> None:
    assert warned(confirm(text=FAMILY * 240)) == {
        "template.text": "may be refused: has more than 240 code points, though fewer characters"
    }
    assert refused(confirm(text=FAMILY * 241)) == {
        "template.text": "must be at most 240 characters (grapheme clusters), has 241"
    }


def test_a_lone_surrogate_is_no_text() -> None:
    assert refused({"type": "text", "text": "\ud83d"}) == {
        "text": "must be a string of Unicode characters"
    }


def confirm(label: str = "Yes", text: str = "Sure?") -> dict[str, Any]:
    yes = {"type": "message", "label": label, "text": "yes"}
    no = {"type": "message", "label": "No", "text": "no"}
    template = {"type": "confirm", "text": text, "actions": [yes, no]}
    return {"type": "template", "altText": "Sure?", "template": template}
