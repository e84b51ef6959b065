"""What the README and the pages print is what happens: each block is run, on the sandbox.

`console` blocks are commands with their output, `sh` blocks commands that succeed, `python`
blocks programs. A block that begins with a file's name (`# welcome.yaml`) is that file. What
cannot be run here says why, in a comment before the block.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from support.markdown_blocks import Command, commands_of, read_blocks
from support.ports import free_port
from support.sandboxed import Line
from support.transcript import run_commands

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    # Translations have the same blocks: test_translations.py.
    *sorted(page for page in (ROOT / "docs").glob("*.md") if "." not in page.stem),
]
# What a page starts, its port there, and how it is told another one.
SERVERS = {
    "line-connector sandbox": (8077, "line-connector sandbox --port {}"),
    "line-connector listen": (8078, "line-connector listen --port {}"),
    "line-connector mcp --http": (8078, "line-connector mcp --http --port {}"),
    "line-connector serve": (8080, "line-connector serve --port {}"),
    "python ids.py 8000": (8000, "python ids.py {}"),
}


# Why blocks are not run: no other reason holds.
REASONS = {
    "LINE Notify ended in 2025",
    "a part of a module",
    "a part of a program",
    "asks for credentials",
    "asks for credentials, and sends through LINE",
    "installs",
    "minutes; what they run is tested",
    "needs Airflow's own environment",
    "needs a bot",
    "needs a public address",
    "needs the ID of an event",
    "needs the request ID of the narrowcast",
    "needs the service of the page on HTTP",
    "opens a browser",
    "placeholders for credentials",
    "serves until it is stopped",
}


SANDBOX = "127.0.0.1:8077"
"""The address of the sandbox on the pages."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that the commands are run in: what a user has who reads the pages."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    Image.new("RGB", (2500, 1686)).save(tmp_path / "main.png")
    return tmp_path


def commands_on(page: Path, folder: Path, line: Line) -> Iterator[Command]:
    """Yield what is run of a page; each of its files is written where it stands there."""
    host = line.url.removeprefix("http://")
    for block in read_blocks(page):
        if block.file_name:
            text, name = folder / f"line_{block.line}.txt", block.file_name
            text.write_text(block.text.replace(SANDBOX, host), encoding="utf-8")
            yield Command(block.line, f"mkdir -p $(dirname {name}) && cp {text.name} {name}")
        elif block.language == "python" and not block.not_run:
            program = folder / f"line_{block.line}.py"
            program.write_text(block.text, encoding="utf-8")
            yield Command(block.line, f"python {program.name}")
        elif block.language in {"console", "sh"} and not block.not_run:
            yield from commands_of(block)


def on_this_machine(commands: list[Command], line: Line) -> dict[str, str]:
    """Return what the pages' addresses are here: the sandbox of the tests, or a free port."""
    here = {SANDBOX: line.url.removeprefix("http://")}
    for server, (port, told) in SERVERS.items():
        if any(each.in_background and server in each.text for each in commands):
            free = str(free_port())
            here |= {server: told.format(free), f"127.0.0.1:{port}": f"127.0.0.1:{free}"}
    return here


def test_what_is_not_run_has_one_of_the_known_reasons() -> None:
    given = {block.not_run for page in PAGES for block in read_blocks(page)} - {None}
    assert given == REASONS


def test_nothing_that_is_run_installs_anything() -> None:
    run = [
        each.text
        for page in PAGES
        for b in read_blocks(page)
        if not b.not_run
        for each in commands_of(b)
    ]
    assert [text for text in run if "pip install" in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_of_the_page_do_what_it_says(page: Path, folder: Path, line: Line) -> None:
    commands = list(commands_on(page, folder, line))
    env = {**line.env, "HOME": str(folder), "PYTHONSAFEPATH": "1"}

    here = on_this_machine(commands, line)
    if any(each.text.startswith("line-connector sandbox ") for each in commands):
        # They control the sandbox that the page started, at its port on this machine.
        env["LINE_CONNECTOR_SANDBOX"] = f"http://{here['127.0.0.1:8077']}"
    problems = run_commands(commands, folder, env, here)
    assert not problems, "\n\n".join(problems)
