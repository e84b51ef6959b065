"""LINE Notify, or what the sandbox needs to know of such a provider."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.provider import Control, Fields, Provider, Route
from line_connector.sandbox.received import deliver
from line_connector.sandbox.state import State
from line_connector.sandbox.worker import Worker


@dataclass(frozen=True)
class NotifySettings:
    notify_length: int = 1000


def notify(state: State, request: Request) -> Response:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    row = state.db.execute("SELECT target FROM notify_tokens WHERE token = ?", (token,)).fetchone()
    if row is None:
        return json_response({"status": 401, "message": "Invalid access token"}, 401)
    message = parse_qs(request.body.decode())["message"][0]
    if len(message) > state.settings(NotifySettings).notify_length:
        return json_response({"status": 400, "message": "message: too long"}, 400)
    state.db.execute("INSERT INTO notify_waiting VALUES (?, ?)", (message, row[0]))
    return json_response({"status": 200, "message": "ok"})


def status(_: State, request: Request) -> Response:
    return json_response({"target": request.path_parameters["target"], "method": request.method})


def put_token(state: State, fields: Fields) -> Fields:
    state.db.execute("INSERT INTO notify_tokens VALUES (?, ?)", tuple(fields.values()))
    return {}


class Deliverer(Worker):
    """Delivers what was accepted."""

    async def work(self) -> bool:
        row = self._state.db.execute("SELECT rowid, * FROM notify_waiting").fetchone()
        if row is None:
            return False
        number, message, target = row
        self._state.db.execute("DELETE FROM notify_waiting WHERE rowid = ?", (number,))
        now = self._state.clock.now()
        content = {"message": message}
        deliver(self._state, [target], via="notify", at=now, request_id="", content=content)
        return True

    def next_due(self) -> float | None:
        return None


class Notify(Provider):
    name = "notify"
    package = "sandbox.notify"
    settings = NotifySettings
    controls = (Control("POST", "notify-tokens", put_token, settles=True),)

    def owns(self, path: str) -> bool:
        return path.startswith("/api/")

    def routes(self) -> Iterable[Route]:
        yield Route("GET", "/api/status/{target}", status)
        yield Route("POST", "/api/notify", notify)
        yield Route("DELETE", "/api/{target}", status)

    def headers(self, request_id: str) -> Mapping[str, str]:
        return {"x-notify-request": request_id}

    def refuse_path(self, path: str, status: int) -> Response:
        return json_response({"status": status, "message": path}, status)

    def environment(self, url: str) -> Mapping[str, str]:
        return {"NOTIFY_URL": url}

    def plant(self, db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO notify_tokens VALUES ('notify-token', 'Team')")

    def worker(self, state: State) -> Worker:
        return Deliverer(state)
