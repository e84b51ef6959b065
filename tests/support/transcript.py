"""A page's commands, run one after another in one shell, and what they print compared."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from support.markdown_blocks import Command

# What differs from run to run. All else is printed as it stands on the page.
VARIES = {
    "UUID": r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b",
    "run": r"\b\d{8}-\d{6}-[0-9a-f]{10}\b",
    "message ID": r"\b\d{18}\b",
    "request ID": r"\b[0-9a-f]{32}\b",
    "mark": r"\b[0-9a-f]{16}\b",
    "time": r"\b\d{4}-\d\d-\d\d[T ][\d:.]+(Z|[+]\d\d:\d\d)?",
    "date": r"\b\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT",
    "address": r"127\.0\.0\.1:\d+",
    "API key": r"\blck_[\w-]+",
}
LEFT_OUT = "…"  # on a page: anything, also nothing
END = "\x1e"

SECONDS = 300
"""In which the commands of a page end, on a busy machine too."""


def run_commands(
    commands: Sequence[Command], folder: Path, env: Mapping[str, str], here: Mapping[str, str]
) -> list[str]:
    """Run them in a folder; return what each prints that its page does not say.

    `here` leads from what the pages say, such as `127.0.0.1:8077`, to what it is on this machine.
    """
    script = "".join(f"{_in_shell(command)}\nprintf '{END}%s{END}' $?\n" for command in commands)
    for printed, meant in here.items():
        script = script.replace(printed, meant)
    shell = subprocess.Popen(
        ["bash", "-c", f"trap 'kill $(jobs -p) 2>/dev/null' EXIT\n{script}"],
        cwd=folder,
        env={**os.environ, **env, "PATH": f"{_commands(folder)}:{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        ended, _ = shell.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(shell.pid, signal.SIGKILL)  # a command that serves ends by itself never
        ended, _ = shell.communicate()
    parts = ended.split(END)
    return [
        problem
        for command, printed, status in zip(commands, parts[::2], parts[1::2], strict=False)
        for problem in _problems(command, printed, int(status))
    ] or ([] if len(parts) == 2 * len(commands) + 1 else [f"ended early: {ended}"])


def _in_shell(command: Command) -> str:
    """Return the command; one in the background is left when it has printed what the page says."""
    if not command.in_background:
        return command.text
    lines = len((command.printed or "").splitlines())
    log = f"background.{command.line}"
    return (
        f"touch {log}\n{command.text} > {log} 2>&1 &\n"
        f"for _ in {{1..300}}; do [ $(wc -l < {log}) -lt {lines} ] && sleep 0.1; done; cat {log}"
    )


def _commands(folder: Path) -> Path:
    """Return a folder with this Python and the command of the package that is tested."""
    commands = folder / ".commands"
    commands.mkdir()
    for name, module in (("python", ""), ("line-connector", "-m line_connector")):
        command = commands / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n')
        command.chmod(0o755)
    return commands


def _problems(command: Command, printed: str, status: int) -> list[str]:
    where = f"line {command.line}: {command.text}"
    if command.printed is None:
        return [f"{where}\nexit status {status}:\n{printed}"] if status else []
    if is_as_printed(printed, command.printed):
        return []
    return [f"{where}\nthe page:\n{command.printed}\nnow:\n{printed}"]


def is_as_printed(now: str, page: str) -> bool:
    """Tell whether an output is the one on the page, but for what varies and what is left out."""
    parts = _shape(page).split(LEFT_OUT)
    pattern = ".*?".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, _shape(now), re.DOTALL) is not None


def _shape(text: str) -> str:
    for name, pattern in VARIES.items():
        text = re.sub(pattern, f"<{name}>", text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
