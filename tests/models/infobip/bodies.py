"""The request and answer bodies that Infobip's own pages print, taken from the pages' text.

The pages are not part of this project; where they are absent their tests are skipped.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
PAGES = Path(os.environ.get("INFOBIP_PAGES_DIR", ROOT / "../shared/seeds"))

needs_pages = pytest.mark.skipif(not PAGES.is_dir(), reason=f"Infobip's pages are not in {PAGES}")

PICTURE = {"type": "IMAGE", "url": "https://example.com/logo.png", "size": "20px"}
LINK = {"type": "URI", "label": "More", "uri": "https://example.com/about"}


def _page(number: str) -> str:
    found = sorted(PAGES.glob(f"{number}_*.txt"))
    return found[0].read_text(encoding="utf-8") if found else ""


def option_fragments() -> list[dict[str, Any]]:
    """Return the options that the guide prints one by one, each as an object of its own."""
    lines = [line.strip() for line in _page("000").splitlines() if line.startswith('    "')]
    found: list[dict[str, Any]] = []
    for line in lines:
        # The guide leaves a comma too many, and writes a date without quotes.
        text = re.sub(r",\s*}", "}", " ".join(line.split()))
        text = re.sub(r"(?<=: )(\d{4}-\S+)", r'"\1"', text)
        found.append(json.loads(f"{{{text}}}"))
    return found


def notification() -> dict[str, Any]:
    """Return the reference's request; its viewer shows one picture and one link as `{}`."""
    sample = _page("001").partition("Request samples")[2].partition("Response samples")[0]
    body: dict[str, Any] = json.loads(sample[sample.index("{") :].replace("•", ""))
    bubble = body["messages"][0]["content"]["contents"]
    assert bubble["header"]["contents"][0] == bubble["footer"]["action"] == {}
    bubble["header"]["contents"][0] = dict(PICTURE)
    bubble["footer"]["action"] = dict(LINK)
    return body


def notification_answer() -> dict[str, Any]:
    """Return the reference's answer."""
    sample = _page("001").partition("Response samples")[2].partition("Encountering issues")[0]
    body: dict[str, Any] = json.loads(sample[sample.index("{") :].replace("•", ""))
    return body


def omni_bodies() -> Iterator[dict[str, Any]]:
    """Yield every body of the OMNI example, requests and answers."""
    page, decoder, position = _page("002"), json.JSONDecoder(), 0
    while (position := page.find("\n{", position)) >= 0:
        body, position = decoder.raw_decode(page, position + 1)
        yield body


def single_bodies() -> list[dict[str, Any]]:
    """Return every request of the page on single messages."""
    found: list[dict[str, Any]] = []
    for literal in re.findall(r'"code": ("(?:[^"\\]|\\.)*")', _page("003")):
        body = json.loads(literal).partition("\n\n")[2]
        found.append(json.loads(re.sub(r",\s*}", "}", body)))
    return found
