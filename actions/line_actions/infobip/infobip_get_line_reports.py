"""Fetch delivery reports of LINE Official Notifications, once."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.infobip.delivery_report import DeliveryReports
from line_connector.models.infobip.queries import ResultLimit
from line_connector.schema.model import Input


class InfobipGetLineReportsInput(Input):
    """Filters for the reports; all new ones if absent."""

    bulk_id: str | None = None
    """Only reports of this request."""

    message_id: str | None = None
    """Only the report of this message."""

    limit: ResultLimit = None

    entity_id: str | None = None
    """Only reports of messages for this entity."""

    application_id: str | None = None
    """Only reports of messages for this application."""

    campaign_reference_id: str | None = None
    """Only reports of this campaign."""


class InfobipGetLineReports(Action[InfobipGetLineReportsInput, DeliveryReports]):
    """Fetch delivery reports that were not fetched before, of the last 48 hours.

    Infobip returns each report once. So this is not retried after a lost response, which may have
    contained reports: the outcome is unknown then. Webhooks lose nothing.

    Raises:
        ForbiddenError: the credentials lack the scope `line:message:send`.

    Source: https://www.infobip.com/docs/api/channels/line
    """

    method = "GET"
    idempotent = False
    path = "/line/1/reports"
    rate_limit = "unpublished"
    example = {"bulkId": "bulk-17", "limit": 100}
