"""A text of any length as texts that each fit in one message object.

A text is divided at a line break if there is one to divide at, else at a space, else between two
characters as a reader counts them: an emoji, a family of them or a Thai letter with its marks stays
whole. The line break or the space at which it is divided is left out, and so is a part that has
nothing else; everything else is kept.
"""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from line_connector.errors import InputError
from line_connector.schema.lengths import utf16_length

LIMIT = 5000
"""UTF-16 units of one text.

Source: https://developers.line.biz/en/reference/messaging-api/#text-message
"""

_LINE_BREAKS = frozenset({"\n", "\r\n"})
_SPACES = frozenset({" ", "\N{IDEOGRAPHIC SPACE}"})
_NOTE = "\n… {left_out:,} more characters were left out"
_ROOM_FOR_NOTE = 64
"""UTF-16 units: more than the note ever has."""


def split_text(text: str, most: int, *, cut: bool = False) -> list[str]:
    """Divide a text into as few parts as fit in one message object each, in at most `most`.

    Args:
        text: the text, not empty.
        most: how many parts there may be, from 0.
        cut: leave out what does not fit, and end with a note that says how much that is.

    Raises:
        InputError: it does not fit, and is not to be cut.
    """
    if most > 0 and utf16_length(text) <= LIMIT:
        return [text]
    if most == 0 or (utf16_length(text) > most * LIMIT and not cut):
        raise _too_long(text, most)
    parts = _Division(text, most, cut=cut).parts()
    return [part for part in parts if part.strip()] or parts[:1]


def _too_long(text: str, most: int) -> InputError:
    if most == 0:
        return InputError("text: no message object is left for it: a push has at most 5")
    return InputError(
        f"text: has {utf16_length(text):,} characters (UTF-16 units), and at most "
        f"{most * LIMIT:,} fit in {most} message objects of one push; shorten it, or have the rest "
        "left out (--cut, cut: true)"
    )


def _indivisible(most: int) -> InputError:
    return InputError(
        f"text: cannot be divided into {most} texts of at most {LIMIT:,} characters (UTF-16 units) "
        "without cutting through an emoji or another character"
    )


class _Cut(NamedTuple):
    """Where a part ends and the next one starts: positions in the list of characters."""

    end: int
    following: int


class _Division:
    """The division of one text that does not fit in one object."""

    def __init__(self, text: str, most: int, *, cut: bool) -> None:
        # Slow to import, and few texts are that long.
        import regex

        # Nothing behind this can be sent, and a text may have 16 MiB.
        window = text[: most * LIMIT]
        self._characters: list[str] = regex.findall(r"\X", window)
        self._is_complete = len(window) == len(text)
        if not self._is_complete:
            self._characters.pop()  # more of it may stand behind the window
        self._text = text
        self._most = most
        self._cut = cut
        self._units = [0, *accumulate(map(utf16_length, self._characters))]
        """UTF-16 units before each character, and before the end."""

    def parts(self) -> list[str]:
        """Return the parts.

        Raises:
            InputError: they do not fit, and the text is not to be cut.
        """
        parts: list[str] = []
        start = 0
        for left in range(self._most, 0, -1):
            if self._fits(start):
                return [*parts, self._joined(start, len(self._characters))]
            if left == 1 and self._cut:
                return [*parts, self._ending(start)]
            cut = self._next_cut(start, left)
            parts.append(self._joined(start, cut.end))
            start = cut.following
            if start == len(self._characters) and self._is_complete:
                return parts
        raise _indivisible(self._most)

    def _fits(self, start: int) -> bool:
        return self._is_complete and self._units[-1] - self._units[start] <= LIMIT

    def _joined(self, start: int, end: int) -> str:
        return "".join(self._characters[start:end])

    def _last_end(self, start: int, limit: int) -> int:
        """Return where a part that starts at `start` ends at the latest.

        Raises:
            InputError: its first character alone is longer than the limit.
        """
        end = start
        while end < len(self._characters) and self._units[end + 1] - self._units[start] <= limit:
            end += 1
        if end == start:
            raise _indivisible(self._most)
        return end

    def _next_cut(self, start: int, left: int) -> _Cut:
        """Return where to divide next, so that the rest fits in the parts that are left."""
        last = self._last_end(start, LIMIT)
        for separators in (_LINE_BREAKS, _SPACES):
            for end in range(min(last, len(self._characters) - 1), start, -1):
                if self._units[-1] - self._units[end + 1] > (left - 1) * LIMIT:
                    break
                if self._characters[end] in separators:
                    return _Cut(end, end + 1)
        return _Cut(last, last)

    def _ending(self, start: int) -> str:
        """Return the last part of a text that is cut, with the note."""
        end = self._last_end(start, LIMIT - _ROOM_FOR_NOTE)
        kept = self._joined(0, end)
        return self._joined(start, end) + _NOTE.format(
            left_out=utf16_length(self._text[len(kept) :])
        )
