"""Infobip's IBSSO session: a token for user name and password, until it is destroyed."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from line_connector.authentication.scheme import RenewedToken, Token
from line_connector.errors import CredentialsError
from line_connector.json_values import is_object

LIFETIME = 3600.0
"""Seconds a session lives; Infobip's answer does not say it."""


class IbssoSession(RenewedToken):
    """A session that is created once, reused, and destroyed at the end."""

    needs = ("username", "password", "session_url")

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

    def _ask_once(self) -> str:
        body = {
            "username": self.connection.secret("username"),
            "password": self.connection.secret("password"),
        }
        answer = self.http.post(
            self.connection.address("session_url"),
            json=body,
            timeout=self.connection.timeout,
            allow_redirects=False,
        )
        return self._token_in(self.check(answer))

    def _token_in(self, answer: Any) -> str:
        with suppress(ValueError):
            body = answer.json()
            if is_object(body) and isinstance(body.get("token"), str):
                token: str = body["token"]
                return token
        raise CredentialsError(
            f"connection {self.connection.name}, session_url: the answer holds no session token"
        )

    def _destroy(self, token: Token) -> None:
        import requests

        # It dies by itself within the hour; failing to end it must not fail what is being done.
        with suppress(requests.RequestException):
            self.http.delete(
                self.connection.address("session_url"),
                headers={"Authorization": token.header},
                timeout=self.connection.timeout,
                allow_redirects=False,
            )
