"""One push with LINE's own SDK: `sdk_cold.py INPUT`."""

import json
import os
import sys

from linebot.v3 import messaging, oauth

url = os.environ["LINE_URL"]
issuer = oauth.ChannelAccessToken(oauth.ApiClient(oauth.Configuration(host=url)))
token = issuer.issue_stateless_channel_token_by_client_secret(
    os.environ["LINE_CLIENT_ID"], os.environ["LINE_CLIENT_SECRET"]
)
settings = messaging.Configuration(host=url, access_token=token.access_token)
api = messaging.MessagingApi(messaging.ApiClient(settings))
request = messaging.PushMessageRequest.from_dict(json.loads(sys.argv[1]))
answer = api.push_message_with_http_info(request)
print(json.dumps({"headers": dict(answer.headers), "body": answer.data.to_dict()}))
