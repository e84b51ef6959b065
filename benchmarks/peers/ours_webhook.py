"""Verify and read one webhook many times: `ours_webhook.py BODY COUNT`."""

import sys

from loop import measure
from webhook_signature import SECRET, signed

from line_connector.webhooks import ChannelSecret, verify_and_parse

body, count = sys.argv[1].encode(), int(sys.argv[2])
signature, secret = signed(body), ChannelSecret(SECRET)
measure(lambda: verify_and_parse(body, signature, secret).events, count)
