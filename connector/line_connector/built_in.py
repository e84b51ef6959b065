"""The manifest that comes with the package, as a document: compiled, or as it is in a checkout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()


def compiled_manifest() -> dict[str, Any] | None:
    """Return `{"manifest": …, "summaries": …}` as a wheel carries it; None in a checkout."""
    # What loaded this module reads from a zip too, and importlib.resources would be an import.
    loader: Any = __spec__.loader
    try:
        return json.loads(loader.get_data(str(HERE.with_name("manifest.json"))))  # type: ignore[no-any-return]
    except FileNotFoundError:
        return None


def written_manifest() -> Path:
    """Return the path of the manifest in a checkout."""
    return HERE.parents[2] / "manifest.yaml"


def built_in_titles() -> dict[str, str]:
    """Return the title of each built-in action by its name, without what a catalogue needs."""
    compiled = compiled_manifest()
    if compiled is not None:
        document = compiled["manifest"]
    else:
        from line_connector.documents.reading import read_document_file

        document = read_document_file(written_manifest())
    titles: dict[str, str] = {}
    for chapter in document["chapters"].values():
        titles |= chapter["actions"]
    return titles | {name: entry["title"] for name, entry in document["actions"].items()}
