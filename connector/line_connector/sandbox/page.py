"""The page at `/`: what was received, newest first."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from line_connector.sandbox.exchange import Response
from line_connector.sandbox.received import count_received, received
from line_connector.sandbox.state import State

SHOWN = 200
"""How many deliveries the page shows."""

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>line-connector sandbox</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: auto; padding: 1rem; }}
article {{ border-top: 1px solid #8888; padding: .5rem 0; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; margin: .25rem 0; }}
</style>
<h1>Received messages</h1>
<p>{summary}</p>
{articles}
</html>
"""


def received_page(state: State) -> Response:
    """Return the page."""
    entries = received(state, limit=SHOWN)
    articles = "\n".join(_article(entry) for entry in reversed(entries))
    html = PAGE.format(summary=_summary(count_received(state)), articles=articles)
    return Response(200, html.encode(errors="replace"), "text/html")


def _summary(count: int) -> str:
    if count > SHOWN:
        return f"The last {SHOWN} of {count} deliveries, newest first."
    return f"{count} deliveries, newest first." if count else "Nothing yet."


def _article(entry: Mapping[str, Any]) -> str:
    messages = "\n".join(
        _message(message) for message in entry.get("messages") or [entry["message"]]
    )
    to, via, at = (escape(entry[name]) for name in ("to", "via", "at"))
    return f"<article><b>{to}</b> · {via} · <time>{at}</time>\n{messages}</article>"


def _message(message: Mapping[str, Any]) -> str:
    text = message.get("text") or json.dumps(message, ensure_ascii=False, indent=2)
    return f"<pre>{escape(text)}</pre>"
