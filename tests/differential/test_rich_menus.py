"""Two readings of what a rich menu, its image and a batch may be: our models, and the sandbox."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from differential.spoiling import spoilt
from line_connector.models.line.rich_menu import RichMenu
from line_connector.models.line.rich_menu_batch import RichMenuBatchObject
from line_connector.models.line.rich_menu_image import ImageHeader, read_image_header
from line_connector.sandbox import Sandbox
from line_connector.sandbox.line.rich_menu.images import jpeg_size, png_size
from line_connector.schema.model import Input
from support.rich_menus import area, jpeg, png, rich_menu

MENUS = [f"richmenu-{number:032x}" for number in range(3)]
ACTIONS: list[dict[str, Any]] = [
    {"type": "postback", "label": "A", "data": "a", "displayText": "a"},
    {"type": "postback", "data": "", "inputOption": "openKeyboard", "fillInText": "a"},
    {"type": "message", "label": "A", "text": "a"},
    {"type": "uri", "label": "A", "uri": "https://example.com/"},
    {"type": "datetimepicker", "data": "a", "mode": "date", "initial": "2026-01-01"},
    {"type": "richmenuswitch", "label": "A", "richMenuAliasId": "a", "data": "a"},
    {"type": "clipboard", "label": "A", "clipboardText": "a"},
    {"type": "camera", "label": "A"},
]
SEEDS: dict[str, list[dict[str, Any]]] = {
    "menu": [rich_menu(areas=[area(action)]) for action in ACTIONS],
    "batch": [
        {
            "operations": [
                {"type": "link", "from": MENUS[0], "to": MENUS[1]},
                {"type": "unlink", "from": MENUS[1]},
            ],
            "resumeRequestKey": "a",
        },
        {"operations": [{"type": "unlinkAll"}]},
    ],
}
MODELS: dict[str, type[Input]] = {"menu": RichMenu, "batch": RichMenuBatchObject}
PATHS = {"menu": "/v2/bot/richmenu/validate", "batch": "/v2/bot/richmenu/validate/batch"}


@pytest.mark.parametrize("kind", SEEDS)
def test_both_readings_agree(kind: str, running_sandbox: Sandbox) -> None:
    with requests.Session() as http:

        @settings(
            max_examples=500,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        )
        @given(raw=spoilt(SEEDS[kind]))
        def agree(raw: dict[str, Any]) -> None:
            sent, ours = raw, None
            try:
                # Our models also put right what is plain, such as "true" for true.
                sent = MODELS[kind].model_validate(raw).to_wire()
            except ValidationError as error:
                ours = str(error)
            theirs = refusal(running_sandbox.url + PATHS[kind], http, sent)
            note(f"sent:    {json.dumps(sent, ensure_ascii=False)}")
            note(f"models:  {ours}")
            note(f"sandbox: {theirs}")
            # The sandbox ignores properties that it does not know.
            assert bool(ours) == (theirs is not None)

        agree()


def refusal(url: str, http: requests.Session, body: Any) -> Any:
    """Return what the sandbox says against a body, or None; menus may be unknown to it."""
    answer = http.post(
        url, json=body, headers={"Authorization": "Bearer sandbox-token"}, timeout=10
    )
    return None if answer.status_code in {200, 404} else answer.json()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw an image with some bytes changed, or cut short."""
    image = bytearray(draw(st.sampled_from([png(), jpeg(), jpeg(frame=0xC2)])))
    for _ in range(draw(st.integers(0, 3))):
        # Where the headers are; behind them nobody looks.
        place = draw(st.integers(0, 40) | st.integers(30_000, 30_200))
        if place < len(image):
            image[place] = draw(st.integers(0, 255))
    return bytes(image[: draw(st.integers(0, len(image)))])


@given(damaged() | st.binary(max_size=60))
def test_both_find_the_same_size_in_an_image(content: bytes) -> None:
    ours = read_image_header(content)
    sizes = {"image/png": png_size(content), "image/jpeg": jpeg_size(content)}
    assert ours in {ImageHeader(kind, *size) for kind, size in sizes.items() if size} or (
        ours is None and not any(size and all(size) for size in sizes.values())
    )
