"""The recorded answers, and the requests that they answer."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("recorded_answers.yaml")
_TIMES = re.compile(r"\{times: (\d+), text: (.)\}")


@dataclass(frozen=True)
class Recorded:
    """One answer of LINE's, and how to ask for it."""

    source: str
    action: str
    status: int
    body: Any
    input: dict[str, Any] | None = None
    raw: str | None = None
    token: str = "sandbox-token"
    offline: bool = True


def recorded_answers() -> list[Recorded]:
    return [Recorded(**_spelled_out(each)) for each in _document()["answers"]]


def kept_apart() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = _document()["kept_apart"]
    return listed


def request_of(action: Any, answer: Recorded) -> tuple[str, dict[str, str], bytes | None]:
    """Return path, query and body of the request, without the checks of the action's model."""
    if answer.raw is not None:
        return action.path, {}, answer.raw.encode()
    fields = dict(answer.input or {})
    in_path = re.findall(r"\{(\w+)\}", action.path)
    path = action.path.format(**{name: fields.pop(name) for name in in_path})
    if action.method in {"GET", "DELETE"}:
        return path, {name: str(value) for name, value in fields.items()}, None
    compact = json.dumps(fields, separators=(",", ":")).encode()
    return path, {}, compact if fields else b""


def _document() -> Any:
    return yaml.safe_load(FILE.read_text("utf-8"))


def _spelled_out(value: Any) -> Any:
    if isinstance(value, str):
        return _TIMES.sub(lambda match: match[2] * int(match[1]), value)
    if isinstance(value, list):
        return [_spelled_out(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"times", "text"}:
        return value["text"] * value["times"]
    return {name: _spelled_out(each) for name, each in value.items()}
