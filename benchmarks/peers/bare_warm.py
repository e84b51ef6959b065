"""Many pushes through one bare requests-oauthlib session: `bare_warm.py INPUT COUNT [THREADS]`."""

import json
import os
import sys

from loop import THREADS, measure
from oauthlib.oauth2 import BackendApplicationClient
from requests.adapters import HTTPAdapter
from requests_oauthlib import OAuth2Session

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
body, count = json.loads(sys.argv[1]), int(sys.argv[2])
url, client_id = os.environ["LINE_URL"], os.environ["LINE_CLIENT_ID"]
session = OAuth2Session(client=BackendApplicationClient(client_id=client_id))
session.mount("http://", HTTPAdapter(pool_maxsize=max(THREADS, 10)))
session.fetch_token(
    f"{url}/oauth2/v3/token",
    client_secret=os.environ["LINE_CLIENT_SECRET"],
    include_client_id=True,
)


def push() -> None:
    """Send the message; an answer that is not a success raises."""
    session.post(f"{url}/v2/bot/message/push", json=body).raise_for_status()


measure(push, count)
