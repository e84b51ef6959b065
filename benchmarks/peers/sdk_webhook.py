"""Verify and read one webhook with the SDK many times: `sdk_webhook.py BODY COUNT`."""

import sys

from linebot.v3.webhook import WebhookParser
from loop import measure
from webhook_signature import SECRET, signed

body, count = sys.argv[1], int(sys.argv[2])
signature, parser = signed(body.encode()), WebhookParser(SECRET)
measure(lambda: parser.parse(body, signature), count)
