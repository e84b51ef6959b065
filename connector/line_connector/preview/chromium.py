"""Pictures of a page, drawn by a Chromium that is installed on the machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from line_connector.errors import InputError

CHROME = "CHROME"
"""Environment variable that names the browser to use."""

TIMEOUT_SECONDS = 60.0
"""How long the browser may take, starting included."""

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ),
}
_HEIGHT = re.compile(r'<html[^>]* data-height="(\d+)"')
_PNG = b"\x89PNG\r\n\x1a\n"


def find_browser() -> str | None:
    """Return the path of a Chromium, Chrome or Edge; None if there is none.

    Raises:
        InputError: the environment variable CHROME names no program.
    """
    named = os.environ.get(CHROME)
    if named:
        found = shutil.which(named)
        if found is None:
            raise InputError(f"{CHROME}: {named}: no such program")
        return found
    return next(_installed(), None)


def _installed() -> Iterator[str]:
    for name in _NAMES:
        if path := shutil.which(name):
            yield path
    yield from (path for path in _PLACES.get(sys.platform, ()) if Path(path).exists())


def draw_png(html: str, width: int, *, scale: int = 2) -> bytes:
    """Draw a page as PNG, as high as its content.

    Args:
        html: the page; says its content's height in `data-height` of its root.
        width: in CSS pixels.
        scale: pixels of the picture per CSS pixel.

    Raises:
        InputError: no browser is installed, or it did not draw the page.
    """
    browser = find_browser()
    if browser is None:
        raise InputError(
            "a PNG needs Chromium, Chrome or Edge: install one (apt install chromium), name it in "
            f"{CHROME}, or write HTML (-o card.html)"
        )
    with TemporaryDirectory(prefix="line-connector-") as name:
        folder = Path(name)
        page = folder / "page.html"
        page.write_text(html, "utf-8")
        # A browser's window has a least size, which its pictures have not: so the page has a width
        # of its own, and its height is asked for first.
        height = _height(_run(browser, folder, "--dump-dom", page.as_uri()))
        picture = folder / "page.png"
        _run(
            browser,
            folder,
            f"--screenshot={picture}",
            f"--window-size={width},{height}",
            f"--force-device-scale-factor={scale}",
            page.as_uri(),
        )
        content = picture.read_bytes() if picture.exists() else b""
    if not content.startswith(_PNG):
        raise InputError(f"{browser} made no picture")
    return content


def _height(dom: str) -> int:
    found = _HEIGHT.search(dom)
    if found is None:
        raise InputError("the browser did not show the page: a Chromium of 2023 or newer is needed")
    return max(1, int(found[1]))


def _run(browser: str, folder: Path, *arguments: str) -> str:
    """Run the browser without a window; return what it prints."""
    command = [
        browser,
        "--headless",
        "--hide-scrollbars",
        "--disable-gpu",
        "--no-first-run",
        "--disable-extensions",
        # Its own profile: one that is open in a window would take the page over.
        f"--user-data-dir={folder / 'profile'}",
        *_sandbox_arguments(),
        *arguments,
    ]
    try:
        done = subprocess.run(  # noqa: S603 - a browser that the user has installed or named
            command, capture_output=True, timeout=TIMEOUT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"{browser} did not finish within {TIMEOUT_SECONDS:g} seconds") from None
    except OSError as error:
        raise InputError(f"{browser} cannot be started: {error.strerror or error}") from None
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise InputError(f"{browser} failed: {lines[-1] if lines else done.returncode}")
    return done.stdout.decode("utf-8", "replace")


def _sandbox_arguments() -> list[str]:
    """Chromium refuses to isolate itself when run as root, as in most containers."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox"] if is_root else []
