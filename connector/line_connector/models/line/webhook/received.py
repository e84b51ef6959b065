"""What all objects in a webhook have in common."""

from __future__ import annotations

from pydantic import ConfigDict

from line_connector.schema.model import Body


class Received(Body):
    """An object in a webhook: each property is read as it is, and none is turned into another."""

    model_config = ConfigDict(strict=True)
