"""One push with requests and a fixed token: `requests_cold.py INPUT`."""

import json
import os
import sys

import requests

answer = requests.post(
    f"{os.environ['LINE_URL']}/v2/bot/message/push",
    json=json.loads(sys.argv[1]),
    headers={"Authorization": f"Bearer {os.environ['LINE_TOKEN']}"},
    timeout=30,
)
answer.raise_for_status()
print(json.dumps({"headers": dict(answer.headers), "body": answer.json()}))
