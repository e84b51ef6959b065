"""Many pushes through one `Connector`: `ours_warm.py INPUT COUNT [THREADS]`."""

import json
import sys

from loop import measure

from line_connector import Connector

body, count = json.loads(sys.argv[1]), int(sys.argv[2])
with Connector.from_env() as connector:
    measure(lambda: connector.run("push_message", body).to_dict(), count)
