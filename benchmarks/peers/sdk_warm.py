"""Many pushes through one client of LINE's own SDK: `sdk_warm.py INPUT COUNT [THREADS]`."""

import json
import os
import sys

from linebot.v3 import messaging
from loop import THREADS, measure
from sdk_token import channel_access_token

body, count = json.loads(sys.argv[1]), int(sys.argv[2])
settings = messaging.Configuration(host=os.environ["LINE_URL"], access_token=channel_access_token())
settings.connection_pool_maxsize = max(THREADS, settings.connection_pool_maxsize)
api = messaging.MessagingApi(messaging.ApiClient(settings))
measure(lambda: api.push_message(messaging.PushMessageRequest.from_dict(body)), count)
