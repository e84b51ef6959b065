"""What a process that was forked must not share with the one it came from.

Celery, Airflow and other servers fork workers from a process that may have used a connector. A
socket used by both would give one the other's responses, and a lock that another thread held at
that moment would never be released.
"""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet


class Renewable(Protocol):
    """Has locks or connections that end at a fork."""

    def renew_after_fork(self) -> None:
        """Take new ones. The old ones are left as they are: the other process uses them."""


_renewables: WeakSet[Renewable] = WeakSet()


def renew_in_forked_processes(owner: Renewable) -> None:
    """Call `renew_after_fork` in every process forked while `owner` lives."""
    _renewables.add(owner)


def _renew_all() -> None:
    for owner in list(_renewables):
        owner.renew_after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, which has no fork
    os.register_at_fork(after_in_child=_renew_all)
