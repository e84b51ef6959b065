"""What a command prints: JSON on standard output, messages on standard error."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import click

from line_connector.cli.colours import is_json_coloured, wanted_colours
from line_connector.cli.streams import abandon
from line_connector.json_values import is_too_deep

_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(?<![\w.])(-?\d[\d.eE+-]*)')

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Controls, escapes, line breaks, and what turns the direction of a text around."""


def json_text(value: Any) -> str:
    """Return a value as JSON for people.

    Raises:
        TypeError: it is no JSON value.
    """
    # With an indent it is written in Python, which ends at fewer levels than reading does.
    return json.dumps(value, ensure_ascii=False, indent=None if is_too_deep(value) else 2)


def print_json(value: Any) -> None:
    """Print a value as JSON, coloured where standard output is a terminal.

    Raises:
        OSError: it cannot be written.
    """
    print_text(json_text(value))


def print_text(text: str) -> None:
    """Print JSON text and a newline, and flush them.

    Raises:
        OSError: it cannot be written.
    """
    # Not through click, which has an encoding of its own where the stream's is ASCII.
    print_raw(_coloured(text) if is_json_coloured() else text)


def visible(text: str) -> str:
    """Return what somebody else wrote, on one line, with what steers a terminal escaped."""
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def print_answer(text: str) -> None:
    """Print what somebody else wrote: as it is for a program, harmless on a terminal.

    Raises:
        OSError: it cannot be written.
    """
    lines = text.split("\n")
    print_raw("\n".join(map(visible, lines)) if sys.stdout.isatty() else text)


def print_raw(text: str) -> None:
    """Print a text as it is and a newline, and flush them.

    Raises:
        OSError: it cannot be written.
    """
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except OSError:
        abandon(sys.stdout)
        raise


def say(text: str) -> None:
    """Print a message on standard error; if that fails, continue."""
    try:
        click.echo(text, err=True, color=wanted_colours())
    except OSError:
        abandon(sys.stderr)


def say_error(text: str) -> None:
    """Print an error, one line for each problem."""
    for line in text.splitlines() or [""]:
        say(f"{click.style('error:', fg='red', bold=True)} {line}")


def say_warning(text: str) -> None:
    """Print a warning."""
    say(f"{click.style('warning:', fg='yellow')} {text}")


def reason_of(error: OSError) -> str:
    """Return why something could not be read or written: the system's text."""
    return error.strerror or str(error) or type(error).__name__


def internal_error(error: Exception) -> str:
    """Describe an unexpected error without its own text, which may hold secrets."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return f"internal error in line-connector ({type(error).__name__}{where})"


def _coloured(text: str) -> str:
    def paint(token: re.Match[str]) -> str:
        string, colon, word, number = token.groups()
        if string:
            return click.style(string, fg="blue" if colon else "green") + (colon or "")
        return click.style(word or number, fg="cyan")

    return _TOKEN.sub(paint, text)
