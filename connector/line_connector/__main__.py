"""The command `line-connector`, also as `python -m line_connector`."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command and end with its exit status.

    A command lives for a moment, and what it imports for all of it: collecting garbage among that,
    again and again and once more at the end, took a fifth of a run. A long one still collects.
    """
    gc.set_threshold(100_000)
    # Looking for pydantic's plugins reads the metadata of everything that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")
    try:
        from line_connector.cli.main import run
        from line_connector.cli.stopping import ignore_late_signals

        status = run()
        ignore_late_signals()
    except KeyboardInterrupt:  # before there was anything to tell, or after it was told
        status = 130
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    main()
