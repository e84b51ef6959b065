"""How long a failed delivery waits for its next attempt."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Backoff:
    """Pauses that double, with jitter so that what failed together does not return together."""

    first: float = 1.0
    """Seconds after the first attempt, at most."""

    longest: float = 3600.0
    """Seconds, at most."""

    def pause(self, attempt: int) -> float:
        """Return the seconds to wait after an attempt, counted from 1."""
        return self.most(attempt) * random.uniform(0.5, 1)  # noqa: S311 - no secret

    def most(self, attempt: int) -> float:
        """Return the seconds to wait after an attempt at most."""
        return min(self.longest, self.first * 2.0 ** min(attempt - 1, 60))
