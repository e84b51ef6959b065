"""WhatsApp of an OMNI message.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from line_connector.models.any_json import JsonObject
from line_connector.models.infobip.omni.content import OmniContent
from line_connector.models.infobip.values import Characters
from line_connector.schema.model import Input
from line_connector.schema.numbers import Boolean, Number

FileUrl = Annotated[str, Characters(2048)]
"""Address of a file, at most 2048 characters."""

Latitude = Annotated[Number, Field(ge=-90, le=90)]
"""Latitude in degrees."""

Longitude = Annotated[Number, Field(ge=-180, le=180)]
"""Longitude in degrees."""


class WhatsAppHeader(Input):
    """Header of a template: a text, a file or a place."""

    text_placeholder: str | None = None
    """Value of the header's placeholder."""

    document_url: str | None = None
    """URL of a document."""

    document_filename: str | None = None
    """Name of that document."""

    image_url: str | None = None
    """URL of a picture."""

    video_url: str | None = None
    """URL of a video."""

    latitude: Number | None = None
    """Latitude of a place, in degrees."""

    longitude: Number | None = None
    """Longitude of a place, in degrees."""


class WhatsAppBody(Input):
    """The values of a template's text."""

    placeholders: list[str]
    """Values of the placeholders, in order."""


class WhatsAppButton(Input):
    """The value of one button of a template."""

    url_placeholder: Annotated[str, Characters(1500)] | None = None
    """End of the URL that the button opens, at most 1500 characters."""

    quick_reply_payload: Annotated[str, Characters(128)] | None = None
    """Data that the button sends back, at most 128 characters."""


class WhatsAppTemplateData(Input):
    """The values of a template with a header, files or buttons."""

    header: WhatsAppHeader | None = None
    """Header."""

    body: WhatsAppBody
    """The values of its text."""

    buttons: list[WhatsAppButton] | None = None
    """The values of its buttons, in order."""


class OmniWhatsApp(OmniContent):
    """The message on WhatsApp: a template, a text, a file, a place or contacts."""

    template_namespace: str | None = None
    """Namespace of a template."""

    template_name: str | None = None
    """Name of a template."""

    template_data: list[str] | None = None
    """Values of a template's placeholders, in order."""

    media_template_data: WhatsAppTemplateData | None = None
    """Values of a template with a header, files or buttons."""

    language: str | None = None
    """Language of the template."""

    file_url: FileUrl | None = None
    """URL of a document, at most 2048 characters."""

    image_url: FileUrl | None = None
    """URL of a picture, at most 2048 characters."""

    audio_url: FileUrl | None = None
    """URL of a sound, at most 2048 characters."""

    video_url: FileUrl | None = None
    """URL of a video, at most 2048 characters."""

    location_name: Annotated[str, Characters(1000)] | None = None
    """Name of a place, at most 1000 characters."""

    address: Annotated[str, Characters(1000)] | None = None
    """Address of a place, at most 1000 characters."""

    longitude: Longitude | None = None
    """Longitude in degrees, -180 to 180."""

    latitude: Latitude | None = None
    """Latitude in degrees, -90 to 90."""

    preview_url: Boolean | None = None
    """Whether a link in the text shows its page. Not if absent."""

    contacts: list[JsonObject] | None = None
    """People of an address book."""
