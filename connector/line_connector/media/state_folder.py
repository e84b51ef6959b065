"""The folder of the files that we serve, in the user's state folder."""

from __future__ import annotations

import os
from pathlib import Path

from line_connector.errors import InputError

STATE = "LINE_CONNECTOR_STATE"
"""Environment variable: the folder in which this program keeps what has to survive it."""


def media_folder() -> Path:
    """Return the folder of the files that we serve."""
    named = os.environ.get(STATE)
    if named and named != "none":
        return Path(named) / "media"
    import platformdirs

    return platformdirs.user_state_path("line-connector") / "media"


def cannot_be_written(path: Path, error: OSError) -> InputError:
    """Return the error for the folder, or a file in it, that cannot be written."""
    return InputError(
        f"{path}: {error.strerror or 'cannot be written'}; {STATE} names another folder"
    )
