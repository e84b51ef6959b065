"""Webhooks written as XML: the same objects as in JSON, one element per property."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from line_connector.errors import InputError, WebhookBodyError
from line_connector.installing import how_to_install

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def read_xml(body: bytes) -> dict[str, Any]:
    """Turn a document's `<results><result>…` into what its JSON would be.

    Raises:
        WebhookBodyError: it is no XML, has a document type, or has no results.
        InputError: the extra for XML is not installed.
    """
    root = _parse(body)
    results = next((child for child in root if _name(child) == "results"), None)
    if results is None:
        raise WebhookBodyError("results: is missing in the XML document")
    try:
        return {"results": [_value(result) for result in results]}
    except RecursionError:
        raise WebhookBodyError("webhook: not acceptable XML: nested too deep") from None


def _parse(body: bytes) -> Element:
    try:
        # The standard library's own parser expands entities without end.
        parser = import_module("defusedxml.ElementTree")
    except ImportError:
        raise InputError(
            f"webhooks written as XML need one more package: {how_to_install('infobip')}"
        ) from None
    try:
        # A report has no document type, so neither has it entities.
        root: Element = parser.fromstring(body, forbid_dtd=True)
    except (ValueError, SyntaxError, LookupError) as error:
        reason = str(error) if isinstance(error, SyntaxError) else type(error).__name__
        raise WebhookBodyError(f"webhook: not acceptable XML: {reason}") from None
    return root


def _value(element: Element) -> Any:
    """Return an element's text or, as an object, its children; an empty one is as good as none."""
    if not len(element):
        return element.text or None
    values = {_name(child): _value(child) for child in element}
    return {name: value for name, value in values.items() if value is not None}


def _name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]
