from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NotifySettings:
    notify_length: int = 1000
