"""The requests Infobip prints in its pages must be accepted here, and arrive."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.infobip.conftest import Infobip

ROOT = Path(__file__).parents[3]
FOLDER = Path(os.environ.get("INFOBIP_PAGES") or ROOT.parent / "shared" / "seeds")
PAGES = sorted(FOLDER.glob("00[123]_*.txt")) if FOLDER.exists() else []


def printed() -> list[tuple[str, Any]]:
    """Every body printed in a request, with the path it goes to."""
    if len(PAGES) != 3:
        return []
    reference, scenarios, single = (page.read_text("utf-8") for page in PAGES)
    sample = reference.partition("Request samples")[2].partition("Response samples")[0]
    notification = _json(sample.replace("•", ""))
    # Here the page's viewer has folded a component and an action.
    bubble = notification["messages"][0]["content"]["contents"]
    assert bubble["header"]["contents"][0] == bubble["footer"]["action"] == {}
    bubble["header"]["contents"][0] = {"type": "IMAGE", "url": "https://example.com/a.png"}
    bubble["footer"]["action"] = {"label": "More", "uri": "https://example.com/"}
    found: list[tuple[str, Any]] = [("/line/1/messages", notification)]
    for body in _bodies(scenarios):
        if "flow" in body and "key" not in body:
            found.append(("/omni/1/scenarios", body))
        elif "destinations" in body:
            found.append(("/omni/1/advanced", body))
    for code in re.findall(r'"code": ("(?:[^"\\]|\\.)*")', single):
        text = json.loads(code, strict=False)
        # One example has a comma too many.
        text = re.sub(r",\s*}", "}", text)
        found.append(("/line/1/single", _json(text)))
    return found


def _json(text: str) -> Any:
    return json.JSONDecoder().raw_decode(text[text.index("{") :])[0]


def _bodies(text: str) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = []
    position = text.find("\n{")
    while position >= 0:
        body, end = json.JSONDecoder().raw_decode(text[position + 1 :])
        bodies.append(body)
        position = text.find("\n{", position + end)
    return bodies


EXAMPLES = printed()


@pytest.mark.skipif(not EXAMPLES, reason="no pages of Infobip's: set INFOBIP_PAGES")
def test_all_examples_were_found() -> None:
    paths = [path for path, _ in EXAMPLES]
    kinds = {body["message"]["type"] for path, body in EXAMPLES if path == "/line/1/single"}
    assert paths.count("/line/1/messages") == 1
    assert paths.count("/omni/1/scenarios") == 1
    assert paths.count("/omni/1/advanced") == 5
    assert kinds == {
        *("TEXT", "IMAGE", "VIDEO", "AUDIO", "LOCATION", "STICKER", "IMAGEMAP", "TEMPLATE")
    }


@pytest.mark.parametrize(
    ("path", "body"),
    [pytest.param(*each, id=f"{number}{each[0]}") for number, each in enumerate(EXAMPLES)],
)
def test_a_printed_request_is_accepted_and_arrives(
    infobip: Infobip, path: str, body: dict[str, Any]
) -> None:
    assert infobip.post(path, body).status in {200, 201}
    entries = infobip.client.seen("received")["received"]
    expected = {
        "/line/1/messages": lambda: body["messages"][0]["content"],
        "/omni/1/advanced": lambda: body["line"],
        "/line/1/single": lambda: body["message"],
    }
    if path in expected:
        assert [(entry["via"], entry["message"]) for entry in entries] == [
            ("LINE", expected[path]())
        ]
