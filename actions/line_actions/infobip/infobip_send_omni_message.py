"""Send a message over the first of several channels that delivers it."""

from __future__ import annotations

from collections.abc import Iterator

from line_connector.action import Action
from line_connector.models.infobip.answers import AcceptedOmniMessages
from line_connector.models.infobip.omni.message import OmniMessage
from line_connector.models.infobip.resending import Resend, refuse_nameless
from line_connector.schema.problems import Problem


class InfobipSendOmniMessageInput(OmniMessage):
    """The recipients, and the message for each channel."""

    resend: Resend = None

    def errors(self) -> Iterator[Problem]:
        """Yield destinations without a message ID if `resend` is true."""
        return refuse_nameless(
            self.resend,
            ((("destinations", place), person) for place, person in enumerate(self.destinations)),
        )


class InfobipSendOmniMessage(Action[InfobipSendOmniMessageInput, AcceptedOmniMessages]):
    """Send a message over a scenario's channels in order, for example LINE, then SMS if that fails.

    Give one content for each channel of the scenario. Infobip has no key that makes a send
    idempotent: after a lost response the outcome is unknown, unless `resend` is given. A single
    refused message is no error: check its `status`, and the delivery reports.

    Raises:
        BadRequestError: the message is not valid; nothing is sent.
        ForbiddenError: the credentials lack the scope `omni-failover:message:send`.

    Source: https://www.infobip.com/docs/api/channels/omni-failover
    """

    method = "POST"
    path = "/omni/1/advanced"
    effect = "sends_to_many"
    rate_limit = "unpublished"
    example = {
        "destinations": [{"to": {"phoneNumber": "66900000001"}, "messageId": "order-17"}],
        "line": {"type": "TEXT", "text": "Your order has shipped."},
        "sms": {"text": "Your order has shipped."},
    }

    @classmethod
    def recipients(cls, data: InfobipSendOmniMessageInput) -> list[str]:
        """Return everybody's every address."""
        return [address for person in data.destinations for address in person.to.to_wire().values()]
