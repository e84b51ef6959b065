"""Take the pictures of golden messages anew, and show what changed: python regenerate.py."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from support.golden_messages import MESSAGES
from support.golden_pictures import FOLDER, difference, golden, picture, save
from support.phone import phone_in_browser

if __name__ == "__main__":
    for old in FOLDER.glob("*.png"):
        if old.stem not in MESSAGES:
            old.unlink()
    with phone_in_browser() as phone:
        for name in MESSAGES:
            path = FOLDER / f"{name}.png"
            seen = picture(phone, name)
            if path.exists() and difference(golden(name), seen).is_small:
                continue
            print(name)  # noqa: T201 (for who runs it)
            save(seen, path)
