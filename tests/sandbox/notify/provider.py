"""LINE Notify, or what the sandbox needs to know of such a provider."""

from __future__ import annotations

from collections.abc import Mapping

from line_connector.sandbox.exchange import Response, json_response
from line_connector.sandbox.provider import Provider
from line_connector.sandbox.received import deliver
from line_connector.sandbox.state import State
from line_connector.sandbox.worker import Worker
from sandbox.notify.settings import NotifySettings


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

    def owns(self, path: str) -> bool:
        return path.startswith("/api/")

    def headers(self, request_id: str) -> Mapping[str, str]:
        return {"x-notify-request": request_id}

    def refuse_path(self, path: str, status: int) -> Response:
        return json_response({"status": status, "message": path}, status)

    def environment(self, url: str) -> Mapping[str, str]:
        return {"NOTIFY_URL": url}

    def refusal(self, name: str, path: str) -> Response:
        return json_response({"message": name, "path": path}, 429)

    def seed(self, state: State) -> None:
        state.db.execute("INSERT INTO notify_tokens VALUES ('notify-token', 'Team')")

    def worker(self, state: State) -> Worker:
        return Deliverer(state)
