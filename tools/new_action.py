"""Write what one more action of LINE's costs, from LINE's OpenAPI files.

    python tools/new_action.py getProfile [--chapter user]

It writes the module, the line in manifest.yaml, a test, and a stub in the sandbox; what is there
already stays. The files are looked for in LINE_OPENAPI_DIR, else in ../shared/line-openapi.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

from action_code import BODIES, ModuleWriter, example_answer, example_input
from openapi import Operation, read_operation

ROOT = Path(__file__).parents[1]

CHAPTERS = {
    r"/v2/bot/(user/[^/]+/|user/all/)?richmenu": "rich_menu",
    r"/v2/bot/(message/aggregation)": "aggregation",
    r"/v2/bot/message/[^/]+/content": "content",
    r"/v2/bot/(message|chat/(loading|markAsRead))": "message",
    r"/bot/pnp": "message",
    r"/v2/bot/(profile|followers|user/[^/]+/linkToken)": "user",
    r"/v2/bot/(group|room)": "group",
    r"/v2/bot/(info|channel/webhook|audienceGroup|insight|coupon|membership|chat)": r"\1",
    r"/(v2/oauth|oauth2)": "token",
    r"/v2/bot/(channel/(attach|detach)|list)": "module",
    r"/(liff|module|shop)": r"\1",
}
"""Chapters by what a path begins with."""
NAMED = {
    "info": "bot",
    "channel/webhook": "webhook",
    "audienceGroup": "audience",
    "shop": "mission_sticker",
}

IMPORTED = """\
from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.state import State
"""
CHAPTER = f"""\
{IMPORTED}
from line_connector.sandbox.line.operation import LineOperations

operations = LineOperations()
"""
"""A chapter of the sandbox without operations; what is not used is removed."""


def chapter_of(path: str) -> str:
    """Return the chapter that a path belongs to; empty if that is not known."""
    for pattern, chapter in CHAPTERS.items():
        found = re.match(pattern, path)
        if found:
            name = found.expand(chapter)
            return NAMED.get(name, name)
    return ""


class Scaffold:
    """Writes the files of one action below a root.

    Attributes:
        written: files that are new or changed.
    """

    def __init__(self, operation: Operation, chapter: str, root: Path) -> None:
        self.operation = operation
        self.chapter = chapter
        self.root = root
        self.written: list[Path] = []
        self._example = example_input(operation)

    def write(self) -> list[str]:
        """Write everything; return what is left to do by hand."""
        name = self.operation.name
        module = ModuleWriter(self.operation)
        folder = self.root / "actions" / "line_actions" / self.chapter
        self._write_new(folder / "__init__.py", f'"""{_title(self.chapter)}."""\n')
        self._write_new(folder / f"{name}.py", module.text())
        test = self.root / "tests" / "actions" / self.chapter / f"test_{name}.py"
        self._write_new(test, self._test())
        self._add_to_manifest()
        return [*module.notes, *self._add_to_sandbox()]

    def _write_new(self, file: Path, text: str) -> None:
        if not file.exists():
            self._write(file, text)

    def _write(self, file: Path, text: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.written.append(file)

    def _add_to_manifest(self) -> None:
        file = self.root / "manifest.yaml"
        text = file.read_text(encoding="utf-8")
        name = self.operation.name
        entry = f"      {name}: {_title(name, every_word=True)}\n"
        if f"      {name}: " in text:
            return
        chapter = re.search(rf"^  {self.chapter}:\n(?:    .*\n)+", text, re.MULTILINE)
        if chapter:
            text = text[: chapter.end()] + entry + text[chapter.end() :]
        else:
            head = f"    title: {_title(self.chapter)}\n    connection: line\n    actions:\n"
            start = text.index("\nactions:\n")
            text = f"{text[:start]}\n  {self.chapter}:\n{head}{entry}{text[start:]}"
        self._write(file, text)

    def _test(self) -> str:
        operation = self.operation
        path = f"PATH = {operation.path!r}"
        if "{" in operation.path:
            path += ".format(**INPUT)"
        status = min(operation.statuses)
        is_json = operation.body_kind not in BODIES and operation.body
        in_url = {each.wire for each in operation.parameters}
        body = {name: value for name, value in self._example.items() if name not in in_url}
        query = {
            name for name in self._example if name in in_url and f"{{{name}}}" not in operation.path
        }
        required = [each.wire for each in [*operation.parameters, *operation.body] if each.required]
        wanted = f"== {body!r}" if body else "is None"
        if operation.body_kind == "*/*" or operation.body_kind in BODIES:
            kind = "" if operation.body_kind == "*/*" else operation.body_kind
            checks = f'    assert seen["headers"]["content-type"].startswith("{kind or "text/"}")\n'
        else:
            checks = f'    assert seen["body"] {wanted}\n' if is_json else ""
        if query:  # names only: the sandbox shows no secrets
            checks += f'    assert seen["query"].keys() >= {{{query}}}\n'
        text = (
            "from __future__ import annotations\n\n"
            + ("import pytest\n\n" if required else "")
            + "from typing import Any\n\n"
            + "from line_connector import Connector"
            + (", InputError\n" if required else "\n")
            + "from support.sandboxed import Line\n\n"
            + f"INPUT: dict[str, Any] = {self._example!r}\n{path}\n"
            + f"ANSWER: dict[str, Any] = {example_answer(operation)!a}\n\n\n"
            + "def test_request_and_answer_are_lines(connector: Connector, line: Line) -> None:\n"
            + f'    line.fault(PATH, answer={{"status": {status}, "json": ANSWER}})\n\n'
            + f"    output = connector.run({operation.name!r}, INPUT)\n\n"
            + f"    assert (output.status_code, output.json_body) == ({status}, ANSWER)\n"
            + "    (seen,) = line.requests(PATH)\n"
            + f'    assert seen["method"] == "{operation.method}"\n{checks}'
        )
        if required:
            text += (
                f'\n\n@pytest.mark.parametrize("name", {required!r})\n'
                "def test_what_is_required_is_asked_for(connector: Connector, name: str) -> None:\n"
                "    given = {key: value for key, value in INPUT.items() if key != name}\n"
                "    with pytest.raises(InputError, match=name):\n"
                f"        connector.run({operation.name!r}, given)\n"
            )
        return text

    def _add_to_sandbox(self) -> list[str]:
        folder = self.root / "connector" / "line_connector" / "sandbox" / "line"
        if any(f'"{self.operation.id}"' in file.read_text() for file in folder.rglob("*.py")):
            return []
        title = f'"""{_title(self.chapter)}."""\n'
        self._write_new(folder / self.chapter / "__init__.py", title)
        file = folder / self.chapter / "operations.py"
        if file.exists():
            head = file.read_text(encoding="utf-8")
            if IMPORTED not in head:
                head = head.replace("\nfrom ", f"\n{IMPORTED}from ", 1)
        else:
            head = f"{title}\n{CHAPTER}"
        self._write(file, f"{head}\n\n{self._handler()}")
        return [f"the sandbox's handler {self.operation.name} answers the same to everyone"]

    def _handler(self) -> str:
        operation = self.operation
        # A function is not to look like a test.
        name = f"answer_{operation.name}" if operation.name.startswith("test_") else operation.name
        path = operation.path.removeprefix("/v2/bot/")
        return (
            f'@operations.{operation.method.lower()}("{operation.id}", "{path}")\n'
            f"def {name}(_: State, __: Request) -> Response:\n"
            '    """Answer as LINE\'s documentation shows."""\n'
            f"    return json_response({example_answer(operation)!a})\n"
        )


def _title(name: str, *, every_word: bool = False) -> str:
    words = name.replace("_", " ")
    return words.title() if every_word else words.capitalize()


def _tidy(files: list[Path]) -> None:
    """Sort the imports, drop the unused ones, and format."""
    python = [str(file) for file in files if file.suffix == ".py"]
    for command in (["format", "--quiet"], ["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, *python], check=False)


def main(arguments: list[str] | None = None) -> int:
    """Write an action's files; return the exit status."""
    folder = Path(os.environ.get("LINE_OPENAPI_DIR", ROOT / "../shared/line-openapi"))
    parser = argparse.ArgumentParser(description="Write a new action of LINE's.")
    parser.add_argument("operation", help="LINE's operationId, such as getProfile")
    parser.add_argument("--chapter", help="folder of the action; follows from its path if absent")
    parser.add_argument("--openapi", type=Path, default=folder, help="LINE's OpenAPI files")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    try:
        operation = read_operation(given.openapi, given.operation)
    except LookupError as error:
        parser.error(str(error.args[0]))
    chapter = given.chapter or chapter_of(operation.path)
    if not chapter:
        parser.error(f"{operation.path}: of which chapter? Say --chapter NAME")
    if (given.root / "actions" / "line_actions" / chapter / f"{operation.name}.py").exists():
        parser.error(f"{operation.name} is there already")
    scaffold = Scaffold(operation, chapter, given.root)
    left = scaffold.write()
    _tidy(scaffold.written)
    for file in scaffold.written:
        print(f"wrote {file.relative_to(given.root)}")
    print("Now say in your own words what it does (the docstrings are LINE's), and look at:")
    for line in (*left, "rate_limit, effect and idempotent; the limits; CHANGELOG.md; make docs"):
        print(f"- {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
