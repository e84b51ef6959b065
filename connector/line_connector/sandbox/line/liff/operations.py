"""LIFF apps: adding, changing, listing and deleting them.

LINE keeps them on a LINE Login channel; the sandbox's one channel is of both kinds.
"""

import json
import string
from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import NOT_FOUND, refusal
from line_connector.sandbox.line.liff.apps import all_apps
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.validation import read_body
from line_connector.sandbox.state import State

operations = LineOperations()

MOST_APPS = 30
TOO_MANY = "The channel has 30 LIFF apps already"
"""LINE's text is not known; this is ours."""

DEFAULTS: Mapping[str, Any] = {
    "features": {"qrCode": False},
    "permanentLinkPattern": "concat",
    "scope": ["profile", "chat_message.write"],
    "botPrompt": "none",
}
SETTINGS = ("view", "description", *DEFAULTS)


@operations.post("addLIFFApp", "/liff/v1/apps")
def add_liff_app(state: State, request: Request) -> Response:
    """Add an app, if there is room for another."""
    body = read_body(request, "liff/add")
    if len(all_apps(state)) >= MOST_APPS:
        raise refusal(400, TOO_MANY)
    letters = (string.ascii_letters[state.random.below(52)] for _ in range(8))
    liff_id = f"{state.channel.channel_id}-{''.join(letters)}"
    app = json.dumps(_changed(DEFAULTS, body))
    state.db.execute("INSERT INTO liff_apps (liff_id, app) VALUES (?, ?)", (liff_id, app))
    return json_response({"liffId": liff_id})


@operations.get("getAllLIFFApps", "/liff/v1/apps")
def get_all_liff_apps(state: State, _: Request) -> Response:
    """Answer with all apps; LINE has no empty list, but 404."""
    apps = all_apps(state)
    if not apps:
        raise refusal(404, NOT_FOUND)
    return json_response({"apps": [{"liffId": liff_id, **app} for liff_id, app in apps.items()]})


@operations.put("updateLIFFApp", "/liff/v1/apps/{liffId}")
def update_liff_app(state: State, request: Request) -> Response:
    """Change what the body gives of an app."""
    liff_id, app = _app(state, request)
    changed = json.dumps(_changed(app, read_body(request, "liff/update")))
    state.db.execute("UPDATE liff_apps SET app = ? WHERE liff_id = ?", (changed, liff_id))
    return json_response({})


@operations.delete("deleteLIFFApp", "/liff/v1/apps/{liffId}")
def delete_liff_app(state: State, request: Request) -> Response:
    """Forget an app."""
    liff_id, _ = _app(state, request)
    state.db.execute("DELETE FROM liff_apps WHERE liff_id = ?", (liff_id,))
    return json_response({})


def _app(state: State, request: Request) -> tuple[str, dict[str, Any]]:
    """Return the app in the path: its ID and its settings."""
    liff_id = request.path_parameters["liffId"]
    apps = all_apps(state)
    if liff_id not in apps:
        raise refusal(404, NOT_FOUND)
    return liff_id, apps[liff_id]


def _changed(app: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return an app's settings after a change; `view` and `features` change part by part."""
    given = {name: changes[name] for name in SETTINGS if name in changes}
    parts: dict[str, Any] = {
        name: {**app.get(name, {}), **given[name]} for name in ("view", "features") if name in given
    }
    return {**app, **given, **parts}
