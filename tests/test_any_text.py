"""Whatever text an entry is given, it is read or refused in plain lines: never a traceback.

The parsers are those of `fuzz/parsers.py`. Hypothesis tries what looks like their formats; what
fuzzing found is replayed from `fuzz/corpus`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from parsers import PARSERS, Parser

from line_connector.cli.main import run

CORPUS = Path(__file__).parents[1] / "fuzz" / "corpus"
WORDS = [
    line.split('"', 1)[1].rsplit('"', 1)[0].encode().decode("unicode_escape").encode("latin-1")
    for line in (CORPUS.parent / "words.dict").read_text().splitlines()
    if line.startswith('"')
]
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from([bytes([code]) for code in b"{}[]:,-#&*!|>'\"%@` \n\t.0=~?<x"]),
    st.sampled_from([b": ", b"\n  ", b"- ", b", ", b"12", b"yes", b"null", b"a: "]),
    st.text(max_size=4).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=3),
)
TEXT = st.lists(PIECES, max_size=25).map(b"".join)


def cases() -> list[object]:
    return [
        pytest.param(PARSERS[file.parent.name], file, id=f"{file.parent.name}/{file.name}")
        for file in sorted(CORPUS.glob("*/*"))
    ]


@pytest.mark.parametrize(("parser", "file"), cases())
def test_what_was_found_once_is_read_or_refused(parser: Parser, file: Path) -> None:
    parser(file.read_bytes())


@pytest.mark.parametrize("parser", PARSERS.values(), ids=PARSERS)
def test_any_text_is_read_or_refused(parser: Parser) -> None:
    given(TEXT)(parser)()


USER = "U00000000000000000000000000000001"
PUSH = f"{{to: {USER}, messages: [{{type: text, text: a}}]}}"
COMMANDS: dict[str, Callable[[str, str], list[str]]] = {
    "input": lambda text, _: ["run", "push_message", text, "--dry-run"],
    "input file": lambda _, file: ["run", "push_message", file, "--dry-run"],
    "standard input": lambda *_: ["run", "push_message", "-", "--dry-run"],
    "--set": lambda text, _: ["run", "push_message", PUSH, "--set", text, "--dry-run"],
    "--set value": lambda text, _: [
        "run", "push_message", PUSH, "--set", f"messages[0].text={text}", "--dry-run",
    ],
    "--query": lambda text, _: ["run", "push_message", PUSH, "--query", text, "--dry-run"],
    "--connection": lambda _, file: [
        "run", "push_message", PUSH, "--connection", file, "--dry-run",
    ],
    "--manifest": lambda _, file: ["run", "push_message", PUSH, "--manifest", file, "--dry-run"],
    "action": lambda text, _: ["run", text, PUSH, "--dry-run"],
    "describe": lambda text, _: ["describe", text],
    "command": lambda text, _: [text],
    "validate": lambda text, _: ["validate", text],
    "validate file": lambda _, file: ["validate", file],
    "playbook": lambda _, file: ["playbook", "check", file],
    "playbook name": lambda text, _: ["playbook", "check", text],
    "playbook inputs": lambda text, _: [
        "playbook", "run", "examples/playbooks/order_shipped.yaml", "--dry-run", text,
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "file.yaml"


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_command_ends_with_a_status_of_its_own(
    command: Callable[[str, str], list[str]], file: Path
) -> None:
    @settings(max_examples=40)
    @given(TEXT)
    @example(b"[" * 100_000)
    @example(b"a." * 100_000 + b"a=1")
    @example(b"!" * 100_000 + b"a")
    @example(b"1" * 5_000)
    @example(b"\0")
    @example(b"a" * 256)
    @example(b"/")
    @example("ข้อความ".encode("utf-16"))
    @example("ข้อความ".encode("cp874"))
    @example(b"{a: !!int 0b}")
    @example(b"text: Disk: 91%")
    def ends(data: bytes) -> None:
        file.write_bytes(data)
        status, errors = end_of(command(data.decode("utf-8", "surrogateescape"), str(file)), data)
        assert status in range(5), errors
        assert "Traceback" not in errors
        assert status == 0 or errors.startswith(("error: ", "warning: ", "interrupted"))

    ends()


def end_of(arguments: list[str], standard_input: bytes) -> tuple[int, str]:
    """Return how the command ends in this process, and what it wrote to standard error."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace") for _ in range(2))
    with (
        patch.object(sys, "argv", ["line-connector", *arguments]),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(standard_input))),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        status = run()
    err.flush()
    return status, err.buffer.getvalue().decode()
