"""A file among an action's inputs, as JSON has it."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, WithJsonSchema

from line_connector.schema.model import Input, rule


def _decoded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error):
        raise rule("must be base64") from None


class EncodedFile(Input):
    """A file as JSON has it. In Python and on the command line a path does as well."""

    # As outputs have it: not the provider's spelling, but ours.
    model_config = ConfigDict(alias_generator=None)

    file_name: str | None = None
    """Name to send with it."""

    content_type: str | None = None
    """Media type, such as `image/png`. Absent, it follows from the name's ending."""

    content: Annotated[
        bytes,
        BeforeValidator(_decoded),
        WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
    ]
    """Its bytes, in base64."""
