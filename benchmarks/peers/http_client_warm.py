"""Many pushes through one http.client connection: `http_client_warm.py INPUT COUNT`."""

import json
import os
import sys
from http.client import HTTPConnection

from loop import measure

body, count = json.loads(sys.argv[1]), int(sys.argv[2])
headers = {"Authorization": "Bearer stub-token", "Content-Type": "application/json"}
connection = HTTPConnection(os.environ["LINE_URL"].removeprefix("http://"))


def push() -> None:
    """Send the message; an answer that is not a success raises."""
    connection.request("POST", "/v2/bot/message/push", json.dumps(body), headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise RuntimeError(answer.status)
    json.loads(content)


measure(push, count)
