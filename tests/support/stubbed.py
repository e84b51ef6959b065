"""Infobip as a test scripts it: what it answers, and what it was asked."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import requests
import responses

from line_connector.action import Action
from line_connector.http.connection import Connection
from line_connector.http.output import Output
from line_connector.session import Session
from support.sandboxed import SOON_RETRIES

URL = "https://example.api.infobip.com"


class Call(NamedTuple):
    """One request that arrived."""

    path: str
    query: dict[str, list[str]]
    body: Any


class Infobip:
    """Infobip with the answers of one test."""

    def __init__(self, mock: responses.RequestsMock) -> None:
        self._mock = mock
        fields = {"url": URL, "token": "token"}
        self.session = Session(Connection("infobip", ("token",), fields), SOON_RETRIES)

    def answers(self, method: str, path: str, body: Any = None, status: int = 200) -> None:
        """Answer the next request like this."""
        self._mock.add(method, URL + path, json=body or {}, status=status)

    def loses_the_answer(self, method: str, path: str) -> None:
        """Take the next request and let its answer get lost."""
        self._mock.add(method, URL + path, body=requests.ReadTimeout())

    def run(
        self, action: type[Action[Any, Any]], raw: dict[str, Any], *, lenient: bool = False
    ) -> Output[Any]:
        """Run an action on raw input."""
        return action(self.session).run(action.read_input(raw, lenient=lenient))

    @property
    def calls(self) -> list[Call]:
        """Every request that arrived."""
        found: list[Call] = []
        for call in self._mock.calls:
            parts = urlsplit(call.request.url or "")
            body = json.loads(call.request.body) if call.request.body else None
            found.append(Call(parts.path, parse_qs(parts.query), body))
        return found
