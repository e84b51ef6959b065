"""Read one message into the SDK's models many times: `sdk_validation.py MESSAGE COUNT`."""

import json
import sys

from linebot.v3.messaging.models import Message
from loop import measure

message, count = json.loads(sys.argv[1]), int(sys.argv[2])
measure(lambda: Message.from_dict(message), count)
