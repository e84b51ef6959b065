"""Where delivery reports of a message go.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from typing import Annotated, Any

from line_connector.json_values import is_object
from line_connector.models.infobip.values import Characters, ReportContentType
from line_connector.schema.model import Input
from line_connector.schema.numbers import Boolean

CallbackData = Annotated[str, Characters(4000)]
"""Your own data, at most 4000 characters."""


class DeliveryWebhook(Input):
    """Which delivery reports are pushed, and where to."""

    url: str | None = None
    """Your server's address for delivery reports. Your account's subscription if absent."""

    intermediate_report: Boolean | None = None
    """Whether reports come before the final one as well. Not if absent."""

    notify: Boolean | None = None
    """False: no report is pushed at all."""


class Webhooks(Input):
    """Where delivery reports of a message go, and what they carry."""

    delivery: DeliveryWebhook | None = None
    """Which reports are pushed, and where to."""

    content_type: ReportContentType | None = None
    """How they are written: application/json or application/xml."""

    callback_data: CallbackData | None = None
    """Your own data, returned in the report, at most 4000 characters."""


def beside_delivery(value: Any) -> Any:
    """Put `contentType` and `callbackData` beside `delivery` where they are given inside of it.

    Infobip's page reads as if they were inside; its specification has them beside.
    """
    delivery = value.get("delivery") if is_object(value) else None
    if not is_object(delivery):
        return value
    strayed = {"contentType", "callbackData"} & delivery.keys() - value.keys()
    kept = {name: given for name, given in delivery.items() if name not in strayed}
    return {**value, "delivery": kept, **{name: delivery[name] for name in strayed}}
