"""Many pushes through one urllib3 pool: `urllib3_warm.py INPUT COUNT [THREADS]`."""

import json
import os
import sys

import urllib3
from loop import THREADS, measure

body, count = json.loads(sys.argv[1]), int(sys.argv[2])
url = f"{os.environ['LINE_URL']}/v2/bot/message/push"
headers = {"Authorization": "Bearer stub-token", "Content-Type": "application/json"}
pool = urllib3.PoolManager(maxsize=THREADS)


def push() -> None:
    """Send the message; an answer that is not a success raises."""
    answer = pool.request("POST", url, body=json.dumps(body), headers=headers)
    if answer.status != 200:
        raise RuntimeError(answer.status)
    json.loads(answer.data)


measure(push, count)
