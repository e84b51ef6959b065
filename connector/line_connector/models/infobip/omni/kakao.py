"""KakaoTalk and VKontakte of an OMNI message.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from typing import Annotated

from line_connector.models.any_json import JsonObject
from line_connector.models.infobip.omni.content import OmniContent, OmniValidity
from line_connector.models.infobip.values import Characters
from line_connector.schema.lengths import ListLength
from line_connector.schema.numbers import Boolean

KakaoButtons = Annotated[list[JsonObject], ListLength(5, least=1)]
"""Buttons, 1 to 5."""

KakaoUrl = Annotated[str, Characters(250, least=1)]
"""Address, 1 to 250 characters."""


class OmniKakaoAlim(OmniValidity):
    """The message as a KakaoTalk notification (Alim Talk)."""

    text: Annotated[str, Characters(1000, least=1)] | None = None
    """Text, 1 to 1000 characters."""

    template_code: Annotated[str, Characters(30, least=1)] | None = None
    """Code of the template, 1 to 30 characters."""

    buttons: KakaoButtons | None = None
    """Buttons, 1 to 5."""

    title: Annotated[str, Characters(50)] | None = None
    """Title, at most 50 characters."""

    group_key: str | None = None
    """Key of the sender group."""


class OmniKakaoChingu(OmniValidity):
    """The message as a KakaoTalk friend's message (Chingu Talk)."""

    text: str
    """The text."""

    buttons: KakaoButtons | None = None
    """Buttons, 1 to 5."""

    image_url: KakaoUrl | None = None
    """URL of a picture, at most 250 characters."""

    image_link: KakaoUrl | None = None
    """URL that a tap on it opens, at most 250 characters."""

    is_promotional: Boolean | None = None
    """Whether it is advertising. Not if absent."""


class OmniVKontakte(OmniContent):
    """The message on VKontakte."""

    template_name: str | None = None
    """Name of a template."""

    template_data: JsonObject | None = None
    """Values of its placeholders, by name."""
