"""Validate one message many times: `ours_validation.py MESSAGE COUNT`."""

import json
import sys

from loop import measure

from line_connector import validate

message, count = json.loads(sys.argv[1]), int(sys.argv[2])
if problems := validate([message]):
    sys.exit(str(problems))
measure(lambda: validate([message]), count)
