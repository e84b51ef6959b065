"""One HTML file that shows messages: opens from disk, loads nothing, runs nothing of theirs."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from line_connector.preview.script import asset, one_script, style_sheet

DEFAULT_WIDTH = 375
"""Width of the phone in CSS pixels: that of most iPhones."""

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>LINE messages</title>
<style>{style}</style>
</head>
<body>
<main id="phone" class="{classes}"></main>
<output id="tapped"></output>
<script id="messages" type="application/json">{data}</script>
<script type="module">{script}</script>
</body>
</html>
"""


@dataclass(frozen=True)
class Look:
    """How messages are shown."""

    width: int = DEFAULT_WIDTH
    """Width of the phone, in CSS pixels."""

    dark: bool = False
    """Whether the phone is in dark mode."""

    fetch_pictures: bool = False
    """Whether pictures are loaded from their addresses; else they are drawn as placeholders."""


DEFAULT_LOOK = Look()


def preview_page(messages: Sequence[Any], look: Look = DEFAULT_LOOK) -> str:
    """Return the HTML that shows message objects.

    Whatever they hold, valid or not, it is shown as text or as JSON.

    Args:
        messages: JSON objects, as in a request's `messages`.
        look: how they are shown.

    Raises:
        TypeError: a message is no JSON value.
    """
    style = f"{style_sheet()}\n{asset('preview.css')}"
    script = one_script("preview.js")
    data = {
        "messages": list(messages),
        "width": look.width,
        "fetchPictures": look.fetch_pictures,
    }
    return _PAGE.format(
        policy=_policy(style, script, look),
        style=style,
        classes="phone dark" if look.dark else "phone",
        # No sequence of a message may end the script element.
        data=json.dumps(data).replace("<", "\\u003c"),
        script=script,
    )


def _policy(style: str, script: str, look: Look) -> str:
    pictures = "data: http: https:" if look.fetch_pictures else "data:"
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        f"img-src {pictures}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
