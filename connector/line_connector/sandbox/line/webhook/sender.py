"""Sending webhooks in the background: each when it is due, one after another.

One after another as LINE does: it says that a bot which answers slowly delays what comes next.
"""

from line_connector.sandbox.in_thread import in_thread
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.webhook.deliveries import (
    Delivery,
    due_delivery,
    next_delivery,
    record_result,
)
from line_connector.sandbox.line.webhook.sending import not_called, send_webhook
from line_connector.sandbox.outgoing import may_be_called
from line_connector.sandbox.worker import Worker


class WebhookSender(Worker):
    """Sends the webhooks of the channel."""

    async def work(self) -> bool:
        """Send the webhook that is due first."""
        delivery = due_delivery(self._state)
        if delivery is None:
            return False
        await self._send(delivery)
        return True

    def next_due(self) -> float | None:
        """Return when the next webhook is to be sent."""
        return next_delivery(self._state)

    async def _send(self, delivery: Delivery) -> None:
        url, body = delivery.url, delivery.body.encode()
        if may_be_called(url, anywhere=self._state.settings(LineSettings).webhook_anywhere):
            ending = await in_thread(send_webhook, url, body, delivery.signature)
        else:
            ending = not_called(url)
        record_result(self._state, delivery, ending)
