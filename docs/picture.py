"""Draw docs/card.png, the README's picture: an alert as a phone shows it. Needs Chromium.

python docs/picture.py
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from PIL import Image

COMMAND = [sys.executable, "-m", "line_connector"]
ALERT = {
    "title": "Disk almost full",
    "severity": "critical",
    "text": "The nightly backup needs 40 GB.",
    "fields.Host": "db-2",
    "fields.Used": "91 %",
    "source": "disk watch",
    "link": "https://example.com/disks",
}
FRIEND = f"U{1:032x}"
WIDTH = 500


def main() -> None:
    """Take what `send` would send, and preview it."""
    values = [f"--set={name}={value}" for name, value in ALERT.items()]
    sent = _run("send", FRIEND, "--card", "alert", *values, "--sandbox", "--dry-run")
    (request,) = json.loads(sent)
    picture = Path(__file__).with_name("card.png")
    messages = json.dumps(request["body"]["messages"])
    _run("preview", "-", "-o", str(picture), given=messages)
    with Image.open(picture) as drawn:
        drawn.resize((WIDTH, drawn.height * WIDTH // drawn.width)).save(picture, optimize=True)


def _run(*arguments: str, given: str = "") -> str:
    ended = subprocess.run(  # noqa: S603
        [*COMMAND, *arguments], input=given, stdout=subprocess.PIPE, text=True, check=True
    )
    return ended.stdout


if __name__ == "__main__":
    main()
