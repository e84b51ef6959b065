"""Many pushes through one client of LINE's own SDK: `sdk_warm.py INPUT COUNT`."""

import json
import os
import sys

from linebot.v3 import messaging, oauth
from loop import measure

body, count = json.loads(sys.argv[1]), int(sys.argv[2])
url = os.environ["LINE_URL"]
issuer = oauth.ChannelAccessToken(oauth.ApiClient(oauth.Configuration(host=url)))
token = issuer.issue_stateless_channel_token_by_client_secret(
    os.environ["LINE_CLIENT_ID"], os.environ["LINE_CLIENT_SECRET"]
)
settings = messaging.Configuration(host=url, access_token=token.access_token)
api = messaging.MessagingApi(messaging.ApiClient(settings))
measure(lambda: api.push_message(messaging.PushMessageRequest.from_dict(body)), count)
