"""The code blocks of a Markdown page, and the commands in them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(
    r"(?:<!-- (?:not run: (?P<reason>[^\n]+)|(?P<background>in the background)) -->\n+)?"
    r"(?P<indent>[ ]*)```(?P<language>\w+)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
HEREDOC = re.compile(r"<<'?(\w+)'?")


@dataclass(frozen=True)
class Block:
    """A fenced block, where it begins, and what the comment before it says."""

    language: str
    text: str
    line: int
    not_run: str | None
    in_background: bool

    @property
    def file_name(self) -> str | None:
        """The file that the block is, as its first line says: `# a/b.py`, `# b.yaml:  command`."""
        named = re.match(r"# (?:~/)?([\w./-]+\.\w+)(?::|$)", self.text.partition("\n")[0])
        return named[1] if named else None


@dataclass(frozen=True)
class Command:
    """A command of a page, and what it prints there; nothing is promised if that is None."""

    line: int
    text: str
    printed: str | None = None
    in_background: bool = False


def read_blocks(page: Path) -> list[Block]:
    """Return the page's blocks in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            match["language"],
            match["text"],
            text.count("\n", 0, match.start("text")) + 1,
            match["reason"],
            match["background"] is not None,
        )
        for match in BLOCK.finditer(text)
    ]


def commands_of(block: Block) -> Iterator[Command]:
    """Yield the commands of a `console` block, each with its output, or of a `sh` block."""
    lines = block.text.splitlines()
    at = 0
    while at < len(lines):
        start = at
        command = lines[at].removeprefix("$ ")
        at += 1
        while not _is_complete(command):
            command += "\n" + lines[at]
            at += 1
        printed = None
        if block.language == "console":
            end = next((n for n in range(at, len(lines)) if lines[n].startswith("$ ")), len(lines))
            printed = "\n".join(lines[at:end])
            at = end
        yield Command(block.line + start, command, printed, block.in_background)


def _is_complete(command: str) -> bool:
    heredoc = HEREDOC.search(command)
    if heredoc:
        return command.count("\n") > 0 and command.rpartition("\n")[2] == heredoc[1]
    try:
        words = shlex.split(command, comments=True)
    except ValueError:  # an open quote, or a backslash at the end
        return False
    return not words or words[-1] not in {"|", "&&"}
