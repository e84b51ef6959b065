"""Dividing a text: nothing is lost, no character is cut, every part fits."""

from __future__ import annotations

from itertools import accumulate

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from line_connector import InputError
from line_connector.schema.lengths import utf16_length
from line_connector.sending.text import LIMIT, split_text

FAMILY = "\U0001f468‍\U0001f469‍\U0001f467‍\U0001f466"
PIECES = st.sampled_from(
    [
        "a",
        "word ",
        "line\n",
        "line\r\n",
        "ก็",
        "\U0001f600",
        FAMILY,
        " ",
        "\n",
        "　",
        "e\u0301",
        "\r",
    ]
)
SEPARATORS = {"\n", "\r\n", " ", "\N{IDEOGRAPHIC SPACE}"}
TEXTS = st.lists(
    st.tuples(PIECES, st.integers(1, 3000)).map(lambda piece: piece[0] * piece[1]), min_size=1
).map("".join)


def ends(text: str, parts: list[str]) -> set[int]:
    """Where in a text its parts can end, if only a line break, a space or a blank part lies between
    two of them and no character is cut; empty if they are not its parts."""
    characters: list[str] = regex.findall(r"\X", text)
    at = dict(zip(accumulate([0, *map(len, characters)]), [*characters, ""], strict=True))
    positions = {0}
    for part in parts:
        starts = positions | {skipped(at, position) for position in positions if position}
        starts |= {words_at(text, position) - words_at(part, 0) for position in positions}
        positions = {
            start + len(part)
            for start in starts
            if text.startswith(part, start) and start in at and start + len(part) in at
        }
    ends = positions | {skipped(at, position) for position in positions}
    return ends | {len(text) for position in positions if words_at(text, position) == len(text)}


def words_at(text: str, position: int) -> int:
    """Where the first character that is not blank is, from a position on."""
    return len(text) - len(text[position:].lstrip())


def skipped(at: dict[int, str], position: int) -> int:
    return position + len(at[position]) if at[position] in SEPARATORS else position


@given(TEXTS)
@example("x" * 4999 + FAMILY + "y" * 5000)
@example("\n" * 25_000)
@example("a" * 5000 + "\n")
@example("a" + "\n" * 12_000 + "b")
@example("a" * 5000 + " ̈" + "b" * 10)
def test_parts_are_the_text_and_each_fits(text: str) -> None:
    try:
        parts = split_text(text, 5)
    except InputError:
        # At each of the four divisions the next character may be too long for what is left.
        longest = max(map(utf16_length, regex.findall(r"\X", text)))
        assert utf16_length(text) > 5 * LIMIT - 4 * longest
        return

    assert 1 <= len(parts) <= 5
    assert all(0 < utf16_length(part) <= LIMIT for part in parts)
    assert all(part.strip() for part in parts) or not text.strip()
    assert len(text) in ends(text, parts)


@given(TEXTS, st.integers(1, 5))
def test_cut_text_fits_and_says_what_is_left_out(text: str, most: int) -> None:
    parts = split_text(text, most, cut=True)

    assert len(parts) <= most
    assert all(0 < utf16_length(part) <= LIMIT for part in parts)
    if utf16_length(text) > most * LIMIT:
        kept, _, note = parts[-1].rpartition("\n… ")
        left_out = int(note.removesuffix(" more characters were left out").replace(",", ""))
        rests = {utf16_length(text[end:]) for end in ends(text, [*parts[:-1], kept])}
        assert left_out in rests


def test_short_text_stays_as_it_is() -> None:
    text = "Filesystem     Size  Used\n/dev/sda1       40G   36G\n"
    assert split_text(text, 5) == [text]


def test_text_is_divided_at_lines_then_words_then_characters() -> None:
    line = "word " * 999 + "word"
    assert split_text(f"{line}\n{line}", 5) == [line, line]
    assert split_text(f"{line} {line}", 5) == [line, line]
    assert split_text("x" * 4999 + FAMILY, 5) == ["x" * 4999, FAMILY]


def test_no_part_is_blank() -> None:
    first, last = split_text("a" + "\n" * 12_000 + "b", 5)
    assert (first.strip(), last.strip()) == ("a", "b")
    assert split_text("a" * 5000 + "\n\n", 5) == ["a" * 5000]


def test_divisions_leave_enough_room_for_the_rest() -> None:
    """Lines of 2,600 would take ten messages if each division were at a line."""
    text = "\n".join(["x" * 2600] * 9)
    parts = split_text(text, 5)
    assert len(parts) == 5


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("x" * 25_001, 5, "has 25,001 characters (UTF-16 units), and at most 25,000 fit in 5"),
        ("x" * 10_001, 2, "at most 10,000 fit in 2 message objects"),
        ("x", 0, "no message object is left for it"),
        ("e" + "\u0301" * 6000, 5, "cannot be divided"),
    ],
)
def test_what_does_not_fit_is_refused(text: str, most: int, told: str) -> None:
    with pytest.raises(InputError, match=r"^text: ") as refused:
        split_text(text, most)
    assert told in str(refused.value)


def test_large_text_is_cut_without_being_looked_at_whole() -> None:
    parts = split_text("x" * 16_000_000, 5, cut=True)
    assert [len(part) for part in parts[:4]] == [LIMIT] * 4
    assert parts[4].endswith("\n… 15,975,064 more characters were left out")
