"""Pictures of a page, drawn by a Chromium that is installed on the machine."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
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
_SCALE = 2
_OFFLINE = (
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
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


def draw_png(html: str, width: int, *, online: bool = False) -> bytes:
    """Draw a page as PNG, as high as its content, with two pixels per CSS pixel.

    Args:
        html: the page; says its content's height in `data-height` of its root: 200 or more, since
            of a low window Chromium leaves the lowest part white.
        width: in CSS pixels.
        online: whether the browser may use the network.

    Raises:
        InputError: no browser is installed, or it did not draw the page.
    """
    browser = find_browser()
    if browser is None:
        raise InputError(
            "a PNG needs Chromium, Chrome or Edge: install one (apt install chromium), name it in "
            f"{CHROME}, or write HTML (-o card.html)"
        )
    with TemporaryDirectory(prefix="line-connector-", dir=_readable_folder(browser)) as name:
        folder = Path(name)
        page = folder / "page.html"
        page.write_text(html, "utf-8")
        run = _Browser(browser, folder / "profile", online=online).run
        # A window has a least size, which a picture has not. So the page has a width of its own,
        # and its height is asked for before the picture is made.
        height = _height(run("--dump-dom", f"--window-size={width},800", page.as_uri()))
        picture = folder / "page.png"
        size = f"--window-size={width},{height}"
        run(f"--screenshot={picture}", size, f"--force-device-scale-factor={_SCALE}", page.as_uri())
        content = picture.read_bytes() if picture.exists() else b""
    if not content.startswith(_PNG):
        raise InputError(f"{browser} made no picture")
    return content


def _readable_folder(browser: str) -> Path | None:
    """Return where the browser can read files; None for where temporary files are.

    Ubuntu's Chromium is a snap: it sees no file in /tmp, and none in hidden folders.
    """
    if Path(browser).resolve().name != "snap":
        return None
    folder = Path.home() / "snap" / Path(browser).name / "common"
    return folder if folder.is_dir() else None


def _height(dom: str) -> int:
    found = _HEIGHT.search(dom)
    if found is None:
        raise InputError("the browser did not show the page: a Chromium of 2024 or newer is needed")
    return max(1, int(found[1]))


@dataclass(frozen=True)
class _Browser:
    """A browser without a window."""

    program: str

    profile: Path
    """Its own: one that is open in a window would take the page over."""

    online: bool

    def run(self, *arguments: str) -> str:
        """Run it; return what it prints."""
        command = [self.program, *self._arguments(), *arguments]
        try:
            status, out, err = _run(command)
        except subprocess.TimeoutExpired:
            raise InputError(
                f"{self.program} did not finish within {TIMEOUT_SECONDS:g} seconds: "
                "draw fewer or shorter messages at once, or write HTML (-o card.html)"
            ) from None
        except OSError as error:
            reason = error.strerror or error
            raise InputError(f"{self.program} cannot be started: {reason}") from None
        if status != 0:
            lines = err.decode("utf-8", "replace").strip().splitlines()
            reason = lines[-1] if lines else f"exit status {status}"
            raise InputError(f"{self.program} failed: {reason}")
        return out.decode("utf-8", "replace")

    def _arguments(self) -> list[str]:
        return [
            "--headless",
            "--hide-scrollbars",
            "--disable-gpu",
            "--disable-extensions",
            "--no-first-run",
            f"--user-data-dir={self.profile}",
            *sandbox_arguments(),
            *([] if self.online else _OFFLINE),
        ]


def _run(command: list[str]) -> tuple[int, bytes, bytes]:
    """Run a program; return its exit status and what it wrote. If it is stopped, so are its own."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, start_new_session=True) as process:  # noqa: S603 - a browser that the user has installed or named
        try:
            out, err = process.communicate(timeout=TIMEOUT_SECONDS)
        except BaseException:
            _stop(process)
            raise
        return process.returncode, out, err


def _stop(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        # A script may have started the browser, which would keep the pipes open.
        os.killpg(process.pid, signal.SIGKILL)


def sandbox_arguments() -> list[str]:
    """Return what a Chromium needs to be told: as root it cannot isolate its processes."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox"] if is_root else []
