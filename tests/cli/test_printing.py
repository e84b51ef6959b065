"""What somebody else wrote does not steer the terminal of whoever reads it."""

from __future__ import annotations

import io
import sys

import pytest

from line_connector.cli.printing import print_answer, visible


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b]0;owned\x07", "\\x1b]0;owned\\x07"),
        ("\x9b2J", "\\x9b2J"),
        ("two\nlines\r", "two\\nlines\\r"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("あおい 👩\u200d🚀 ภาษาไทย", "あおい 👩\u200d🚀 ภาษาไทย"),
    ],
)
def test_what_steers_a_terminal_is_escaped(written: str, shown: str) -> None:
    assert visible(written) == shown


def test_a_program_gets_an_answer_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    written = "two\nlines\x1b[2J"
    for stream, expected in (
        (io.StringIO(), "two\nlines\x1b[2J\n"),
        (Terminal(), "two\nlines\\x1b[2J\n"),
    ):
        monkeypatch.setattr(sys, "stdout", stream)
        print_answer(written)
        assert stream.getvalue() == expected
