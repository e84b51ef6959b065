"""Addresses: of media, which must be HTTPS, and of what a tap opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from pydantic_core import core_schema

from line_connector.schema.model import rule
from line_connector.schema.pattern import Pattern
from line_connector.schema.problems import Problem, warning

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

# LINE's parser takes none of these, and then no scheme of such an address either.
_REFUSED = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
_UNENCODED = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_HTTPS = Pattern(r"[Hh][Tt][Tt][Pp][Ss]://[^\s/?#]\S*", "must be an HTTPS URL without spaces")
_URI = Pattern(
    r"[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]\S*|(?:[Ll][Ii][Nn][Ee]|[Tt][Ee][Ll]):\S+",
    "must be a URI with the scheme http, https, line or tel, without spaces",
)


class Url:
    """Annotation for an address.

    Args:
        pattern: what it looks like.
        most: how many characters it may have.
        refused_ending: what it must not end in.
    """

    def __init__(self, pattern: Pattern, most: int, refused_ending: str | None = None) -> None:
        self.pattern = pattern
        self.most = most
        self.refused_ending = refused_ending

    def check(self, url: str) -> str:
        """Refuse an address for its length, its ending, its host, or what is not encoded."""
        if len(url) > self.most:
            raise rule(f"must be at most {self.most} characters, has {len(url)}")
        if self.refused_ending and url.endswith(self.refused_ending):
            raise rule(f"must not end in {self.refused_ending}")
        if found := _REFUSED.search(url):
            raise rule(f"must be percent-encoded: {found[0]!r} is {_encoded(found[0])}")
        if not _has_valid_host(url):
            raise rule("must have a valid host: only an IPv6 address stands in brackets")
        return url

    def warnings(self, url: str) -> Iterator[Problem]:
        """Yield letters of which nobody knows whether LINE takes them as they are."""
        if found := _UNENCODED.search(url):
            yield warning((), f"may be refused: {found[0]!r} is not percent-encoded")

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        inner = self.pattern.__get_pydantic_core_schema__(source, handler)
        return core_schema.no_info_after_validator_function(self.check, inner)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "maxLength": self.most}


def _has_valid_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        if "[" in parts.netloc:  # before Python 3.11.4 anything could stand in there
            from ipaddress import IPv6Address

            IPv6Address(parts.hostname or "")
    except ValueError:
        return False
    return True


def _encoded(character: str) -> str:
    return f"%{ord(character):02X}"


MediaUrl = Annotated[str, Url(_HTTPS, 2000)]
"""HTTPS URL of an image, a video or a sound."""

WebhookUrl = Annotated[str, Url(_HTTPS, 500)]
"""HTTPS URL that webhooks are sent to."""

LinkUri = Annotated[str, Url(_URI, 1000)]
"""URI that a tap opens."""

# Seen in 2024: LINE answers "invalid uri" to the address of an Android package.
ActionUri = Annotated[str, Url(_URI, 1000, refused_ending=".apk")]
"""URI that a URI action opens."""

ClickedUri = Annotated[str, Url(Pattern(f"(?:{_URI.pattern})?", _URI.rule), 2000)]
"""URI in a message that people tapped; empty for any."""
