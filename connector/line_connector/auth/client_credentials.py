"""OAuth2 client credentials, the secret in the form body."""

from __future__ import annotations

import json
import logging
import math
import time
from typing import TYPE_CHECKING, Any, ClassVar

from line_connector.auth.fetched_token import FetchedToken, Token
from line_connector.errors import CredentialsError
from line_connector.http.response import Response
from line_connector.json_values import is_object

if TYPE_CHECKING:
    import requests

# At DEBUG this library writes client secret and token into the log.
logging.getLogger("requests_oauthlib.oauth2_session").addFilter(lambda _: False)

LONGEST_LIFETIME = 10 * 365 * 24 * 3600
"""Seconds; a token that says it lives longer is a mistake of the endpoint."""


class ClientCredentials(FetchedToken):
    """LINE's stateless channel token, and Infobip's access token."""

    needs = ("client_id", "client_secret")
    takes: ClassVar[tuple[str, ...]] = ("token_url",)

    def fetch(self, stale: Token | None) -> Token:  # noqa: ARG002
        """Fetch an access token."""
        asked_at = time.monotonic()
        answer = self.ask("token_url", self._ask_once)
        return Token.living(f"Bearer {answer['access_token']}", answer["expires_in"], asked_at)

    def form(self) -> dict[str, Any]:
        """Return what `fetch_token` is to put into the form."""
        secret = self.connection.secret("client_secret")
        return {"include_client_id": True, "client_secret": secret}

    def _ask_once(self) -> dict[str, Any]:
        # Imported late: a connection with a static token has no use for OAuth.
        from oauthlib.oauth2 import BackendApplicationClient
        from requests_oauthlib import OAuth2Session

        form = self.form()
        sent = [value for value in form.values() if isinstance(value, str)]

        def read(response: requests.Response) -> requests.Response:
            """Leave of an answer what was checked; oauthlib trusts all of it."""
            checked = self._checked(self.accept("token_url", Response.of(response), *sent))
            response._content = json.dumps(checked).encode()  # noqa: SLF001
            response.encoding = "utf-8"
            return response

        client = BackendApplicationClient(client_id=self.connection.secret("client_id"))
        oauth: Any = OAuth2Session(client=client)
        oauth.get_redirect_target = _no_redirect
        oauth.register_compliance_hook("access_token_response", read)
        url = self.transport.carry(oauth, self.connection.address("token_url"))
        found: dict[str, Any] = oauth.fetch_token(url, **form)
        return found

    def _checked(self, answer: Any) -> dict[str, Any]:
        """Return token and lifetime.

        Raises:
            CredentialsError: the answer does not hold them in a form that can be used.
        """
        body = answer if is_object(answer) else {}
        token = self.usable("token_url", body.get("access_token"))
        lifetime = body.get("expires_in", LONGEST_LIFETIME)
        is_number = isinstance(lifetime, int | float) and not isinstance(lifetime, bool)
        if not is_number or not math.isfinite(lifetime) or not 0 < lifetime <= LONGEST_LIFETIME:
            raise CredentialsError(
                f"connection {self.connection.name}, token_url: the answer's expires_in must be "
                f"a number of seconds, more than 0 and at most {LONGEST_LIFETIME}"
            )
        return {"access_token": token, "token_type": "Bearer", "expires_in": lifetime}


def _no_redirect(_: requests.Response) -> None:
    """Follow no redirect: the form with the secret would be sent to whatever host it names."""
