"""What a command prints: JSON on standard output, words for people on standard error."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

import click

_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(?<![\w.])(-?\d[\d.eE+-]*)')


def print_json(value: Any) -> None:
    """Print a value as JSON, coloured where standard output is a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(_coloured(text) if sys.stdout.isatty() else text)


def say(text: str) -> None:
    """Say something to the person at the terminal."""
    click.echo(text, err=True)


def say_error(text: str) -> None:
    """Say what went wrong, a line for each problem."""
    for line in text.splitlines() or [""]:
        click.echo(f"{click.style('error:', fg='red', bold=True)} {line}", err=True)


def say_warning(text: str) -> None:
    """Say what may go wrong."""
    click.echo(f"{click.style('warning:', fg='yellow')} {text}", err=True)


def _coloured(text: str) -> str:
    def paint(found: re.Match[str]) -> str:
        string, colon, word, number = found.groups()
        if string:
            return click.style(string, fg="blue" if colon else "green") + (colon or "")
        return click.style(word or number, fg="cyan")

    return _TOKEN.sub(paint, text)
