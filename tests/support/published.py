"""Published messages that LINE accepts, as test data from beside the project."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(os.environ.get("LINE_CORPUS", Path(__file__).parents[2] / "../shared/corpus"))
FILE = CORPUS / "valid_messages.jsonl"


def _published() -> list[Any]:
    if not FILE.exists():
        reason = f"no corpus at {CORPUS}; set LINE_CORPUS to its directory"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason))]
    lines = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [pytest.param(line["message"], id=line["id"]) for line in lines]


each_published = pytest.mark.parametrize("message", _published())


def without_nulls(value: Any) -> Any:
    """Return a JSON value without its nulls, as it is sent."""
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value
