"""OAuth2 client credentials, the secret in the form body."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from line_connector.authentication.scheme import RenewedToken, Token
from line_connector.connection import Connection
from line_connector.errors import CredentialsError

if TYPE_CHECKING:
    import requests

# At DEBUG this library writes client secret and token into the log.
logging.getLogger("requests_oauthlib.oauth2_session").addFilter(lambda _: False)


class ClientCredentials(RenewedToken):
    """LINE's stateless channel token, and Infobip's access token."""

    needs = ("client_id", "client_secret")
    takes: ClassVar[tuple[str, ...]] = ("token_url",)

    def __init__(self, connection: Connection, http: requests.Session) -> None:
        super().__init__(connection, http)
        # Imported late: a connection with a static token has no use for OAuth.
        from oauthlib.oauth2 import BackendApplicationClient
        from requests_oauthlib import OAuth2Session

        from line_connector.transport import share_http

        client = BackendApplicationClient(client_id=connection.secret("client_id"))
        oauth: Any = OAuth2Session(client=client)
        oauth.register_compliance_hook("access_token_response", self.check)
        self._fetch_token: Callable[..., Mapping[str, Any]] = oauth.fetch_token
        self._url = share_http(http, oauth, connection.address("token_url"))

    def fetch(self, stale: Token | None) -> Token:  # noqa: ARG002
        """Fetch an access token."""
        asked_at = time.monotonic()
        answer = self.ask("token_url", self._ask_once)
        lifetime = float(answer.get("expires_in", "inf"))
        return Token.living(f"Bearer {answer['access_token']}", lifetime, asked_at)

    def form(self) -> dict[str, Any]:
        """Return what `fetch_token` is to put into the form."""
        secret = self.connection.secret("client_secret")
        return {"include_client_id": True, "client_secret": secret}

    def _ask_once(self) -> Mapping[str, Any]:
        from oauthlib.oauth2 import OAuth2Error

        form = self.form()
        try:
            return self._fetch_token(self._url, timeout=self.connection.timeout, **form)
        except (OAuth2Error, ValueError) as error:
            if isinstance(error, OSError):  # requests makes some of its faults ValueErrors
                raise
            raise CredentialsError(
                f"connection {self.connection.name}, token_url: the answer holds no access token"
            ) from None
