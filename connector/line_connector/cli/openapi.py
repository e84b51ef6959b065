"""`line-connector openapi`: the OpenAPI document of the HTTP service."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from line_connector.cli.options import manifest_option
from line_connector.errors import InputError

if TYPE_CHECKING:
    from line_connector.services.actions.openapi import Version

VERSIONS: tuple[Version, ...] = "3.1", "3.0", "2.0"


@click.command()
@click.option(
    "--version",
    type=click.Choice(VERSIONS),
    default=VERSIONS[0],
    show_default=True,
    help="OpenAPI version; 2.0 (Swagger) is for Power Automate and Logic Apps.",
)
@click.option("--server", metavar="URL", help="URL of the service: https://line.example.com.")
@manifest_option
def openapi(version: Version, server: str | None, manifest: tuple[str, ...]) -> None:
    r"""Print the OpenAPI document of line-connector serve.

    \b
      line-connector openapi --version 2.0 --server https://line.example.com > line.swagger.json
    """
    from line_connector.manifest import load_manifest
    from line_connector.services.actions.openapi import openapi_document

    if server is None and version == "2.0":
        raise InputError("--version 2.0 needs the URL of the service: add --server URL")
    if server is not None and not _is_address(server):
        raise InputError(f"--server {server}: must be a URL such as https://line.example.com")
    # In one line: indented, it is twice as large, and importers have limits (Microsoft: 1 MB).
    click.echo(json.dumps(openapi_document(load_manifest(*manifest), version, server)))


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.query
