"""One push with LINE's own SDK: `sdk_cold.py INPUT`."""

import json
import os
import sys

from linebot.v3 import messaging
from sdk_token import channel_access_token

settings = messaging.Configuration(host=os.environ["LINE_URL"], access_token=channel_access_token())
api = messaging.MessagingApi(messaging.ApiClient(settings))
request = messaging.PushMessageRequest.from_dict(json.loads(sys.argv[1]))
answer = api.push_message_with_http_info(request)
print(json.dumps({"headers": dict(answer.headers), "body": answer.data.to_dict()}))
