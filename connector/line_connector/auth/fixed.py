"""Credentials that are sent as they are."""

from __future__ import annotations

import base64
from abc import abstractmethod
from functools import cached_property

from line_connector.auth.scheme import Authentication


class Fixed(Authentication):
    """A header that never changes; when it is refused, nothing can be done."""

    @cached_property
    @abstractmethod
    def value(self) -> str:
        """The header's value."""

    def header(self) -> str:
        """Return the header."""
        return self.value


class StaticToken(Fixed):
    """A token issued once, such as LINE's long-lived channel access token."""

    needs = ("token",)

    @cached_property
    def value(self) -> str:
        """The bearer header."""
        return f"Bearer {self.connection.secret('token')}"


class ApiKey(Fixed):
    """Infobip's API key."""

    needs = ("api_key",)

    @cached_property
    def value(self) -> str:
        """The header Infobip gives its keys."""
        return f"App {self.connection.secret('api_key')}"


class Basic(Fixed):
    """User name and password, with every request."""

    needs = ("username", "password")

    @cached_property
    def value(self) -> str:
        """The basic header, its text in UTF-8."""
        pair = f"{self.connection.secret('username')}:{self.connection.secret('password')}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"
