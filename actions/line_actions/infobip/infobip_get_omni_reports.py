"""Fetch delivery reports of OMNI messages, once."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.infobip.delivery_report import DeliveryReports
from line_connector.models.infobip.omni.scenario import OmniChannel
from line_connector.models.infobip.queries import ResultLimit
from line_connector.schema.model import Input


class InfobipGetOmniReportsInput(Input):
    """Filters for the reports; all new ones if absent."""

    bulk_id: str | None = None
    """Only reports of this request."""

    message_id: str | None = None
    """Only the report of this message."""

    limit: ResultLimit = None

    channel: OmniChannel | None = None
    """Only reports of this channel, such as LINE or SMS."""


class InfobipGetOmniReports(Action[InfobipGetOmniReportsInput, DeliveryReports]):
    """Fetch delivery reports that were not fetched before; each names the channel that delivered.

    Infobip returns each report once. So this is not retried after a lost response, which may have
    contained reports: the outcome is unknown then. `infobip_get_omni_logs` is retryable.

    Raises:
        BadRequestError: the query is not valid.
        ForbiddenError: the credentials lack the scope `omni-failover:message:send`.

    Source: https://www.infobip.com/docs/api/channels/omni-failover
    """

    method = "GET"
    idempotent = False
    path = "/omni/1/reports"
    rate_limit = "unpublished"
    example = {"channel": "LINE", "limit": 100}
