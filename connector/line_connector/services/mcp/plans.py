"""Single-use, expiring send plans of this process."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from line_connector.call import Call
from line_connector.errors import ConnectorError, InputError, UnknownOutcomeError
from line_connector.providers.line import RETRY_KEY_LIFETIME

_CAPACITY = 1000


@dataclass
class Plan:
    """A checked call that waits for its confirmation."""

    token: str
    call: Call
    expires: float
    first_sent: float | None = None
    state: Literal["ready", "pending", "completed", "unknown"] = "ready"


class Plans:
    """The plans of this process. Threads may share it.

    Args:
        lifetime: seconds until a plan expires.
        clock: returns the time in seconds.
    """

    def __init__(self, lifetime: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._lifetime = lifetime
        self._clock = clock
        self._plans: dict[str, Plan] = {}
        self._lock = threading.Lock()

    def make(self, call: Call) -> Plan:
        """Store a plan. Its token names the action and the number of recipients, and is random."""
        recipients = call.recipients
        audience = "unknown" if recipients is None else str(len(dict.fromkeys(recipients)))
        token = f"{call.spec.name}.to-{audience}.{secrets.token_urlsafe(18)}"
        plan = Plan(token, call, self._clock() + self._lifetime)
        with self._lock:
            while len(self._plans) >= _CAPACITY:
                self._plans.pop(next(iter(self._plans)))
            self._plans[token] = plan
        return plan

    @contextmanager
    def use(self, token: Any, action: str) -> Generator[Plan, None, None]:
        """Reserve a plan while it is sent.

        After a success the plan is completed. After a failure it can be sent again; after an
        unknown outcome only if it has a retry key.

        Raises:
            InputError: the plan is unknown, for another action, expired, pending, or completed.
        """
        plan = self._take(token, action)
        try:
            yield plan
        except UnknownOutcomeError as error:
            self._lost(plan, retryable=error.retry_key is not None)
            raise
        except ConnectorError:
            plan.state = "ready"
            raise
        except BaseException:
            self._lost(plan, retryable=plan.call.retry_key is not None)
            raise
        plan.state = "completed"

    def _take(self, token: Any, action: str) -> Plan:
        with self._lock:
            plan = self._plans.get(token) if isinstance(token, str) else None
            if plan is None:
                raise InputError(
                    "plan: unknown plan; plans do not survive a restart of this server: make a "
                    "new one"
                )
            if plan.call.spec.name != action:
                raise InputError(
                    f"plan: this is a plan for {plan.call.spec.name}, not for {action}"
                )
            if plan.state == "ready" and self._clock() > plan.expires:
                raise InputError("plan: expired: make a new one")
            if plan.state != "ready":
                raise InputError(f"plan: {_REFUSALS[plan.state]}")
            if plan.first_sent is None:
                plan.first_sent = self._clock()
            plan.state = "pending"
            return plan

    def _lost(self, plan: Plan, *, retryable: bool) -> None:
        if retryable and plan.first_sent is not None:
            plan.expires = max(plan.expires, plan.first_sent + RETRY_KEY_LIFETIME)
        plan.state = "ready" if retryable else "unknown"


_REFUSALS = {
    "pending": "pending: it is being sent now; try again later",
    "completed": "completed before; nothing was sent again",
    "unknown": (
        "it was sent with an unknown outcome, and without a retry key a second try may send it "
        "twice: check the outcome before you make a new plan"
    ),
}
