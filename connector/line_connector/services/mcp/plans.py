"""Single-use, expiring send plans of this process."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from line_connector.call import Call
from line_connector.errors import InputError
from line_connector.services.mcp.history import Entry, History

_CAPACITY = 1000


@dataclass
class Plan:
    """A checked call that waits for its confirmation."""

    token: str
    call: Call

    expires: float
    """In seconds since 1970."""

    entry: Entry | None = None
    """How it was sent last."""

    reserved: threading.Lock = field(default_factory=threading.Lock)


class Plans:
    """The plans of this process. Threads may share it.

    Args:
        history: sends them.
        lifetime: seconds until a plan expires.
        now: the clock, in seconds since 1970.
    """

    def __init__(
        self, history: History, lifetime: float, now: Callable[[], float] = time.time
    ) -> None:
        self._history = history
        self._lifetime = lifetime
        self._now = now
        self._plans: dict[str, Plan] = {}
        self._lock = threading.Lock()

    def make(self, call: Call) -> Plan:
        """Store a plan. Its token names the action and the number of recipients, and is random."""
        recipients = call.recipients
        audience = "unknown" if recipients is None else str(len(dict.fromkeys(recipients)))
        token = f"{call.spec.name}.to-{audience}.{secrets.token_urlsafe(18)}"
        plan = Plan(token, call, self._now() + self._lifetime)
        with self._lock:
            while len(self._plans) >= _CAPACITY:
                self._plans.pop(next(iter(self._plans)))
            self._plans[token] = plan
        return plan

    @contextmanager
    def use(self, token: Any, action: str) -> Generator[Entry, None, None]:
        """Reserve a plan while its entry is sent.

        After a failure it can be sent again until it expires; after an unknown outcome only if
        that cannot send it twice.

        Raises:
            InputError: the plan is unknown, for another action, expired, pending, or completed.
        """
        plan = self._plans.get(token) if isinstance(token, str) else None
        if plan is None:
            raise InputError(
                "plan: unknown plan; plans do not survive a restart of this server: make a new one"
            )
        if plan.call.spec.name != action:
            raise InputError(f"plan: this is a plan for {plan.call.spec.name}, not for {action}")
        if not plan.reserved.acquire(blocking=False):
            raise InputError("plan: pending: it is being sent now; try again later")
        try:
            self._check(plan)
            plan.entry = self._history.entry(plan.call)
            yield plan.entry
        finally:
            plan.reserved.release()

    def _check(self, plan: Plan) -> None:
        outcome = plan.entry and plan.entry.outcome
        if outcome == "accepted":
            raise InputError("plan: completed before; nothing was sent again")
        if plan.entry and outcome in {"pending", "unknown"}:
            if not plan.entry.retryable:
                raise InputError(
                    "plan: it was sent with an unknown outcome, and a second try may send it "
                    "twice: check the outcome before you make a new plan"
                )
        elif self._now() > plan.expires:
            raise InputError("plan: expired: make a new one")
