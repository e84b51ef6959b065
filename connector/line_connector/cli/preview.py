"""`line-connector preview`: messages as a phone shows them, as HTML or PNG."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import click

from line_connector.cli.inputs import name_of, read_any
from line_connector.cli.message_documents import messages_in
from line_connector.cli.printing import say, say_error, say_warning
from line_connector.errors import InputError
from line_connector.preview.message_list import CheckedMessages, check_messages, with_message
from line_connector.preview.page import DEFAULT_WIDTH, Look, preview_page

_HTML = (".html", ".htm")
_PNG = ".png"


@click.command()
@click.argument("file")
@click.option("-o", "--output", metavar="PATH", help="card.html or card.png, - for HTML to stdout.")
@click.option(
    "--width",
    type=click.IntRange(120, 2000),
    default=DEFAULT_WIDTH,
    show_default=True,
    help="Width of the phone in pixels.",
)
@click.option("--dark", is_flag=True, help="Dark mode.")
@click.option("--fetch-pictures", is_flag=True, help="Load pictures from the network.")
@click.option("--force", is_flag=True, help="Show messages that are not valid, too.")
def preview(
    file: str, output: str | None, width: int, dark: bool, fetch_pictures: bool, force: bool
) -> None:
    r"""Show messages as a phone shows them; nothing is sent, and no account is needed.

    FILE (or - for standard input) holds one message object, a list of them, a request with
    `messages`, a flex container, or Infobip's official notification. It is checked first.

    \b
    line-connector preview card.yaml                 opens it in the browser
    line-connector preview card.yaml -o card.html    one file, for any browser
    line-connector preview card.yaml -o card.png     needs Chromium, Chrome or Edge
    """
    _check_ending(output)
    document = with_message(read_any(file))
    checked = check_messages(messages_in(document, name_of(file)))
    _report(checked, force=force)
    look = Look(width, dark, fetch_pictures)
    page = preview_page(checked.messages, look)
    if output == "-":
        sys.stdout.buffer.write(page.encode())  # UTF-8, as the page says, whatever the terminal's
        return
    path = Path(output) if output else Path(mkdtemp(prefix="line-connector-")) / "preview.html"
    content = _content(page, path, look)
    path.write_bytes(content)
    say(f"{path}: {_count(checked.messages)}, {len(content)} bytes")
    if output is None and not _opened(path):
        say("no browser opened; -o card.png writes a picture")


def _opened(page: Path) -> bool:
    """Open a page in the browser; tell whether there is one.

    A process of its own does it: browsers write warnings to standard error for as long as they run.
    """
    opening = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
    ended = subprocess.run(  # noqa: S603 - this Python, and no shell
        [sys.executable, "-c", opening, page.as_uri()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return ended.returncode == 0


def _check_ending(output: str | None) -> None:
    if output in {None, "-"} or str(output).lower().endswith((*_HTML, _PNG)):
        return
    raise InputError(f"-o {output}: must end in .html or .png, or be - for HTML on standard output")


def _report(checked: CheckedMessages, *, force: bool) -> None:
    """Print what is wrong with the messages.

    Raises:
        InputError: they are not valid, and `force` is not set.
    """
    if checked.errors and not force:
        say("not valid; --force shows the messages nevertheless")
        raise InputError.of(checked.errors)
    for problem in checked.errors:
        say_error(str(problem))
    for problem in checked.warnings:
        say_warning(str(problem))


def _content(page: str, path: Path, look: Look) -> bytes:
    if path.suffix.lower() != _PNG:
        return page.encode()
    from line_connector.preview.chromium import draw_png

    return draw_png(page, look.width, online=look.fetch_pictures)


def _count(messages: list[Any]) -> str:
    return f"{len(messages)} message object{'s' * (len(messages) != 1)}"
