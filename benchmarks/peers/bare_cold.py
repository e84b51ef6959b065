"""One push with requests-oauthlib and nothing else: `bare_cold.py INPUT`."""

import json
import os
import sys

from oauthlib.oauth2 import BackendApplicationClient
from requests_oauthlib import OAuth2Session

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
url, client_id = os.environ["LINE_URL"], os.environ["LINE_CLIENT_ID"]
session = OAuth2Session(client=BackendApplicationClient(client_id=client_id))
session.fetch_token(
    f"{url}/oauth2/v3/token",
    client_secret=os.environ["LINE_CLIENT_SECRET"],
    include_client_id=True,
)
answer = session.post(f"{url}/v2/bot/message/push", json=json.loads(sys.argv[1]))
answer.raise_for_status()
print(json.dumps({"headers": dict(answer.headers), "body": answer.json()}))
