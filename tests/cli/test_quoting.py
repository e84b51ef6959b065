"""Commands as they are printed in documents and help texts: zsh and bash read the same of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from line_connector.cli.commands import COMMANDS
from line_connector.cli.main import cli
from line_connector.cli.welcome import WELCOME

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"```(?:console|sh|bash|shell)\n(.*?)```", re.DOTALL)
CONTINUED = re.compile(r"\\\n\s*")
COMMAND = re.compile(r"^\s*(?:\$ )?(?:[\w.-]+ \| )?(line-connector .*)$", re.MULTILINE)
STUB = "line-connector() { printf '%s\\n' \"$@\"; }"


def helps(command: click.Command) -> Iterator[str]:
    yield command.help or ""
    inner: dict[str, click.Command] = getattr(command, "commands", {})
    for each in inner.values():
        yield from helps(each)


def examples() -> dict[str, list[str]]:
    """Return the commands of each page, and of each command's help."""
    context = click.Context(cli)
    texts = {page.name: "\n".join(BLOCK.findall(page.read_text())) for page in PAGES}
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        texts[f"help of {name}"] = "\n".join(helps(command))
    texts["welcome"] = WELCOME
    found = {
        name: [
            re.split(r" (?:\||&|<|>|2>|&&) ?|  +", each)[0]
            for each in COMMAND.findall(CONTINUED.sub("", text))
        ]
        for name, text in texts.items()
    }
    return {name: commands for name, commands in found.items() if commands}


@pytest.mark.parametrize("place", examples())
def test_examples_mean_the_same_in_zsh_and_bash(place: str, tmp_path: Path) -> None:
    if not shutil.which("zsh") or not shutil.which("bash"):
        pytest.skip("needs zsh and bash")
    for command in examples()[place]:
        ended = {
            shell: subprocess.run(
                [shell, "-c", f"{STUB}\n{command}"],
                capture_output=True,
                text=True,
                check=False,
                cwd=tmp_path,  # empty: a pattern that matches no file is an error in zsh
            )
            for shell in ("zsh", "bash")
        }
        assert ended["zsh"].returncode == 0, (command, ended["zsh"].stderr)
        assert ended["zsh"].stdout == ended["bash"].stdout, command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_installs_a_package_that_is_not_published(page: Path) -> None:
    assert not re.search(r"(pip|pipx|uv)[^\n`]* ['\"]?line-connector", page.read_text())
