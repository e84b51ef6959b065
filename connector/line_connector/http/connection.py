"""One provider's credentials and addresses, checked."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from pydantic import AfterValidator, Field

from line_connector.errors import CredentialsError
from line_connector.schema.model import Input, rule

_ANY_TEXT = frozenset(("username", "password"))
"""Credentials that are encoded before they are sent. The others are ASCII.

Source: RFC 6750, section 2.1; RFC 6749, appendix A.
"""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HALF_A_CHARACTER = re.compile(r"[\ud800-\udfff]")

_PROXY_SCHEMES = frozenset(("http", "https", "socks4", "socks4a", "socks5", "socks5h"))

Seconds = Annotated[float, Field(gt=0, le=600)]


def _usable_proxy(address: str) -> str:
    problem = problem_of_proxy(address)
    if problem:
        raise rule(problem)
    return address


def problem_of_proxy(address: str) -> str | None:
    """Say why nothing can be connected to through a proxy, or None.

    Its address may carry a password, so it is not shown.
    """
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        if not parts.hostname:
            return "must be an address"
        if problem := _problem_of(parts):
            return problem
    except ValueError:
        return "must have a valid host"
    if " " in parts.hostname:
        return "must have a valid host name, without spaces"
    if parts.scheme not in _PROXY_SCHEMES:
        return "must start with http://, https:// or socks5://"
    # As they are sent: by PySocks, or by `requests`.
    encoding = "utf-8" if parts.scheme.startswith("socks") else "latin-1"
    try:
        unquote(parts.netloc.rpartition("@")[0]).encode(encoding)
    except UnicodeEncodeError:
        return f"must have a user name and password that are {encoding.upper()}"
    return None


Proxy = Annotated[str, AfterValidator(_usable_proxy)]


class TransportSettings(Input):
    """How a connection's requests are sent, whichever the provider."""

    verify_ssl: bool = Field(default=True, title="Verify SSL certificates")
    """Check the provider's TLS certificate. Switch it off only against a server of your own."""

    ca_file: str | None = Field(default=None, title="CA file")
    """File with the certificate authorities to trust (PEM), in place of the built-in ones."""

    # It may carry a password.
    http_proxy: Proxy | None = Field(default=None, title="HTTP(S) proxy", repr=False)
    """Address of a proxy that all requests go through. Absent: as the environment says."""

    connect_timeout: Seconds = 5
    """Seconds to wait for a connection, with each address that the host's name stands for."""

    read_timeout: Seconds = 30
    """Seconds to wait for the answer, and then for each further part of it."""

    total_timeout: Seconds = 60
    """Seconds that one try may take in all: to connect, to send, and to receive all of the answer.
    Not counted: looking up the host's name, and addresses of it that do not answer."""

    max_response_bytes: Annotated[int, Field(ge=1, le=2**31)] = 32 * 1024 * 1024
    """Bytes that an answer may have, decompressed."""

    validation: Literal["strict", "lenient"] = "strict"
    """`lenient` passes properties on that are not known here, when the provider adds some."""


class Connection(NamedTuple):
    """What one session is opened with. Its repr shows no value, so no secret."""

    name: str

    authentication: tuple[str, ...]
    """Schemes the provider takes, in the order they are preferred."""

    values: Mapping[str, Any]
    """The provider's own fields: addresses and credentials; absent ones are left out."""

    settings: TransportSettings = TransportSettings.model_construct()

    secret_fields: frozenset[str] = frozenset()
    """Fields whose values must never be shown or logged."""

    console: str = ""
    """Where the provider shows its credentials."""

    def __repr__(self) -> str:
        return f"Connection({self.name!r}, fields={sorted(self.values)})"

    @property
    def lenient(self) -> bool:
        """Whether properties unknown here are passed on."""
        return self.settings.validation == "lenient"

    @property
    def timeout(self) -> tuple[float, float]:
        """Seconds to wait for a connection, and then for an answer."""
        return self.settings.connect_timeout, self.settings.read_timeout

    def address(self, name: str) -> str:
        """Return the address in a field, made absolute with the connection's `url`.

        Raises:
            CredentialsError: there is none, or it is neither HTTPS nor on loopback.
        """
        value = str(self.values.get(name) or "")
        where = f"connection {self.name}, {name}"
        base = str(self.values.get("url") or "")
        if not (base + value).isprintable() or any(odd in base + value for odd in " \\"):
            raise CredentialsError(f"{where}: must hold no spaces, backslashes, control characters")
        try:
            address = urljoin(base.rstrip("/") + "/", value)
            parts = urlsplit(address)
            problem = _problem_of(parts)
        except ValueError:  # such as [ without ]
            raise CredentialsError(f"{where}: must have a valid host") from None
        if problem:
            raise CredentialsError(f"{where}: {problem}")
        if not value or not parts.hostname:
            raise CredentialsError(f"{where}: must be an address such as https://api.example.com")
        if parts.username or parts.password:
            raise CredentialsError(f"{where}: must not carry a user name or password")
        if not parts.path.isascii() or "#" in address or (name == "url" and "?" in address):
            raise CredentialsError(f"{where}: must have an ASCII path without ? and #")
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(address)):
            raise CredentialsError(f"{where}: must start with https:// (http:// only on loopback)")
        return address.rstrip("/")

    def secrets(self) -> list[str]:
        """Return what must never be shown, as far as it is sent to a provider or a proxy."""
        values = [self.values.get(name) for name in self.secret_fields]
        proxy = urlsplit(self.settings.http_proxy or "")
        return [*(value for value in values if isinstance(value, str)), proxy.password or ""]

    def secret(self, name: str) -> str:
        """Return a credential as it goes on the wire.

        Raises:
            CredentialsError: it is missing, or holds a character that cannot be sent.
        """
        value = self.values.get(name)
        text = str(value) if value is not None else ""
        where = f"connection {self.name}, {name}"
        if not text:
            raise CredentialsError(f"{where}: is missing")
        if _CONTROL.search(text):
            raise CredentialsError(f"{where}: must not hold line breaks or control characters")
        if name not in _ANY_TEXT and not text.isascii():
            raise CredentialsError(f"{where}: must be ASCII characters only; is it a placeholder?")
        if _HALF_A_CHARACTER.search(text):
            raise CredentialsError(f"{where}: must be text in UTF-8")
        return text


def _problem_of(parts: SplitResult) -> str | None:
    """Say why nothing can be connected to at an address, or None; its text is not shown."""
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        return "must have a port from 1 to 65535, or none"
    host = parts.hostname or ""
    if "[" in parts.netloc:  # before Python 3.11.4 anything could stand in there
        ipaddress.IPv6Address(host)
    if host.startswith(("*", ".")):
        return "must have a valid host name"
    try:
        host.rstrip(".").encode("idna")
        if not host.isascii():
            from requests import Request

            Request("GET", parts.geturl()).prepare()  # refuses names that it cannot encode
    except ValueError:
        return "must have a valid host name, its labels of 1 to 63 characters"
    return None


@lru_cache(maxsize=64)
def is_loopback(address: str) -> bool:
    """Tell whether an address stays on this machine."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
