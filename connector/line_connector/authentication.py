"""How a connection proves who it is: a static token, or OAuth2 client credentials.

All threads of a session share one `Authentication`; a token is fetched by one of them while the
others wait, renewed shortly before it runs out, and renewed once more when it is refused.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol

from line_connector.connection import Connection
from line_connector.errors import CredentialsError, SessionError
from line_connector.json_values import is_object

if TYPE_CHECKING:
    import requests

# At DEBUG this library writes client secret and token into the log.
logging.getLogger("requests_oauthlib.oauth2_session").addFilter(lambda _: False)

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIFETIME = 300
"""Seconds a signed assertion is good for; LINE allows 1800."""

TOKEN_LIFETIME = 900
"""Seconds asked for in an assertion; LINE's stateless tokens live no longer."""


class Authentication(Protocol):
    """Gives a session the `Authorization` header to send."""

    def header(self) -> str:
        """Return the header's value, fetching a token first where one is needed."""
        ...

    def refused(self, header: str, *, again: bool) -> bool:
        """Say whether another try could help after a 401; a new token is fetched by then.

        Args:
            header: the value that was refused.
            again: whether another value was refused before it in the same call.
        """
        ...


class StaticToken:
    """A channel access token issued once, such as LINE's long-lived one."""

    needs: ClassVar[tuple[str, ...]] = ("token",)

    def __init__(self, connection: Connection, http: requests.Session) -> None:  # noqa: ARG002
        self._header = f"Bearer {connection.secret('token')}"

    def header(self) -> str:
        """Return the bearer header."""
        return self._header

    def refused(self, header: str, *, again: bool) -> bool:  # noqa: ARG002
        """Say that nothing can be done about it."""
        return False


class Token(NamedTuple):
    """An access token and, on the monotonic clock, when to renew it and when it is dead."""

    header: str
    renew_at: float
    expires_at: float

    def __repr__(self) -> str:
        return "Token(***)"


class ClientCredentials:
    """OAuth2 client credentials, the secret in the form body: LINE's stateless channel token."""

    needs: ClassVar[tuple[str, ...]] = ("client_id", "client_secret")

    def __init__(self, connection: Connection, http: requests.Session) -> None:
        # Imported late: a connection with a static token has no use for OAuth.
        from oauthlib.oauth2 import BackendApplicationClient
        from requests_oauthlib import OAuth2Session

        from line_connector.transport import share_http

        self._connection = connection
        client = BackendApplicationClient(client_id=connection.secret("client_id"))
        oauth: Any = OAuth2Session(client=client)
        oauth.register_compliance_hook("access_token_response", self._check_answer)
        self._fetch_token: Callable[..., Mapping[str, Any]] = oauth.fetch_token
        self._url = share_http(http, oauth, connection.address("token_url"))
        self._lock = threading.Lock()
        self._token: Token | None = None

    def header(self) -> str:
        """Return the bearer header of a token that is good for some time yet."""
        token = self._token
        if token is None or time.monotonic() >= token.renew_at:
            token = self._renew(token)
        return token.header

    def refused(self, header: str, *, again: bool) -> bool:
        """Fetch a new token, unless another thread has, or a new one was refused already."""
        token = self._token
        if token is None or token.header != header:
            return True
        expired = time.monotonic() >= token.expires_at
        if again and not expired:
            return False
        self._renew(token)
        return True

    def _renew(self, stale: Token | None) -> Token:
        """Fetch a token in place of `stale`, once however many threads ask."""
        with self._lock:
            if self._token is None or self._token is stale:
                self._token = self._fetch()
            return self._token

    def _fetch(self) -> Token:
        asked_at = time.monotonic()
        answer = self._exchange()
        lifetime = float(answer.get("expires_in", "inf"))
        margin = min(60.0, lifetime / 10)
        return Token(
            header=f"Bearer {answer['access_token']}",
            renew_at=asked_at + lifetime - margin,
            expires_at=asked_at + lifetime,
        )

    def _exchange(self) -> Mapping[str, Any]:
        """Ask for a token; asking again is harmless, so a fault is tried three times."""
        import requests
        from oauthlib.oauth2 import OAuth2Error

        transport = self._connection.transport
        timeout = (transport.connect_timeout, transport.read_timeout)
        where = f"connection {self._connection.name}, token_url"
        for last in (False, False, True):
            try:
                return self._fetch_token(self._url, timeout=timeout, **self._credentials())
            except requests.RequestException as fault:
                if last or isinstance(fault, requests.exceptions.SSLError):
                    raise SessionError(f"{where}: no answer ({type(fault).__name__})") from None
            except (OAuth2Error, ValueError):
                raise CredentialsError(f"{where}: the answer holds no access token") from None
            time.sleep(0.2)
        raise AssertionError  # the last try returned or raised

    def _credentials(self) -> dict[str, Any]:
        """Return what `fetch_token` is to put into the form."""
        secret = self._connection.secret("client_secret")
        return {"include_client_id": True, "client_secret": secret}

    def _check_answer(self, answer: requests.Response) -> requests.Response:
        """Refuse an answer that is no token, in the provider's words and without our secret."""
        if answer.status_code == 429 or answer.status_code >= 500:
            answer.raise_for_status()
        if answer.status_code != 200:
            raise CredentialsError(
                f"connection {self._connection.name}: the token endpoint refused the credentials "
                f"({answer.status_code}: {_reason(answer)})"
            )
        return answer


class ClientAssertion(ClientCredentials):
    """OAuth2 client credentials, proven by a JWT that a private key signs (RS256)."""

    needs: ClassVar[tuple[str, ...]] = ("client_id", "private_key")

    def _credentials(self) -> dict[str, Any]:
        return {
            "include_client_id": False,
            "auth": _no_basic_auth,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self._assertion(),
        }

    def _assertion(self) -> str:
        try:
            import jwt
        except ImportError:
            raise CredentialsError(
                "a private key needs one more package: pip install 'line-connector[jwt]'"
            ) from None

        values = self._connection.values
        client_id = self._connection.secret("client_id")
        now = int(time.time())
        claims = {
            "iss": client_id,
            "sub": client_id,
            "aud": values.get("audience"),
            "exp": now + ASSERTION_LIFETIME,
            "token_exp": TOKEN_LIFETIME,
        }
        try:
            key, key_id = _private_key(values["private_key"])
            headers = {"kid": values.get("key_id") or key_id}
            return jwt.encode(claims, key, algorithm="RS256", headers=headers)
        except (ValueError, TypeError, jwt.PyJWTError):
            raise CredentialsError(
                f"connection {self._connection.name}, private_key: "
                "must be an RSA private key, as PEM or as a JWK"
            ) from None


SCHEMES: dict[str, type[StaticToken | ClientCredentials]] = {
    "token": StaticToken,
    "client_credentials": ClientCredentials,
    "client_assertion": ClientAssertion,
}
"""Every scheme that a manifest can name."""


def authenticate(connection: Connection, http: requests.Session) -> Authentication:
    """Return the first of the connection's schemes whose credentials are all there.

    Raises:
        CredentialsError: none is complete; the text says what each of them needs.
    """
    for name in connection.authentication:
        scheme = SCHEMES[name]
        if all(connection.values.get(field) for field in scheme.needs):
            return scheme(connection, http)
    raise CredentialsError(missing_credentials(connection))


def missing_credentials(connection: Connection) -> str:
    """Say which fields would make a connection complete, as a file and as environment variables."""
    ways = [SCHEMES[name].needs for name in connection.authentication]
    fields = " or ".join(" and ".join(way) for way in ways)
    prefix = connection.name.upper()
    variables = " or ".join(
        " and ".join(f"{prefix}_{name.upper()}" for name in way) for way in ways
    )
    return (
        f"connection {connection.name} has no credentials: give {fields} "
        f"in a file (--connection FILE), or set {variables}"
    )


def _private_key(value: Any) -> tuple[Any, str | None]:
    """Return a key that PyJWT signs with, and the key ID where a JWK carries one."""
    import jwt

    text = str(value) if not isinstance(value, Mapping) else json.dumps(value)
    if not text.lstrip().startswith("{"):
        return text, None
    jwk = json.loads(text)
    return jwt.PyJWK.from_dict(jwk, algorithm="RS256").key, jwk.get("kid")


def _no_basic_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep requests-oauthlib from adding a Basic header when no client ID goes into the form."""
    return request


def _reason(answer: requests.Response) -> str:
    """Return what a token endpoint says of a refusal; a page that is not JSON says nothing."""
    try:
        body = answer.json()
    except ValueError:
        return answer.reason
    if not is_object(body):
        return answer.reason
    text: Any = body.get("error_description") or body.get("message") or body.get("error")
    return str(text or answer.reason)
