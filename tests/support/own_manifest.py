"""A manifest of a test's own actions."""

from __future__ import annotations

import json
from pathlib import Path


def own_manifest(folder: Path, **classes: str) -> Path:
    """Write a manifest with actions on the connection `line`: `name="module:Class"`."""
    actions = {
        name: {"connection": "line", "title": name, "class": path} for name, path in classes.items()
    }
    file = folder / "own.yaml"
    file.write_text(json.dumps({"name": "own", "title": "Own", "version": "1", "actions": actions}))
    return file
