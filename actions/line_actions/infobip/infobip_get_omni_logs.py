"""Look up sent OMNI messages."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.infobip.datetimes import Moment
from line_connector.models.infobip.delivery_report import OmniLogs
from line_connector.models.infobip.omni.scenario import OmniChannel
from line_connector.models.infobip.queries import CommaSeparated, ResultLimit, StatusGroup
from line_connector.schema.model import Input


class InfobipGetOmniLogsInput(Input):
    """Filters for the messages; the latest if absent."""

    from_: str | None = None
    """Only messages of this sender."""

    to: str | None = None
    """Only messages to this recipient."""

    bulk_id: CommaSeparated | None = None
    """Only messages of these requests."""

    message_id: CommaSeparated | None = None
    """Only these messages."""

    general_status: StatusGroup | None = None
    """Only messages of this group of statuses."""

    channel: OmniChannel | None = None
    """Only messages of this channel, such as LINE or SMS."""

    sent_since: Moment | None = None
    """Only messages sent from this moment on: a date and time with its offset from UTC."""

    sent_until: Moment | None = None
    """Only messages sent up to this moment."""

    limit: ResultLimit = None

    mcc: str | None = None
    """Only messages to this mobile country code."""

    mnc: str | None = None
    """Only messages to this mobile network code."""


class InfobipGetOmniLogs(Action[InfobipGetOmniLogsInput, OmniLogs]):
    """Look up messages of the last 48 hours with their statuses, as often as needed.

    Raises:
        BadRequestError: the query is not valid.
        ForbiddenError: the credentials lack the scope `omni-failover:logs:read`.
        RateLimitError: more than 120 look-ups in a minute.

    Source: https://www.infobip.com/docs/api/channels/omni-failover
    """

    method = "GET"
    path = "/omni/1/logs"
    rate_limit = "120/min"
    example = {"channel": "LINE", "generalStatus": "DELIVERED", "limit": 100}
