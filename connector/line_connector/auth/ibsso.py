"""Infobip's IBSSO session: a token for user name and password, until it is destroyed."""

from __future__ import annotations

import json
import time
from contextlib import suppress

from line_connector.auth.fetched_token import FetchedToken, Token
from line_connector.http.transport_errors import TransportError
from line_connector.json_values import is_object

LIFETIME = 3600.0
"""Seconds a session lives; Infobip's answer does not say it."""


class IbssoSession(FetchedToken):
    """A session that is created once, reused, and destroyed at the end."""

    needs = ("username", "password", "session_url")
    lives_on_while_renewed = False

    def fetch(self, stale: Token | None) -> Token:
        """Create a session, destroying the one before it: there must be only one."""
        if stale is not None:
            self._destroy(stale)
        asked_at = time.monotonic()
        answer = self.ask("session_url", self._ask_once)
        return Token.living(f"IBSSO {answer}", LIFETIME, asked_at)

    def close(self) -> None:
        """Destroy the session."""
        token, self._token = self._token, None
        if token is not None:
            self._destroy(token)

    def renew_after_fork(self) -> None:
        """Leave the session to the process that created it, which destroys it too."""
        super().renew_after_fork()
        self._token = None

    def _ask_once(self) -> str:
        body = {
            "username": self.connection.secret("username"),
            "password": self.connection.secret("password"),
        }
        answer = self.transport.send(
            "POST",
            self.connection.address("session_url"),
            {"Content-Type": "application/json"},
            json.dumps(body).encode(),
        )
        found = self.accept("session_url", answer)
        return self.usable("session_url", found.get("token") if is_object(found) else None)

    def _destroy(self, token: Token) -> None:
        # It dies by itself within the hour; failing to end it must not fail what is being done.
        with suppress(TransportError):
            self.transport.send(
                "DELETE", self.connection.address("session_url"), {"Authorization": token.header}
            )
