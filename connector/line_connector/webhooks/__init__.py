"""Webhooks without any server: check the signature, read the events.

from line_connector.webhooks import find_signature, verify_and_parse

webhook = verify_and_parse(body, find_signature(headers), channel_secret)
for event in webhook.events:
    ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.exports import lazy_exports

if TYPE_CHECKING:
    from line_connector.errors import SignatureError as SignatureError
    from line_connector.errors import WebhookBodyError as WebhookBodyError
    from line_connector.webhooks.body import MOST_BYTES as MOST_BYTES
    from line_connector.webhooks.infobip import parse_infobip_messages as parse_infobip_messages
    from line_connector.webhooks.infobip import parse_infobip_reports as parse_infobip_reports
    from line_connector.webhooks.parsing import Webhook as Webhook
    from line_connector.webhooks.parsing import parse as parse
    from line_connector.webhooks.parsing import verify_and_parse as verify_and_parse
    from line_connector.webhooks.signature import SIGNATURE_HEADER as SIGNATURE_HEADER
    from line_connector.webhooks.signature import ChannelSecret as ChannelSecret
    from line_connector.webhooks.signature import find_signature as find_signature
    from line_connector.webhooks.signature import verify as verify

    __all__: list[str]
else:
    __getattr__ = lazy_exports(__name__)
