"""The LIFF apps there are."""

import json
from typing import Any

from line_connector.sandbox.state import State


def all_apps(state: State) -> dict[str, dict[str, Any]]:
    """Return the settings of all apps by their IDs, the oldest first."""
    rows = state.db.execute("SELECT liff_id, app FROM liff_apps ORDER BY number")
    return {liff_id: json.loads(app) for liff_id, app in rows}
