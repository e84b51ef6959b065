"""Single-use, expiring send plans of this process."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, NamedTuple

from line_connector.errors import InputError
from line_connector.services.mcp.history import Entry

_CAPACITY = 1000


class Plan(NamedTuple):
    """A checked call that waits for its confirmation."""

    token: str
    entry: Entry

    expires: float
    """In seconds since 1970."""


class Plans:
    """The plans of this process. Threads may share it.

    Args:
        lifetime: seconds until a plan expires.
        now: the clock, in seconds since 1970.
    """

    def __init__(self, lifetime: float, now: Callable[[], float]) -> None:
        self._lifetime = lifetime
        self._now = now
        self._plans: dict[str, Plan] = {}
        self._lock = threading.Lock()

    def make(self, entry: Entry) -> Plan:
        """Store a plan. Its token names the action and the number of recipients, and is random."""
        recipients = entry.call.recipients
        audience = "unknown" if recipients is None else str(len(dict.fromkeys(recipients)))
        token = f"{entry.call.spec.name}.to-{audience}.{secrets.token_urlsafe(18)}"
        plan = Plan(token, entry, self._now() + self._lifetime)
        with self._lock:
            while len(self._plans) >= _CAPACITY:
                self._plans.pop(next(iter(self._plans)))
            self._plans[token] = plan
        return plan

    @contextmanager
    def use(self, token: Any, action: str) -> Generator[Entry, None, None]:
        """Reserve a plan while it is sent.

        After a failure it can be sent again until it expires; after an unknown outcome, only if
        that cannot send it twice.

        Raises:
            InputError: the plan is unknown, for another action, expired, pending, or completed.
        """
        plan = self._plans.get(token) if isinstance(token, str) else None
        if plan is None:
            raise InputError(
                "plan: unknown plan; plans do not survive a restart of this server: make a new one"
            )
        name, sending = plan.entry.call.spec.name, plan.entry.sending
        if name != action:
            raise InputError(f"plan: this is a plan for {name}, not for {action}")
        if not sending.acquire(blocking=False):
            raise InputError("plan: pending: it is being sent now; try again later")
        try:
            self._check(plan)
            yield plan.entry
        finally:
            sending.release()

    def _check(self, plan: Plan) -> None:
        entry, record = plan.entry, plan.entry.record
        if record is not None and record.status == "done":
            entry.caller_told = True
            raise InputError("plan: completed before; nothing was sent again")
        if entry.at is None or (record is not None and record.status == "failed"):
            if self._now() > plan.expires:
                raise InputError("plan: expired: make a new one")
        elif record is None or not entry.call.retryable_after(entry.outbox.age(record)):
            raise InputError(
                "plan: it was sent with an unknown outcome, and a second try may send it twice: "
                "check the outcome before you make a new plan"
            )
