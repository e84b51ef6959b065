"""Single-use, expiring send plans of this process."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, Generic, NamedTuple, TypeVar

from line_connector.errors import InputError
from line_connector.services.mcp.history import Entry

_CAPACITY = 1000

ValueT = TypeVar("ValueT")


class TokenStore(Generic[ValueT]):
    """What tokens stand for; of too many the oldest are forgotten. Threads may share it."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._values: dict[str, ValueT] = {}
        self._lock = threading.Lock()

    def put(self, token: str, value: ValueT) -> None:
        """Store what a token stands for."""
        with self._lock:
            while len(self._values) >= self._capacity:
                self._values.pop(next(iter(self._values)))
            self._values[token] = value

    def get(self, token: Any) -> ValueT | None:
        """Return what a token stands for; None for whatever else a client gives."""
        return self._values.get(token) if isinstance(token, str) else None

    def values(self) -> list[ValueT]:
        """Return all that is stored."""
        with self._lock:
            return [*self._values.values()]


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
        self._plans = TokenStore[Plan](_CAPACITY)

    def make(self, entry: Entry) -> Plan:
        """Store a plan. Its token names the action and the number of recipients, and is random."""
        recipients = entry.call.recipients
        audience = "unknown" if recipients is None else str(len(dict.fromkeys(recipients)))
        token = f"{entry.call.spec.name}.to-{audience}.{secrets.token_urlsafe(18)}"
        plan = Plan(token, entry, self._now() + self._lifetime)
        self._plans.put(token, plan)
        return plan

    def entries(self) -> set[Entry]:
        """Return the calls of all plans."""
        return {plan.entry for plan in self._plans.values()}

    @contextmanager
    def use(self, token: Any, action: str) -> Generator[Entry, None, None]:
        """Reserve a plan while it is sent.

        After a failure it can be sent again until it expires; after an unknown outcome, as
        `Sender.send` allows it.

        Raises:
            InputError: the plan is unknown, for another action, expired, pending, or completed.
        """
        plan = self._plans.get(token)
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
        if (record is None or record.status == "failed") and self._now() > plan.expires:
            raise InputError("plan: expired: make a new one")
