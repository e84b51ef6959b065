"""A playbook's loop over many users: `ours_playbook.py COUNT PARALLEL [STATE]`.

It prints seconds of CPU and wall for each push, and by how many MB the peak of memory grew. Runs are written
down in the folder STATE, or else kept in memory. The inputs are like those of the other peers.
"""

import json
import resource
import sys
import time
from pathlib import Path

from line_connector import Connector
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import parse_playbook
from line_connector.playbook.running import start_run

PLAYBOOK = """
inputs: {{users: {{type: array}}}}
steps:
  - id: push
    action: push_message
    for_each: ${{{{ inputs.users }}}}
    max_parallel: {parallel}
    with: {{to: "${{{{ item }}}}", messages: [{{type: text, text: "Disk usage on db-7 has passed 90 %."}}]}}
"""


def peak() -> float:
    """Return the greatest resident memory so far in MB."""
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


count, parallel = int(sys.argv[1]), int(sys.argv[2])
state = Path(sys.argv[3]) if len(sys.argv) > 3 else None
file = parse_playbook(PLAYBOOK.format(parallel=parallel), "push.yaml")
journal = Journal(state)
with Connector.from_env() as connector:
    users = [f"U{number:032x}" for number in range(count)]
    start_run(file, {"users": users[: max(20, parallel)]}, connector, journal)
    memory, wall, cpu = peak(), time.perf_counter(), time.process_time()
    start_run(file, {"users": users}, connector, journal)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
print(json.dumps({"cpu": cpu / count, "wall": wall / count, "memory": peak() - memory}))
