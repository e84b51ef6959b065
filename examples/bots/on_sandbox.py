"""Run a bot that uses LINE's SDK for Python, unmodified, on the sandbox: its calls go there.

eval "$(curl -s http://127.0.0.1:8077/_sandbox/env)"
python examples/bots/on_sandbox.py app.py --port 8000      # whatever the bot takes
"""

import os
import runpy
import sys
from importlib import import_module
from pathlib import Path

PARTS = ("audience", "insight", "liff", "messaging", "module", "moduleattach", "oauth", "shop")
"""Of the SDK; each has a configuration of its own."""

for part in PARTS:
    configuration = import_module(f"linebot.v3.{part}").Configuration
    configuration.host = property(lambda _: os.environ["LINE_URL"])

sys.argv = sys.argv[1:]
sys.path[0] = str(Path(sys.argv[0]).parent)
runpy.run_path(sys.argv[0], run_name="__main__")
