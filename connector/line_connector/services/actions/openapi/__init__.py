"""The service as an OpenAPI document: 3.1 exact, 3.0 and Swagger 2.0 for importers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, get_args

from line_connector.manifest import Manifest
from line_connector.services.actions.openapi.openapi_3 import openapi_30, openapi_31
from line_connector.services.actions.openapi.operations import content_of
from line_connector.services.actions.openapi.swagger import swagger

Version = Literal["3.1", "3.0", "2.0"]

VERSIONS: tuple[Version, ...] = get_args(Version)


def openapi_document(
    manifest: Manifest,
    version: Version = "3.1",
    server: str | None = None,
    actions: Collection[str] | None = None,
) -> dict[str, Any]:
    """Return the service's document.

    Args:
        manifest: the catalogue.
        version: of OpenAPI.
        server: the service's URL; if absent, the one that the document is read from.
        actions: names of the actions to include; all of them if absent.
    """
    write = {"3.1": openapi_31, "3.0": openapi_30, "2.0": swagger}[version]
    return write(content_of(manifest, actions), server)
