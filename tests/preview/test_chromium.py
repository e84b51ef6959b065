"""The browser that draws pictures is stopped when it takes too long."""

from __future__ import annotations

import os
import select
from pathlib import Path

import pytest

from line_connector.errors import InputError
from line_connector.preview import chromium


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_browser_that_hangs_is_stopped_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = tmp_path / "held"
    os.mkfifo(held)
    reader = os.open(held, os.O_RDONLY | os.O_NONBLOCK)
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\nsleep 600 > {held} &\nwait\n")
    browser.chmod(0o755)
    monkeypatch.setenv("CHROME", str(browser))
    monkeypatch.setattr(chromium, "TIMEOUT_SECONDS", 2)
    with pytest.raises(InputError, match=r"within 2 seconds: draw fewer .* write HTML"):
        chromium.draw_png("<html></html>", 375)
    # Readable once nobody holds its other end.
    assert select.select([reader], [], [], 10)[0] == [reader]
    os.close(reader)
