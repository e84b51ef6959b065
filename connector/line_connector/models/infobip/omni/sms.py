"""SMS, e-mail and voice of an OMNI message.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.infobip.omni.content import OmniValidity
from line_connector.models.infobip.regional import IndiaDlt
from line_connector.models.infobip.values import Characters, Filled
from line_connector.schema.model import Input
from line_connector.schema.numbers import Boolean


class OmniKorea(Input):
    """South Korea: title of the text."""

    title: Annotated[str, Characters(66)] | None = None
    """Title, at most 66 characters."""


class OmniSmsRegional(Input):
    """What the law of the recipient's country requires."""

    india_dlt: IndiaDlt | None = None
    """For recipients in India."""

    korea: OmniKorea | None = None
    """For recipients in South Korea."""


class OmniSmsLanguage(Input):
    """The language whose letters a text is written in."""

    language_code: Literal["NONE", "TR", "ES", "PT", "AUTODETECT"] | None = None
    """Language: TR, ES, PT, or AUTODETECT."""

    single_shift: Boolean | None = None
    """Whether the language's extension table is used. No longer documented."""

    locking_shift: Boolean | None = None
    """Whether the language's whole table is used. No longer documented."""


class OmniSms(OmniValidity):
    """The message as a text message."""

    text: Filled | None = None
    """The text."""

    transliteration: (
        Literal[
            "NONE",
            "ALL",
            "BALTIC",
            "BULGARIAN_CYRILLIC",
            "CENTRAL_EUROPEAN",
            "COLOMBIAN",
            "CYRILLIC",
            "GREEK",
            "NON_UNICODE",
            "PORTUGUESE",
            "SERBIAN_CYRILLIC",
            "TURKISH",
        ]
        | None
    ) = None
    """Transliteration, so that the text takes fewer parts."""

    language: OmniSmsLanguage | None = None
    """The language whose letters it is written in."""

    regional: OmniSmsRegional | None = None
    """What the law of the recipient's country requires."""


class OmniEmail(OmniValidity):
    """The message as an e-mail."""

    text: Filled | None = None
    """The body."""

    subject: str | None = None
    """The subject."""


class OmniVoice(OmniValidity):
    """The message read out on the telephone."""

    text: Filled | None = None
    """What is read out."""

    language: str | None = None
    """Language to read it in, such as `en`."""
