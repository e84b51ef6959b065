"""The folder in which commands keep what has to survive them."""

from __future__ import annotations

from pathlib import Path


def state_folder() -> Path:
    """Return the user's own state folder of this program."""
    # Imported late: few commands keep anything.
    import platformdirs

    return platformdirs.user_state_path("line-connector")
