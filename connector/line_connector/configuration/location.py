"""Where the configuration file is."""

from __future__ import annotations

import os
from pathlib import Path

CONFIG = "LINE_CONNECTOR_CONFIG"
"""Environment variable that names another file."""


def configuration_path() -> Path:
    """Return where the configuration file is, or would be."""
    named = os.environ.get(CONFIG)
    if named:
        return Path(named).expanduser()
    import platformdirs  # late: a start with credentials in the environment has no use for it

    return platformdirs.user_config_path("line-connector") / "config.yaml"
