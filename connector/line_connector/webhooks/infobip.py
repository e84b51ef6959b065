"""Infobip's webhooks: delivery reports and inbound messages.

    for report in parse_infobip_reports(body, content_type):
        if isinstance(report, DeliveryReport) and report.status.final:
            ...

Infobip signs nothing: give it a URL with a secret in it, or let your server ask for a password.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from typing import Any

from line_connector.errors import WebhookBodyError
from line_connector.json_values import is_list, is_object
from line_connector.models.infobip.delivery_report import DeliveryReport, UnknownReport
from line_connector.models.infobip.inbound_message import InboundMessage, UnknownInboundMessage
from line_connector.schema.kept import read_kept
from line_connector.webhooks.body import check_bytes, read_body


def parse_infobip_reports(body: bytes, content_type: str) -> list[DeliveryReport | UnknownReport]:
    """Read the delivery reports that Infobip pushed, for LINE or OMNI, intermediate or final.

    One in which something does not fit becomes an `UnknownReport`. `report.raw` keeps what arrived.

    Args:
        body: the request's body as it arrived, before any decoding.
        content_type: its header `Content-Type`: JSON, or XML with the extra `infobip`.

    Raises:
        WebhookBodyError: it holds no reports; the text says why.
        InputError: the body is text, not bytes; or the extra for XML is not installed.
    """
    return [read_kept(DeliveryReport, UnknownReport, each) for each in _results(body, content_type)]


def parse_infobip_messages(
    body: bytes, content_type: str
) -> list[InboundMessage | UnknownInboundMessage]:
    """Read the messages that people sent to you and Infobip forwarded.

    One in which something does not fit becomes an `UnknownInboundMessage`.

    Args:
        body: the request's body as it arrived, before any decoding.
        content_type: its header `Content-Type`: JSON, or XML with the extra `infobip`.

    Raises:
        WebhookBodyError: it holds no messages; the text says why.
        InputError: the body is text, not bytes; or the extra for XML is not installed.
    """
    return [
        read_kept(InboundMessage, UnknownInboundMessage, each)
        for each in _results(body, content_type)
    ]


def read_document(body: bytes, content_type: str) -> dict[str, Any]:
    """Return the object of a body, with its list of `results`.

    Args:
        body: the request's body as it arrived, before any decoding.
        content_type: its header `Content-Type`: JSON, or XML with the extra `infobip`.

    Raises:
        WebhookBodyError: it has no such list; the text says why.
        InputError: the body is text, not bytes; or the extra for XML is not installed.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind.endswith("json"):
        document = read_body(body)
    elif kind.endswith("xml"):
        document = _read_xml(body)
    else:
        raise WebhookBodyError(
            f"content type: must be application/json or application/xml, not {kind!r}"
        )
    if not is_object(document) or not is_list(document.get("results")):
        raise WebhookBodyError("results: must be a list")
    return document


def _results(body: bytes, content_type: str) -> list[Any]:
    results: list[Any] = read_document(body, content_type)["results"]
    return results


def _read_xml(body: bytes) -> Any:
    check_bytes(body)
    # Imported late: few ask Infobip for XML.
    from line_connector.models.infobip.report_xml import read_xml

    return read_xml(body)
